import { cloudTrailColumns, partitionColumns } from "../../../src/cloudtrail/columns";
import type { Stage } from "../stage";

const table = "cloudtrail_logs_miyagawa_test_log";
const tokyoTime = "from_iso8601_timestamp(eventtime) AT TIME ZONE 'Asia/Tokyo'";
const zoned = "timestamp(3) with time zone";

/** The three statements of the blog post, on the table that has the blog post's name. */
export function proveSeedStatements(stage: Stage): void {
  it("SELECT * shows every record of every day in CloudTrail's columns", async () => {
    const { columns, rows } = await stage.trino(`SELECT * FROM ${table}`);
    expect(columns.map(({ name }) => name)).toEqual(
      [...cloudTrailColumns, ...partitionColumns].map(({ name }) => name),
    );
    const id = columns.findIndex(({ name }) => name === "eventid");
    const local = await stage.duckdbRows(`SELECT eventid FROM "${stage.catalog.database}"."${table}"`);
    const sorted = (ids: readonly unknown[]) => ids.map(String).sort();
    expect(sorted(rows.map((row) => row[id]))).toEqual(sorted(local.map(({ eventid }) => eventid)));
    expect(rows.length).toBeGreaterThan(40 * 2 * 24);
  });

  it("AT TIME ZONE shows the time in Tokyo, as a timestamp with its zone", async () => {
    const { columns, rows } = await stage.trino(
      `SELECT ${tokyoTime} AS jst FROM ${table} WHERE day = '2025/08/20' ORDER BY 1 DESC LIMIT 1`,
    );
    expect(columns).toEqual([{ name: "jst", type: zoned }]);
    expect(rows).toEqual([["2025-08-21 08:00:00.000 Asia/Tokyo"]]);
  });

  it("AT TIME ZONE fails as a whole for one time that cannot be read, which the view shows as none", async () => {
    const gaps = "WHERE day = '2026/01/13'";
    await expect(stage.trino(`SELECT ${tokyoTime} FROM ${table} ${gaps}`)).rejects.toMatchObject({
      errorName: "INVALID_FUNCTION_ARGUMENT",
    });
    const shown = await stage.trino(`SELECT event_id, event_time FROM object_events ${gaps}`);
    expect(shown.rows).toContainEqual(["g3", null]);
  });

  // Athena's refusal itself cannot be shown here: this Trino stores its own JSON of the type, and takes the view.
  it("CREATE VIEW would keep a column of a type that Hive's catalogue cannot; ours keeps the same clock without", async () => {
    await stage.trino(`CREATE VIEW with_zone AS SELECT ${tokyoTime} AS jst, eventid, day FROM ${table}`);
    const theirs = await stage.trino(
      "SELECT jst FROM with_zone WHERE day = '2025/08/20' ORDER BY 1, eventid",
    );
    const ours = await stage.trino(
      "SELECT event_time FROM object_events WHERE day = '2025/08/20' ORDER BY 1, event_id",
    );
    await stage.trino("DROP VIEW with_zone");
    expect(theirs.columns[0]?.type).toBe(zoned);
    expect(ours.columns[0]?.type).toBe("timestamp(3)");
    expect(ours.rows).toHaveLength(2 * 24);
    expect(theirs.rows.map(([jst]) => String(jst).replace(" Asia/Tokyo", ""))).toEqual(ours.rows.flat());
  });
}
