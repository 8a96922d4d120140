-- title: Who was behind a role
-- titleJa: ロールの背後にいる人
-- answers: The sessions of each role with their names, Identity Center users and addresses.
-- when: The list names a role, and you need the person, instance or job.
-- window: 7 days
-- limit: 500
-- param role text = '' (example app-server): only sessions of this role; empty is every role
-- column session_issuer
-- column session_name
-- column actor
-- column actor_type
-- column on_behalf_of
-- column events: how many events
-- column writes: writes among them
-- column objects: different objects
-- column addresses: different addresses
-- column first_time: when it first happened in the window
-- column last_time: when it last happened
SELECT
  session_issuer,
  session_name,
  actor,
  actor_type,
  on_behalf_of,
  count(*) AS events,
  count_if(event_name IN ({{writeEvents}})) AS writes,
  count(DISTINCT CASE WHEN object_key <> '' THEN bucket || '/' || object_key END) AS objects,
  count(DISTINCT source_ip) AS addresses,
  min(event_time) AS first_time,
  max(event_time) AS last_time
FROM (
  {{#eventsInWindow}}
  AND actor_type IN ('assumed_role', 'identity_center_user', 'federated_user', 'saml_user', 'web_identity_user')
  AND {{role}} IN ('', session_issuer)
  {{/eventsInWindow}}
) AS events
GROUP BY 1, 2, 3, 4, 5
ORDER BY 6 DESC, 1, 2, 3, 4, 5
LIMIT {{limit}}
