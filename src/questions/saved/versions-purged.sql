-- title: Versions removed for good
-- titleJa: 完全に削除されたバージョン
-- answers: Deletions that named a version: unlike a deletion that leaves a delete marker, they remove it for good.
-- when: To know whether what was deleted can be restored.
-- window: 30 days
-- limit: 200
-- column event_time
-- column actor
-- column bucket
-- column object_key
-- column version_id
-- column outcome
-- column error_code
-- column source_ip
-- column event_id
SELECT
  event_time,
  actor,
  bucket,
  object_key,
  version_id,
  outcome,
  error_code,
  source_ip,
  event_id
FROM (
  {{#eventsInWindow}}
  AND event_name = 'DeleteObject'
  AND json_extract_scalar(request_parameters, '$.versionId') IS NOT NULL
  {{/eventsInWindow}}
) AS events
ORDER BY event_time_utc DESC, event_id
LIMIT {{limit}}
