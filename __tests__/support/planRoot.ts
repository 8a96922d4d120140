import { execFile } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Terraform } from "./terraform";

/** `terraform show -json` of one stack, as it would be alone: the parts that a review reads. */
export type PlanJson = Readonly<Record<string, unknown>>;

/** A module as a root calls it. */
export interface ModuleCall {
  readonly source: string;
  readonly region: string;
  readonly given: Readonly<Record<string, unknown>>;
}

interface Change {
  readonly address: string;
  readonly previous_address?: string;
  readonly module_address?: string;
}

interface RootPlan {
  readonly format_version: string;
  readonly resource_changes?: readonly Change[];
  readonly output_changes?: Readonly<Record<string, unknown>>;
  readonly errored?: boolean;
  readonly complete?: boolean;
}

const run = promisify(execFile);

/**
 * Plans several synthesized stacks in one go, as child modules of one root: one provider start for all instead of one
 * each. Their own backends are ignored, and a fault in one fails all.
 * @param folder an empty one to work in
 * @param stacks module name → folder with its `cdk.tf.json`
 * @param environment credentials and endpoints, such as `StsStub.environment`
 * @param calls module name → a module without a provider of its own, and what it is called with
 * @param isValidated whether `terraform validate` comes first, for which the provider is started once more
 */
export async function planRoot(
  folder: string,
  stacks: Readonly<Record<string, string>>,
  terraform: Terraform,
  environment: Readonly<Record<string, string>>,
  calls: Readonly<Record<string, ModuleCall>> = {},
  isValidated = true,
): Promise<Readonly<Record<string, PlanJson>>> {
  writeRoot(folder, stacks, calls);
  const env = { ...process.env, ...terraform.env, ...environment };
  const inFolder = async (...args: string[]) =>
    (await run(terraform.binary, args, { cwd: folder, env, maxBuffer: 1e9 })).stdout;
  await inFolder("init", "-input=false", "-no-color");
  if (isValidated) await inFolder("validate", "-no-color");
  await inFolder("plan", "-input=false", "-no-color", "-out=tfplan");
  const plan = JSON.parse(await inFolder("show", "-json", "tfplan")) as RootPlan;
  return Object.fromEntries(
    [...Object.keys(stacks), ...Object.keys(calls)].map((name) => [name, planOf(name, plan)]),
  );
}

/** A root sees only its own outputs, so it hands on those of every module. */
function writeRoot(
  folder: string,
  stacks: Readonly<Record<string, string>>,
  calls: Readonly<Record<string, ModuleCall>>,
): void {
  const outputs: Record<string, object> = {};
  const handOn = (name: string, file: string) => {
    const stack = JSON.parse(readFileSync(file, "utf8")) as {
      output?: Record<string, { sensitive?: boolean }>;
    };
    for (const [output, { sensitive }] of Object.entries(stack.output ?? {})) {
      outputs[outputPrefix(name) + output] = {
        value: `\${module.${name}.${output}}`,
        ...(sensitive !== undefined && { sensitive }),
      };
    }
  };
  for (const [name, source] of Object.entries(stacks)) {
    mkdirSync(join(folder, "stacks", name), { recursive: true });
    cpSync(source, join(folder, "stacks", name), { recursive: true });
    handOn(name, join(source, "cdk.tf.json"));
  }
  for (const [name, { source }] of Object.entries(calls)) handOn(name, join(source, "main.tf.json"));
  const regions = [...new Set(Object.values(calls).map(({ region }) => region))];
  const root = {
    module: {
      ...Object.fromEntries(Object.keys(stacks).map((name) => [name, { source: `./stacks/${name}` }])),
      ...Object.fromEntries(
        Object.entries(calls).map(([name, { source, region, given }]) => [
          name,
          { source, ...given, providers: { aws: `aws.${region}` } },
        ]),
      ),
    },
    ...(regions.length > 0 && { provider: { aws: regions.map((region) => ({ alias: region, region })) } }),
    ...(Object.keys(outputs).length > 0 && { output: outputs }),
  };
  writeFileSync(join(folder, "main.tf.json"), JSON.stringify(root));
}

function outputPrefix(name: string): string {
  return `${name}__of__`;
}

/** One module's part, with addresses cut back to what they would be in a root of their own. */
function planOf(name: string, { resource_changes = [], output_changes = {}, ...plan }: RootPlan): PlanJson {
  const prefix = `module.${name}.`;
  const cut = (address: string) => (address.startsWith(prefix) ? address.slice(prefix.length) : address);
  const own = resource_changes.filter(({ address }) => address.startsWith(prefix));
  const outputs = Object.entries(output_changes).filter(([output]) => output.startsWith(outputPrefix(name)));
  return {
    format_version: plan.format_version,
    planned_values: {},
    resource_changes: own.map(({ module_address = "", ...change }) => ({
      ...change,
      address: cut(change.address),
      ...(change.previous_address !== undefined && { previous_address: cut(change.previous_address) }),
      ...(module_address.startsWith(prefix) && { module_address: cut(module_address) }),
    })),
    output_changes: Object.fromEntries(
      outputs.map(([output, change]) => [output.slice(outputPrefix(name).length), change]),
    ),
    errored: plan.errored ?? false,
    complete: plan.complete ?? true,
  };
}
