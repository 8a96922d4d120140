import { App } from "cdktf";
import { UserError } from "./src/errors";
import { loadSettings, splitConfigList } from "./src/settings/load";
import { AuditStack } from "./src/stack/AuditStack";
import { withoutStackTraces } from "./src/stack/stackTraces";

try {
  const settings = loadSettings(splitConfigList(process.env["AUDIT_CONFIG"] ?? "audit.yaml"));
  withoutStackTraces(() => {
    const app = new App();
    for (const each of settings) new AuditStack(app, each);
    app.synth();
  });
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  for (const fault of error.faults) process.stderr.write(`${fault}\n`);
  process.exitCode = error.exitCode;
}
