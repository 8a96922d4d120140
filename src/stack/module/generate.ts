import "../../isArray";
import { dirname, join, resolve } from "node:path";
import { type GeneratedFile, tell, writeGenerated } from "../../generated";
import { moduleJson } from "./ModuleStack";
import { type Listed, moduleReadme } from "./readme";
import { validationTests } from "./validationTests";

/** The committed module. */
export const folder = resolve(__dirname, "../../../terraform");

/** The committed files of the module that are made from the constructs: path and text. `npm run module` writes them. */
export function moduleFiles(): GeneratedFile[] {
  const main = moduleJson();
  return [
    { path: join(folder, "main.tf.json"), text: main },
    { path: join(folder, "README.md"), text: moduleReadme(JSON.parse(main) as Listed) },
    { path: join(folder, "tests", "validation.tftest.hcl"), text: validationTests() },
  ];
}

if (require.main === module) tell(writeGenerated(dirname(folder), moduleFiles()));
