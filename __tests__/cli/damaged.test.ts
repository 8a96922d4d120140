import { gzipSync } from "node:zlib";
import { s3audit } from "../support/io";
import { LogFolder, logText, record } from "../support/records";

let folder: LogFolder;
beforeEach(() => (folder = new LogFolder()));
afterEach(() => folder.remove());

async function read(): Promise<{ ids: readonly string[]; stderr: string }> {
  const { stdout, stderr } = await s3audit(["events", "--logs", ".", "--format", "json"], folder.path);
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
