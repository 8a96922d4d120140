import { restoreStackTraces } from "./src/startup";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { App } from "cdktf";
import { UserError, synthUnwritable } from "./src/errors";
import { loadSettings, splitConfigList } from "./src/settings/load";
import { AuditStack } from "./src/stack/AuditStack";
import { isOfSystem } from "./src/temporary";

const outdir = process.env["CDKTF_OUTDIR"] ?? "cdktf.out";
let names: readonly string[] = [];
try {
  const settings = loadSettings(splitConfigList(process.env["AUDIT_CONFIG"] ?? "audit.yaml"));
  names = settings.map(({ name }) => name);
  const app = new App({ outdir });
  for (const each of settings) new AuditStack(app, each);
  app.synth();
} catch (error) {
  restoreStackTraces();
  // whatever the system refuses here it refuses CDKTF, which writes the stacks
  const told = isOfSystem(error) ? synthUnwritable(error.path ?? outdir, error) : error;
  if (told !== error) names.forEach(removeHalfWritten);
  if (!(told instanceof UserError)) throw error;
  for (const fault of told.faults) process.stderr.write(`${fault}\n`);
  process.exitCode = told.exitCode;
}

/** What is no whole JSON would be the next thing that Terraform stumbles over. */
function removeHalfWritten(name: string): void {
  const file = join(outdir, "stacks", name, "cdk.tf.json");
  try {
    JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    if (error instanceof SyntaxError) rmSync(file, { force: true });
  }
}
