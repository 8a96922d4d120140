-- title: Who deleted this object
-- titleJa: このオブジェクトを削除したのは誰か
-- answers: The deletions of one object, newest first, then batches that may have included it; if there are none, the reason.
-- when: A file is gone, and you need to know whom to ask.
-- window: 90 days
-- limit: 100
-- param bucket text (example miyagawa-test): the object's bucket
-- param key text (example reports/2026/a.pdf): the object's key, exactly
-- column result: what became of the object, in words
-- column event_time
-- column actor
-- column outcome
-- column error_code
-- column version_id
-- column source_ip
-- column event_id
-- column events: how many events of the bucket the window holds
-- column recorded_since: the first of them
-- column recorded_until: the last of them
SELECT
  CASE
    WHEN kind = 'deletion' AND outcome = 'ok' THEN 'deleted'
    WHEN kind = 'deletion' THEN 'tried to delete it'
    WHEN kind = 'batch' THEN 'perhaps deleted by this batch: its keys were not recorded'
    WHEN kind = 'other' THEN 'no deletion of it was recorded: it expired by a lifecycle rule, was deleted before or after the window, or never existed'
    ELSE 'nothing of this bucket was recorded in the window: the trail was not recording it then, or its logs are elsewhere'
  END AS result,
  told_time AS event_time,
  actor,
  outcome,
  error_code,
  version_id,
  source_ip,
  event_id,
  coalesce(events, 0) AS events,
  recorded_since,
  recorded_until
-- One row is there even where nothing was recorded.
FROM (VALUES (1)) AS always (one)
LEFT JOIN (
  SELECT
    kind,
    outcome,
    error_code,
    version_id,
    told_time,
    told_time_utc,
    actor,
    source_ip,
    event_id,
    CAST(sum(count(*)) OVER () AS bigint) AS events,
    min(min(event_time)) OVER () AS recorded_since,
    max(max(event_time)) OVER () AS recorded_until,
    max(max(found)) OVER () AS found
  FROM (
    SELECT
      kind,
      CASE WHEN kind = 'deletion' AND outcome = 'ok' OR kind = 'batch' THEN 1 ELSE 0 END AS found,
      -- What is no deletion is one row, and of a deletion is told what its own record tells.
      CASE WHEN kind <> 'other' THEN outcome END AS outcome,
      CASE WHEN kind <> 'other' THEN error_code END AS error_code,
      CASE WHEN kind <> 'other' THEN version_id END AS version_id,
      CASE WHEN kind <> 'other' THEN event_time END AS told_time,
      CASE WHEN kind <> 'other' THEN event_time_utc END AS told_time_utc,
      CASE WHEN kind <> 'other' THEN actor END AS actor,
      CASE WHEN kind <> 'other' THEN source_ip END AS source_ip,
      CASE WHEN kind <> 'other' THEN event_id END AS event_id,
      CASE WHEN kind <> 'other' THEN request_id END AS request_id,
      event_time
    FROM (
      SELECT
        *,
        CASE
          WHEN is_deletion THEN 'deletion'
          WHEN event_name = 'DeleteObjects' AND outcome = 'ok' AND {{notToldByItsKeys}} THEN 'batch'
          ELSE 'other'
        END AS kind
      FROM (
        {{#eventsInWindow}}
        -- One of these is true of an event: WHERE keeps it, where alone Athena takes a parameter.
        CROSS JOIN (VALUES (true), (false)) AS truths (is_deletion)
        AND bucket = {{bucket}}
        AND is_deletion = (action = 'delete' AND object_key = {{key}})
        {{/eventsInWindow}}
      ) AS events
    ) AS sorted
  ) AS narrowed
  GROUP BY kind, outcome, error_code, version_id, told_time, told_time_utc, actor, source_ip, event_id, request_id
) AS told ON true
WHERE kind IS NULL OR kind <> 'other' OR found = 0
ORDER BY CASE kind WHEN 'deletion' THEN 1 WHEN 'batch' THEN 2 ELSE 3 END, told_time_utc DESC, event_id
LIMIT {{limit}}
