-- title: What the logs cover
-- titleJa: ログの網羅性
-- answers: Day by day in UTC: hours without an event, late deliveries, duplicates, and events without a known actor.
-- when: Before you trust an answer, or the lack of one.
-- window: 7 days
-- limit: 400
-- column day: the UTC day, yyyy-MM-dd
-- column hours: hours of the day that are in the window
-- column hours_without_events: those in which nothing was recorded
-- column events: different S3 data events
-- column duplicates: copies of events that were delivered more than once
-- column delivered_next_day: events whose file was delivered on a later UTC day
-- column late: those of them that had happened more than an hour before midnight
-- column unattributed: events whose record does not say who it was
-- column unattributed_percent: their share of the events
SELECT
  coalesce(calendar.day, '(no readable time)') AS day,
  hours,
  hours - coalesce(hours_with_events, 0) AS hours_without_events,
  coalesce(events, 0) AS events,
  coalesce(duplicates, 0) AS duplicates,
  coalesce(delivered_next_day, 0) AS delivered_next_day,
  coalesce(late, 0) AS late,
  coalesce(unattributed, 0) AS unattributed,
  round(CAST(100 AS double) * unattributed / events, 1) AS unattributed_percent
FROM (
  SELECT
    date_format(midnight, '%Y-%m-%d') AS day,
    date_diff(
      'hour',
      date_trunc('hour', greatest(midnight, {{since}})),
      date_trunc('hour', least(midnight + interval '1' day, {{until}}) - interval '1' second)
    ) + 1 AS hours
  FROM UNNEST(sequence(date_trunc('day', {{since}}), {{until}} - interval '1' second, interval '1' day)) AS days (midnight)
) AS calendar
-- An event whose time cannot be read has no day, and a row nevertheless.
FULL JOIN (
  SELECT
    date_format(event_time_utc, '%Y-%m-%d') AS day,
    count(*) AS events,
    count(DISTINCT hour(event_time_utc)) AS hours_with_events,
    count_if(day > date_format(event_time_utc, '%Y/%m/%d')) AS delivered_next_day,
    count_if(day > date_format(event_time_utc, '%Y/%m/%d') AND hour(event_time_utc) < 23) AS late,
    count_if(actor_type = 'unknown') AS unattributed
  FROM (
    {{#eventsInWindow}}
    {{/eventsInWindow}}
  ) AS events
  GROUP BY 1
) AS recorded ON recorded.day = calendar.day
LEFT JOIN (
  SELECT
    date_format(moment, '%Y-%m-%d') AS day,
    count(eventid) - count(DISTINCT eventid) AS duplicates
  FROM (
    SELECT
      CAST(try(from_iso8601_timestamp(eventtime)) AT TIME ZONE 'UTC' AS timestamp) AS moment,
      eventid
    FROM {{table}}
    WHERE day BETWEEN {{firstDay}} AND {{lastDay}}
      AND {{isDataEvent}}
  ) AS deliveries
  WHERE moment >= {{since}} AND moment < {{until}}
  GROUP BY 1
) AS copies ON copies.day = calendar.day
ORDER BY 1 DESC
LIMIT {{limit}}
