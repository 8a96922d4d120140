-- title: Who did what to which object
-- titleJa: 誰がどのオブジェクトに何をしたか
-- answers: The data events of a window, newest first, with everybody who made them: users, roles, services, strangers.
-- when: Your first question, and a daily one.
-- window: 7 days
-- limit: 100
-- column event_time
-- column event_name
-- column actor
-- column actor_type
-- column action
-- column outcome
-- column bucket
-- column object_key
-- column version_id
-- column bytes_in
-- column bytes_out
-- column source_ip
-- column user_agent
-- column error_code
-- column event_id
SELECT
  {{columns}}
FROM (
  SELECT
    *,
    -- Of copies that differ the first in the list stands for the event.
    row_number() OVER (PARTITION BY event_id ORDER BY {{order}}, day, region) AS delivery{{deliveriesRead}}
  FROM (
    SELECT *
    FROM {{objectEventsToList}}
    -- The partition is the UTC day of delivery, which can be the day after the event.
    WHERE day BETWEEN {{firstDay}} AND {{lastDay}}
      -- An event whose time cannot be read is shown, last, rather than lost.
      AND (event_time_utc IS NULL OR (event_time_utc >= {{since}} AND event_time_utc < {{until}})){{conditions}}
    ORDER BY {{order}}, day, region
    -- More rows than asked for, because an event delivered on both sides of midnight is here twice.
    LIMIT {{limitWithCopies}}
  ) AS newest
) AS told
WHERE delivery = 1 OR event_id IS NULL
ORDER BY {{order}}
LIMIT {{limit}}
