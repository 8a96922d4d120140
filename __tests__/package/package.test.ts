import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describeWith, ready } from "../support/finding";
import { planRoot } from "../support/planRoot";
import { commandsOf, readmeBlocks } from "../support/readme";
import { startStsStub } from "../support/stsStub";
import { repository } from "../support/synth";
import { findTerraform } from "../support/terraform";

const section = "In another CDKTF program";
const blocks = readmeBlocks().filter((block) => block.section === section);
const [installing = [], running = []] = blocks.filter(({ language }) => language === "sh").map(commandsOf);
const snippet = blocks.find(({ language }) => language === "ts")?.text ?? "";
const synthesized = join("cdktf.out", "stacks", "payments", "cdk.tf.json");
const ownTypeScript = "npm install --save-dev typescript";
const newTypeScriptProject = "npx tsc --init";

/** Under names of their own, so that one installation serves all programs. */
const compilers = { typescript5: "npm:typescript@5.9.3", typescript7: "npm:typescript@7.0.2" };

/** What a program can be, and what the README says to do for it. */
const programs = [
  { kind: "an ES module by its name", file: "main.mts", type: "commonjs", init: newTypeScriptProject },
  { kind: "an ES module by its package", file: "main.ts", type: "module", init: newTypeScriptProject },
  {
    kind: "CommonJS",
    file: "main.ts",
    type: "commonjs",
    init: `${newTypeScriptProject} --verbatimModuleSyntax false`,
  },
] as const;

describe("the packed package, installed in an empty project,", () => {
  jest.setTimeout(400_000);
  const folder = mkdtempSync(join(tmpdir(), "package-"));
  const project = join(folder, "payments");
  const copy = join(folder, "copy");
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const bin = (name: string) => join(project, "node_modules", ".bin", name);

  /** @returns what it printed; a failure tells all of it */
  function run(program: string, args: readonly string[], cwd = project, env = process.env): string {
    const { status, stdout, stderr } = spawnSync(program, args, {
      cwd,
      env,
      encoding: "utf8",
      maxBuffer: 1e8,
    });
    if (status !== 0)
      throw new Error(`${[program, ...args].join(" ")} ended with ${status}:\n${stdout}${stderr}`);
    return stdout;
  }

  /** The stack that a program made; CDKTF keeps the state beside the program, which is named by its whole path. */
  const synthesizedIn = (own: string) =>
    readFileSync(join(own, synthesized), "utf8").replaceAll(realpathSync(own), "<here>");

  /** What the README's stack is, made by this checkout. */
  let expected: string;

  beforeAll(() => {
    // packed from a copy: other suites read the repository meanwhile
    for (const name of [
      "src",
      "docs",
      "README.md",
      "audit.schema.json",
      "package.json",
      "tsconfig.json",
      "tsconfig.build.json",
    ]) {
      cpSync(join(repository, name), join(copy, name), { recursive: true });
    }
    symlinkSync(join(repository, "node_modules"), join(copy, "node_modules"));
    expect(installing).toEqual(expect.arrayContaining([ownTypeScript, newTypeScriptProject]));
    const commands = installing.flatMap((command) => {
      if (command === newTypeScriptProject) return [];
      if (command !== ownTypeScript) return [command];
      return `npm install --save-dev ${Object.entries(compilers)
        .map((one) => one.join("@"))
        .join(" ")}`;
    });
    const quiet = { npm_config_prefer_offline: "true", npm_config_audit: "false", npm_config_fund: "false" };
    run("sh", ["-e", "-c", commands.join("\n")], copy, { ...process.env, ...quiet });

    writeFileSync(join(copy, "main.ts"), snippet.replace('from "s3-object-audit"', 'from "./src"'));
    run(process.execPath, ["-r", "ts-node/register/transpile-only", "main.ts"], copy);
    expected = synthesizedIn(copy);
  });

  describe.each(Object.keys(compilers))("with %s", (compiler) => {
    const tsc = join(project, "node_modules", compiler, "bin", "tsc");

    it.each(programs)("is used by the README's program as $kind", ({ kind, file, type, init }) => {
      const own = join(project, `${compiler}, ${kind}`);
      mkdirSync(own);
      writeFileSync(join(own, "package.json"), JSON.stringify({ name: "payments", type }));
      writeFileSync(join(own, file), snippet);
      for (const command of [init, ...running]) {
        const script = file.replace("ts", "js");
        const here = command.replace("npx tsc", 'node "$TSC"').replace("node main.mjs", `node ${script}`);
        run("sh", ["-e", "-c", here], own, { ...process.env, TSC: tsc });
      }
      expect(synthesizedIn(own)).toBe(expected);
    });

    it("is used as before by a program of CDKTF's own template", () => {
      const own = join(project, `${compiler}, template`);
      mkdirSync(own);
      writeFileSync(join(own, "main.ts"), snippet);
      const oldest = compiler === "typescript5" ? ["--moduleResolution", "Node10"] : [];
      const template = [
        "--strict",
        "--target",
        "ES2018",
        "--module",
        "CommonJS",
        "--skipLibCheck",
        ...oldest,
      ];
      run(process.execPath, [tsc, ...template, "main.ts"], own);
      run(process.execPath, ["main.js"], own);
      expect(synthesizedIn(own)).toBe(expected);
    });
  });

  it("gives `import` and `require` the same things, under the same names", () => {
    writeFileSync(
      join(project, "both.mjs"),
      `import { createRequire } from "node:module";
       import * as imported from "s3-object-audit";
       import { resolveSettings, savedQuestions, settingsSchema } from "s3-object-audit";
       const required = createRequire(import.meta.url)("s3-object-audit");
       const names = Object.keys(required);
       if (names.length < 10 || !names.every((name) => imported[name] === required[name])) throw new Error(names);
       const settings = resolveSettings({ name: "payments", region: "eu-central-1", watch: [{ bucket: "payments" }] });
       if (settings.trail.name !== "payments-trail" || savedQuestions.length < 20) throw new Error("not that audit");
       if (settingsSchema.safeParse({}).success) throw new Error("not that schema");`,
    );
    run(process.execPath, ["both.mjs"]);
  });

  it("keeps open what is no code: its package.json and the settings' schema, and nothing by accident", () => {
    writeFileSync(
      join(project, "files.cjs"),
      `const name = "s3-object-audit";
       if (require(name + "/package.json").name !== name) throw new Error("not its package.json");
       if (!require(name + "/audit.schema.json").properties.watch) throw new Error("not the schema");
       try { require(name + "/dist/cli/main"); } catch ({ code }) { process.stdout.write(code); }`,
    );
    expect(run(process.execPath, ["files.cjs"])).toBe("ERR_PACKAGE_PATH_NOT_EXPORTED");
  });

  it("has declarations that are whole, and none of this folder in what it synthesizes", () => {
    expect(expected).toContain("aws_cloudtrail");
    expect(expected).not.toContain(folder);
    writeFileSync(join(project, "whole.mts"), snippet);
    const whole = ["--noEmit", "--strict", "--skipLibCheck", "false", "--module", "NodeNext"];
    run(process.execPath, [
      join(project, "node_modules", "typescript5", "bin", "tsc"),
      ...whole,
      "whole.mts",
    ]);
  });

  it("has a command line that needs no compiler", () => {
    expect(run(bin("s3-audit"), ["--help"])).toContain("Who did what to which S3 object");
    run(bin("s3-audit"), ["sample", "-o", "logs"]);
    const events = ["events", "--logs", "logs", "--format", "ndjson", "--limit", "3"];
    const rows = run(bin("s3-audit"), events);
    expect(rows.trim().split("\n")).toHaveLength(3);
    expect(run(bin("s3-audit"), ["cache", "--logs", "logs"])).toMatch(/^\d+ days cached, 0 already cached/);
    expect(run(bin("s3-audit"), events)).toBe(rows);
    const settings = spawnSync(bin("s3-audit"), ["settings"], { cwd: project, encoding: "utf8" });
    expect(settings).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("there is no such file") as string,
    });
  });

  it("is installed globally without CDKTF, and works by its own name in an empty folder", () => {
    const prefix = join(folder, "global");
    const empty = join(folder, "empty");
    mkdirSync(empty);
    const archive = join(project, "s3-object-audit-0.1.0.tgz");
    run("npm", [
      "install",
      "--global",
      "--prefix",
      prefix,
      "--prefer-offline",
      "--no-audit",
      "--no-fund",
      archive,
    ]);
    const packages = join(prefix, "lib", "node_modules", "s3-object-audit", "node_modules");
    expect(existsSync(join(packages, "commander"))).toBe(true);
    for (const peer of ["cdktf", "constructs", "@cdktf"])
      expect(existsSync(join(packages, peer))).toBe(false);
    const megabytes = Number(run("du", ["-sm", packages]).split("\t")[0]);
    expect(megabytes).toBeLessThan(160);

    const typed = (line: string) =>
      spawnSync("sh", ["-c", line], {
        cwd: empty,
        encoding: "utf8",
        env: { PATH: `${join(prefix, "bin")}:${process.env["PATH"] ?? ""}`, HOME: empty },
      });
    const { stdout } = typed("s3-audit events --help");
    expect(stdout).toMatch(/^Usage: s3-audit events \[options\]/);
    expect(stdout).toContain("\n  s3-audit events --logs my-logs --since 7d --action delete\n");
    expect(stdout).not.toContain("npx");
    expect(typed("s3-audit --version").stdout).toBe("0.1.0\n");
    expect(
      typed("s3-audit sample -o my-logs && s3-audit ask deletions --logs my-logs --since 2026-11-18"),
    ).toMatchObject({ status: 0 });
    expect(typed("s3-audit events my-logs")).toMatchObject({
      status: 2,
      stderr: '"my-logs" needs a flag that says what it is. Write `s3-audit events --logs my-logs`.\n',
    });
    const flags = "--name my-audit --region eu-west-1 --bucket my-bucket";
    expect(typed(`s3-audit init ${flags} && s3-audit settings`)).toMatchObject({ status: 0, stderr: "" });
  });

  describeWith([findTerraform()], "and Terraform", () => {
    it("plans what was synthesized", async () => {
      const stub = await startStsStub({ "example-payments": "eu-central-1" });
      const root = join(folder, "root");
      mkdirSync(root);
      try {
        const stacks = { payments: dirname(join(copy, synthesized)) };
        const { payments } = await planRoot(root, stacks, ready(findTerraform()), stub.environment);
        const changes = payments?.["resource_changes"] as readonly { address: string }[];
        expect(changes.map(({ address }) => address)).toContain("aws_cloudtrail.audit_trail");
      } finally {
        await stub.close();
      }
    });
  });
});
