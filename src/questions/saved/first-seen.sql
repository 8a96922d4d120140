-- title: Seen for the first time
-- titleJa: 初めて現れた実行者・IP・クライアント
-- answers: Actors, addresses and user agents in the window that did not appear in the thirty days before it.
-- when: A routine check for strangers; after an incident, to find what is new.
-- window: 7 days
-- before: 30 days
-- limit: 200
-- column kind: actor, address or user agent
-- column value: who or what is new
-- column first_time: when it was first seen
-- column events: how many events it made in the window
-- column actors: different actors among them
-- column objects: different objects
-- column failures: events that were denied or failed
-- column recorded_since: the oldest event in the comparison; if it is in the window, everything is new
SELECT
  kind,
  value,
  first_time,
  events,
  actors,
  objects,
  failures,
  recorded_since
FROM (
  SELECT
    kind,
    CASE kind WHEN 'actor' THEN actor WHEN 'address' THEN source_ip ELSE user_agent END AS value,
    min(event_time) AS first_time,
    min(event_time_utc) AS first_time_utc,
    count(*) AS events,
    count(DISTINCT actor) AS actors,
    count(DISTINCT CASE WHEN object_key <> '' THEN bucket || '/' || object_key END) AS objects,
    count_if(outcome <> 'ok') AS failures,
    min(min(event_time)) OVER () AS recorded_since
  FROM (
    {{#eventsInWindow}}
    {{/eventsInWindow}}
  ) AS events
  -- One reading of the logs for all three.
  CROSS JOIN (VALUES ('actor'), ('address'), ('user agent')) AS kinds (kind)
  GROUP BY 1, 2
) AS seen
WHERE value IS NOT NULL
  AND first_time_utc >= {{since}}
ORDER BY first_time_utc DESC, kind, value
LIMIT {{limit}}
