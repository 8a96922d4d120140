import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { jsonSchema, schemaFile } from "./jsonSchema";
import { settingsReference } from "./reference";

/** The committed files that are made from the schema: path and text. `npm run generate` writes them. */
export function generatedFiles(): { path: string; text: string }[] {
  return [
    { path: schemaFile, text: `${JSON.stringify(jsonSchema(), null, 2)}\n` },
    { path: resolve(dirname(schemaFile), "docs/settings.md"), text: settingsReference() },
  ];
}

if (require.main === module) {
  for (const { path, text } of generatedFiles()) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
}
