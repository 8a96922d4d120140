-- title: Most active objects
-- titleJa: 操作の多いオブジェクト
-- answers: The objects with the most events, with who touched them and how.
-- when: To find what is hot: a key that is polled, rewritten or shared widely.
-- window: 7 days
-- limit: 50
-- column bucket
-- column object_key
-- column events: how many events
-- column reads: reads
-- column writes: uploads, copies and other changes
-- column deletions: deletions
-- column failures: events that were denied or failed
-- column actors: different actors
-- column bytes_in: bytes sent to S3
-- column bytes_out: bytes sent by S3
-- column last_time: when it last happened
SELECT
  bucket,
  object_key,
  count(*) AS events,
  count_if(action = 'read') AS reads,
  count_if(action NOT IN ('read', 'list', 'delete')) AS writes,
  count_if(action = 'delete') AS deletions,
  count_if(outcome <> 'ok') AS failures,
  count(DISTINCT actor) AS actors,
  CAST(sum(coalesce(bytes_in, 0)) AS bigint) AS bytes_in,
  CAST(sum(coalesce(bytes_out, 0)) AS bigint) AS bytes_out,
  max(event_time) AS last_time
FROM (
  {{#eventsInWindow}}
  AND object_key <> ''
  {{/eventsInWindow}}
) AS events
GROUP BY 1, 2
ORDER BY 3 DESC, 1, 2
LIMIT {{limit}}
