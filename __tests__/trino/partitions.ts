import type { Stage } from "./stage";
import { type TrinoParameter, withParameters } from "../support/trinoClient";

/** What a statement would read of one table, as far as its partitions are concerned. */
export interface Scan {
  readonly table: string;
  /** From the first value of the partition to the last; undefined at an end that the plan leaves open. */
  readonly days: Range;
  readonly regions: Range;
}

type Range = readonly [first: string | undefined, last: string | undefined];

interface Bound {
  readonly value: string;
}

/** Trino documentation, "EXPLAIN", type IO in JSON. */
interface IoPlan {
  readonly inputTableColumnInfos: readonly {
    readonly table: { readonly schemaTable: { readonly schema: string; readonly table: string } };
    readonly constraint: {
      readonly none: boolean;
      readonly columnConstraints: readonly {
        readonly columnName: string;
        readonly domain: { readonly ranges: readonly { readonly low?: Bound; readonly high?: Bound }[] };
      }[];
    };
  }[];
}

/** What Trino's plan of a statement reads: tables with the partitions that are left of them. */
export async function scansOf(
  stage: Stage,
  sql: string,
  parameters: readonly TrinoParameter[] = [],
): Promise<readonly Scan[]> {
  const statement = parameters.length === 0 ? sql : withParameters(sql, parameters);
  const { rows } = await stage.trino(`EXPLAIN (TYPE IO, FORMAT JSON) ${statement}`);
  const plan = JSON.parse(String(rows[0]?.[0])) as IoPlan;
  return plan.inputTableColumnInfos.map(({ table: { schemaTable }, constraint }) => {
    // Trino tells up to 32 values one by one, and more of them as a range
    const boundsOf = (column: string): Range => {
      const { domain } = constraint.columnConstraints.find(({ columnName }) => columnName === column) ?? {};
      return [domain?.ranges[0]?.low?.value, domain?.ranges.at(-1)?.high?.value];
    };
    return {
      table: `${schemaTable.schema}.${schemaTable.table}`,
      days: boundsOf("day"),
      regions: boundsOf("region"),
    };
  });
}

const dayMs = 86_400_000;

/** The UTC days from one moment's to another's, as the partition has them. */
export function daysFrom(first: number, last: number): readonly string[] {
  const days: string[] = [];
  for (let day = Math.floor(first / dayMs); day <= Math.floor(last / dayMs); day += 1) {
    days.push(new Date(day * dayMs).toISOString().slice(0, 10).replaceAll("-", "/"));
  }
  return days;
}

/** The days that a question about a window reads: from its first to the one after its last. */
export const daysToRead = (since: number, until: number, daysBefore = 0) =>
  daysFrom(since - daysBefore * dayMs, until - 1000 + dayMs);

export const rangeOf = (days: readonly string[]): Range => [days[0], days.at(-1)];
