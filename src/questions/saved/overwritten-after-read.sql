-- title: Overwritten after a read
-- titleJa: 読み取り後の上書き
-- answers: Objects that an actor read and then overwrote within hours: what ransomware does, and what some applications do.
-- when: Files do not open any more, or before you trust a quiet day. The trail must record reads and writes.
-- window: 7 days
-- limit: 200
-- param hours integer = 24 (example 1): at most this many hours after the read
-- column event_time
-- column actor
-- column bucket
-- column object_key
-- column event_name
-- column read_time: when the actor last read the object before
-- column bytes_in
-- column encryption
-- column kms_key
-- column source_ip
-- column event_id
SELECT
  event_time,
  actor,
  bucket,
  object_key,
  event_name,
  read_time,
  bytes_in,
  encryption,
  kms_key,
  source_ip,
  event_id
FROM (
  SELECT
    *,
    max(CASE WHEN event_name = 'GetObject' THEN event_time_utc END) OVER (
      PARTITION BY actor, bucket, object_key
      ORDER BY event_time_utc, CASE WHEN event_name = 'GetObject' THEN 0 ELSE 1 END, event_id
      ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
    ) AS read_utc,
    max(CASE WHEN event_name = 'GetObject' THEN event_time END) OVER (
      PARTITION BY actor, bucket, object_key
      ORDER BY event_time_utc, CASE WHEN event_name = 'GetObject' THEN 0 ELSE 1 END, event_id
      ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
    ) AS read_time
  FROM (
    {{#eventsInWindow}}
    AND event_name IN ('GetObject', 'PutObject', 'CopyObject', 'CompleteMultipartUpload')
    AND outcome = 'ok'
    {{/eventsInWindow}}
  ) AS events
) AS told
WHERE event_name <> 'GetObject'
  AND read_utc >= event_time_utc - {{hours}} * interval '1' hour
ORDER BY event_time_utc DESC, event_id
LIMIT {{limit}}
