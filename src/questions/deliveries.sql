-- title: Every delivery
-- titleJa: すべての配信
-- answers: The data events of a window, in no order; those delivered twice are here twice.
-- when: A list is too long for one engine's memory, and copies are merged by whoever puts its parts together.
-- window: 7 days
-- limit: 1
-- column event_id
SELECT
  {{columns}}
FROM {{objectEventsToList}}
WHERE day BETWEEN {{firstDay}} AND {{lastDay}}
      AND (event_time_utc IS NULL OR (event_time_utc >= {{since}} AND event_time_utc < {{until}})){{conditions}}
