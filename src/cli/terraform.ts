import { stripVTControlCharacters } from "node:util";
import { ExitCode, UserError, terraformMissing, terraformTooOld, terraformUnusable } from "../errors";
import { type Ran, type RunOptions, runProgram } from "./running";
import { type Complaint, complaintsOf } from "./terraformComplaints";

/** A step of Terraform's that failed. */
export class TerraformFailure extends Error {
  constructor(
    /** Such as `plan`. */
    readonly step: string,
    readonly complaints: readonly Complaint[],
    /** All that Terraform printed for people. */
    readonly told: string,
  ) {
    super(`terraform ${step} failed`);
  }
}

/** Terraform's command line in the folder of one stack. It prints nothing: what it says is kept for when it fails. */
export class Terraform {
  /**
   * @param binary what CDKTF's command line would call: TERRAFORM_BINARY_NAME, or `terraform`
   * @param options `cwd` is the stack's folder
   */
  constructor(
    readonly binary: string,
    private readonly options: RunOptions,
  ) {}

  /** Throws UserError where there is no Terraform, or an older one than `required` (such as `>= 1.5.0`) says. */
  async check(required: string): Promise<void> {
    const { exitCode, stdout, stderr } = await this.run("version", "-json");
    const version = exitCode === 0 ? versionIn(stdout.toString("utf8")) : undefined;
    if (version === undefined) {
      throw new UserError([terraformUnusable(this.binary, firstLine(stderr))], ExitCode.engine);
    }
    const [, oldest] = /^>= (\d+\.\d+\.\d+)$/.exec(required) ?? [];
    if (oldest !== undefined && isOlder(version, oldest)) {
      throw new UserError([terraformTooOld(this.binary, version, oldest)], ExitCode.engine);
    }
  }

  async init(): Promise<void> {
    await this.step("init", "init", "-input=false", "-no-color");
  }

  /** Writes the plan into a file of the folder. */
  async plan(file: string): Promise<void> {
    await this.step("plan", "plan", "-input=false", "-json", `-out=${file}`);
  }

  /** The JSON of a plan. */
  async show(file: string): Promise<Buffer> {
    return (await this.step("show", "show", "-json", file)).stdout;
  }

  private async step(name: string, ...args: readonly string[]): Promise<Ran> {
    const ran = await this.run(...args);
    if (ran.exitCode === 0) return ran;
    const told = stripVTControlCharacters(`${ran.stdout.toString("utf8")}${ran.stderr}`);
    throw new TerraformFailure(name, complaintsOf(told), told);
  }

  private async run(...args: readonly string[]): Promise<Ran> {
    try {
      return await runProgram(this.binary, args, this.options);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === "ENOENT") throw new UserError([terraformMissing(this.binary)], ExitCode.engine);
      if (code === "EACCES") {
        throw new UserError([terraformUnusable(this.binary, "it may not be run")], ExitCode.engine);
      }
      throw error;
    }
  }
}

function versionIn(text: string): string | undefined {
  try {
    const { terraform_version: version } = JSON.parse(text) as { terraform_version?: unknown };
    return typeof version === "string" ? version : undefined;
  } catch {
    return undefined;
  }
}

function isOlder(version: string, oldest: string): boolean {
  const numbers = (text: string) => text.split(/[.-]/).slice(0, 3).map(Number);
  const [have, need] = [numbers(version), numbers(oldest)];
  const at = need.findIndex((number, index) => number !== have[index]);
  return at >= 0 && (have[at] ?? 0) < (need[at] ?? 0);
}

const firstLine = (text: string): string => text.trim().split("\n")[0] ?? "";
