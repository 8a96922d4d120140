import type { Answer, Value } from "../../engines/engine";

/** Turns an answer into text, piece by piece; one file of this folder holds one of these. */
export interface Format {
  write(answer: Answer, page: Page): AsyncIterable<string>;
  /** For a format to which rows can be added: makes whole lines of rows, as often as there are more of them. */
  begin?(
    page: Page & { readonly columns: readonly string[] },
  ): (rows: readonly (readonly Value[])[]) => string;
  /** For a format that gives each row a text of its own. */
  readonly lines?: LineFormat;
  /** For a person rather than a program. */
  readonly isForPeople?: true;
}

/** What the text is shown on. */
export interface Page {
  /** In cells of a terminal; undefined: as wide as it comes. */
  readonly width: number | undefined;
  readonly colours: boolean;
}

/** A format in which the text of a row depends on nothing but the row. */
export interface LineFormat {
  begin(columns: readonly string[]): string;
  /** Stands before the text of each row. */
  before(isFirst: boolean): string;
  row(columns: readonly string[], row: readonly Value[]): string;
  end(rows: number): string;
  /** What stands at the beginning and each row are lines, and there is nothing else. */
  readonly areLines?: true;
  /** What DuckDB writes fastest that is nearly the text of a row. */
  readonly nearly: "csv" | "object";
  /** The text of a row made of it; both are bytes of UTF-8, a character for each (`latin1`). */
  fromNearly(text: string): string;
}

export const writeLines = (lines: LineFormat): Format => ({
  lines,
  ...(lines.areLines && { begin: ({ columns }) => lineByLine(lines, columns) }),
  async *write({ columns, rows }) {
    let count = 0;
    yield lines.begin(columns);
    for await (const row of rows) {
      yield lines.before(count === 0) + lines.row(columns, row);
      count += 1;
    }
    yield lines.end(count);
  },
});

function lineByLine({ begin, row }: LineFormat, columns: readonly string[]) {
  let head = [begin(columns)].filter((text) => text !== "");
  return (rows: readonly (readonly Value[])[]): string => {
    const shown = [...head, ...rows.map((values) => row(columns, values))];
    head = [];
    return shown.map((text) => `${text}\n`).join("");
  };
}

/** Does to bytes of UTF-8, a character for each, what `change` does to their text. */
export const onText = (bytes: string, change: (text: string) => string): string =>
  Buffer.from(change(Buffer.from(bytes, "latin1").toString("utf8")), "utf8").toString("latin1");
