-- S3's data events, one row each, as a person reads them. The same text runs on Athena (Trino) and on DuckDB.
SELECT
  event_time,
  event_time_utc,
  actor,
  actor_type,
  action,
  event_name,
  bucket,
  object_key,
  version_id,
  bytes_in,
  bytes_out,
  source_ip,
  user_agent,
  error_code,
  outcome,
  account_id,
  region,
  day,
  event_id,
  request_id,
  event_type,
  actor_arn,
  actor_account,
  session_issuer,
  session_name,
  on_behalf_of,
  mfa,
  from_console,
  copied_from,
  encryption,
  kms_key,
  request_parameters
FROM (
  SELECT
    *,
    -- CloudTrail can deliver an event twice. The window is cut along the partitions, so that a predicate on
    -- region, day or time still reaches the files; copies delivered on two days are the question's to merge.
    row_number() OVER (PARTITION BY region, day, event_time_utc, event_id) AS delivery
  FROM (
    {{deliveries}}
  ) AS deliveries
) AS counted
-- Rows without an event id cannot be told apart, so each of them stays.
WHERE delivery = 1 OR event_id IS NULL
