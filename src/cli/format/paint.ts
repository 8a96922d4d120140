/** Colours of a terminal, or none. */
export interface Paint {
  head(text: string): string;
  /** @param cells those of its row, which decide */
  cell(text: string, column: number, cells: readonly string[]): string;
}

const bold = 1;
/** Colours of a terminal (ECMA-48, SGR) by the first word of an outcome; `ok` needs none. */
const colourOf: Readonly<Record<string, number>> = { denied: 31, failed: 33 };

const painted = (text: string, colour: number) => `\u001b[${colour}m${text}\u001b[0m`;

const plain: Paint = { head: (text) => text, cell: (text) => text };

/** Names of columns in bold, and outcomes that are not `ok` in colours. */
export function paintOf(columns: readonly string[], colours: boolean): Paint {
  if (!colours) return plain;
  const outcome = columns.indexOf("outcome");
  return {
    head: (text) => painted(text, bold),
    cell(text, column, cells) {
      const colour = colourOf[cells[outcome]?.split(" ")[0] ?? ""];
      return column === outcome && colour !== undefined ? painted(text, colour) : text;
    },
  };
}
