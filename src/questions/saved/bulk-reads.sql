-- title: Many reads in an hour
-- titleJa: 大量の読み取り
-- answers: Hours in which one actor read many different objects.
-- when: Somebody may be taking the data away. The trail must record reads.
-- window: 7 days
-- limit: 100
-- param threshold integer = 100 (example 500): at least this many different objects
-- column hour: the local hour in which it happened
-- column actor
-- column actor_type
-- column objects: different objects
-- column reads: successful reads
-- column bytes_out: bytes sent by S3
-- column buckets: different buckets
-- column addresses: different addresses
SELECT *
FROM (
  SELECT
    date_trunc('hour', event_time) AS hour,
    actor,
    actor_type,
    count(DISTINCT bucket || '/' || object_key) AS objects,
    count(*) AS reads,
    CAST(sum(coalesce(bytes_out, 0)) AS bigint) AS bytes_out,
    count(DISTINCT bucket) AS buckets,
    count(DISTINCT source_ip) AS addresses
  FROM (
    {{#eventsInWindow}}
    AND event_name IN ('GetObject', 'SelectObjectContent', 'GetObjectTorrent')
    AND outcome = 'ok'
    {{/eventsInWindow}}
  ) AS events
  GROUP BY 1, 2, 3
) AS counted
WHERE objects >= {{threshold}}
ORDER BY objects DESC, hour DESC, actor, actor_type
LIMIT {{limit}}
