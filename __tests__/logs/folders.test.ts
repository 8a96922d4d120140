import { type Folders, type Where, dayFolders } from "../../src/logs/sync/folders";

const own = "123456789012";
const other = "210987654321";

/** A bucket with these folders; `asked` tells which were looked into. */
function bucketWith(...paths: readonly string[]) {
  const asked: string[] = [];
  const source: Folders = {
    foldersIn: async (folder) => {
      asked.push(folder);
      const inside = paths.filter((path) => path.startsWith(folder) && path !== folder);
      return [...new Set(inside.map((path) => path.slice(folder.length).split("/")[0] ?? ""))];
    },
  };
  return { source, asked };
}

const day = (date: string, { account = own, region = "eu-west-1", top = "AWSLogs/" } = {}) =>
  `${top}${account}/CloudTrail/${region}/${date}/`;
const where = (more: Partial<Where> = {}): Where => ({
  prefix: "",
  firstDay: "2026/10/31",
  lastDay: "2026/11/02",
  ...more,
});

test("the days of the window, the newest first: a copy that is ended has what is asked for most", async () => {
  const dates = [
    "2026/11/01",
    "2026/10/31",
    "2026/11/02",
    "2026/10/30",
    "2026/11/03",
    "2025/11/01",
    "2027/11/01",
  ];
  const abroad = day("2026/11/02", { region: "us-east-1" });
  const { source, asked } = bucketWith(...dates.map((date) => day(date)), abroad);
  expect(await dayFolders(source, where())).toEqual([
    day("2026/11/02"),
    abroad,
    day("2026/11/01"),
    day("2026/10/31"),
  ]);
  // each look costs a request
  expect(asked.join("\n")).not.toMatch(/2025\/|2027\//);
});

test("one day alone", async () => {
  const { source } = bucketWith(...["2026/11/01", "2026/10/31", "2026/11/02"].map((date) => day(date)));
  const only = where({ firstDay: "2026/11/01", lastDay: "2026/11/01" });
  expect(await dayFolders(source, only)).toEqual([day("2026/11/01")]);
});

test("of the accounts and Regions that are meant, and of none that is no account, Region or day", async () => {
  const date = "2026/11/01";
  const paths = [
    ...[day(date), day(date, { account: other }), day(date, { region: "us-east-1" })],
    ...["AWSLogs/12345/CloudTrail/eu-west-1/2026/11/01/", `AWSLogs/${own}/CloudTrail/notes/2026/11/01/`],
    ...[`AWSLogs/${own}/CloudTrail-Digest/eu-west-1/2026/11/01/`, day("2026/11/1x"), day("2026/nov/01")],
  ];
  const of = async (more: Partial<Where>) =>
    [...(await dayFolders(bucketWith(...paths).source, where(more)))].sort();
  expect(await of({ accounts: [own], regions: ["eu-west-1"] })).toEqual([day(date)]);
  expect(await of({ accounts: [other] })).toEqual([day(date, { account: other })]);
  expect(await of({ regions: ["us-east-1"], accounts: [own] })).toEqual([day(date, { region: "us-east-1" })]);
});

test("of an organization's accounts under its id, and under a prefix", async () => {
  const top = "trails/AWSLogs/o-exampleorgid/";
  const { source } = bucketWith(
    day("2026/11/01", { top }),
    day("2026/11/01", { top, account: other }),
    day("2026/11/01"),
  );
  expect(await dayFolders(source, where({ prefix: "trails/", accounts: [other] }))).toEqual([
    day("2026/11/01", { top, account: other }),
  ]);
  expect(await dayFolders(source, where({ prefix: "trails/" }))).toHaveLength(2);
});

test("names that only look like an account, an organization, a Region or a day are passed over", async () => {
  const date = "2026/11/01";
  const alike = [
    ...[`AWSLogs/x${own}/CloudTrail/eu-west-1/${date}/`, `AWSLogs/${own}9/CloudTrail/eu-west-1/${date}/`],
    ...[
      `AWSLogs/xo-abc/${own}/CloudTrail/eu-west-1/${date}/`,
      `AWSLogs/o-abc_d/${own}/CloudTrail/eu-west-1/${date}/`,
    ],
    ...[
      `AWSLogs/o-/${own}/CloudTrail/eu-west-1/${date}/`,
      `AWSLogs/o-abc/notes/CloudTrail/eu-west-1/${date}/`,
    ],
    ...["EU-west-1", "1eu-west-1", "eu-west-1 (2)", "e", "eu", "my region"].map((region) =>
      day(date, { region }),
    ),
    // between the first and the last day as texts are compared
    ...["2026/11-1111/01", "2026/11-x/01", "2026/11/01-1111", "2026/11/01 (2)"].map((each) => day(each)),
  ];
  const { source } = bucketWith(...alike, day(date));
  expect(await dayFolders(source, where())).toEqual([day(date)]);
});

test("an organization's account beside an account of one's own: both, and only in the layout of each", async () => {
  const top = "AWSLogs/o-abc123/";
  const { source, asked } = bucketWith(day("2026/11/01"), day("2026/11/02", { top, account: other }));
  expect(await dayFolders(source, where())).toEqual([
    day("2026/11/02", { top, account: other }),
    day("2026/11/01"),
  ]);
  expect(asked[0]).toBe("AWSLogs/");
});

test("Regions that are named are not looked for, and a window over the turn of a year has both years", async () => {
  const dates = ["2025/12/30", "2025/12/31", "2026/01/01", "2026/01/02"];
  const { source, asked } = bucketWith(...dates.map((date) => day(date)));
  const window = { firstDay: "2025/12/31", lastDay: "2026/01/01" };
  expect(await dayFolders(source, where({ ...window, regions: ["eu-west-1"] }))).toEqual([
    day("2026/01/01"),
    day("2025/12/31"),
  ]);
  expect(asked).not.toContain(`AWSLogs/${own}/CloudTrail/`);
  expect(await dayFolders(source, where({ ...window, regions: ["us-east-1"] }))).toEqual([]);
});
