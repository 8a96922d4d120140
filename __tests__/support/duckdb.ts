import { DuckDBInstance, type DuckDBConnection, type Json } from "@duckdb/node-api";
import { duckdbStatements } from "../../src/engines/duckdb/views";
import { findLogs } from "../../src/logs/find";
import { glanceAt, isReadable } from "../../src/logs/glance";
import type { Value } from "../../src/engines/engine";
import { bound, valuesOf as valuesIn } from "../../src/engines/duckdb/values";
import type { Catalog, Statement } from "../../src/questions";

export const catalog: Catalog = {
  database: "miyagawa_test_audit",
  table: "cloudtrail_logs_miyagawa_test_log",
  timeZone: "Asia/Tokyo",
};

export type Row = Record<string, Json>;

/** A DuckDB with the table and the view over a folder's log files. */
export async function overLogs(folder: string, at: Catalog = catalog) {
  const { files } = await findLogs(folder);
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  for (const statement of duckdbStatements(at, files.map(glanceAt).filter(isReadable))) {
    await connection.run(statement);
  }
  return {
    rows: (sql: string) => rowsOf(connection, sql),
    /** The rows' cells as an answer has them, with what is bound to each `?`. */
    values: (statement: Statement) => valuesOf(connection, statement),
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

async function rowsOf(connection: DuckDBConnection, sql: string): Promise<readonly Row[]> {
  return (await connection.runAndReadAll(sql)).getRowObjectsJson();
}

export async function valuesOf(
  connection: DuckDBConnection,
  { sql, values }: Statement,
): Promise<readonly (readonly Value[])[]> {
  const result = await connection.stream(sql, values.map(bound));
  const rows: (readonly Value[])[] = [];
  for await (const row of valuesIn(result.yieldRows())) rows.push(row);
  return rows;
}
