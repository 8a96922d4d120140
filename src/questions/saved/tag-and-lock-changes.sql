-- title: Tags, legal holds and retention
-- titleJa: タグ・リーガルホールド・保持期間の変更
-- answers: Changes of objects' tags, legal holds and retention periods, newest first.
-- when: Lifecycle rules and policies act on tags, and locks keep evidence: see who changed them.
-- window: 30 days
-- limit: 200
-- column event_time
-- column actor
-- column event_name
-- column action
-- column bypassed_governance: true where the request asked to override governance retention
-- column outcome
-- column error_code
-- column bucket
-- column object_key
-- column version_id
-- column source_ip
-- column event_id
SELECT
  event_time,
  actor,
  event_name,
  action,
  coalesce(
    lower(json_extract_scalar(request_parameters, '$["x-amz-bypass-governance-retention"]')) = 'true',
    false
  ) AS bypassed_governance,
  outcome,
  error_code,
  bucket,
  object_key,
  version_id,
  source_ip,
  event_id
FROM (
  {{#eventsInWindow}}
  AND action IN ('tag', 'lock')
  {{/eventsInWindow}}
) AS events
ORDER BY event_time_utc DESC, event_id
LIMIT {{limit}}
