import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { exampleFiles, loadExample, repository, synthesize, withoutMetadata } from "../support/synth";
import { cacheFolder } from "../support/terraform";

/** The community's continuation of CDKTF, exactly these. constructs 10.4 is too old for it. */
const continuation = { cdktn: "0.24.0", "@cdktn/provider-aws": "25.7.0", constructs: "10.6.0" };

/** Below the repository, so that whatever is not installed there is found above: the compiler, YAML, zod. */
const copy = join(cacheFolder, "cdktn");

const names: Readonly<Record<string, string>> = {
  cdktf: "cdktn",
  "@cdktf/provider-aws": "@cdktn/provider-aws",
};

/** Only the names of the packages change: in imports, and where a program is told what to load. */
const rewritten = (source: string): string =>
  source.replace(/"(cdktf|@cdktf\/provider-aws)(?=["/])/g, (_, name: string) => `"${names[name] ?? name}`);

describe("with its imports renamed to cdktn, the program", () => {
  jest.setTimeout(400_000);
  const files = [...exampleFiles(), "audit.yaml"];

  beforeAll(() => {
    rmSync(copy, { recursive: true, force: true });
    mkdirSync(copy, { recursive: true });
    writeFileSync(
      join(copy, "package.json"),
      '{ "name": "audit-with-cdktn", "version": "1.0.0", "private": true }',
    );
    const packages = Object.entries(continuation).map(([name, version]) => `${name}@${version}`);
    execFileSync("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund", ...packages], {
      cwd: copy,
      stdio: "pipe",
    });
    for (const name of ["main.ts", "src", "examples", "audit.yaml", "tsconfig.json"]) {
      cpSync(join(repository, name), join(copy, name), { recursive: true });
    }
    const sources = readdirSync(join(copy, "src"), { recursive: true, encoding: "utf8" });
    for (const file of ["main.ts", ...sources.map((name) => join("src", name))].filter((name) =>
      name.endsWith(".ts"),
    )) {
      const source = readFileSync(join(copy, file), "utf8");
      writeFileSync(join(copy, file), rewritten(source));
    }
  });
  afterAll(() => rmSync(copy, { recursive: true, force: true }));

  it.each(files)("synthesizes %s as with CDKTF, but for the tool's own metadata", (file) => {
    const settings = loadExample(file);
    execFileSync(process.execPath, ["-r", "ts-node/register/transpile-only", "main.ts"], {
      cwd: copy,
      env: { ...process.env, AUDIT_CONFIG: file },
      stdio: "pipe",
    });
    const text = readFileSync(join(copy, "cdktf.out", "stacks", settings.name, "cdk.tf.json"), "utf8");
    const { terraform, ...stack } = withoutMetadata(JSON.parse(text)) as ReturnType<typeof synthesize>;
    const { terraform: ours, ...expected } = synthesize(settings);
    expect(stack).toEqual(expected);
    expect(terraform).toEqual(ours);
  });
});
