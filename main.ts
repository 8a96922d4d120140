import { restoreStackTraces } from "./src/startup";
import { App } from "cdktf";
import { tellFaults } from "./src/cli/telling";
import { UserError } from "./src/errors";
import { configuredFiles } from "./src/settings/defaultFile";
import { loadSettings } from "./src/settings/load";
import { AuditStack } from "./src/stack/AuditStack";
import { refusedSynth } from "./src/refusedSynth";
import { checkTerraform } from "./src/stack/terraformProgram";

const outdir = process.env["CDKTF_OUTDIR"] ?? "cdktf.out";
const names: string[] = [];
try {
  const settings = loadSettings(configuredFiles(process.env["AUDIT_CONFIG"]));
  checkTerraform(settings, process.env);
  names.push(...settings.map(({ name }) => name));
  const app = new App({ outdir });
  for (const each of settings) new AuditStack(app, each);
  app.synth();
} catch (error) {
  restoreStackTraces();
  const told = refusedSynth(error, outdir, names) ?? error;
  if (!(told instanceof UserError)) throw error;
  tellFaults(told, process.stderr);
  process.exitCode = told.exitCode;
}
