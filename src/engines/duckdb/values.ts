import type { DuckDBResult, DuckDBValue } from "@duckdb/node-api";
import type { ParameterValue } from "../../questions";
import type { Value } from "../engine";

/** The client's decoder takes U+FEFF at the beginning of a value for a byte order mark, and the value loses it. */
export async function keepByteOrderMarks(): Promise<void> {
  const accessors: object = await import("@duckdb/node-api/lib/vectors/dataAccessors");
  Object.assign(accessors, { textDecoder: new TextDecoder("utf-8", { ignoreBOM: true }) });
}

/** DuckDB would take a JavaScript number for a DOUBLE. */
export const bound = (value: ParameterValue): DuckDBValue =>
  typeof value === "number" ? BigInt(value) : value;

type Rows = readonly (readonly DuckDBValue[])[];

/** Waits for the first rows, because a file that cannot be read shows only then. */
export async function firstRows(result: DuckDBResult) {
  const chunks = result.yieldRows();
  const begin = await chunks.next();
  const some = begin.done === true ? [] : begin.value;
  return {
    first: some[0],
    chunks: (async function* (): AsyncGenerator<Rows> {
      yield some;
      yield* chunks;
    })(),
  };
}

/** @param end how many of the columns are values: see `slice` */
export async function* valuesOf(chunks: AsyncIterable<Rows>, end?: number): AsyncGenerator<readonly Value[]> {
  for await (const rows of chunks) {
    for (const row of rows) yield row.slice(0, end).map(valueOf);
  }
}

/** Counts fit a number; everything else that JSON lacks is shown as DuckDB writes it. */
function valueOf(value: DuckDBValue): Value {
  if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (value === null || typeof value === "object") return value === null ? null : value.toString();
  return value;
}
