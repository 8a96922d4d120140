import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { s3audit } from "../support/io";
import { LogFolder, deliveredAt, logText, record } from "../support/records";

let folder: LogFolder;
beforeEach(() => (folder = new LogFolder()));
afterEach(() => folder.remove());

async function read(...flags: readonly string[]): Promise<{ ids: readonly string[]; stderr: string }> {
  const asked = ["events", "--logs", ".", "--format", "json", "--limit", "10000", ...flags];
  const { stdout, stderr } = await s3audit(asked, folder.path);
  const events = JSON.parse(stdout) as readonly { event_id: string }[];
  return { ids: events.map(({ event_id }) => event_id).sort(), stderr };
}

const one = (eventID: string) => logText(record({ eventID }));

test.each<[string, string, string | Buffer, readonly string[]]>([
  [
    "two gzips, one behind another",
    "a.json.gz",
    Buffer.concat([gzipSync(one("1")), gzipSync(one("2"))]),
    ["1", "2"],
  ],
  ["no line between two documents", "a.json", one("1") + one("2"), ["1", "2"]],
  ["a gzip without its trailer", "a.json.gz", gzipSync(one("1")).subarray(0, -8), ["1"]],
  ["half of a surrogate pair", "a.json", one("1").replace("aws-cli", "\\ud800"), ["1"]],
  ["bytes that are no UTF-8", "a.json", Buffer.from(one("1").replace("aws-cli", "\u00ff"), "latin1"), ["1"]],
  ["a backslash in the name", "a\\b*.json", one("1"), ["1"]],
  ["a folder like a partition of Hive's", "Records=1/filename=2/a.json", one("1"), ["1"]],
])("%s: every event once, and nothing to name", async (_, name, content, expected) => {
  folder.write(name, content);
  const { ids, stderr } = await read();
  expect([ids, stderr]).toEqual([expected, ""]);
});

test("a field of another shape is named, alone and beside a damaged neighbour, though no answer shows it", async () => {
  const named = (stderr: string) =>
    stderr.includes("odd.json: 1 of its records: tlsDetails of another shape");
  folder.write("odd.json", logText(record({ eventID: "1", tlsDetails: "none" })));
  const alone = await read();
  expect([alone.ids, named(alone.stderr)]).toEqual([["1"], true]);
  folder.write("cut.json", logText(record({ eventID: "2" }), record({ eventID: "3" })).slice(0, -40));
  const beside = await read();
  expect([beside.ids, named(beside.stderr)]).toEqual([["1", "2"], true]);
});

test("two gzips, the second where DuckDB would not look for it", async () => {
  const second = gzipSync(one("2"));
  const first = (padding: number) =>
    gzipSync(logText(record({ eventID: "1", userAgent: "x".repeat(padding) })), { level: 0 });
  const length = 32 * 1024 + 10 - second.length;
  const padding = length - first(0).length;
  folder.write("a.json.gz", Buffer.concat([first(padding), second]));
  expect(first(padding)).toHaveLength(length);
  expect(await read()).toEqual({ ids: ["1", "2"], stderr: "" });
});

test("a thousand small files and more are read, damaged ones among them named", async () => {
  for (let index = 0; index < 1_200; index += 1) {
    const path =
      index % 3 === 0
        ? `${index}.json`
        : deliveredAt(`2026-11-0${1 + (index % 2)}T00:15:00Z`, `file${index}`, "eu-central-1");
    const text = one(`event-${index}`);
    folder.write(path, index % 2 === 0 ? text : `\ufeff${text.replaceAll(",", ",\n")}`);
  }
  folder
    .write("bad.json", one("kept").replace("}]}", "}, tru]}"))
    .write("cut.json", one("lost").slice(0, 300));
  folder.write("shape.json", logText(record({ eventID: "shape", userIdentity: 5 })));
  const { ids, stderr } = await read("--region", "eu-central-1", "--region", "ap-northeast-1");
  expect(ids).toHaveLength(1_200 + 2);
  expect(stderr.match(/^unreadable: .*/gm)?.map((line) => line.replace(/^.*\//, ""))).toEqual([
    "bad.json: 1 of its records: no JSON object",
    "cut.json: cut off: its JSON ends too early",
    "shape.json: 1 of its records: userIdentity of another shape than CloudTrail's, left empty",
  ]);
  expect(stderr).toContain("1,202 log files read");
});

test("one damaged record leaves its neighbours", async () => {
  folder.write(
    "a.json",
    `{"Records":[${JSON.stringify(record({ eventID: "1" }))},{"a":tru},7,${JSON.stringify(record({ eventID: "2" }))}]}`,
  );
  const { ids, stderr } = await read();
  expect(ids).toEqual(["1", "2"]);
  expect(stderr).toContain("2 of its records: no JSON object");
});

test("a file of one brace is named", async () => {
  folder.write("a.json.gz", "{").write("b.json", "{");
  const { stderr } = await read();
  expect(stderr).toMatch(/^unreadable: .*a\.json\.gz: cut off: .*\nunreadable: .*b\.json: cut off: .*\n/);
});

describe("a folder in which nothing can be read", () => {
  beforeEach(() => symlinkSync("gone.json", join(folder.path, "a.json")));

  test.each(["events", "events --count", "ask deletions --since 30d"])("%s names it", async (args) => {
    const { exitCode, stderr } = await s3audit([...args.split(" "), "--logs", "."], folder.path);
    expect(stderr).toMatch(/^unreadable: \S*a\.json: a symbolic link to nothing, or gone since$/m);
    expect(exitCode).toBe(3);
  });
});
