import { installTrino, trinoTools } from "../trino/install";
import { requirements } from "./emulator";
import { findPython, virtualEnvironment } from "./python";

/** Downloads once, before the tests, what they need and this machine lacks. */
export default async function prepareTrino(): Promise<void> {
  const python = findPython();
  if (python.kind === "missing" || trinoTools().some(({ kind }) => kind === "missing")) return;
  virtualEnvironment(python, requirements);
  await installTrino();
}
