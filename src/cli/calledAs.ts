import { basename, dirname } from "node:path";

/**
 * How a person calls the program: `s3-audit` where a shell found it under that name, after a global install or
 * `npm link`; else `npx s3-audit`, which works in a clone and in a project that has the package.
 * @param script the path under which Node was given the program; npm keeps a project's programs in `.bin` folders
 * @param npmCommand what npm says it runs, `exec` for npx
 */
export function calledAs(script: string | undefined, npmCommand: string | undefined): string {
  const isOnPath = basename(script ?? "") === "s3-audit" && basename(dirname(script ?? "")) !== ".bin";
  return isOnPath && npmCommand !== "exec" ? "s3-audit" : "npx s3-audit";
}
