import { stripVTControlCharacters } from "node:util";
import { ExitCode, UserError, terraformIsMissing, terraformIsTooOld, terraformUnusable } from "../errors";
import { isOlder, terraformVersion } from "../terraformVersion";
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

  /** Throws UserError where there is no Terraform, or an older one than `required` (such as `>= 1.7.0`) says. */
  async check(required: string): Promise<void> {
    const oldest = required.replace(/^>= /, "");
    const { exitCode, stdout, stderr } = await this.run("version", "-json").catch((error: unknown) => {
      throw new UserError([this.refused(error as NodeJS.ErrnoException, oldest)], ExitCode.engine);
    });
    const version = exitCode === 0 ? terraformVersion(stdout.toString("utf8")) : undefined;
    if (version === undefined) {
      throw new UserError([terraformUnusable(this.binary, firstLine(stderr))], ExitCode.engine);
    }
    if (isOlder(version, oldest)) {
      throw new UserError([terraformIsTooOld(this.binary, version, oldest)], ExitCode.engine);
    }
  }

  private refused(error: NodeJS.ErrnoException, oldest: string): string {
    if (error.code === "ENOENT") return terraformIsMissing(this.binary, oldest);
    if (error.code === "EACCES") return terraformUnusable(this.binary, "it may not be run");
    throw error;
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

  /** The state as JSON; nothing where there is none, or it cannot be had: the plan then says why. */
  async state(): Promise<string> {
    const { exitCode, stdout } = await this.run("state", "pull");
    return exitCode === 0 ? stdout.toString("utf8") : "";
  }

  private async step(name: string, ...args: readonly string[]): Promise<Ran> {
    const ran = await this.run(...args);
    if (ran.exitCode === 0) return ran;
    const told = stripVTControlCharacters(`${ran.stdout.toString("utf8")}${ran.stderr}`);
    throw new TerraformFailure(name, complaintsOf(told), told);
  }

  private run(...args: readonly string[]): Promise<Ran> {
    return runProgram(this.binary, args, this.options);
  }
}

const firstLine = (text: string): string => text.trim().split("\n")[0] ?? "";
