-- title: Console and programs, with and without MFA
-- titleJa: コンソール利用と MFA
-- answers: How often each actor came through the AWS console or a program, and with MFA or without.
-- when: To find people who work on production by hand, and sessions without MFA.
-- window: 30 days
-- limit: 200
-- column actor
-- column actor_type
-- column console: events with the console's credentials
-- column programs: all other events
-- column with_mfa: events of a session that was signed in with MFA
-- column without_mfa: events of a session that was not
-- column mfa_unknown: events whose record does not say, such as those of an access key
-- column writes_without_mfa: writes among those without
-- column last_time: when it last happened
SELECT
  actor,
  actor_type,
  count_if(coalesce(from_console, 'false') = 'true') AS console,
  count_if(coalesce(from_console, 'false') <> 'true') AS programs,
  count_if(mfa = 'true') AS with_mfa,
  count_if(mfa = 'false') AS without_mfa,
  count_if(mfa IS NULL) AS mfa_unknown,
  count_if(mfa = 'false' AND event_name IN ({{writeEvents}})) AS writes_without_mfa,
  max(event_time) AS last_time
FROM (
  {{#eventsInWindow}}
  AND actor_type <> 'aws_service'
  {{/eventsInWindow}}
) AS events
GROUP BY 1, 2
ORDER BY 3 DESC, 4 DESC, 1, 2
LIMIT {{limit}}
