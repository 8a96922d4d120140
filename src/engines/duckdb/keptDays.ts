import { type Catalog, renderDeliveries, viewColumns } from "../../questions";

const text = (value: string) => `'${value.replaceAll("'", "''")}'`;

/** The wall clock of a zone is made anew from the moment, so that a kept day serves every zone. */
const keptColumns = viewColumns.map(({ name }) => name).filter((name) => name !== "event_time");

/** SELECT of the deliveries as they are kept. */
export const selectToKeep = (catalog: Catalog): string =>
  `SELECT ${keptColumns.join(", ")} FROM (\n${renderDeliveries(catalog)}\n)`;

/** SELECT of the deliveries, some of them from files of Parquet that hold what `selectToKeep` gives. */
export const renderWithKept = (
  catalog: Catalog,
  kept: readonly string[],
): string => `${renderDeliveries(catalog)}
UNION ALL
SELECT
  CAST(event_time_utc AT TIME ZONE 'UTC' AT TIME ZONE ${text(catalog.timeZone)} AS timestamp) AS event_time,
  ${keptColumns.join(", ")}
FROM read_parquet([${kept.map(text).join(", ")}], hive_partitioning = false)`;
