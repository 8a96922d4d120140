-- title: Writes per day
-- titleJa: 日別・実行者別の書き込み
-- answers: How much each actor wrote and deleted, day by day in the settings' zone.
-- when: To know what is usual, and to see the day that is not.
-- window: 30 days
-- limit: 1000
-- column day: the local day, yyyy-MM-dd
-- column actor
-- column writes: successful writes of any kind
-- column uploads: uploads and copies
-- column deletions: deletions, each counted once
-- column changes: permissions, tags, locks and other changes
-- column objects: different objects among them
-- column bytes_in: bytes sent to S3
-- column failures: writes that were denied or failed
SELECT
  date_format(event_time, '%Y-%m-%d') AS day,
  actor,
  count_if(outcome = 'ok') AS writes,
  count_if(outcome = 'ok' AND action IN ('upload', 'copy')) AS uploads,
  count_if(outcome = 'ok' AND action = 'delete') AS deletions,
  count_if(outcome = 'ok' AND action NOT IN ('upload', 'copy', 'delete')) AS changes,
  count(DISTINCT CASE WHEN object_key <> '' THEN bucket || '/' || object_key END) AS objects,
  CAST(sum(coalesce(bytes_in, 0)) AS bigint) AS bytes_in,
  count_if(outcome <> 'ok') AS failures
FROM (
  {{#eventsInWindow}}
  AND event_name IN ({{writeEvents}})
  AND {{notToldByItsKeys}}
  {{/eventsInWindow}}
) AS events
GROUP BY 1, 2
ORDER BY 1 DESC, 3 DESC, 2
LIMIT {{limit}}
