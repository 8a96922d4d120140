import { TerraformVariable } from "cdktf";
import type { Construct } from "constructs";
import { defaultOf, fieldSchema, type SchemaNode } from "../../settings/jsonSchema";
import { checks } from "./checks";
import { moduleWords, snakeCase } from "./words";

/** A variable of the module, derived from the schema of the settings. */
export interface ModuleVariable {
  readonly name: string;
  readonly type: string;
  readonly description: string;
  readonly attributes: readonly ModuleAttribute[];
  /** undefined: it must be given. */
  readonly byDefault?: unknown;
  readonly nullable: boolean;
}

/** An attribute of an object variable. */
export interface ModuleAttribute {
  /** Such as `result_bucket.name`. */
  readonly path: string;
  readonly type: string;
  readonly byDefault: string;
  readonly meaning: string;
}

/** What a module takes from its provider, or has no need of. */
const notOfTheModule = ["region", "accountId", "watch", "releasedBuckets", "backend"];

/** What is only looked up is never made: how many buckets there are is not known when the module is written. */
const notOfAnEntry = ["create"];

/** All variables, in the order of the settings. */
export function moduleVariables(): readonly ModuleVariable[] {
  const root = fieldSchema();
  const [named = {}, all = {}] = root.properties?.["watch"]?.items?.anyOf ?? [];
  const entries: ModuleVariable[] = [
    {
      name: "watched_buckets",
      type: `list(${typeOf(only(named, notOfAnEntry), ["watch", 0])})`,
      description: "Buckets whose object events are recorded. They must already exist.",
      attributes: attributesOf(only(named, notOfAnEntry), ["watch", 0], ""),
      byDefault: [],
      nullable: false,
    },
    {
      name: "all_buckets",
      type: typeOf(only(all, ["allBuckets"]), ["watch", 1]),
      description:
        "Every bucket of the account; with a trail for one Region, every bucket of that Region. null: only those of watched_buckets.",
      attributes: attributesOf(only(all, ["allBuckets"]), ["watch", 1], ""),
      byDefault: null,
      nullable: true,
    },
  ];
  return Object.entries(root.properties ?? {}).flatMap(([key, node]): ModuleVariable[] => {
    if (key === "watch") return entries;
    if (notOfTheModule.includes(key)) return [];
    const byDefault = node.type === "object" ? {} : defaultOf([key]);
    return [
      {
        name: snakeCase(key),
        type: typeOf(node, [key]),
        description: describedAs(node),
        attributes: attributesOf(node, [key], ""),
        ...(byDefault !== undefined && { byDefault }),
        nullable: false,
      },
    ];
  });
}

/** Declares the variables, with everything that is checked of each. */
export function declareVariables(scope: Construct): void {
  for (const { name, type, description, attributes, byDefault, nullable } of moduleVariables()) {
    const lines = attributes.map(({ path, meaning }) => `${path}: ${meaning}`);
    const variable = new TerraformVariable(scope, `variable-${name}`, {
      type,
      description: [description, ...lines].join("\n"),
      ...(byDefault !== undefined && byDefault !== null && { default: byDefault }),
      nullable,
      validation: checks
        .filter((check) => check.variable === name)
        .map(({ condition, errorMessage }) => ({
          condition: `\${${condition}}`,
          errorMessage: `\${${errorMessage}}`,
        })),
    });
    variable.overrideLogicalId(name);
    // CDKTF takes no null for a default
    if (byDefault === null) variable.addOverride("default", null);
  }
}

/** What the schema says of a field; to whoever calls a module, there is no stack and no field `region`. */
const describedAs = ({ description = "" }: SchemaNode): string =>
  moduleWords(description)
    .replace(/\bthe stack\b/g, "the module")
    .replace("`region`", "the provider's Region");

const only = (node: SchemaNode, without: readonly string[]): SchemaNode => ({
  ...node,
  properties: Object.fromEntries(
    Object.entries(node.properties ?? {}).filter(([key]) => !without.includes(key)),
  ),
});

type Path = readonly (string | number)[];

/** Terraform's type of a field; an attribute with a default of its own carries it. */
function typeOf(node: SchemaNode, path: Path): string {
  if (node.items !== undefined) return "list(string)";
  if (node.additionalProperties) return "map(string)";
  if (node.properties === undefined) {
    return { integer: "number", boolean: "bool" }[node.type ?? ""] ?? "string";
  }
  const attributes = Object.entries(node.properties).map(([key, field]) => {
    const type = typeOf(field, [...path, key]);
    const isRequired = node.required?.includes(key) ?? false;
    const optional = [type, ...literalDefault(field, [...path, key])].join(", ");
    return `${snakeCase(key)} = ${isRequired ? type : `optional(${optional})`}`;
  });
  return `object({ ${attributes.join(", ")} })`;
}

/** The default as Terraform writes it; none where it grows from other values. */
function literalDefault(field: SchemaNode, path: Path): string[] {
  if (field.properties !== undefined) return ["{}"];
  // the module adds the log and the result bucket itself
  if (path.at(-1) === "except") return ["[]"];
  const value = defaultOf(path);
  return value === undefined ? [] : [JSON.stringify(value)];
}

function attributesOf(node: SchemaNode, path: Path, prefix: string): readonly ModuleAttribute[] {
  return Object.entries(node.properties ?? {}).flatMap(([key, field]): readonly ModuleAttribute[] => {
    const at = [...path, key];
    const name = `${prefix}${snakeCase(key)}`;
    if (field.properties !== undefined) return attributesOf(field, at, `${name}.`);
    const [byDefault = "null"] = literalDefault(field, at);
    const meaning = describedAs(field);
    const isRequired = node.required?.includes(key) ?? false;
    return [{ path: name, type: typeOf(field, at), byDefault: isRequired ? "" : byDefault, meaning }];
  });
}
