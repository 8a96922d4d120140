import type { ColumnInfo, Row } from "@aws-sdk/client-athena";
import type { Value } from "../engine";

/** A row of Athena's answer, all of it text, as the values that DuckDB gives for the same. */
export const valuesOf = ({ Data = [] }: Row, columns: readonly ColumnInfo[]): readonly Value[] =>
  columns.map(({ Type = "" }, index) => valueOf(Data[index]?.VarCharValue, Type));

function valueOf(text: string | undefined, type: string): Value {
  if (text === undefined) return null;
  if (type === "boolean") return text === "true";
  if (/^(tinyint|smallint|integer|int|bigint)$/.test(type)) return wholeNumber(text);
  if (/^(double|float|real)$/.test(type)) return Number(text);
  // Athena always writes milliseconds, DuckDB no zero behind the last digit
  if (type.startsWith("timestamp")) return text.replace(/(\.\d*?)0+(?!\d)/, "$1").replace(/\.(?!\d)/, "");
  return text;
}

/** Beyond what a number holds exactly it stays text. */
const wholeNumber = (text: string): Value => (Number.isSafeInteger(Number(text)) ? Number(text) : text);

/** The first row of a SELECT repeats the columns' names (AWS documentation, GetQueryResults). */
export const isHeader = ({ Data = [] }: Row, columns: readonly ColumnInfo[]): boolean =>
  columns.length > 0 && columns.every((column, index) => Data[index]?.VarCharValue === nameOf(column));

export const nameOf = ({ Label, Name }: ColumnInfo): string => Label ?? Name ?? "";
