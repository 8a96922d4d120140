import { dirname, resolve } from "node:path";
import type { GeneratedFile } from "../generated";
import { jsonSchema, schemaFile } from "./jsonSchema";
import { settingsReference } from "./reference";

const root = dirname(schemaFile);

/** The committed files that are made from the schema: path and text. `npm run generate` writes them. */
export function generatedFiles(): GeneratedFile[] {
  return [
    { path: schemaFile, text: `${JSON.stringify(jsonSchema(), null, 2)}\n` },
    { path: resolve(root, "docs/settings.md"), text: settingsReference() },
  ];
}
