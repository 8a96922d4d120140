import { resolve } from "node:path";
import { z } from "zod";
import { withDefaults } from "./defaults";
import { valueAt } from "./fault";
import { settingsSchema } from "./schema";

/** Where `npm run generate` writes the schema for editors; the first line of each settings file refers to it. */
export const schemaFile = resolve(__dirname, "../../audit.schema.json");

/** A node of the JSON schema, as far as it is read here. */
export interface SchemaNode {
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly required?: readonly string[];
  readonly items?: SchemaNode;
  readonly anyOf?: readonly SchemaNode[];
  readonly oneOf?: readonly SchemaNode[];
  readonly additionalProperties?: SchemaNode | false;
  readonly $schema?: string;
  description?: string;
  default?: unknown;
}

/** Grows into the names that are not given, and is then shown as NAME. */
const stem = "stem-of-names";
const shownStem = (text: string): string => text.replace(/stem[-_]of[-_]names/g, "NAME");

/** Settings with nothing but what must be there: what they hold beyond that are the defaults. */
const defaults: unknown = withDefaults({
  name: stem,
  region: "us-east-1",
  watch: [{ bucket: "my-bucket" }, { allBuckets: true }],
});

/** The default of a field; undefined for none and for one that grows from other values. */
export function defaultOf(path: readonly (string | number)[]): unknown {
  const value = valueAt(defaults, path);
  return JSON.stringify(value ?? null).includes("stem") ? undefined : value;
}

/** The default of a field as people read it: `false`, `NAME-log`; undefined for a group and for no default. */
export function defaultText(path: readonly (string | number)[]): string | undefined {
  const value = valueAt(defaults, path);
  if (Array.isArray(value)) return value.length === 0 ? "[]" : shownStem(value.join(", "));
  if (typeof value === "object" && value !== null) return Object.keys(value).length === 0 ? "{}" : undefined;
  return value === undefined ? undefined : shownStem(String(value));
}

/** What the schema says about each field, without defaults; draft 7, which all editors know. */
export function fieldSchema(): SchemaNode {
  return z.toJSONSchema(settingsSchema, { io: "input", target: "draft-7" }) as SchemaNode;
}

/** The schema for editors: with defaults, or, where a default grows from `name`, with a word about it. */
export function jsonSchema(): object {
  const { $schema, ...root } = fieldSchema();
  addDefaults(root, []);
  return { $schema, $id: "urn:s3-object-audit:settings", title: "Settings of s3-object-audit", ...root };
}

function addDefaults(node: SchemaNode, path: readonly (string | number)[]): void {
  for (const [key, field] of Object.entries(node.properties ?? {})) {
    const at = [...path, key];
    const text = node.required?.includes(key) ? undefined : defaultText(at);
    if (text?.includes("NAME")) field.description = `${field.description} Default: ${text}.`;
    else if (text !== undefined) field.default = valueAt(defaults, at);
    addDefaults(field, at);
  }
  node.items?.anyOf?.forEach((kind, index) => addDefaults(kind, [...path, index]));
}
