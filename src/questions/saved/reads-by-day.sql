-- title: Reads per day
-- titleJa: 日別・実行者別の読み取り
-- answers: How much each actor read, day by day in the settings' zone, and how many bytes went out.
-- when: To know what is usual, and to see the day on which somebody read everything. The trail must record reads.
-- window: 30 days
-- limit: 1000
-- column day: the local day, yyyy-MM-dd
-- column actor
-- column reads: successful reads of objects and what belongs to them
-- column lists: successful listings
-- column objects: different objects read
-- column bytes_out: bytes sent by S3
-- column failures: reads and listings that were denied or failed
SELECT
  date_format(event_time, '%Y-%m-%d') AS day,
  actor,
  count_if(outcome = 'ok' AND action = 'read') AS reads,
  count_if(outcome = 'ok' AND action = 'list') AS lists,
  count(DISTINCT CASE WHEN action = 'read' THEN bucket || '/' || object_key END) AS objects,
  CAST(sum(coalesce(bytes_out, 0)) AS bigint) AS bytes_out,
  count_if(outcome <> 'ok') AS failures
FROM (
  {{#eventsInWindow}}
  AND action IN ('read', 'list')
  {{/eventsInWindow}}
) AS events
GROUP BY 1, 2
ORDER BY 1 DESC, 6 DESC, 2
LIMIT {{limit}}
