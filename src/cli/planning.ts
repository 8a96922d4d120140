import { rmSync } from "node:fs";
import { join } from "node:path";
import { type ExitCode, UserError, auditIsElsewhere, fileAt, planIsKept } from "../errors";
import { filesOf } from "../settings/defaultFile";
import { droppedFaults, lookupFaults, takenFaults, uncheckedNotes } from "./bucketFaults";
import { type BucketFound, findBuckets } from "./bucketNames";
import { deployedRegion } from "./deployedRegion";
import { harmless, harmlessLines } from "./format/harmless";
import type { Io } from "./io";
import { sayConfigured } from "./ownSettings";
import { type Planned, plannedOf } from "./planned";
import { Progress } from "./progress";
import { Project, chosenStack, stackFolder } from "./project";
import { type Judged, type ReviewFlags, judge } from "./reviewing";
import type { SynthesizedStack } from "./synthesized";
import { tell } from "./telling";
import { Terraform, TerraformFailure } from "./terraform";
import { complaintText } from "./terraformComplaints";
import { terraformTrouble } from "./terraformTrouble";

export interface PlanFlags extends ReviewFlags {
  readonly settings?: readonly string[];
}

/** Beside the Terraform that was synthesized. */
const planFile = "tfplan";
/** Terraform lets the provider finish what it is about before it gives the state's lock back; AWS may be slow, too. */
const endsWithinMs = 600_000;

/** Synthesizes, plans one stack and shows the review of the plan. */
export async function planStack(name: string | undefined, flags: PlanFlags, io: Io): Promise<ExitCode> {
  io.endsWithin?.(endsWithinMs);
  const project = Project.in(io.cwd);
  const configured = flags.settings === undefined ? filesOf(io.env["AUDIT_CONFIG"]) : [];
  if (configured.length > 0) sayConfigured(io, configured);
  const env = environment(flags, io);
  let doing = "synthesizing";
  const progress = new Progress(io.stderr, () => (io.signal.aborted ? `ending ${doing} properly` : doing));
  try {
    const stack = chosenStack(name, await project.synthesize(env, io.signal));
    const planning = new Planning(stack, env, io);
    const bytes = await planning.plan((step) => (doing = step)).finally(() => progress.end());
    return await planning.show(bytes, flags);
  } finally {
    progress.end();
  }
}

/** What the app and Terraform are run with: all that this process has, and the settings that were named. */
function environment({ settings }: PlanFlags, { env = {} }: Io): NodeJS.ProcessEnv {
  return {
    ...env,
    ...(settings !== undefined && { AUDIT_CONFIG: settings.join(",") }),
    // neither asks whether there is a newer one of itself, nor gives advice of what to type next
    CHECKPOINT_DISABLE: "1",
    TF_IN_AUTOMATION: "1",
  };
}

/** One stack's plan, and the names of its buckets, asked of S3 meanwhile. */
class Planning {
  private readonly folder: string;
  private readonly terraform: Terraform;
  private readonly planned: Planned;
  private found: Promise<ReadonlyMap<string, BucketFound>> = Promise.resolve(new Map());

  constructor(
    private readonly stack: SynthesizedStack,
    env: NodeJS.ProcessEnv,
    private readonly io: Io,
  ) {
    this.folder = stackFolder(stack);
    this.planned = plannedOf(stack.name, env["AUDIT_CONFIG"], io.cwd);
    // as CDKTF's command line chooses it
    const binary = env["TERRAFORM_BINARY_NAME"] || "terraform";
    this.terraform = new Terraform(binary, { cwd: join(io.cwd, this.folder), env, signal: io.signal });
  }

  /** @returns the plan's JSON. Throws UserError for whatever keeps it from being made. */
  async plan(begin: (step: string) => void): Promise<Buffer> {
    this.discard();
    await this.terraform.check(this.stack.requiredTerraform);
    this.found = this.find(this.planned.buckets.map(({ name }) => name));
    try {
      begin("terraform init");
      await this.terraform.init();
      this.checkRegion(await this.terraform.state());
      const wrong = lookupFaults(this.planned, await this.found);
      if (wrong.length > 0) throw new UserError(wrong);
      begin("terraform plan");
      await this.terraform.plan(planFile);
      return await this.terraform.show(planFile);
    } catch (error) {
      // a plan that failed is not left there to be applied
      this.discard();
      throw error instanceof TerraformFailure ? await this.explained(error) : error;
    }
  }

  async show(bytes: Buffer, flags: PlanFlags): Promise<ExitCode> {
    const judged = await judge(bytes, `the plan of ${this.stack.name}`, flags, this.io);
    const { created } = judged;
    const before = await this.found;
    const others = [...created.values()].filter((name) => !before.has(name));
    const found = new Map([...before, ...(await this.find(others))]);
    const taken = takenFaults(this.planned, created, found);
    if (taken.length > 0) {
      // no verdict of a plan that cannot be applied: "safe" would be read, and the rest would not
      this.discard();
      throw new UserError(taken);
    }
    judged.show();
    const lines = uncheckedNotes(this.planned, created, found);
    for (const line of [...lines, ...this.whatNext(judged)]) tell(this.io.stderr, `${line}\n`);
    return judged.exitCode;
  }

  /** How to apply the plan; or, of one that destroys what the audit watched, what to write instead. */
  private whatNext({ isEmpty, destroyed }: Judged): readonly string[] {
    if (isEmpty) return [];
    const dropped = droppedFaults(this.planned, destroyed);
    if (dropped.length > 0) {
      this.discard();
      return ["", ...dropped];
    }
    const { stack, folder, terraform } = this;
    return ["", ...planIsKept(stack.name, folder, `${terraform.binary} -chdir=${folder} apply ${planFile}`)];
  }

  /** In another Region Terraform looks for what it made in vain, and either fails or makes it a second time. */
  private checkRegion(state: string): void {
    const { file = "", region } = this.planned;
    const deployed = deployedRegion(state);
    if (region === undefined || deployed === undefined || deployed === region) return;
    throw new UserError([fileAt(file, auditIsElsewhere(region, harmless(deployed), this.stack.name))]);
  }

  private find(names: readonly string[]) {
    return findBuckets(names, this.planned.region ?? "us-east-1", this.io.signal);
  }

  private discard(): void {
    rmSync(join(this.io.cwd, this.folder, planFile), { force: true });
  }

  /** Shows what Terraform says of a failure; the error is what it means. */
  private async explained(failure: TerraformFailure): Promise<UserError> {
    const { complaints, told } = failure;
    const shown = complaints.length > 0 ? complaints.map(complaintText).join("\n\n") : told;
    this.io.stderr.write(`\n${harmlessLines(shown.trimEnd())}\n\n`);
    return terraformTrouble(failure, {
      stack: this.stack.name,
      folder: this.folder,
      binary: this.terraform.binary,
      planned: this.planned,
      found: await this.found,
    });
  }
}
