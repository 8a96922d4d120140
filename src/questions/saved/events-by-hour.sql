-- title: Events by weekday and hour
-- titleJa: 曜日・時間帯別の操作数
-- answers: How much happens at each hour of the week in the settings' zone: the numbers of a heat map.
-- when: To see the usual hours of a bucket, and what deviates from them.
-- window: 28 days
-- limit: 200
-- column weekday: 1 is Monday, 7 is Sunday
-- column hour: 0 to 23
-- column events: how many events
-- column reads: reads and listings
-- column writes: uploads, copies and other changes
-- column deletions: deletions, each counted once
-- column failures: events that were denied or failed
-- column actors: different actors
SELECT
  day_of_week(event_time) AS weekday,
  hour(event_time) AS hour,
  count(*) AS events,
  count_if(action IN ('read', 'list')) AS reads,
  count_if(action NOT IN ('read', 'list', 'delete')) AS writes,
  count_if(action = 'delete') AS deletions,
  count_if(outcome <> 'ok') AS failures,
  count(DISTINCT actor) AS actors
FROM (
  {{#eventsInWindow}}
  AND {{notToldByItsKeys}}
  {{/eventsInWindow}}
) AS events
GROUP BY 1, 2
ORDER BY 1, 2
LIMIT {{limit}}
