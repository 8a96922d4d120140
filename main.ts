import { restoreStackTraces } from "./src/startup";
import { App } from "cdktf";
import { tellFaults } from "./src/cli/telling";
import { UserError } from "./src/errors";
import { loadSettings, splitConfigList } from "./src/settings/load";
import { AuditStack } from "./src/stack/AuditStack";

try {
  const settings = loadSettings(splitConfigList(process.env["AUDIT_CONFIG"] ?? "audit.yaml"));
  const app = new App();
  for (const each of settings) new AuditStack(app, each);
  app.synth();
} catch (error) {
  restoreStackTraces();
  if (!(error instanceof UserError)) throw error;
  tellFaults(error, process.stderr);
  process.exitCode = error.exitCode;
}
