import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import {
  ExitCode,
  UserError,
  appFailed,
  appIsMissing,
  cdktfJsonBroken,
  cdktfJsonMissing,
  stackUnknown,
  stackUnnamed,
  stacksMissing,
} from "../errors";
import { nearest } from "../settings/nearest";
import { runProgram } from "./running";
import { type SynthesizedStack, readSynthesized } from "./synthesized";

/** A CDKTF program, as `cdktf.json` in its folder describes it. */
export class Project {
  private constructor(
    private readonly cwd: string,
    /** The line for the shell that synthesizes. */
    private readonly app: string,
    /** Folder of what is synthesized, relative to the program's. */
    private readonly output: string,
  ) {}

  /** Throws UserError where there is none. */
  static in(cwd: string): Project {
    const file = join(cwd, "cdktf.json");
    if (!existsSync(file)) throw new UserError([cdktfJsonMissing()]);
    let read: { app?: unknown; output?: unknown };
    try {
      read = JSON.parse(readFileSync(file, "utf8")) as typeof read;
    } catch (error) {
      throw new UserError([cdktfJsonBroken((error as Error).message)]);
    }
    const { app, output } = read;
    if (typeof app !== "string" || app.trim() === "") throw new UserError([appIsMissing()]);
    return new Project(cwd, app, typeof output === "string" ? output : "cdktf.out");
  }

  /** Runs the app, as CDKTF's command line does. Throws UserError with what the app says, where it fails. */
  async synthesize(env: NodeJS.ProcessEnv, signal: AbortSignal): Promise<readonly SynthesizedStack[]> {
    const { exitCode, stdout, stderr } = await runProgram(this.app, [], {
      ...{ cwd: this.cwd, signal, shell: true },
      env: { ...env, CDKTF_OUTDIR: this.output },
    });
    if (exitCode === 0) return readSynthesized(this.cwd, this.output);
    const told = `${stdout.toString("utf8")}${stderr}`.trimEnd().split("\n");
    // our own app says what is wrong with the settings, and ends as every command of ours does
    if (exitCode === ExitCode.usage) throw new UserError(told);
    throw new UserError([...told, appFailed(this.app, exitCode)], ExitCode.engine);
  }
}

/** The stack of that name; without one, the only stack there is. Throws UserError where that is none. */
export function chosenStack(name: string | undefined, stacks: readonly SynthesizedStack[]): SynthesizedStack {
  const names = stacks.map((stack) => stack.name);
  const [first] = stacks;
  if (first === undefined) throw new UserError([stacksMissing()]);
  if (name === undefined) {
    if (stacks.length > 1) throw new UserError([stackUnnamed(names)]);
    return first;
  }
  const stack = stacks.find((each) => each.name === name);
  if (stack === undefined) throw new UserError([stackUnknown(name, nearest(name, names), names)]);
  return stack;
}

/** Where Terraform runs for a stack, relative to the program's folder. */
export const stackFolder = ({ file }: SynthesizedStack): string => dirname(file);
