import { setTimeout as pause } from "node:timers/promises";
import {
  type AthenaClient,
  type ColumnInfo,
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  type GetQueryResultsCommandOutput,
  type QueryExecutionStatus,
  StartQueryExecutionCommand,
  StopQueryExecutionCommand,
} from "@aws-sdk/client-athena";
import type { Answer, Value } from "../engine";
import { isHeader, nameOf, valuesOf } from "./cells";
import type { AthenaStatement } from "./statement";

/** Most queries over a few days take a second or two; asking more often would only be throttled. */
const firstPauseMs = 100;
const longestPauseMs = 2_000;
/** To cancel must not take longer than whoever pressed Ctrl-C waits. */
const stopWithinMs = 1_500;

/** Where a query runs. */
export interface Where {
  readonly workgroup: string;
  readonly database: string;
  readonly signal: AbortSignal;
}

/** Athena ended the query without an answer. */
export class QueryEnded extends Error {
  constructor(
    readonly id: string,
    readonly state: "CANCELLED" | "FAILED",
    /** Athena's own words. */
    readonly reason: string,
    readonly bytesScanned: number,
  ) {
    super(reason);
    this.name = "QueryEnded";
  }
}

/** One query in Athena, from its start to its last row. */
export class AthenaQuery {
  /** As Athena counted last; it counts on while the query runs. */
  bytesScanned = 0;
  state: "QUEUED" | "RUNNING" | "SUCCEEDED" = "QUEUED";

  private constructor(
    private readonly client: AthenaClient,
    private readonly id: string,
    private readonly signal: AbortSignal,
  ) {}

  static async start(
    client: AthenaClient,
    statement: AthenaStatement,
    { workgroup, database, signal }: Where,
  ): Promise<AthenaQuery> {
    signal.throwIfAborted();
    // not ended by the signal: a query whose id was never heard could not be cancelled
    const { QueryExecutionId = "" } = await client.send(
      new StartQueryExecutionCommand({
        QueryString: statement.sql,
        ...(statement.parameters.length > 0 && { ExecutionParameters: [...statement.parameters] }),
        QueryExecutionContext: { Database: database },
        WorkGroup: workgroup,
      }),
    );
    return new AthenaQuery(client, QueryExecutionId, signal);
  }

  /** Waits for the end of the query. Throws QueryEnded where it gives no answer; cancels it where nobody waits any longer. */
  async finished(): Promise<void> {
    try {
      for (let pauseMs = firstPauseMs; !(await this.hasSucceeded());) {
        await pause(pauseMs, undefined, { signal: this.signal });
        pauseMs = Math.min(pauseMs * 2, longestPauseMs);
      }
    } catch (error) {
      if (!(error instanceof QueryEnded)) await this.stop();
      throw error;
    }
  }

  /** Its answer, a page at a time. */
  async answer(): Promise<Answer> {
    const first = await this.page();
    const columns = first.ResultSet?.ResultSetMetadata?.ColumnInfo ?? [];
    return { columns: columns.map(nameOf), rows: this.rows(first, columns) };
  }

  private async *rows(
    first: GetQueryResultsCommandOutput,
    columns: readonly ColumnInfo[],
  ): AsyncGenerator<readonly Value[]> {
    let page = first;
    for (let isFirst = true; ; isFirst = false) {
      const rows = page.ResultSet?.Rows ?? [];
      const [header] = rows;
      const begin = isFirst && header !== undefined && isHeader(header, columns) ? 1 : 0;
      for (const row of rows.slice(begin)) yield valuesOf(row, columns);
      if (page.NextToken === undefined) return;
      page = await this.page(page.NextToken);
    }
  }

  private page(NextToken?: string): Promise<GetQueryResultsCommandOutput> {
    return this.client.send(
      // more is refused (API reference, GetQueryResults)
      new GetQueryResultsCommand({ QueryExecutionId: this.id, MaxResults: 1000, NextToken }),
      { abortSignal: this.signal },
    );
  }

  private async hasSucceeded(): Promise<boolean> {
    const { QueryExecution = {} } = await this.client.send(
      new GetQueryExecutionCommand({ QueryExecutionId: this.id }),
      { abortSignal: this.signal },
    );
    const { Status = {}, Statistics = {} } = QueryExecution;
    this.bytesScanned = Statistics.DataScannedInBytes ?? this.bytesScanned;
    if (Status.State === "CANCELLED" || Status.State === "FAILED") {
      throw new QueryEnded(this.id, Status.State, reasonOf(Status), this.bytesScanned);
    }
    this.state = Status.State ?? this.state;
    return this.state === "SUCCEEDED";
  }

  private async stop(): Promise<void> {
    await this.client
      .send(new StopQueryExecutionCommand({ QueryExecutionId: this.id }), {
        abortSignal: AbortSignal.timeout(stopWithinMs),
      })
      // whatever led here is what has to be told
      .catch(() => undefined);
  }
}

const reasonOf = ({ StateChangeReason, AthenaError }: QueryExecutionStatus): string =>
  StateChangeReason ?? AthenaError?.ErrorMessage ?? "";
