-- title: Large uploads
-- titleJa: 大きなアップロード
-- answers: The largest uploads: single ones, and multipart uploads with all their parts.
-- when: Costs rise, or data is brought in that should not be there.
-- window: 7 days
-- limit: 100
-- param bytes integer = 104857600 (example 1073741824): at least this many bytes
-- column last_time: when its last request was made
-- column actor
-- column bucket
-- column object_key
-- column bytes_in: bytes sent to S3, all parts together
-- column parts: how many parts; 0 for an upload in one request
-- column source_ip: the address, or the first of several in order of text
SELECT *
FROM (
  SELECT
    max(event_time) AS last_time,
    actor,
    bucket,
    object_key,
    CAST(sum(bytes_in) AS bigint) AS bytes_in,
    count_if(event_name = 'UploadPart') AS parts,
    min(source_ip) AS source_ip
  FROM (
    {{#eventsInWindow}}
    AND event_name IN ('PutObject', 'UploadPart')
    AND outcome = 'ok'
    {{/eventsInWindow}}
  ) AS events
  -- The parts of one upload share its id; an upload in one request stands for itself.
  GROUP BY actor, bucket, object_key, coalesce(json_extract_scalar(request_parameters, '$.uploadId'), event_id)
) AS counted
WHERE bytes_in >= {{bytes}}
ORDER BY bytes_in DESC, last_time DESC, actor, bucket, object_key
LIMIT {{limit}}
