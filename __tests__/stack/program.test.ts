import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ProgramCopy } from "../support/synth";

const copies: ProgramCopy[] = [];
const copy = (): ProgramCopy => {
  const made = new ProgramCopy();
  copies.push(made);
  return made;
};
afterAll(() => copies.forEach((made) => made.remove()));

it("gives the same bytes in another folder, on another day, in another zone", () => {
  const AUDIT_CONFIG = "examples/existing-buckets.yaml,examples/two-accounts/staging.yaml";
  const [here, there] = [copy(), copy()];
  const first = here.run("main.ts", { env: { AUDIT_CONFIG, TZ: "UTC" } });
  const second = there.run("main.ts", {
    env: { AUDIT_CONFIG, TZ: "Asia/Tokyo", LANG: "ja_JP.UTF-8", USER: "somebody-else" },
    preload: join(__dirname, "../support/nextYear.js"),
  });
  expect([first.stderr, second.stderr]).toEqual(["", ""]);
  for (const file of ["manifest.json", "stacks/existing-buckets/cdk.tf.json", "stacks/staging/cdk.tf.json"]) {
    expect(there.read(join("cdktf.out", file))).toBe(here.read(join("cdktf.out", file)));
  }
});

it("keeps the state beside the settings, where throwing away cdktf.out does not reach it", () => {
  const program = copy();
  program.run("main.ts");
  const stack = JSON.parse(program.read("cdktf.out/stacks/miyagawa-test/cdk.tf.json")) as {
    terraform: { backend: { local: { path: string } } };
  };
  const path = stack.terraform.backend.local.path;
  expect(join("cdktf.out/stacks/miyagawa-test", path)).toBe("terraform.miyagawa-test.tfstate");
});

it("says every fault of the settings, writes nothing and ends with 2", () => {
  const program = copy();
  writeFileSync(
    join(program.folder, "audit.yaml"),
    "name: miyagawa-test\nregion: ap-northeast-1\nwatch:\n  - bucket: Miyagawa\n    prefixes: [/img]\n",
  );
  const { status, stdout, stderr } = program.run("main.ts");
  expect(status).toBe(2);
  expect(stdout).toBe("");
  expect(stderr.trimEnd().split("\n")).toEqual([
    expect.stringMatching(/^audit\.yaml:4: watch\[0\]\.bucket is "Miyagawa": /),
    expect.stringMatching(/^audit\.yaml:5: watch\[0\]\.prefixes\[0\] is "\/img": .*"img\/".*/),
  ]);
  expect(existsSync(join(program.folder, "cdktf.out"))).toBe(false);
});

it("runs the example that builds the audit into a program of one's own", () => {
  const program = copy();
  const { status, stderr } = program.run("examples/another-program/main.ts");
  expect([status, stderr]).toEqual([0, ""]);
  const stack = JSON.parse(program.read("cdktf.out/stacks/payments/cdk.tf.json")) as {
    resource: Record<string, object>;
  };
  expect(Object.keys(stack.resource["aws_cloudtrail"] ?? {})).toEqual(["audit_trail"]);
});

describe("what the fast start leaves for later", () => {
  it("is there when it is used", () => {
    const program = copy();
    writeFileSync(
      join(program.folder, "use.ts"),
      `import "./src/startup";
       import { createWriteStream } from "node:fs";
       import { createRequire } from "node:module";
       import { z } from "zod";
       // what CDKTF packs an asset with, although it calls it through a shell that not every path gets through
       const archiver = createRequire(require.resolve("cdktf"))("archiver");
       const archive = archiver("zip");
       archive.pipe(createWriteStream("archive.zip"));
       archive.directory("examples", false);
       void archive.finalize();
       z.config(z.locales.ja());
       process.stdout.write(z.string().safeParse(1).error!.issues[0]!.message);`,
    );
    const { status, stdout, stderr } = program.run("use.ts");
    expect([status, stderr]).toEqual([0, ""]);
    expect(readFileSync(join(program.folder, "archive.zip"), "latin1")).toMatch(
      /^PK.*two-accounts\/staging\.yaml/s,
    );
    expect(stdout).toMatch(/\p{Script=Hiragana}/u);
  });

  it("is not the trace of a fault of ours: it names the line in TypeScript", () => {
    const program = copy();
    const stack = join(program.folder, "src/stack/AuditStack.ts");
    const broken = readFileSync(stack, "utf8").replace("new AwsProvider(", "oops();\n    new AwsProvider(");
    writeFileSync(stack, `${broken}\nfunction oops(): never {\n  throw new Error("a fault of ours");\n}\n`);
    const { status, stderr } = program.run("main.ts");
    expect(status).toBe(1);
    expect(stderr).toMatch(/a fault of ours\n +at oops \(.*src\/stack\/AuditStack\.ts:\d+:\d+\)/);
  });
});
