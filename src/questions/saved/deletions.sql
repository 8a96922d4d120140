-- title: What was deleted
-- titleJa: 削除されたオブジェクト
-- answers: Every deletion once, newest first: of single objects, of each key of a batch, and of batches whose keys were not recorded.
-- when: Something is gone, or you want to see what is usually deleted.
-- window: 7 days
-- limit: 200
-- column event_time
-- column actor
-- column bucket
-- column object_key: the key; in words where a batch's keys were not recorded
-- column version_id
-- column form: single, key of a batch, or batch
-- column outcome
-- column error_code
-- column source_ip
-- column event_id
SELECT
  event_time,
  actor,
  bucket,
  CASE
    WHEN event_name = 'DeleteObjects' THEN '(a batch: its keys were not recorded)'
    ELSE object_key
  END AS object_key,
  version_id,
  CASE
    WHEN event_name = 'DeleteObjects' THEN 'batch'
    WHEN event_type = 'AwsServiceEvent' THEN 'key of a batch'
    ELSE 'single'
  END AS form,
  outcome,
  error_code,
  source_ip,
  event_id
FROM (
  {{#eventsInWindow}}
  AND action = 'delete'
  AND {{notToldByItsKeys}}
  {{/eventsInWindow}}
) AS events
ORDER BY event_time_utc DESC, event_id
LIMIT {{limit}}
