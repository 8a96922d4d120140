import { restoreStackTraces } from "./src/startup";
import { App } from "cdktf";
import { tellFaults } from "./src/cli/telling";
import { UserError } from "./src/errors";
import { configuredFiles } from "./src/settings/defaultFile";
import { loadSettings } from "./src/settings/load";
import { AuditStack } from "./src/stack/AuditStack";
import { checkTerraform } from "./src/stack/terraformProgram";

try {
  const settings = loadSettings(configuredFiles(process.env["AUDIT_CONFIG"]));
  checkTerraform(settings, process.env);
  const app = new App();
  for (const each of settings) new AuditStack(app, each);
  app.synth();
} catch (error) {
  restoreStackTraces();
  if (!(error instanceof UserError)) throw error;
  tellFaults(error, process.stderr);
  process.exitCode = error.exitCode;
}
