-- title: Permissions of objects
-- titleJa: オブジェクトの権限変更
-- answers: Changes of objects' ACLs, and uploads that set an ACL, newest first.
-- when: To see who opened an object to others.
-- window: 30 days
-- limit: 200
-- column event_time
-- column actor
-- column event_name
-- column outcome
-- column error_code
-- column bucket
-- column object_key
-- column version_id
-- column canned_acl: the ACL asked for by name, such as public-read
-- column is_public: true where that name gives everybody access, or everybody with an AWS account
-- column source_ip
-- column event_id
SELECT
  event_time,
  actor,
  event_name,
  outcome,
  error_code,
  bucket,
  object_key,
  version_id,
  canned_acl,
  coalesce(canned_acl IN ('public-read', 'public-read-write', 'authenticated-read'), false) AS is_public,
  source_ip,
  event_id
FROM (
  SELECT
    *,
    -- A header is text in some records and a list of one text in others.
    coalesce(
      json_extract_scalar(request_parameters, '$["x-amz-acl"]'),
      json_extract_scalar(request_parameters, '$["x-amz-acl"][0]')
    ) AS canned_acl
  FROM (
    {{#eventsInWindow}}
    AND event_name IN ({{writeEvents}})
    {{/eventsInWindow}}
  ) AS events
) AS told
WHERE action = 'permission' OR canned_acl IS NOT NULL
ORDER BY event_time_utc DESC, event_id
LIMIT {{limit}}
