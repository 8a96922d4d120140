-- title: The newest days as CloudTrail wrote them
-- titleJa: 直近の記録をそのまま見る
-- answers: A few whole rows of the table, to see which fields CloudTrail records.
-- when: An answer surprises you, or you look for a field that no other question shows.
-- window: 1 day
-- limit: 10
-- columns: the table's
SELECT *
FROM {{table}}
-- Without a predicate on the partition, Athena would list and read every day there is.
WHERE day BETWEEN {{firstDay}} AND {{lastDay}}
LIMIT {{limit}}
