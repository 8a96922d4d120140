-- title: How many events
-- titleJa: イベントの数
-- answers: The number of a window's data events, each counted once however often it was delivered.
-- when: Before a long list is asked for.
-- window: 7 days
-- limit: 1
-- column events: how many
SELECT
  count(DISTINCT event_id) + count(CASE WHEN event_id IS NULL THEN 1 END) AS events
FROM {{objectEventsToList}}
WHERE day BETWEEN {{firstDay}} AND {{lastDay}}
      AND (event_time_utc IS NULL OR (event_time_utc >= {{since}} AND event_time_utc < {{until}})){{conditions}}
LIMIT {{limit}}
