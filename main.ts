import { restoreStackTraces } from "./src/startup";
import { App } from "cdktf";
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
  for (const fault of error.faults) process.stderr.write(`${fault}\n`);
  process.exitCode = error.exitCode;
}
