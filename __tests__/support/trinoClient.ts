import { setTimeout as pause } from "node:timers/promises";

/** A value for a `?`. */
export type TrinoParameter = string | number | boolean | null;

export interface QueryOptions {
  /** The schema (Glue database) that unqualified names belong to. */
  readonly schema?: string;
  /** Values for the statement's `?`, in order. */
  readonly parameters?: readonly TrinoParameter[];
}

export interface TrinoColumn {
  readonly name: string;
  /** Trino's own spelling of the type, such as `timestamp(3)` or `array(varchar)`. */
  readonly type: string;
}

export interface QueryStats {
  /** Bytes taken out of S3, as they lie there (compressed). */
  readonly physicalInputBytes: number;
  /** Bytes and rows that the connector handed on, after decompression and reading. */
  readonly processedBytes: number;
  readonly processedRows: number;
  /** Pieces of work of all stages; grows with the files that are read. */
  readonly splits: number;
  readonly elapsedMs: number;
}

export interface QueryResult {
  readonly queryId: string;
  readonly columns: readonly TrinoColumn[];
  /** JSON values in the columns' order; times are text, in the session's zone, UTC. */
  readonly rows: readonly (readonly unknown[])[];
  readonly stats: QueryStats;
}

/** A statement that Trino refused, or that failed while it ran. */
export class TrinoError extends Error {
  constructor(
    message: string,
    /** Trino's name of the error, such as `COLUMN_NOT_FOUND`. */
    readonly errorName: string,
    readonly queryId: string,
  ) {
    super(message);
    this.name = "TrinoError";
  }
}

/** One page of an answer (Trino documentation, "Trino client REST API"). */
interface Page {
  readonly id: string;
  readonly nextUri?: string;
  readonly columns?: readonly TrinoColumn[];
  readonly data?: readonly (readonly unknown[])[];
  readonly stats: Omit<QueryStats, "splits" | "elapsedMs"> & {
    readonly totalSplits: number;
    readonly elapsedTimeMillis: number;
  };
  readonly error?: { readonly message: string; readonly errorName: string };
}

/** Runs one statement and collects all its rows. */
export async function runStatement(
  statement: QueryOptions & { readonly url: string; readonly catalog: string; readonly sql: string },
): Promise<QueryResult> {
  const { url, catalog, schema, sql, parameters = [] } = statement;
  const headers = {
    "X-Trino-User": "test",
    "X-Trino-Catalog": catalog,
    "X-Trino-Time-Zone": "UTC",
    // without it types lose their precision: timestamp for timestamp(3)
    "X-Trino-Client-Capabilities": "PARAMETRIC_DATETIME",
    ...(schema !== undefined && { "X-Trino-Schema": schema }),
  };
  const body = parameters.length === 0 ? sql : withParameters(sql, parameters);
  let page = await request(`${url}/v1/statement`, { method: "POST", headers, body });
  let columns = page.columns ?? [];
  const rows = [...(page.data ?? [])];
  while (page.error === undefined && page.nextUri !== undefined) {
    page = await request(page.nextUri, { headers });
    columns = page.columns ?? columns;
    rows.push(...(page.data ?? []));
  }
  if (page.error !== undefined) throw new TrinoError(page.error.message, page.error.errorName, page.id);
  const { totalSplits: splits, elapsedTimeMillis: elapsedMs, ...stats } = page.stats;
  return {
    queryId: page.id,
    columns: columns.map(({ name, type }) => ({ name, type })),
    rows,
    stats: {
      physicalInputBytes: stats.physicalInputBytes,
      processedBytes: stats.processedBytes,
      processedRows: stats.processedRows,
      splits,
      elapsedMs,
    },
  };
}

/** Prepares and executes in one statement; Athena does the same with a prepared statement of the workgroup. */
export function withParameters(sql: string, parameters: readonly TrinoParameter[]): string {
  return `EXECUTE IMMEDIATE ${literal(sql)} USING ${parameters.map(literal).join(", ")}`;
}

function literal(value: TrinoParameter): string {
  return typeof value === "string" ? `'${value.replaceAll("'", "''")}'` : String(value);
}

/** The client protocol answers 502, 503 or 504 where it wants to be asked again. */
async function request(url: string, init: RequestInit): Promise<Page> {
  for (let attempt = 0; ; attempt += 1) {
    const response = await fetch(url, init);
    if (response.ok) return (await response.json()) as Page;
    if (![502, 503, 504].includes(response.status) || attempt >= 100) {
      throw new Error(`${init.method ?? "GET"} ${url} answered ${response.status}: ${await response.text()}`);
    }
    await pause(100);
  }
}
