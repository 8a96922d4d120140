import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, type TerraformStack } from "cdktf";
import { loadSettings } from "../../src/settings/load";
import type { Settings } from "../../src/settings/settings";
import { AuditStack } from "../../src/stack/AuditStack";

export const repository = join(__dirname, "..", "..");

/** A block of Terraform JSON: type → name → arguments. */
type Blocks = Record<string, Record<string, Record<string, unknown>>>;

/** What the tests look at in a synthesized stack, without CDKTF's own metadata. */
export interface Synthesized {
  readonly terraform: Record<string, unknown>;
  readonly provider: Record<string, unknown>;
  readonly resource: Blocks;
  readonly data?: Blocks;
  readonly removed?: readonly { readonly from: string; readonly lifecycle: unknown }[];
  readonly output: Record<string, { readonly value: unknown; readonly description: string }>;
}

/** Synthesizes settings as `main.ts` does, into a folder that is gone afterwards. */
export function synthesize(settings: Settings): Synthesized {
  return synthesizeStack(settings.name, (app) => new AuditStack(app, settings));
}

/** Synthesizes one stack of any program, with every validation that a real synth makes. */
export function synthesizeStack(name: string, build: (app: App) => TerraformStack): Synthesized {
  const outdir = mkdtempSync(join(tmpdir(), "synth-"));
  try {
    const app = new App({ outdir });
    build(app);
    app.synth();
    const text = readFileSync(join(outdir, "stacks", name, "cdk.tf.json"), "utf8");
    return withoutMetadata(JSON.parse(text)) as Synthesized;
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** A synthesized value without what CDKTF notes for itself. */
export function withoutMetadata(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutMetadata);
  if (typeof value !== "object" || value === null) return value;
  const kept = Object.entries(value).filter(([key]) => key !== "//");
  return Object.fromEntries(kept.map(([key, inner]) => [key, withoutMetadata(inner)]));
}

/** Every address of a stack, sorted: managed resources, then data sources. */
export function addressesOf(stack: Synthesized): string[] {
  const list = (blocks: Blocks | undefined, prefix: string): string[] =>
    Object.entries(blocks ?? {}).flatMap(([type, named]) =>
      Object.keys(named).map((name) => `${prefix}${type}.${name}`),
    );
  return [...list(stack.resource, "").sort(), ...list(stack.data, "data.").sort()];
}

/** The JSON inside a view's text, where the SQL is. */
export function viewDefinition(stack: Synthesized): { originalSql: string; columns: { name: string }[] } {
  const text = stack.resource["aws_glue_catalog_table"]?.["object_events"]?.["view_original_text"];
  const base64 = /^\/\* Presto View: (\S+) \*\/$/.exec(String(text))?.[1] ?? "";
  return JSON.parse(Buffer.from(base64, "base64").toString("utf8")) as ReturnType<typeof viewDefinition>;
}

/** All settings files of `examples/`, relative to the repository. */
export function exampleFiles(): string[] {
  return readdirSync(join(repository, "examples"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".yaml"))
    .map((file) => join("examples", file))
    .sort();
}

/** The settings of a file that is named relative to the repository. */
export function loadExample(file: string): Settings {
  const [settings] = loadSettings([join(repository, file)]);
  if (settings === undefined) throw new Error(`${file} gave no settings`);
  return settings;
}

/** A copy of the program in a folder of its own, for tests that run it as a process. */
export class ProgramCopy {
  readonly folder = mkdtempSync(join(tmpdir(), "program-"));

  constructor() {
    for (const file of [
      "main.ts",
      "src",
      "examples",
      "audit.yaml",
      "tsconfig.json",
      "package.json",
      "cdktf.json",
    ]) {
      cpSync(join(repository, file), join(this.folder, file), { recursive: true });
    }
    symlinkSync(join(repository, "node_modules"), join(this.folder, "node_modules"));
  }

  /** Runs a TypeScript file as `cdktf.json` does. */
  run(file: string, options: { env?: NodeJS.ProcessEnv; preload?: string } = {}) {
    const preload = options.preload === undefined ? [] : ["-r", options.preload];
    return spawnSync(process.execPath, [...preload, "-r", "ts-node/register/transpile-only", file], {
      cwd: this.folder,
      env: { ...process.env, ...options.env },
      encoding: "utf8",
    });
  }

  read(file: string): string {
    return readFileSync(join(this.folder, file), "utf8");
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
