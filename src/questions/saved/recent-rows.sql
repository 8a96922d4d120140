-- title: The newest days as CloudTrail wrote them
-- titleJa: 直近の記録をそのまま見る
-- answers: A few whole rows of the table, to see which fields CloudTrail records.
-- window: 1 day
-- limit: 10
SELECT *
FROM {{table}}
-- Without a predicate on the partition, Athena would list and read every day there is.
WHERE day BETWEEN date_format({{since}}, '%Y/%m/%d') AND date_format({{until}} + interval '1' day, '%Y/%m/%d')
LIMIT {{limit}}
