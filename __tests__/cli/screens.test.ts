import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import stringWidth from "string-width";
import { wrapped } from "../../src/cli/format/wrap";
import { harmless } from "../../src/cli/format/harmless";
import { table } from "../../src/cli/format/table";
import { heedColumns } from "../../src/cli/telling";
import { commands } from "../../src/cli/program";
import { writeSample } from "../../src/logs/sample/sample";
import { s3audit } from "../support/io";
import { created, planJson, updated } from "../support/plannedResources";
import { LogFolder, accountId, deliveredAt, logText, record } from "../support/records";
import { S3StandIn } from "../support/s3StandIn";

const widths = [80, 120, 200] as const;
/** A terminal beside something else, the usual ones, a wide one, and those between. */
const manyWidths = [60, 72, 80, 81, 90, 100, 110, 120, 140, 160, 200, 300];

let folder: LogFolder;
let s3: S3StandIn;

/** As long as such names are: what a screen of 80 columns has no room for. */
const awkward = [
  record({
    eventTime: "2026-11-01T00:10:00Z",
    eventName: "CompleteMultipartUpload",
    errorCode: "AccessDenied",
    userIdentity: {
      type: "AssumedRole",
      arn: `arn:aws:sts::${accountId}:assumed-role/nightly-report-writer/i-0123456789abcdef0`,
      accountId,
      sessionContext: { sessionIssuer: { type: "Role", userName: "nightly-report-writer" } },
    },
    requestParameters: {
      bucketName: "example-payments-production",
      key: "exports/2026/11/01/eu-central-1/transactions/part-00017-of-00128.snappy.parquet",
    },
  }),
  record({
    eventTime: "2026-11-01T00:11:00Z",
    eventName: "PutObjectAcl",
    errorCode: "AccessControlListNotSupported",
    requestParameters: { bucketName: "miyagawa-test", key: "帳票/2026年11月/請求書 宮川商店御中.pdf" },
  }),
  record({
    eventTime: "2026-11-01T00:12:00Z",
    eventName: "GetObject",
    requestParameters: { bucketName: "miyagawa-test", key: "photos/👩‍👩‍👧/🎉 été.jpg" },
  }),
  record({
    eventTime: "2026-11-01T00:13:00Z",
    requestParameters: { bucketName: "miyagawa-test", key: `${"very/".repeat(60)}deep.txt` },
  }),
];

const stack = {
  resource: {
    aws_s3_bucket: {
      logs: { bucket: "miyagawa-test-log" },
      results: { bucket: "miyagawa-test-athena-results" },
    },
    aws_cloudtrail: {
      trail: {
        name: "miyagawa-test-trail",
        advanced_event_selector: [{ name: "Write events of miyagawa-test" }],
      },
    },
    aws_glue_catalog_database: { audit: { name: "miyagawa_test_audit" } },
    aws_glue_catalog_table: {
      logs: { name: "cloudtrail_logs_miyagawa_test_log" },
      view: { name: "object_events" },
    },
    aws_athena_workgroup: { audit: { name: "miyagawa-test-audit" } },
  },
};

const trail = { name: "example-trail", s3_bucket_name: "example-log", enable_logging: true };
const plan = planJson([
  updated("aws_cloudtrail.trail", trail, { enable_logging: false, s3_key_prefix: "trails/production" }),
  created("aws_s3_bucket.logs", {
    bucket: "example-log",
    tags: { purpose: "who did what to which object in S3" },
  }),
]);

beforeAll(async () => {
  Object.assign(process.env, {
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    AWS_REGION: "us-east-1",
  });
  folder = new LogFolder()
    .write(
      "audit.yaml",
      "{name: miyagawa-test, region: ap-northeast-1, watch: [{bucket: miyagawa-test}], timeZone: Asia/Tokyo}",
    )
    .write(
      "cdktf.out/manifest.json",
      JSON.stringify({
        stacks: {
          "miyagawa-test": {
            name: "miyagawa-test",
            synthesizedStackPath: "stacks/miyagawa-test/cdk.tf.json",
          },
        },
      }),
    )
    .write("cdktf.out/stacks/miyagawa-test/cdk.tf.json", JSON.stringify(stack))
    .write("bad.yaml", 'name: A b\nregion: us-est-1\nwatch: [{bucket: "arn:aws:s3:::my-bucket"}]\nmore: 1\n')
    .write("awkward/a.json", logText(...awkward))
    .write("single/a.json", logText(record({ eventID: "230b7462-6575-80a9-909f-4644ee5d64d0" })))
    .write("damaged/a.json", "{");
  writeFileSync(join(folder.path, "plan.json"), plan);
  await writeSample(join(folder.path, "sample"), { events: 200, days: 3, seed: 1, files: 12 });
  folder.write(`kept/${deliveredAt("2026-11-01T00:15:00Z", "a")}`, logText(record()));
  s3 = await S3StandIn.start("miyagawa-test-log", 3);
  s3.put(deliveredAt("2026-11-01T00:15:00Z", "a"), gzipSync(logText(record())));
});
afterAll(async () => {
  await s3.stop();
  folder.remove();
});

const november = ["--since", "2026-11-01", "--until", "2026-11-30"];
const ask = (question: string, ...args: readonly string[]) => [
  "ask",
  question,
  "--logs",
  "sample",
  ...november,
  ...args,
];

/** Every command's main output; `{url}` is that of the bucket. */
const calls: Readonly<Record<string, readonly string[]>> = {
  "what npm start shows": ["tour"],
  events: ["events", "--logs", "sample", "--limit", "20"],
  "events that were denied": ["events", "--logs", "sample", "--denied"],
  "events with long names": ["events", "--logs", "awkward"],
  "one event": ["events", "--logs", "awkward", "--limit", "1"],
  "chosen columns": [
    "events",
    "--logs",
    "sample",
    "--limit",
    "3",
    "--columns",
    "event_time,action,object_key,bytes_in,user_agent",
  ],
  "the number of events": ["events", "--logs", "sample", "--count"],
  "what columns there are": ["events", "--columns", "help"],
  "a question of several rows": ask("deletions", "--limit", "5"),
  "a question of numbers": ask("writes-by-day", "--limit", "5"),
  "a question that finds nothing": ask(
    "who-deleted",
    "--param",
    "bucket=miyagawa-test",
    "--param",
    "key=never/there.pdf",
  ),
  "a question of the table": ["ask", "recent-rows", "--logs", "single", ...november],
  questions: ["questions"],
  settings: ["settings"],
  "a first settings file": [
    "init",
    "first.yaml",
    "--name",
    "my-audit",
    "--region",
    "eu-central-1",
    "--bucket",
    "my-bucket",
    "--force",
  ],
  "a sample": ["sample", "-o", "another-sample"],
  "kept days": ["cache", "--logs", "kept"],
  "copied logs": [
    "sync",
    "--since",
    "2026-11-01",
    "--until",
    "2026-11-02",
    "--to",
    "copied",
    "--endpoint-url",
    "{url}",
  ],
  "a review": ["review", "plan.json", "--format", "text"],
  "bad arguments": [
    "events",
    "--logs",
    "sample",
    "--ip",
    "zz",
    "--object",
    "foo",
    "--limit",
    "0",
    "--format",
    "x",
  ],
  "a folder that is not there": ["events", "--logs", "nowhere"],
  "logs that cannot be read": ["events", "--logs", "damaged"],
  "who answers": [
    "events",
    "--logs",
    "sample",
    "--engine",
    "auto",
    "--since",
    "2026-11-19",
    "--until",
    "2026-11-19",
    "--limit",
    "1",
  ],
  "faults of settings": ["settings", "bad.yaml"],
};

/** What is told of these is asserted below: their words are others' affair. */
const messages = ["bad arguments", "a folder that is not there", "faults of settings", "a sample"];

/** What a copy shows of itself as long as it runs. */
const bar = /\u001b7.*\u001b\[2K/s;

async function screen(args: readonly string[], columns?: number): Promise<string> {
  const given = args.map((arg) => arg.replace("{url}", s3.url));
  const { stdout, stderr } = await s3audit(given, folder.path, columns);
  return (
    `${stdout}${stderr.replace(bar, "")}`
      .replaceAll(folder.path, "/logs")
      // how much compressed bytes are is the compressor's affair
      .replace(/\(\d+ B\)/, "(400 B)")
  );
}

/** What may reach beyond the screen: one word or an object, behind its name or a mark, or a command to paste. */
const isUnbreakable = (line: string): boolean =>
  /^ *(?:[A-Z ]+ {2,}|[*+~-] )?\S+$/.test(line) ||
  /^OBJECT(?: KEY)? +\S/.test(line) ||
  /^ *(?:\$ |`)?[("]?(?:s3-audit|npx|terraform|source) /.test(line);

const tooLong = (text: string, columns: number): readonly string[] =>
  text.split("\n").filter((line) => stringWidth(line) > columns && !isUnbreakable(line));

describe.each(widths)("on a screen of %d columns", (columns) => {
  beforeEach(() => {
    rmSync(join(folder.path, "kept", ".s3-audit-cache"), { recursive: true, force: true });
    rmSync(join(folder.path, "first.yaml"), { force: true });
  });

  test.each(Object.entries(calls))("%s", async (name, args) => {
    const text = await screen(args, columns);
    expect(tooLong(text, columns)).toEqual([]);
    if (!messages.includes(name)) expect(text).toMatchSnapshot();
  });
});

interface Event {
  readonly event_time: string;
  readonly event_name: string;
  readonly outcome: string;
  readonly error_code: string | null;
  readonly actor: string;
  readonly object: string;
}

const columnsOfEvents = ["event_time", "event_name", "outcome", "error_code", "actor", "object"];

describe.each([["sample"], ["awkward"]])("of the events in %s a person loses nothing", (logs) => {
  let events: readonly Event[];
  beforeAll(async () => {
    const asked = [
      "events",
      "--logs",
      logs,
      "--limit",
      "all",
      "--format",
      "json",
      "--columns",
      columnsOfEvents.join(),
    ];
    events = JSON.parse((await s3audit(asked, folder.path)).stdout) as readonly Event[];
  });

  test.each(manyWidths)("at %d columns", async (columns) => {
    const shown = await screen(["events", "--logs", logs, "--limit", "all"], columns);
    expect(tooLong(shown, columns)).toEqual([]);
    const text = shown.slice(0, shown.search(/^\d+ events, times/m));
    // each event begins with its time, in a row of its own or as its first field
    const starts = [...text.matchAll(/^(?:EVENT TIME +)?\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/gm)];
    expect(starts).toHaveLength(events.length);
    starts.forEach(({ index, 0: start }, at) => {
      const event = events[at]!;
      const row = text.slice(index, starts[at + 1]?.index);
      expect(start.endsWith(event.event_time)).toBe(true);
      const words = row.split(/\s+/);
      expect(words).toContain(event.event_name);
      expect(words).toContain(event.outcome);
      if (event.error_code !== null) expect(words).toContain(event.error_code);
      // the last of its key, whatever it is that tells it from its neighbours
      const end = harmless(event.object).slice(-8).trimEnd();
      expect(
        row
          .replace(/\n-\[.*/, "")
          .trimEnd()
          .endsWith(end),
      ).toBe(true);
    });
  });

  test("in a pipe nothing is cut and nothing broken", async () => {
    const lines = (await screen(["events", "--logs", logs, "--limit", "all"])).trimEnd().split("\n");
    expect(lines).toHaveLength(events.length + 2);
    events.forEach(({ actor, object }, at) => {
      expect(lines[at + 1]).toContain(` ${actor} `);
      expect(lines[at + 1]?.endsWith(` ${harmless(object)}`.trimEnd())).toBe(true);
    });
  });
});

describe("a message", () => {
  const spaceless = (text: string) => text.replace(/\s+/g, " ").trim();
  test.each(messages)("has the same words on any screen: %s", async (name) => {
    const inAPipe = await screen(calls[name] ?? []);
    for (const columns of manyWidths) {
      expect(spaceless(await screen(calls[name] ?? [], columns))).toBe(spaceless(inAPipe));
    }
  });

  test("is broken between words; what somebody may copy never is", () => {
    const text =
      "Ask again with s3-audit events --follow --logs my-logs, or look at https://docs.aws.amazon.com/athena/latest/ug.\n" +
      "  * it took 12.5 s to read `terraform plan -out tfplan` of arn:aws:s3:::example-log/AWSLogs\n" +
      "  catalog  miyagawa_test_audit with object_events\n" +
      "$ npx s3-audit events --logs sample-logs --limit 20\n" +
      "  AUDIT_CONFIG='my folder/a.yaml' npm run plan -- my-audit\n";
    expect(wrapped(text, 30)).toBe(
      [
        "Ask again with",
        "s3-audit events --follow --logs my-logs,",
        "or look at",
        "https://docs.aws.amazon.com/athena/latest/ug.",
        "  * it took 12.5 s to read",
        "    `terraform plan -out tfplan`",
        "    of",
        "    arn:aws:s3:::example-log/AWSLogs",
        "  catalog  miyagawa_test_audit",
        "           with object_events",
        "$ npx s3-audit events --logs sample-logs --limit 20",
        "  AUDIT_CONFIG='my folder/a.yaml' npm run plan -- my-audit",
        "",
      ].join("\n"),
    );
    expect(wrapped(text, undefined)).toBe(text);
  });

  test("of wide characters is as wide as they are", () => {
    expect(wrapped("請求書 宮川 商店 御中", 12)).toBe("請求書 宮川\n商店 御中");
  });
});

describe("the help", () => {
  const names = [
    ...[
      "",
      "init",
      "settings",
      "events",
      "questions",
      "ask",
      "sync",
      "cache",
      "sample",
      "tour",
      "plan",
      "review",
    ],
    "completion",
  ];

  test("is looked at of every command", () => expect(names).toHaveLength(1 + commands.length));

  test.each(names)("of s3-audit %s fits the screen, its commands whole", async (name) => {
    const args = [...(name === "" ? [] : [name]), "--help"];
    const lines = async (columns?: number) => (await s3audit(args, folder.path, columns)).stdout.split("\n");
    const commandsIn = (all: readonly string[]) => all.filter((line) => line.startsWith("  s3-audit "));
    for (const columns of manyWidths) {
      const shown = await lines(columns);
      expect(tooLong(shown.join("\n"), columns)).toEqual([]);
      expect(commandsIn(shown)).toEqual(commandsIn(await lines()));
    }
  });
});

describe("events that arrive", () => {
  const row = (outcome: string, object: string) => [
    "2026-11-01 00:15:00",
    "PutObject",
    "taro",
    outcome,
    object,
  ];
  const print = (width: number) =>
    table.begin!({
      columns: ["event_time", "event_name", "actor", "outcome", "object"],
      width,
      colours: false,
    });
  const lines = (text: string) => text.trimEnd().split("\n");

  test("stand under their columns, which become wider with them as far as there is room", () => {
    const more = print(90);
    expect(lines(more([row("ok", "s3://b/1")]))).toEqual([
      "EVENT TIME           EVENT NAME  ACTOR  OUTCOME  OBJECT",
      "2026-11-01 00:15:00  PutObject   taro   ok       s3://b/1",
    ]);
    expect(
      lines(more([row("denied AccessDenied", "s3://b/2"), row("ok", `s3://b/${"2/".repeat(30)}3`)])),
    ).toEqual([
      "2026-11-01 00:15:00  PutObject   taro   denied AccessDenied  s3://b/2",
      "2026-11-01 00:15:00  PutObject   taro   ok                   …/2/2/2/2/2/2/2/2/2/2/2/2/2/3",
    ]);
  });

  test("go on in the next line where there is none", () => {
    const more = print(60);
    more([row("ok", "s3://b/1"), row("ok", "s3://b/2")]);
    expect(
      lines(more([row("failed AccessControlListNotSupported", "s3://b/reports/3"), row("ok", "s3://b/4")])),
    ).toEqual([
      "2026-11-01 00:15:00  PutObject   taro",
      "                        failed AccessControlListNotSupported",
      "                                            s3://b/reports/3",
      "2026-11-01 00:15:00  PutObject   taro   ok       s3://b/4",
    ]);
  });

  test("stay one field a line where the first of them did not fit", () => {
    const more = print(40);
    expect(lines(more([row("ok", "s3://b/1")]))[0]).toMatch(/^-\[ 1 \]-+$/);
    expect(lines(more([row("ok", "s3://b/2")]))).toEqual([
      `-[ 2 ]${"-".repeat(34)}`,
      "EVENT TIME  2026-11-01 00:15:00",
      "EVENT NAME  PutObject",
      "ACTOR       taro",
      "OUTCOME     ok",
      "OBJECT      s3://b/2",
    ]);
  });
});

test("COLUMNS says how wide a screen is meant to be, and nothing of a pipe", () => {
  const heeded = (isTTY: boolean, columns: string | undefined) => {
    const stream = { isTTY, columns: 200 };
    heedColumns(stream, columns);
    return stream.columns;
  };
  expect(heeded(true, "100")).toBe(100);
  expect(heeded(true, undefined)).toBe(200);
  for (const nonsense of ["", "0", "-1", "wide", "80.5"]) expect(heeded(true, nonsense)).toBe(200);
  expect(heeded(false, "100")).toBe(200);
});
