import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify, stripVTControlCharacters } from "node:util";
import { script } from "./commandLine";
import { fakeCredentials } from "./emulator";
import { changesOf, type Change, type TerraformPlan } from "./plan";
import type { Terraform } from "./terraform";

const run = promisify(execFile);
const repository = join(__dirname, "..", "..");
/** What CDKTF's command line and the app read, apart from node_modules. */
const project = ["main.ts", "src", "examples", "audit.yaml", "cdktf.json", "tsconfig.json", "package.json"];
/** The lifecycle configuration of a bucket alone takes a minute, for which the provider waits. */
const timeLimit = 240_000;

const services = ["athena", "cloudtrail", "glue", "iam", "kms", "s3", "sts"];

export interface WorkspaceProps {
  readonly terraform: Terraform;
  readonly emulatorUrl: string;
  /** Names of the stacks that the settings files give. */
  readonly stacks: readonly string[];
  /** As in AUDIT_CONFIG, relative to the project. */
  readonly settingsFiles: readonly string[];
  /** More for the environment of the command lines. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** A copy of the project in which CDKTF's command line and Terraform run against an emulator, and nothing else. */
export class Workspace {
  private constructor(
    readonly folder: string,
    private readonly props: WorkspaceProps,
  ) {}

  static async make(props: WorkspaceProps): Promise<Workspace> {
    const folder = await mkdtemp(join(tmpdir(), "s3-object-audit-"));
    await Promise.all(
      project.map((name) => cp(join(repository, name), join(folder, name), { recursive: true })),
    );
    await symlink(join(repository, "node_modules"), join(folder, "node_modules"));
    await mkdir(join(folder, "home"));
    return new Workspace(folder, props);
  }

  remove(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }

  read(file: string): Promise<string> {
    return readFile(join(this.folder, file), "utf8");
  }

  async write(file: string, text: string): Promise<void> {
    await mkdir(dirname(join(this.folder, file)), { recursive: true });
    await writeFile(join(this.folder, file), text);
  }

  /** Runs `cdktf COMMAND ...`. @returns what it printed, without colours */
  async cdktf(...command: string[]): Promise<string> {
    await this.overrideProviders();
    return this.execute(join(repository, "node_modules", ".bin", "cdktf"), command, this.folder);
  }

  /** Runs `s3-audit COMMAND ...`. @returns what it printed on standard output */
  async s3audit(...command: string[]): Promise<string> {
    await this.overrideProviders();
    return this.execute(process.execPath, [script, ...command], this.folder);
  }

  /** Applies all stacks without asking, synthesizing them first. */
  deploy(): Promise<string> {
    return this.cdktf("deploy", ...this.props.stacks, "--auto-approve", "--skip-provider-lock");
  }

  destroy(): Promise<string> {
    return this.cdktf("destroy", ...this.props.stacks, "--auto-approve", "--skip-provider-lock");
  }

  async synth(): Promise<void> {
    await this.cdktf("synth");
  }

  /** What Terraform would do with one stack as it was synthesized last; nothing: no changes. */
  async plan(stack: string): Promise<Change[]> {
    return changesOf(JSON.parse(await this.planJson(stack)) as TerraformPlan);
  }

  /** `terraform show -json` of the plan of one stack as it was synthesized last. */
  async planJson(stack: string): Promise<string> {
    const folder = this.stackFolder(stack);
    if (!existsSync(join(this.folder, folder, ".terraform")))
      await this.terraform(folder, "init", "-input=false");
    await this.terraform(folder, "plan", "-input=false", "-out=tests.tfplan");
    return this.terraform(folder, "show", "-json", "tests.tfplan");
  }

  /** Applies the plan that `planJson` made, as Terraform does after a review. */
  async applyPlan(stack: string): Promise<void> {
    await this.terraform(this.stackFolder(stack), "apply", "-input=false", "tests.tfplan");
  }

  stackFolder(stack: string): string {
    return join("cdktf.out", "stacks", stack);
  }

  /** Runs Terraform in a folder of the copy. @returns what it printed */
  terraform(folder: string, ...command: string[]): Promise<string> {
    return this.execute(this.props.terraform.binary, command, join(this.folder, folder));
  }

  /** Terraform merges this file into the synthesized one, which knows nothing of tests. */
  private async overrideProviders(): Promise<void> {
    const endpoints = Object.fromEntries(services.map((service) => [service, this.props.emulatorUrl]));
    const aws = {
      access_key: fakeCredentials.accessKeyId,
      secret_key: fakeCredentials.secretAccessKey,
      s3_use_path_style: true,
      endpoints: [endpoints],
    };
    const text = JSON.stringify({ provider: { aws: [aws] } });
    for (const stack of this.props.stacks) {
      await this.write(join(this.stackFolder(stack), "provider_override.tf.json"), text);
    }
  }

  private async execute(program: string, args: readonly string[], cwd: string): Promise<string> {
    const options = { cwd, env: this.environment(), timeout: timeLimit, maxBuffer: 64 * 1024 * 1024 };
    const running = run(program, [...args], options);
    running.child.stdin?.end();
    try {
      const { stdout } = await running;
      return stripVTControlCharacters(stdout);
    } catch (error) {
      const { stdout = "", stderr = "" } = error as { stdout?: string; stderr?: string };
      throw new Error(`${args.join(" ")} failed: ${plain(stdout + stderr).slice(-6000)}`);
    }
  }

  /** Nothing of the user's own configuration, credentials or home, and no prompts. */
  private environment(): NodeJS.ProcessEnv {
    return {
      PATH: process.env["PATH"],
      HOME: join(this.folder, "home"),
      CI: "true",
      AUDIT_CONFIG: this.props.settingsFiles.join(","),
      AWS_EC2_METADATA_DISABLED: "true",
      TERRAFORM_BINARY_NAME: this.props.terraform.binary,
      ...this.props.terraform.env,
      ...this.props.environment,
    };
  }
}

/** Without colours and without the bar that Terraform draws beside an error. */
function plain(text: string): string {
  return stripVTControlCharacters(text).replace(/[│╷╵]/g, "");
}
