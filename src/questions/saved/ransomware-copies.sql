-- title: Written with somebody else's key
-- titleJa: 他者の鍵による暗号化
-- answers: Objects that were written or copied with a key of the caller (SSE-C) or a KMS key of another account.
-- when: Ransomware on S3 rewrites objects with a key that only the attacker has.
-- window: 30 days
-- limit: 200
-- column event_time
-- column actor
-- column actor_type
-- column event_name
-- column outcome
-- column bucket
-- column object_key
-- column copied_from
-- column encryption
-- column kms_key
-- column source_ip
-- column user_agent
-- column event_id
SELECT
  event_time,
  actor,
  actor_type,
  event_name,
  outcome,
  bucket,
  object_key,
  copied_from,
  encryption,
  kms_key,
  source_ip,
  user_agent,
  event_id
FROM (
  {{#eventsInWindow}}
  AND event_name IN ({{writeEvents}})
  AND (encryption = 'SSE-C' OR (kms_key LIKE 'arn:%' AND split_part(kms_key, ':', 5) <> account_id))
  {{/eventsInWindow}}
) AS events
ORDER BY event_time_utc DESC, event_id
LIMIT {{limit}}
