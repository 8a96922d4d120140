-- title: Many deletions in an hour
-- titleJa: 大量の削除
-- answers: Hours in which one actor deleted many objects, or batches whose keys were not recorded.
-- when: Somebody or some script clears a bucket.
-- window: 7 days
-- limit: 100
-- param threshold integer = 50 (example 10): at least this many deletions, or one batch without keys
-- column hour: the local hour in which it happened
-- column actor
-- column actor_type
-- column bucket
-- column deletions: deletions, each counted once
-- column objects: different keys among them
-- column versions: versions that were removed for good
-- column batches_without_keys: batches, each of up to 1,000 objects, whose keys were not recorded
-- column addresses: different addresses
SELECT *
FROM (
  SELECT
    date_trunc('hour', event_time) AS hour,
    actor,
    actor_type,
    bucket,
    count(*) AS deletions,
    count(DISTINCT CASE WHEN object_key <> '' THEN object_key END) AS objects,
    count_if(json_extract_scalar(request_parameters, '$.versionId') IS NOT NULL) AS versions,
    count_if(event_name = 'DeleteObjects') AS batches_without_keys,
    count(DISTINCT source_ip) AS addresses
  FROM (
    {{#eventsInWindow}}
    AND action = 'delete'
    AND outcome = 'ok'
    AND {{notToldByItsKeys}}
    {{/eventsInWindow}}
  ) AS events
  GROUP BY 1, 2, 3, 4
) AS counted
WHERE deletions >= {{threshold}} OR batches_without_keys > 0
ORDER BY deletions DESC, hour DESC, actor, actor_type, bucket
LIMIT {{limit}}
