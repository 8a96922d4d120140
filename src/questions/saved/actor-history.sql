-- title: Everything one actor did
-- titleJa: ある実行者の操作履歴
-- answers: What one user, role, session or service did, newest first.
-- when: Credentials may have leaked, or somebody has left.
-- window: 30 days
-- limit: 500
-- param actor text (example taro): an actor as the answers name it, its ARN, or a role's name for all of its sessions
-- column event_time
-- column event_name
-- column action
-- column outcome
-- column error_code
-- column bucket
-- column object_key
-- column version_id
-- column bytes_in
-- column bytes_out
-- column actor
-- column source_ip
-- column user_agent
-- column event_id
SELECT
  event_time,
  event_name,
  action,
  outcome,
  error_code,
  bucket,
  object_key,
  version_id,
  bytes_in,
  bytes_out,
  actor,
  source_ip,
  user_agent,
  event_id
FROM (
  {{#eventsInWindow}}
  AND {{actor}} IN (actor, actor_arn, session_issuer)
  {{/eventsInWindow}}
) AS events
ORDER BY event_time_utc DESC, event_id
LIMIT {{limit}}
