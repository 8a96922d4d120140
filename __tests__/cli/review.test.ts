import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { PassThrough, Readable } from "node:stream";
import { run } from "../../src/cli/program";
import { UserError } from "../../src/errors";
import { created, planJson, updated } from "../support/plannedResources";
import { temporaryFolder } from "../support/temporaryFolder";

const cwd = temporaryFolder();
const trail = { name: "example-trail", s3_bucket_name: "example-log", enable_logging: true };

const files = {
  "nothing.json": planJson([]),
  "safe.json": planJson([created("aws_s3_bucket.logs", { bucket: "example-log" })]),
  "look.json": planJson([updated("aws_cloudtrail.trail", trail, { s3_key_prefix: "audit" })]),
  "dangerous.json": planJson([updated("aws_cloudtrail.trail", trail, { enable_logging: false })]),
  "state.json": Buffer.from('{"version":4,"serial":1,"lineage":"x","resources":[]}'),
};

beforeAll(() => {
  for (const [name, content] of Object.entries(files)) writeFileSync(join(cwd, name), content);
});

async function review(
  args: readonly string[],
  stdin = "",
): Promise<{ code: number; out: string; err: string }> {
  const seen = { out: "", err: "" };
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  stdout.on("data", (chunk) => (seen.out += String(chunk)));
  stderr.on("data", (chunk) => (seen.err += String(chunk)));
  const code = await run(["review", ...args], {
    stdin: Readable.from([Buffer.from(stdin)]),
    stdout,
    stderr,
    cwd,
    env: {},
    signal: new AbortController().signal,
  }).catch((error: unknown) => {
    if (!(error instanceof UserError)) throw error;
    seen.err += error.faults.join("\n");
    return error.exitCode;
  });
  return { code, ...seen };
}

describe("the exit code is the verdict", () => {
  test.each([
    ["nothing.json", 0, 0, "Nothing to do"],
    ["safe.json", 0, 0, "Safe: no findings"],
    ["look.json", 0, 1, "Look: 1 to look at, nothing dangerous found"],
    ["dangerous.json", 1, 1, "Dangerous: 1 dangerous"],
  ])("%s: %d, with --strict %d", async (file, code, strictCode, verdict) => {
    const page = await review([file]);
    expect(page.code).toBe(code);
    expect(page.out.split("\n")[2]).toBe(`## ${verdict}`);
    expect((await review([file, "--strict"])).code).toBe(strictCode);
  });

  test("what is not a plan or cannot be read is 2, with a sentence and no page", async () => {
    expect(await review(["state.json"])).toMatchObject({
      code: 2,
      out: "",
      err: expect.stringMatching(/^state\.json is a state/) as string,
    });
    expect(await review(["absent.json"])).toMatchObject({
      code: 2,
      out: "",
      err: expect.stringMatching(/^absent\.json cannot be read: there is no such file\./) as string,
    });
  });
});

describe("where it reads from and what it writes", () => {
  test("a dash is standard input, and messages call it so", async () => {
    expect((await review(["-"], String(files["dangerous.json"]))).out).toContain("Logging switched off");
    expect((await review(["-"])).err).toMatch(/^standard input is empty/);
  });

  test("the first line is the marker, with the key that tells stacks apart", async () => {
    expect((await review(["safe.json"])).out.split("\n")[0]).toBe("<!-- s3-audit review -->");
    const keyed = await review(["safe.json", "--key", "team/production"]);
    expect(keyed.out.split("\n")[0]).toBe("<!-- s3-audit review: team/production -->");
  });

  test.each(["", "a b", "--x", "a-->b", "a\nb", "x".repeat(101)])(
    "a key that would break the marker is refused: %j",
    async (key) => {
      expect(await review(["safe.json", `--key=${key}`])).toMatchObject({ code: 2, out: "" });
    },
  );

  test("json holds verdict, counts, findings and normalised changes", async () => {
    const document = JSON.parse((await review(["dangerous.json", "--format", "json"])).out) as unknown;
    expect(document).toMatchObject({
      ...{ format: 1, verdict: "dangerous", counts: { update: 1 } },
      findings: [{ id: "logging-switched-off", severity: "dangerous", address: "aws_cloudtrail.trail" }],
      changes: [
        {
          address: "aws_cloudtrail.trail",
          before: { enable_logging: true },
          after: { enable_logging: false },
        },
      ],
    });
  });

  test("text says the same for a terminal", async () => {
    expect((await review(["dangerous.json", "--format", "text"])).out).toBe(`Dangerous: 1 dangerous
0 create, 1 update, 0 replace, 0 destroy, 0 read

Dangerous: Logging switched off (logging-switched-off)
  aws_cloudtrail.trail: Trail "example-trail" stops recording: enable_logging becomes false.

Update in place: 1
  aws_cloudtrail.trail
    - enable_logging: true
    + enable_logging: false
      name: "example-trail"
      …
`);
  });

  test("an unknown format is refused", async () => {
    expect(await review(["safe.json", "--format", "html"])).toEqual({
      code: 2,
      out: "",
      err: '--format is "html", which is not one of markdown, json, text or brief.',
    });
  });
});
