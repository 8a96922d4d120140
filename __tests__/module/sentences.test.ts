import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { examine } from "../../src/settings/resolve";
import type { SettingsInput } from "../../src/settings/schema";
import { checks, good } from "../../src/stack/module/checks";
import { Written } from "../../src/stack/module/hcl";
import { moduleWords } from "../../src/stack/module/words";
import { describeWith, ready } from "../support/finding";
import { literal, moduleArguments, moduleFolder, type ModuleArguments } from "../support/moduleCall";
import { findTerraform } from "../support/terraform";

const terraform = findTerraform();
const folder = mkdtempSync(join(tmpdir(), "module-sentences-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Diagnostic {
  readonly severity: string;
  readonly detail: string;
  readonly range?: { readonly filename: string; readonly start: { readonly line: number } };
}

/**
 * What Terraform says of each call, sorted. Validations that look at two variables wait for the plan, and Terraform
 * plans only what is valid: so whatever passes `validate` is planned.
 */
async function refusals(calls: readonly ModuleArguments[]): Promise<readonly (readonly string[])[]> {
  const atOnce = await sentences(calls, "validate", "-json");
  const silent = calls.filter((_, index) => atOnce[index]?.length === 0);
  const later = [...(await sentences(silent, "plan", "-input=false", "-json"))];
  return atOnce.map((said) => (said.length > 0 ? said : (later.shift() ?? [])));
}

/** The module's variables with all their validations, without anything that is made of them. */
function variablesAlone(root: string): void {
  const { variable, locals } = JSON.parse(readFileSync(join(moduleFolder, "main.tf.json"), "utf8")) as {
    variable: object;
    locals: { time_zones: string };
  };
  mkdirSync(join(root, "variables"));
  writeFileSync(
    join(root, "variables", "main.tf.json"),
    JSON.stringify({ variable, locals: { time_zones: locals.time_zones } }),
  );
}

async function sentences(
  calls: readonly ModuleArguments[],
  ...command: readonly string[]
): Promise<readonly (readonly string[])[]> {
  const { binary, env } = ready(terraform);
  const root = mkdtempSync(join(folder, "root-"));
  variablesAlone(root);
  // what is left away has no place that Terraform could tell
  const usual = { source: "./variables", log_bucket: {}, athena: {}, trail: {}, tags: {}, all_buckets: null };
  // each call on a line of its own, by which Terraform's diagnostics are told apart
  const modules = calls.map((given, index) => `"call_${index}": ${JSON.stringify({ ...usual, ...given })}`);
  writeFileSync(join(root, "main.tf.json"), `{"module": {\n${modules.join(",\n")}\n}}`);
  const run = (...args: readonly string[]) =>
    promisify(execFile)(binary, args, {
      cwd: root,
      env: { ...process.env, ...env },
      maxBuffer: 1e8,
    }).catch((failure: { stdout: string }) => failure);
  await run("init", "-input=false", "-no-color", "-backend=false");
  const { stdout } = await run(...command);
  const said: string[][] = calls.map(() => []);
  for (const { severity, detail, range } of diagnosticsOf(stdout)) {
    if (severity !== "error") continue;
    if (range?.filename !== "main.tf.json") throw new Error(`Terraform says of no call: ${detail}`);
    said[(range?.start.line ?? 0) - 2]?.push(
      ...detail.replace(/\n\nThis was checked by[^]*$/, "").split("\n"),
    );
  }
  return said.map((lines) => lines.sort());
}

/** `validate` writes one document, `plan` one a line. */
const diagnosticsOf = (stdout: string): readonly Diagnostic[] =>
  (stdout.startsWith("{\n") ? [stdout] : stdout.split("\n").filter((line) => line !== "")).flatMap((text) => {
    const { diagnostic, diagnostics = [] } = JSON.parse(text) as {
      diagnostic?: Diagnostic;
      diagnostics?: readonly Diagnostic[];
    };
    return diagnostic === undefined ? diagnostics : [diagnostic];
  });

const seed = { name: "demo", region: "us-east-1", watch: [{ bucket: "my-bucket" }] } as const;
const watching = (...watch: SettingsInput["watch"]): SettingsInput => ({ ...seed, watch });
const prefixed = (...prefixes: string[]): SettingsInput => watching({ bucket: "my-bucket", prefixes });
const logs = (logBucket: SettingsInput["logBucket"]): SettingsInput => ({ ...seed, logBucket });
const trail = (name: string): SettingsInput => ({ ...seed, trail: { name } });
const athena = (given: SettingsInput["athena"]): SettingsInput => ({ ...seed, athena: given });

const wrong: readonly SettingsInput[] = [
  ...["My Audit", "9lives", "a--b", "9", `A-${"b".repeat(38)}-c`, `a${"b".repeat(70)}`].map((name) => ({
    ...seed,
    name,
  })),
  ...[
    [
      "arn:aws:s3:::our-bucket/key",
      "arn:aws:sns:us-east-1:123456789012:x",
      "s3://our-bucket/img",
      "our-bucket/img",
    ],
    [
      "Our_Bucket",
      "ab",
      "a".repeat(64),
      "-ab",
      "a..b",
      "10.0.0.1",
      "xn--bucket",
      "amzn-s3-demo-x",
      "x--s3alias",
      "a.mrap",
    ],
    // of which the name that comes to mind is no good name either
    [
      "A",
      "A..B",
      "Xn--Bucket",
      "-xn--bucket",
      "-10.0.0.1",
      "a....-s3alias",
      `-${"a".repeat(64)}`,
      "arn:aws:s3:::ab",
      "arn:aws:s3:::amzn-s3-demo-bucket/key",
      "arn:aws:s3:::",
      "s3://xn--bucket/img",
      "s3://",
      "ab/img",
      "Our Bucket/img",
    ],
  ]
    .flat()
    .map((bucket) => watching({ bucket })),
  ...[
    "",
    "/img",
    "/",
    "img/*",
    "*",
    "s3://my-bucket/img",
    "arn:aws:s3:::my-bucket/img/*",
    "s3://my-bucket",
    "a\nb",
    "a${b}",
  ].map((prefix) => prefixed(prefix)),
  prefixed("ö".repeat(600)),
  prefixed("img/", "img/2026/", "img/"),
  watching({ bucket: "my-bucket" }, { bucket: "my-other" }, { bucket: "my-bucket", record: "all" }),
  watching({ bucket: "demo-log" }),
  watching({ bucket: "demo-athena-results" }),
  watching({ bucket: "my-bucket" }, { allBuckets: true }),
  watching({ bucket: "my-bucket", record: "all" }, { allBuckets: true, record: "read" }),
  watching({ bucket: "my-bucket", record: "read" }, { allBuckets: true, record: "all" }),
  watching({ allBuckets: true, except: ["a..b", "our-cache", "our-cache"] }),
  prefixed(...Array.from({ length: 500 }, (_, index) => `${index}/`)),
  logs({ name: "Our Logs" }),
  logs({ prefix: "/our logs//x" }),
  logs({ prefix: "s3://our-logs/" }),
  logs({ expireAfterDays: 0 }),
  logs({ archiveAfterDays: 36501 }),
  logs({ expireAfterDays: 30, archiveAfterDays: 30 }),
  logs({ create: false, expireAfterDays: 30, archiveAfterDays: 3, forceDestroy: true }),
  ...["my trail", "a", "arn:aws:cloudtrail:us-east-1:123456789012:trail/ours", "a..b", "10.0.0.1"].map(trail),
  ...[
    "arn:aws:sns:us-east-1:123456789012:ours",
    "arn:aws:cloudtrail:us-east-1:123456789012:trail/x",
    "--",
    "-a-",
  ].map(trail),
  athena({ database: "my-database", table: "My Table", workgroup: "our workgroup" }),
  athena({ database: "default", table: "object_events", workgroup: "primary" }),
  athena({ database: "arn:aws:glue:us-east-1:123456789012:database/ours" }),
  athena({ database: "arn:aws:glue:us-east-1:123456789012:database/default" }),
  athena({ database: "Default", workgroup: "arn:aws:athena:us-east-1:123456789012:workgroup/primary" }),
  athena({ workgroup: "arn:aws:athena:us-east-1:123456789012:workgroup/ours" }),
  ...["5 MB", "10", "10 kib", "9mb", "10mb", "10 mib", "lots", "0.3 B", "9999999 TB"].map((maxScanPerQuery) =>
    athena({ maxScanPerQuery }),
  ),
  athena({ lookBackDays: 3651, resultBucket: { name: "a b", keepDays: 0 } }),
  athena({ resultBucket: { name: "demo-log" } }),
  // one at a time: where one variable is refused, Terraform does not look at those that look at it
  { ...seed, name: `a${"b".repeat(50)}` },
  { ...seed, name: `a${"b".repeat(60)}`, athena: { resultBucket: { name: "our-results" } } },
  { ...seed, tags: { "aws:team": "x", "a key": "a*b", team: "x".repeat(257) } },
  { ...seed, tags: Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`key-${index}`, "x"])) },
];

/** What the settings say to the same, in the module's words. */
function expected(input: SettingsInput): readonly string[] {
  const all = input.watch.findIndex((entry) => "allBuckets" in entry);
  return examine(input)
    .faults.map(({ sentence }) =>
      moduleWords(
        sentence.replaceAll(`watch[${all}]`, "all_buckets").replace(/^watch(?= is)/, "watched_buckets"),
      ),
    )
    .sort();
}

describeWith([terraform], "the module refuses what settings refuse, in the same words:", () => {
  let said: readonly (readonly string[])[];
  beforeAll(async () => {
    said = await refusals(wrong.map((input) => literal(moduleArguments(input)) as ModuleArguments));
  }, 110_000);

  it.each(
    wrong.map((input, index) => [JSON.stringify({ ...input, region: undefined }).slice(0, 110), index]),
  )("%s", (_, index) => {
    const sentences = expected(wrong[Number(index)]!);
    expect(sentences.length).toBeGreaterThan(0);
    expect(said[Number(index)]).toEqual(sentences);
  });
});

describeWith([terraform], "a validation block", () => {
  const given = (value: unknown): unknown => {
    if (value instanceof Written) return `\${${value.expression}}`;
    if (Array.isArray(value)) return value.map(given);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, given(inner)]));
  };
  const others: readonly ModuleArguments[] = [
    { ...good, time_zone: "Asia/Tokio" },
    { ...good, watched_buckets: [{ bucket: "example-payments", record: "writes" }] },
    { ...good, watched_buckets: [] },
  ];
  let said: readonly (readonly string[])[];
  beforeAll(async () => {
    said = await refusals([
      ...others,
      ...checks.map(({ refuses }) => given({ ...good, ...refuses }) as ModuleArguments),
    ]);
  }, 110_000);

  it("says what a time zone is, what a record is, and that something must be watched", () => {
    expect(said.slice(0, others.length).flat()).toEqual([
      'time_zone is "Asia/Tokio": a time zone is UTC or an IANA name of the form Area/City. Write, for example, Europe/Berlin.',
      'watched_buckets[0].record is "writes": it must be write, read or all.',
      'watched_buckets is an empty list: at least one entry is needed. Write watched_buckets = [{ bucket = "my-bucket" }].',
    ]);
  });

  it.each(checks.map(({ variable, about }, index) => [variable, about, index] as const))(
    "of %s, on %s, is alone in refusing its example",
    (variable, _, index) => {
      expect(said[others.length + index]).toEqual([expect.stringMatching(new RegExp(`^${variable}\\b`))]);
    },
  );
});
