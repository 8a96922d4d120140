import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { LongList, type LongListAsked } from "../../src/engines/duckdb/longList";
import { bound } from "../../src/engines/duckdb/values";
import { dialect } from "../../src/engines/duckdb/views";
import {
  allTime,
  deliveriesViewName,
  identifier,
  isOneOf,
  literal,
  qualified,
  viewColumns,
} from "../../src/questions";
import { catalog } from "../support/duckdb";

/** What DuckDB is told to sort and write for a long list, over deliveries of any values. */

type Delivery = Readonly<Record<string, string | number | null>>;

const table = qualified(catalog.database, deliveriesViewName);
let instance: DuckDBInstance;
let connection: DuckDBConnection;
beforeAll(async () => {
  instance = await DuckDBInstance.create(":memory:", { threads: "1" });
  connection = await instance.connect();
  for (const statement of dialect(catalog)) await connection.run(statement);
  const columns = viewColumns.map(({ name, type }) => `${identifier(name)} ${type}`).join(", ");
  await connection.run(`CREATE TABLE ${table} (${columns})`);
});
afterAll(() => {
  connection.closeSync();
  instance.closeSync();
});

const basis: Delivery = { day: "2026/11/01", event_time_utc: "2026-11-01 00:15:00" };

/** The rows of a list from parts with these deliveries. */
async function listed(
  asked: Partial<LongListAsked>,
  ...parts: readonly (readonly Delivery[])[]
): Promise<readonly string[]> {
  const list = new LongList(catalog, {
    window: allTime,
    limit: 100,
    columns: ["event_id"],
    layout: "array",
    ...asked,
  });
  for (const part of parts) {
    await connection.run(`DELETE FROM ${table}`);
    for (const delivery of part) {
      const row = Object.entries({ ...basis, ...delivery });
      const names = row.map(([name]) => identifier(name)).join(", ");
      const values = row.map(([, value]) => (value === null ? "NULL" : literal(value))).join(", ");
      await connection.run(`INSERT INTO ${table} (${names}) VALUES (${values})`);
    }
    await list.add(({ sql, values }) => connection.run(sql, values.map(bound)));
  }
  try {
    return [...list.rows()].map((text) => Buffer.from(text, "latin1").toString());
  } finally {
    list.remove();
  }
}

/** The ids of events with these values, each in a part of its own, then all in one, in an order. */
async function idsInOrder(column: string, values: readonly (string | number | null)[], descending: boolean) {
  const deliveries = values.map((value, index) => ({ event_id: `e${index}`, [column]: value }));
  // in an order that is neither of the two
  const half = Math.floor(deliveries.length / 2);
  const mixed = [...deliveries.slice(half).reverse(), ...deliveries.slice(0, half)];
  const asked = { window: { since: new Date("0001-01-01"), until: new Date("9999-01-01") } };
  const list = { order: [{ column, descending }] };
  const ids = (rows: readonly string[]) => rows.map((row) => (JSON.parse(row) as [string])[0]);
  const apart = ids(await listed({ ...asked, list }, ...mixed.map((delivery) => [delivery])));
  expect(ids(await listed({ ...asked, list }, mixed))).toEqual(apart);
  return apart;
}

/** Of each column the values as they are sorted, and last the one that is absent. */
const inOrder: readonly (readonly [column: string, values: readonly (string | number | null)[]])[] = [
  // capitals before letters, a beginning before what goes on behind it, and an empty text before all
  ["actor", ["", " ", "A", "Z", "a", "a ", "a!", "a/b", "ab", "b", "~", "é", "日本", "😀", null]],
  ["bytes_in", ["-9223372036854775808", -10, -9, 0, 1, 9, 10, 100, "9223372036854775807", null]],
  [
    "event_time_utc",
    [
      "0001-01-01 00:00:00",
      "1969-12-31 23:59:59.999999",
      "1970-01-01 00:00:00",
      "2001-09-09 01:46:39",
      "2026-11-01 00:00:00.1",
      "2026-11-01 00:00:00.12",
      "9998-12-31 00:00:00",
      null,
    ],
  ],
];

test.each(inOrder)(
  "%s sorts as its values do, from parts as from one; absent ones come last",
  async (column, values) => {
    const ids = values.map((_, index) => `e${index}`);
    expect(await idsInOrder(column, values, false)).toEqual(ids);
    expect(await idsInOrder(column, values, true)).toEqual([...ids.slice(0, -1).reverse(), ids.at(-1)]);
  },
);

test("what is equal in the first column of an order is sorted by the next, and last by its id", async () => {
  const rows = [
    { event_id: "b", actor: "x", bytes_in: 1 },
    { event_id: "a", actor: "x", bytes_in: 1 },
    { event_id: "c", actor: "x", bytes_in: 2 },
    { event_id: "d", actor: "w", bytes_in: null },
  ];
  const order = [
    { column: "actor", descending: true },
    { column: "bytes_in", descending: true },
  ];
  const wanted = ["c", "a", "b", "d"].map((id) => JSON.stringify([id]));
  expect(await listed({ list: { order } }, rows)).toEqual(wanted);
  expect(await listed({ list: { order } }, ...rows.map((row) => [row]))).toEqual(wanted);
});

test("the newest come first where no order is given", async () => {
  const rows = ["2026-11-01 00:00:01", "2026-11-01 00:00:03", "2026-11-01 00:00:02"].map((time, index) => ({
    event_id: String(index),
    event_time_utc: time,
  }));
  const wanted = ['["1"]', '["2"]', '["0"]'];
  expect(await listed({}, ...rows.map((row) => [row]))).toEqual(wanted);
  expect(await listed({ list: {} }, ...rows.map((row) => [row]))).toEqual(wanted);
});

test("times are sorted by the moment, because the wall clock shows some hours twice", async () => {
  const rows = [
    { event_id: "first", event_time: "2026-11-01 01:50:00", event_time_utc: "2026-11-01 05:50:00" },
    { event_id: "second", event_time: "2026-11-01 01:10:00", event_time_utc: "2026-11-01 06:10:00" },
  ];
  const columns = ["event_time", "event_id"];
  const order = [{ column: "event_time", descending: false }];
  const wanted = ['["2026-11-01 01:50:00","first"]', '["2026-11-01 01:10:00","second"]'];
  expect(await listed({ columns, list: { order } }, rows)).toEqual(wanted);
  expect(await listed({ columns, list: { order } }, ...rows.map((row) => [row]))).toEqual(wanted);
});

test("what a list is sorted by need not be shown, and nothing is shown that was not asked for", async () => {
  const order = [{ column: "object", descending: false }];
  const rows = [
    { bucket: "b", object_key: "y", event_id: "1", actor: "taro" },
    { bucket: "a", object_key: "z", event_id: "2", actor: "jiro" },
  ];
  expect(await listed({ columns: ["actor"], layout: "object", list: { order } }, rows)).toEqual([
    '{"actor":"jiro"}',
    '{"actor":"taro"}',
  ]);
  expect(await listed({ columns: ["object"], layout: "csv", list: { order } }, rows)).toEqual([
    "s3://a/z",
    "s3://b/y",
  ]);
});

test("a list is narrowed in every part", async () => {
  const rows = ["taro", "jiro", "taro"].map((actor, index) => ({ event_id: String(index), actor }));
  const list = { conditions: [isOneOf("actor", ["taro"])] };
  expect(await listed({ list }, ...rows.map((row) => [row]))).toEqual(['["0"]', '["2"]']);
});

describe("ids of every spelling stand for their events", () => {
  const ids = ["plain-1", "", "a,b", "a|b", "|", "é", '"', "a\nb", "~~", "~7E7E", "~"];

  test("each of two copies that stand apart is one event", async () => {
    const rows = ids.flatMap((id) => [
      { event_id: id, actor: "1" },
      { event_id: id, actor: "2" },
    ]);
    const list = { order: [{ column: "actor", descending: false }] };
    for (const layout of ["array", "csv"] as const) {
      const parts = [rows.slice(0, 9), rows.slice(9), rows];
      expect(await listed({ columns: ["actor"], layout, list }, ...parts)).toEqual(
        ids.map(() => (layout === "csv" ? "1" : '["1"]')),
      );
    }
  });

  test("events without one are all there", async () => {
    const rows = [{ event_id: null }, { event_id: null }];
    expect(await listed({}, rows, rows)).toEqual(new Array(4).fill("[null]"));
  });
});

describe("the text of a row", () => {
  const rows = [
    {
      event_id: "e1",
      event_time_utc: "2026-11-01 00:15:00.5",
      actor: 'a "b", c\nd',
      bucket: "",
      object_key: null,
      bytes_in: 0,
      bytes_out: "9007199254740991",
    },
    { event_id: "e2", bytes_in: "9007199254740992", bytes_out: "-9007199254740992", actor: "日本語" },
    { event_id: "e3", bytes_out: "-9007199254740991" },
  ];
  const columns = ["event_id", "event_time_utc", "actor", "bucket", "object_key", "bytes_in", "bytes_out"];
  const list = { order: [{ column: "event_id", descending: false }] };
  const inJson = [
    ["e1", "2026-11-01 00:15:00.5", 'a "b", c\nd', "", null, 0, 9007199254740991],
    ["e2", "2026-11-01 00:15:00", "日本語", null, null, "9007199254740992", "-9007199254740992"],
    ["e3", "2026-11-01 00:15:00", null, null, null, null, -9007199254740991],
  ];

  test("is a JSON array, in which a number too large for JavaScript is text", async () => {
    const texts = await listed({ columns, list }, rows);
    expect(texts).toEqual(inJson.map((row) => JSON.stringify(row)));
  });

  test("is a JSON object with the columns in their order", async () => {
    const texts = await listed({ columns, list, layout: "object" }, rows);
    expect(texts).toEqual(
      inJson.map((row) => JSON.stringify(Object.fromEntries(columns.map((name, at) => [name, row[at]])))),
    );
  });

  test("is CSV, in which nothing stands where a text is empty", async () => {
    expect(await listed({ columns, list, layout: "csv" }, rows)).toEqual([
      'e1,2026-11-01 00:15:00.5,"a ""b"", c\nd",,,0,9007199254740991',
      "e2,2026-11-01 00:15:00,日本語,,,9007199254740992,-9007199254740992",
      "e3,2026-11-01 00:15:00,,,,,-9007199254740991",
    ]);
  });
});
