import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describeWith, ready } from "../support/finding";
import { planRoot } from "../support/planRoot";
import { startStsStub } from "../support/stsStub";
import { repository } from "../support/synth";
import { findTerraform } from "../support/terraform";

const { devDependencies: pinned } = JSON.parse(readFileSync(join(repository, "package.json"), "utf8")) as {
  devDependencies: Readonly<Record<string, string>>;
};

/** The README's stack, in a program of somebody else. */
const program = `import { App, TerraformStack } from "cdktf";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { ObjectAudit, resolveSettings, savedQuestions, settingsSchema } from "s3-object-audit";

const app = new App();
const stack = new TerraformStack(app, "payments");
new AwsProvider(stack, "aws", { region: "eu-central-1" });
stack.addOverride("terraform.required_providers.aws.version", ">= 5.100.0, < 7.0.0");
const settings = resolveSettings({ name: "payments", region: "eu-central-1", watch: [{ bucket: "example-payments" }] });
const audit: ObjectAudit = new ObjectAudit(stack, "Default", settings);
if (audit.settings.trail.name !== "payments-trail" || savedQuestions.length < 20) throw new Error("not that audit");
if (settingsSchema.safeParse({}).success) throw new Error("not that schema");
app.synth();
`;

describe("the packed package, installed in an empty project,", () => {
  jest.setTimeout(400_000);
  const folder = mkdtempSync(join(tmpdir(), "package-"));
  const project = join(folder, "project");
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const run = (program: string, args: readonly string[], cwd = project): string =>
    execFileSync(program, args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"], maxBuffer: 1e8 });
  const bin = (name: string) => join(project, "node_modules", ".bin", name);

  beforeAll(() => {
    // packed from a copy: other suites read the repository meanwhile
    const copy = join(folder, "copy");
    mkdirSync(project);
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
    const tools = { PATH: `${join(repository, "node_modules", ".bin")}:${process.env["PATH"] ?? ""}` };
    execFileSync("ln", ["-s", join(repository, "node_modules"), join(copy, "node_modules")]);
    execFileSync("npm", ["pack", "--pack-destination", folder], {
      cwd: copy,
      env: { ...process.env, ...tools },
      stdio: "pipe",
    });
    writeFileSync(
      join(project, "package.json"),
      '{ "name": "of-somebody-else", "version": "1.0.0", "private": true }',
    );
    const peers = ["cdktf", "constructs", "@cdktf/provider-aws", "typescript", "@types/node"];
    run("npm", [
      "install",
      "--prefer-offline",
      "--no-audit",
      "--no-fund",
      join(folder, "s3-object-audit-0.1.0.tgz"),
      ...peers.map((name) => `${name}@${pinned[name]}`),
    ]);
    writeFileSync(join(project, "main.ts"), program);
  });

  it("compiles against the declarations that are shipped, and synthesizes", () => {
    run(bin("tsc"), [
      "--strict",
      "--skipLibCheck",
      "--target",
      "ES2022",
      "--module",
      "CommonJS",
      "--esModuleInterop",
      "main.ts",
    ]);
    run(process.execPath, ["main.js"]);
    const stack = readFileSync(join(project, "cdktf.out", "stacks", "payments", "cdk.tf.json"), "utf8");
    expect(stack).toContain("aws_cloudtrail");
    expect(stack).not.toContain(repository);
  });

  it("has a command line that needs no compiler", () => {
    expect(run(bin("s3-audit"), ["--help"])).toContain("Who did what to which S3 object");
    run(bin("s3-audit"), ["sample", "-o", "logs"]);
    const events = ["events", "--logs", "logs", "--format", "ndjson", "--limit", "3"];
    const rows = run(bin("s3-audit"), events);
    expect(rows.trim().split("\n")).toHaveLength(3);
    expect(run(bin("s3-audit"), ["cache", "--logs", "logs"])).toMatch(/^\d+ days kept, 0 kept before/);
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
    const archive = join(folder, "s3-object-audit-0.1.0.tgz");
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
      stderr: 'No flag says what "my-logs" is. Write `s3-audit events --logs my-logs`.\n',
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
        const stacks = { payments: join(project, "cdktf.out", "stacks", "payments") };
        const { payments } = await planRoot(root, stacks, ready(findTerraform()), stub.environment);
        const changes = payments?.["resource_changes"] as readonly { address: string }[];
        expect(changes.map(({ address }) => address)).toContain("aws_cloudtrail.trail");
      } finally {
        await stub.close();
      }
    });
  });
});
