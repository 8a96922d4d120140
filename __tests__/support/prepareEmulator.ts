import { requirements } from "./emulator";
import { findPython, virtualEnvironment } from "./python";
import { findTerraform } from "./terraform";

/** Downloads once, before the test files start side by side, what they need and this machine lacks. */
export default function prepareEmulator(): void {
  const terraform = findTerraform();
  const python = findPython();
  if (terraform.kind === "ready" && python.kind === "ready") virtualEnvironment(python, requirements);
}
