import { requirements } from "./emulator";
import { findPython, virtualEnvironment } from "./python";
import { findTerraform } from "./terraform";

/** Downloads once, before the test files start side by side, what they need and this machine lacks. */
export default function prepareEmulator(): void {
  // the SDK says at every start that it will leave this Node one day, which a pinned version does not
  process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] = "true";
  const terraform = findTerraform();
  const python = findPython();
  if (terraform.kind === "ready" && python.kind === "ready") virtualEnvironment(python, requirements);
}
