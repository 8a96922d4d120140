import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** What `cdktf synth` left in its output folder, as far as a person wants to hear of it. */
export interface SynthesizedStack {
  readonly name: string;
  /** Path of the Terraform JSON, relative to the working folder. */
  readonly file: string;
  /** The versions of Terraform that it takes, such as `>= 1.5.0`. */
  readonly requiredTerraform: string;
  readonly resources: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
}

/** The stacks in a CDKTF output folder, in the order of its manifest; none where nothing was synthesized. */
export function readSynthesized(cwd: string, outdir = "cdktf.out"): SynthesizedStack[] {
  if (!existsSync(join(cwd, outdir, "manifest.json"))) return [];
  const manifest = readJson<{ stacks: Record<string, { name: string; synthesizedStackPath: string }> }>(
    join(cwd, outdir, "manifest.json"),
  );
  return Object.values(manifest.stacks).map(({ name, synthesizedStackPath }) => {
    const { resource = {}, terraform } = readJson<{
      resource?: SynthesizedStack["resources"];
      terraform?: { required_version?: string };
    }>(join(cwd, outdir, synthesizedStackPath));
    return {
      name,
      file: join(outdir, synthesizedStackPath),
      requiredTerraform: terraform?.required_version ?? "",
      resources: resource,
    };
  });
}

const readJson = <T>(file: string): T => JSON.parse(readFileSync(file, "utf8")) as T;

/** A few lines that say what Terraform would create. */
export function describeStack({ name, file, resources }: SynthesizedStack): string[] {
  const named = (type: string, argument: string): string[] =>
    Object.values(resources[type] ?? {}).map((one) => String(one[argument]));
  const blocks = Object.values(resources).flatMap((byName) => Object.values(byName));
  const count = blocks.reduce((sum, { for_each: each }) => sum + (each ? Object.keys(each).length : 1), 0);

  return [
    `${name}: Terraform would create ${count} resources (${file})`,
    `  buckets    ${named("aws_s3_bucket", "bucket").join(", ")}`,
    `  trail      ${named("aws_cloudtrail", "name").join(", ")}: ${selectorNames(resources).join("; ")}`,
    `  catalog    ${named("aws_glue_catalog_database", "name").join(", ")} with ` +
      `${named("aws_glue_catalog_table", "name").join(", ")}`,
    `  workgroup  ${named("aws_athena_workgroup", "name").join(", ")} with ` +
      `${named("aws_athena_named_query", "name").length} saved queries, ` +
      `${named("aws_athena_prepared_statement", "name").length} of them as prepared statements too`,
  ];
}

function selectorNames(resources: SynthesizedStack["resources"]): string[] {
  return Object.values(resources["aws_cloudtrail"] ?? {}).flatMap((trail) =>
    (trail["advanced_event_selector"] as { name: string }[]).map((selector) => selector.name),
  );
}
