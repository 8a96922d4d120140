-- title: Access from outside the account
-- titleJa: アカウント外からのアクセス
-- answers: Requests without credentials and requests from other accounts, by who made them and on which bucket.
-- when: To know who besides your own account can reach the objects.
-- window: 30 days
-- limit: 200
-- param known text = '' (example 210987654321,321098765432): ids of other accounts that are yours, left out; empty leaves none out
-- column actor
-- column actor_type
-- column actor_account
-- column bucket
-- column event_name
-- column outcome
-- column events: how many times
-- column objects: different objects
-- column bytes_out: bytes sent by S3
-- column addresses: different addresses
-- column first_time: when it first happened in the window
-- column last_time: when it last happened
SELECT
  actor,
  actor_type,
  actor_account,
  bucket,
  event_name,
  outcome,
  count(*) AS events,
  count(DISTINCT CASE WHEN object_key <> '' THEN object_key END) AS objects,
  CAST(sum(coalesce(bytes_out, 0)) AS bigint) AS bytes_out,
  count(DISTINCT source_ip) AS addresses,
  min(event_time) AS first_time,
  max(event_time) AS last_time
FROM (
  {{#eventsInWindow}}
  AND (actor_type = 'anonymous' OR actor_account <> account_id)
  AND (actor_account IS NULL OR strpos({{known}}, actor_account) = 0)
  {{/eventsInWindow}}
) AS events
GROUP BY 1, 2, 3, 4, 5, 6
ORDER BY 7 DESC, 1, 2, 3, 4, 5, 6
LIMIT {{limit}}
