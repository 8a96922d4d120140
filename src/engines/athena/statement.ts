import { type ParameterValue, type Statement, literal } from "../../questions";

/** What Athena is sent. */
export interface AthenaStatement {
  readonly sql: string;
  /** A SQL literal for each `?`. */
  readonly parameters: readonly string[];
}

/** Athena takes no longer execution parameter (API reference, StartQueryExecution). */
const longestParameter = 1024;
/** In characters of the value, each of which can be a quote that is doubled. */
const longestPiece = (longestParameter - 2) / 2;

/**
 * Athena takes the values of `?` as SQL literals: a text stands in single quotes (Athena user guide, "Use parameterized
 * queries"). A text that is too long for one becomes several, put together where the one stood.
 */
export function withLiterals({ sql, values }: Statement): AthenaStatement {
  const pieces = values.map(piecesOf);
  let index = 0;
  return {
    sql: sql.replace(tokens, (token) => {
      if (token !== "?") return token;
      const count = pieces[index]?.length ?? 1;
      index += 1;
      return count === 1 ? "?" : `(${Array.from({ length: count }, () => "?").join(" || ")})`;
    }),
    parameters: pieces.flat().map(literal),
  };
}

/** The statement that runs a prepared statement of the workgroup. */
export const execute = (name: string, values: readonly ParameterValue[]): AthenaStatement => ({
  sql: `EXECUTE ${name} USING ${values.map(literal).join(", ")}`,
  parameters: [],
});

/** A question mark, and what can hold one that asks for nothing: texts, quoted names and comments. */
const tokens = /'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\?/g;

function piecesOf(value: ParameterValue): readonly ParameterValue[] {
  if (literal(value).length <= longestParameter) return [value];
  const pieces: string[] = [];
  let piece = "";
  // by whole characters: half a surrogate pair is no text
  for (const character of String(value)) {
    if (piece.length + character.length > longestPiece) {
      pieces.push(piece);
      piece = "";
    }
    piece += character;
  }
  return [...pieces, piece];
}
