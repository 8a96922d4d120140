-- title: What was denied or failed
-- titleJa: 拒否・失敗した操作
-- answers: Operations that S3 denied or that failed, by actor and object, most frequent first.
-- when: An application lacks a permission, or somebody tries what they may not do.
-- window: 7 days
-- limit: 200
-- column actor
-- column actor_type
-- column bucket
-- column object_key
-- column event_name
-- column outcome
-- column error_code
-- column events: how many times
-- column first_time: when it first happened in the window
-- column last_time: when it last happened
-- column addresses: different addresses
SELECT
  actor,
  actor_type,
  bucket,
  object_key,
  event_name,
  outcome,
  error_code,
  count(*) AS events,
  min(event_time) AS first_time,
  max(event_time) AS last_time,
  count(DISTINCT source_ip) AS addresses
FROM (
  {{#eventsInWindow}}
  AND outcome <> 'ok'
  {{/eventsInWindow}}
) AS events
GROUP BY 1, 2, 3, 4, 5, 6, 7
ORDER BY 8 DESC, 1, 2, 3, 4, 5, 6, 7
LIMIT {{limit}}
