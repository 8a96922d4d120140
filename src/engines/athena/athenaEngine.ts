import {
  AthenaClient,
  type AthenaClientConfig,
  GetPreparedStatementCommand,
  ResourceNotFoundException,
} from "@aws-sdk/client-athena";
import {
  type Asked,
  type Catalog,
  type ParameterValue,
  type Question,
  preparedStatementName,
  renderPreparedStatement,
  renderQuestion,
} from "../../questions";
import { preparedStatementDenied, preparedStatementMissing, preparedStatementOther } from "../../errors";
import type { Answer, Engine, Value } from "../engine";
import { AthenaQuery } from "./query";
import { type Deployed, isDenied, refusal } from "./refusals";
import { type AthenaStatement, execute, withLiterals } from "./statement";

/** How long an address that does not answer is waited for. */
const connectWithinMs = 5_000;
const answerWithinMs = 30_000;

export interface AthenaOptions {
  readonly deployed: Deployed;
  /** The zone in which times are shown; the saved view has the settings'. */
  readonly timeZone: string;
  readonly client: AthenaClientConfig;
  readonly signal: AbortSignal;
  /** Takes a sentence about something that was not as expected, and did not matter. */
  readonly note: (sentence: string) => void;
}

/** Athena over the log bucket, through the workgroup that the stack made. */
export class AthenaEngine implements Engine {
  private readonly client: AthenaClient;
  private query?: AthenaQuery;

  constructor(private readonly options: AthenaOptions) {
    this.client = new AthenaClient({
      requestHandler: { connectionTimeout: connectWithinMs, requestTimeout: answerWithinMs },
      ...options.client,
    });
  }

  /** Bytes that were read of the logs, as far as Athena has told. */
  get bytesScanned(): number {
    return this.query?.bytesScanned ?? 0;
  }

  get isQueued(): boolean {
    return this.query?.state === "QUEUED";
  }

  /** Throws UserError where AWS or Athena refuses, and what the signal was aborted for where it was. */
  async answer(question: Question, asked: Asked): Promise<Answer> {
    const { deployed, signal } = this.options;
    const { workgroup, catalog } = deployed;
    return this.translated(async () => {
      const statement = await this.statementOf(question, asked);
      this.query = await AthenaQuery.start(this.client, statement, {
        workgroup,
        database: catalog.database,
        signal,
      });
      await this.query.finished();
      const { columns, rows } = await this.query.answer();
      return { columns, rows: this.translatedRows(rows, asked.limit) };
    });
  }

  close(): void {
    this.client.destroy();
  }

  private async statementOf(question: Question, asked: Asked): Promise<AthenaStatement> {
    const { deployed, timeZone } = this.options;
    const catalog: Catalog = { ...deployed.catalog, timeZone };
    if (timeZone !== deployed.catalog.timeZone) {
      return withLiterals(renderQuestion(question, catalog, asked, "athenaTable"));
    }
    const prepared = fitsPrepared(question, asked) ? await this.prepared(question, asked) : undefined;
    return prepared ?? withLiterals(renderQuestion(question, catalog, asked, "athena"));
  }

  /** The workgroup's prepared statement, unless it is not there or not the one of this version. */
  private async prepared(question: Question, asked: Asked): Promise<AthenaStatement | undefined> {
    const { deployed, signal, note } = this.options;
    const name = preparedStatementName(question);
    const { sql, order } = renderPreparedStatement(question, deployed.catalog);
    try {
      const { PreparedStatement } = await this.client.send(
        new GetPreparedStatementCommand({ StatementName: name, WorkGroup: deployed.workgroup }),
        { abortSignal: signal },
      );
      // with another order of its question marks it would give another answer without a word
      if (PreparedStatement?.QueryStatement?.trim() === sql) {
        return execute(
          name,
          order.map((parameter) => valueOf(question, asked, parameter)),
        );
      }
      note(preparedStatementOther(name, deployed.stack));
    } catch (error) {
      if (error instanceof ResourceNotFoundException) note(preparedStatementMissing(name, deployed.stack));
      else if (isDenied(error)) note(preparedStatementDenied(name));
      else throw error;
    }
    return undefined;
  }

  /** A prepared statement can give more than was asked for. */
  private async *translatedRows(rows: Answer["rows"], limit: number): AsyncGenerator<readonly Value[]> {
    const iterator = rows[Symbol.asyncIterator]();
    for (let count = 0; count < limit; count += 1) {
      const next = await this.translated(() => iterator.next());
      if (next.done === true) return;
      yield next.value;
    }
  }

  private async translated<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      this.options.signal.throwIfAborted();
      throw refusal(error, this.options.deployed);
    }
  }
}

/** A prepared statement lists nothing by flags and has the question's own limit. */
export const fitsPrepared = (question: Question, { limit, list }: Asked): boolean =>
  question.parameters.length > 0 && list === undefined && limit <= question.defaultLimit;

function valueOf(question: Question, { window, parameters }: Asked, name: string): ParameterValue {
  if (name === "since" || name === "until") return window[name].toISOString();
  const presets = new Map(question.parameters.map((parameter) => [parameter.name, parameter.default]));
  const value = parameters?.[name] ?? presets.get(name);
  if (value === undefined) throw new Error(`${question.name} lacks a value for ${name}`);
  return value;
}
