import type { DuckDBMaterializedResult } from "@duckdb/node-api";
import { closeSync, openSync, readSync } from "node:fs";
import { join } from "node:path";
import {
  type Asked,
  type Catalog,
  type Order,
  type Statement,
  deliveriesQuestion,
  identifier,
  literal,
  newestFirst,
  renderQuestion,
  viewColumns,
} from "../../questions";
import { TemporaryFolder, inTemporary } from "../../temporary";
import { ScatteredIds, beforeId, withoutId } from "./scattered";

/** What a list is laid out like. */
export interface LongListAsked extends Asked {
  readonly columns: readonly string[];
  /** What the text of a row is: values as DuckDB writes CSV, a JSON object, or a JSON array of the values. */
  readonly layout: "csv" | "object" | "array";
}

/**
 * A list of any length in bounded memory. DuckDB sorts the rows of some files at a time and writes them to a file; then
 * all these files are read side by side, and the next row of the list is the first of one of them. In one statement DuckDB
 * 1.5 keeps all rows in memory: 1.4 GB for a million of them, and where that is forbidden it gives up.
 */
export class LongList {
  private readonly folder = new TemporaryFolder("list");
  private readonly parts: string[] = [];
  private rowsWritten = 0;
  private readonly layout: LongListAsked["layout"];
  private readonly statement: Statement;

  constructor(catalog: Catalog, asked: LongListAsked) {
    this.layout = asked.layout;
    this.statement = partStatement(catalog, asked);
  }

  /** `run` runs a statement over the files of this part; another part may be added meanwhile. */
  async add(run: (statement: Statement) => Promise<DuckDBMaterializedResult>): Promise<void> {
    const path = join(this.folder.path, String(this.parts.length));
    this.parts.push(path);
    const { sql, values } = this.statement;
    const options = this.layout === "csv" ? "(FORMAT csv, HEADER false)" : raw;
    const result = await run({ sql: `COPY (${sql}) TO ${literal(path)} ${options}`, values });
    this.rowsWritten += result.rowsChanged;
  }

  /**
   * The rows of all parts in the order that was asked for, each event once: of copies the first. Their texts are bytes of
   * UTF-8, a character for each (`latin1`): most are only passed on, and to decode them would take as long as all else here.
   */
  *rows(): Generator<string> {
    const scattered = new ScatteredIds(this.parts, this.rowsWritten);
    const told = new Set<string>();
    const isTold = (id: string): boolean => {
      if (!scattered.has(id)) return false;
      if (told.has(id)) return true;
      // a part of a text keeps the whole text in memory
      told.add(Buffer.from(id).toString());
      return false;
    };
    const readers = this.parts.map((path) => new PartReader(path, this.layout === "csv"));
    try {
      const heap = new Heap(readers);
      let last = "";
      for (let first = heap.first(); first !== undefined; first = heap.first()) {
        const { key } = first;
        const id = key.slice(key.lastIndexOf(beforeId) + 1);
        // copies that are equal in all that they are sorted by, as nearly all are, stand behind one another
        if (id === withoutId || (key !== last && !isTold(id))) yield first.text;
        last = key;
        heap.next(first);
      }
    } finally {
      for (const reader of readers) reader.close();
    }
  }

  remove(): void {
    this.folder.remove();
  }
}

/** DuckDB writes a column as it is, with no quotes around it. */
const raw = "(FORMAT csv, HEADER false, QUOTE '', ESCAPE '')";

const typeOf = (column: string) => viewColumns.find(({ name }) => name === column)?.type ?? "varchar";

/**
 * Each row is one record: what it is sorted by, a comma, and its text. The first is made so that the order of these texts
 * is the order of the part, and the parts can be merged by it.
 */
function partStatement(catalog: Catalog, asked: LongListAsked): Statement {
  const order = (asked.list?.order ?? newestFirst).map(({ column, descending }) => ({
    column: column === "event_time" ? "event_time_utc" : column,
    descending,
  }));
  const columns = [...new Set([...asked.columns, ...order.map(({ column }) => column), "event_id"])];
  const { sql, values } = renderQuestion(deliveriesQuestion, catalog, {
    ...asked,
    list: { ...asked.list, columns },
  });
  const key = [...order.map(sortable), literal(beforeId), sortableId].join(" || ");
  const record = {
    csv: () => asked.columns.map(unquoted).join(", "),
    object: () =>
      json(
        "json_object",
        asked.columns.map((name) => `'${name}', ${exactly(name)}`),
      ),
    array: () => json("json_array", asked.columns.map(exactly)),
  }[asked.layout]();
  return { sql: `SELECT ${key} AS sort_key, ${record} FROM (\n${sql}\n) ORDER BY sort_key`, values };
}

/** For CSV, where DuckDB puts a text of no characters in quotes. */
const unquoted = (column: string): string =>
  typeOf(column) === "varchar" ? `nullif(${identifier(column)}, '')` : identifier(column);

const json = (make: string, values: readonly string[]) => `CAST(${make}(${values.join(", ")}) AS VARCHAR)`;

/** For JSON; a number too large for JavaScript is text, as in every answer. */
const exactly = (column: string): string =>
  typeOf(column) === "bigint"
    ? `CASE WHEN abs(${identifier(column)}) <= 9007199254740991 THEN to_json(${identifier(column)}) ` +
      `ELSE to_json(CAST(${identifier(column)} AS VARCHAR)) END`
    : `CAST(${identifier(column)} AS VARCHAR)`;

/**
 * An ASCII text that sorts as the column is to, whatever stands behind it: none is the beginning of another. Absent values
 * come last in either direction.
 */
function sortable({ column, descending }: Order): string {
  const name = identifier(column);
  switch (typeOf(column)) {
    case "varchar": {
      const bytes = `hex(${name})`;
      const complement = `translate(${bytes}, '0123456789ABCDEF', 'FEDCBA9876543210') || 'z'`;
      return `coalesce(${descending ? complement : `${bytes} || '!'`}, '~')`;
    }
    case "timestamp":
      // microseconds since 1970, positive and of nineteen digits for every year from -100000 to 100000
      return digits(`5000000000000000000 ${descending ? "-" : "+"} epoch_us(${name})`, 19);
    case "bigint":
      return digits(`9223372036854775808::HUGEINT ${descending ? "-" : "+"} ${name}`, 20);
  }
}

const digits = (number: string, count: number) =>
  `coalesce(lpad(CAST(${number} AS VARCHAR), ${count}, '0'), '~')`;

/** Behind all else, so that the order is one and copies meet; an id that is no plain ASCII text in another spelling. */
const sortableId = `coalesce(CASE WHEN regexp_full_match(event_id, '[-0-9A-Za-z]*') THEN event_id ELSE '~' || hex(event_id) END, '${withoutId}')`;

/** Reads the records of a part, one at a time. */
class PartReader {
  key = "";
  text = "";
  isAtEnd = false;
  private readonly file: number;
  private readonly buffer = Buffer.allocUnsafe(256 * 1024);
  private lines: readonly string[] = [];
  private at = 0;
  private rest: Buffer[] = [];

  /** @param isCsv a value in quotes can go on behind the end of a line; JSON has no such ends */
  constructor(
    path: string,
    private readonly isCsv: boolean,
  ) {
    this.file = inTemporary(() => openSync(path, "r"));
    this.next();
  }

  next(): void {
    let record = this.line();
    if (record === undefined) {
      this.isAtEnd = true;
      return;
    }
    // each line is looked at once: of a value with very many of them, the record so far would be long
    for (let isOpen = this.isCsv && hasOpenQuote(record); isOpen;) {
      const line = this.line() ?? '"';
      record += `\n${line}`;
      if (hasOpenQuote(line)) isOpen = false;
    }
    const comma = record.indexOf(",");
    this.key = record.slice(0, comma);
    this.text = record.slice(comma + 1);
  }

  private line(): string | undefined {
    if (this.at >= this.lines.length && !this.fill()) return undefined;
    this.at += 1;
    return this.lines[this.at - 1];
  }

  close(): void {
    closeSync(this.file);
  }

  /** false: there is nothing more. */
  private fill(): boolean {
    for (;;) {
      const length = readSync(this.file, this.buffer, 0, this.buffer.length, null);
      if (length === 0) return false;
      const piece = this.buffer.subarray(0, length);
      const end = piece.lastIndexOf(10);
      if (end === -1) {
        this.rest.push(Buffer.from(piece));
        continue;
      }
      const whole = Buffer.concat([...this.rest, piece.subarray(0, end)]);
      this.rest = [Buffer.from(piece.subarray(end + 1))];
      this.lines = whole.toString("latin1").split("\n");
      this.at = 0;
      return true;
    }
  }
}

function hasOpenQuote(text: string): boolean {
  let isOpen = false;
  for (let at = text.indexOf('"'); at !== -1; at = text.indexOf('"', at + 1)) isOpen = !isOpen;
  return isOpen;
}

const byKey = (one: PartReader, other: PartReader): number => (one.key < other.key ? -1 : 1);

/** Readers with the one that comes first on top, each before the two at twice its place and one or two more. */
class Heap {
  private readonly readers: PartReader[];

  constructor(readers: readonly PartReader[]) {
    this.readers = readers.filter(({ isAtEnd }) => !isAtEnd).sort(byKey);
  }

  first(): PartReader | undefined {
    return this.readers[0];
  }

  /** Has the first read on, and puts it in its place. */
  next(first: PartReader): void {
    first.next();
    if (!first.isAtEnd) return this.sink(first);
    this.readers.shift();
    // what is sorted is such a heap, and no part ends twice
    this.readers.sort(byKey);
  }

  private sink(reader: PartReader): void {
    let at = 0;
    for (;;) {
      const left = 2 * at + 1;
      const [one, other] = [this.readers[left], this.readers[left + 1]];
      if (one === undefined) break;
      const isRight = other !== undefined && other.key < one.key;
      const before = isRight ? other : one;
      if (before.key >= reader.key) break;
      this.readers[at] = before;
      at = isRight ? left + 1 : left;
    }
    this.readers[at] = reader;
  }
}
