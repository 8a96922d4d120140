-- title: Outside working hours
-- titleJa: 勤務時間外の操作
-- answers: What people and roles did at night and on weekends, in the settings' zone, newest first, without AWS services.
-- when: To find work at hours at which nobody should work.
-- window: 7 days
-- limit: 500
-- param opens integer = 8 (example 9): the hour at which work begins, 0 to 23
-- param closes integer = 19 (example 18): the hour at which work ends, 1 to 24
-- column event_time
-- column weekday: 1 is Monday, 7 is Sunday
-- column actor
-- column actor_type
-- column event_name
-- column outcome
-- column bucket
-- column object_key
-- column source_ip
-- column event_id
SELECT
  event_time,
  day_of_week(event_time) AS weekday,
  actor,
  actor_type,
  event_name,
  outcome,
  bucket,
  object_key,
  source_ip,
  event_id
FROM (
  {{#eventsInWindow}}
  AND actor_type <> 'aws_service'
  AND (hour(event_time) < {{opens}} OR hour(event_time) >= {{closes}} OR day_of_week(event_time) >= 6)
  {{/eventsInWindow}}
) AS events
ORDER BY event_time_utc DESC, event_id
LIMIT {{limit}}
