import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { CloudTrailColumn } from "../../cloudtrail/columns";
import type { LogFile } from "../../cloudtrail/logFile";
import {
  type Catalog,
  deliveriesViewName,
  identifier,
  qualified,
  renderDeliveries,
  renderView,
  viewName,
} from "../../questions";
import { selectLogs } from "./logTable";

const macros = readFileSync(join(__dirname, "macros.sql"), "utf8");

/** Everything that makes a DuckDB ready for a question over log files, in order. */
export const duckdbStatements = (catalog: Catalog, files: readonly LogFile[]): readonly string[] => [
  ...dialect(catalog),
  tableView(catalog, files),
  deliveriesView(catalog, renderDeliveries(catalog)),
  eventsView(catalog),
];

/** What makes DuckDB take Trino's SQL. */
export const dialect = (catalog: Catalog): readonly string[] => [
  "SET TimeZone = 'UTC'; SET integer_division = true;",
  macros,
  `CREATE SCHEMA IF NOT EXISTS ${identifier(catalog.database)}`,
];

const view = (catalog: Catalog, name: string, select: string): string =>
  `CREATE OR REPLACE VIEW ${qualified(catalog.database, name)} AS\n${select}`;

export const deliveriesView = (catalog: Catalog, deliveries: string): string =>
  view(catalog, deliveriesViewName, deliveries);

export const eventsView = (catalog: Catalog, deliveries?: string): string =>
  view(catalog, viewName, renderView(catalog, deliveries));

/** @param columns see `selectLogs` */
export const tableView = (
  catalog: Catalog,
  files: readonly LogFile[],
  columns?: readonly CloudTrailColumn[],
): string => view(catalog, catalog.table, selectLogs(files, columns));
