import { moduleJson } from "./src/stack/module/ModuleStack";
import { writeFileSync, mkdirSync } from "node:fs";
mkdirSync("terraform", { recursive: true });
const t = moduleJson(); writeFileSync("terraform/main.tf.json", t); console.log(t.length);
