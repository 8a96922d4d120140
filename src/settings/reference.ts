import { defaultText, fieldSchema, type SchemaNode } from "./jsonSchema";
import { table } from "./markdown";

/** One field of the settings, as the reference lists it. */
interface Row {
  readonly field: string;
  readonly type: string;
  readonly byDefault: string;
  readonly meaning: string;
}

/** The page docs/settings.md: every field with type, default and meaning, as the schema has them. */
export function settingsReference(): string {
  return [
    "# Settings",
    "",
    "One file, YAML or JSON, is one stack: `audit.yaml`, or the files that `AUDIT_CONFIG` names, separated by commas.",
    "`npx s3-audit init` writes a first file, `npx s3-audit settings FILE` prints one with every default filled in.",
    "",
    "The first line of a file, `# yaml-language-server: $schema=...`, lets editors complete fields and underline mistakes.",
    "It is the path from the file's folder to `audit.schema.json` beside this program: adapt it when you move the file.",
    "Nothing else reads it.",
    "",
    "All faults are reported at once, one on each line, with file, line, field, value and what to write instead:",
    "",
    "```text",
    'audit.yaml:7: watch[0].prefixes[0] is "/img": a prefix has no leading slash. Write "img/".',
    "```",
    "",
    "`NAME` stands for the value of `name`. This page is made from the schema by `npm run generate`.",
    "",
    ...table(["Field", "Type", "Default", "Meaning"], rowsOf(fieldSchema(), "", []).map(cells)),
    "",
  ].join("\n");
}

function rowsOf(group: SchemaNode, prefix: string, path: readonly (string | number)[]): Row[] {
  return Object.entries(group.properties ?? {}).flatMap(([key, node]) => {
    const field = `${prefix}${key}`;
    const at = [...path, key];
    const needed = typeof path.at(-1) === "number" ? "one of the two" : "required";
    const byDefault = group.required?.includes(key) ? needed : (defaultText(at) ?? "");
    const row: Row = { field, type: typeOf(node), byDefault, meaning: node.description ?? "" };
    const kinds = node.items?.anyOf ?? [];
    const types = node.anyOf ?? node.oneOf ?? [];
    return [
      row,
      ...rowsOf(node, `${field}.`, at),
      ...types.flatMap((type, index) =>
        rowsOf(type, `${field}.`, at)
          .map((each) => ofType(each, type))
          .filter((each) => index === 0 || !each.field.endsWith(".type")),
      ),
      ...distinct(kinds.flatMap((kind, index) => rowsOf(kind, `${field}[].`, [...at, index]))),
    ];
  });
}

/** A field that only one type of a group has says so; `type` itself is one row. */
function ofType(row: Row, type: SchemaNode): Row {
  if (row.field.endsWith(".type")) return { ...row, type: "local, s3, cloud", meaning: "Which kind it is." };
  return { ...row, meaning: `${String(type.properties?.["type"]?.const)}: ${row.meaning}` };
}

/** Both kinds of entries have some fields alike. */
const distinct = (rows: readonly Row[]): Row[] =>
  [...new Map([...rows].reverse().map((row) => [row.field, row])).values()].reverse();

function typeOf(node: SchemaNode): string {
  if (node.enum !== undefined && node.enum.length < 5) return node.enum.join(", ");
  if (node.const !== undefined) return String(node.const);
  if (node.items !== undefined) return node.items.anyOf === undefined ? "list of texts" : "list of entries";
  if (node.anyOf !== undefined || node.oneOf !== undefined) return "group";
  if (node.additionalProperties) return "texts by key";
  return (
    { string: "text", integer: "whole number", boolean: "true, false", object: "group" }[node.type ?? ""] ??
    ""
  );
}

function cells({ field, type, byDefault, meaning }: Row): string[] {
  const code = (text: string): string =>
    ["", "required", "one of the two"].includes(text) ? text : `\`${text}\``;
  return [code(field), type, code(byDefault), meaning];
}
