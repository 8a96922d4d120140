-- title: One object's history
-- titleJa: あるオブジェクトの履歴
-- answers: Everything that happened to one object, newest first: all versions, copies from it and to it, restores, permissions.
-- when: Somebody asks what became of a file, or where a copy of it came from.
-- window: 90 days
-- limit: 500
-- param bucket text (example miyagawa-test): the object's bucket
-- param key text (example reports/2026/a.pdf): the object's key, exactly
-- column event_time
-- column event_name
-- column action
-- column actor
-- column outcome
-- column error_code
-- column version_id
-- column relation: what the event did: something with the object itself, a copy to it, or a copy from it
-- column other_object: the other end of a copy, as bucket/key
-- column bytes_in
-- column bytes_out
-- column source_ip
-- column event_id
SELECT
  event_time,
  event_name,
  action,
  actor,
  outcome,
  error_code,
  version_id,
  relation,
  CASE relation WHEN 'copied from it' THEN bucket || '/' || object_key ELSE copied_from END AS other_object,
  bytes_in,
  bytes_out,
  source_ip,
  event_id
FROM (
  {{#eventsInWindow}}
  -- At most one of these is true of an event: WHERE keeps it, where alone Athena takes a parameter.
  CROSS JOIN (VALUES ('the object'), ('copied to it'), ('copied from it')) AS relations (relation)
  AND relation = CASE {{bucket}} || '/' || {{key}}
    WHEN bucket || '/' || object_key THEN CASE WHEN copied_from IS NULL THEN 'the object' ELSE 'copied to it' END
    WHEN copied_from THEN 'copied from it'
  END
  {{/eventsInWindow}}
) AS events
ORDER BY event_time_utc DESC, event_id
LIMIT {{limit}}
