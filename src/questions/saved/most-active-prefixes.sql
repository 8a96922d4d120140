-- title: Most active prefixes
-- titleJa: 操作の多いプレフィックス
-- answers: The prefixes with the most events, down to a depth of folders.
-- when: To see which part of a bucket is worked on, and by how many.
-- window: 7 days
-- limit: 50
-- param depth integer = 1 (example 2): how many folders deep, from 1 to 20
-- column bucket
-- column prefix: how the keys begin; empty for keys without a slash
-- column events: how many events
-- column reads: reads
-- column writes: uploads, copies and other changes
-- column deletions: deletions
-- column objects: different objects
-- column actors: different actors
-- column bytes_in: bytes sent to S3
-- column bytes_out: bytes sent by S3
SELECT
  bucket,
  -- All but what is left of the key behind its first folders.
  substr(
    object_key,
    1,
    length(object_key) - length(element_at(split(object_key, '/', depth + 1), -1))
  ) AS prefix,
  count(*) AS events,
  count_if(action = 'read') AS reads,
  count_if(action NOT IN ('read', 'list', 'delete')) AS writes,
  count_if(action = 'delete') AS deletions,
  count(DISTINCT object_key) AS objects,
  count(DISTINCT actor) AS actors,
  CAST(sum(coalesce(bytes_in, 0)) AS bigint) AS bytes_in,
  CAST(sum(coalesce(bytes_out, 0)) AS bigint) AS bytes_out
FROM (
  {{#eventsInWindow}}
  AND object_key <> ''
  {{/eventsInWindow}}
) AS events
-- One row: WHERE, where alone Athena takes a parameter, keeps the depth asked for.
CROSS JOIN (
  SELECT depth
  FROM UNNEST(sequence(1, 20, 1)) AS depths (depth)
  WHERE depth = least(greatest({{depth}}, 1), 20)
) AS chosen
GROUP BY 1, 2
ORDER BY 3 DESC, 1, 2
LIMIT {{limit}}
