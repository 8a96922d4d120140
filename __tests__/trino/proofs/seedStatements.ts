import { cloudTrailColumns, partitionColumns } from "../../../src/cloudtrail/columns";
import { seedStatements } from "../../questions/fixtures/seedStatements";
import type { Stage } from "../stage";

const { everything, localTimes, failing, working } = seedStatements;
const view = "cloudtrail_logs_jst";
const oneDay = "WHERE day = '2025/08/20'";
/** The day of the case with times that cannot be read. */
const unreadable = "WHERE day = '2026/01/13'";
const zoned = "timestamp(3) with time zone";

/** The three statements of the blog post, on the table that has the blog post's name. */
export function proveSeedStatements(stage: Stage): void {
  it("everything: shows every record of every day in CloudTrail's columns", async () => {
    const { columns, rows } = await stage.trino(everything);
    expect(columns.map(({ name }) => name)).toEqual(
      [...cloudTrailColumns, ...partitionColumns].map(({ name }) => name),
    );
    const { database, table } = stage.catalog;
    const id = columns.findIndex(({ name }) => name === "eventid");
    const local = await stage.duckdbRows(`SELECT eventid FROM "${database}"."${table}"`);
    const sorted = (ids: readonly unknown[]) => ids.map(String).sort();
    expect(sorted(rows.map((row) => row[id]))).toEqual(sorted(local.map(({ eventid }) => eventid)));
    expect(rows.length).toBeGreaterThan(40 * 2 * 24);
  });

  it("localTimes: shows the time in Tokyo, as a timestamp with its zone", async () => {
    const { columns, rows } = await stage.trino(`${localTimes} ${oneDay} ORDER BY 1 DESC LIMIT 1`);
    expect(columns.map(({ type }) => type)).toEqual([zoned, "varchar", "varchar", "varchar"]);
    expect(rows[0]?.slice(0, 3)).toEqual(["2025-08-21 08:00:00.000 Asia/Tokyo", "PutObject", "taro"]);
  });

  it("localTimes: fails as a whole for one time that cannot be read, which our view shows as none", async () => {
    await expect(stage.trino(`${localTimes} ${unreadable}`)).rejects.toMatchObject({
      errorName: "INVALID_FUNCTION_ARGUMENT",
    });
    const { rows } = await stage.trino(`SELECT event_id, event_time FROM object_events ${unreadable}`);
    expect(rows).toContainEqual(["g3", null]);
  });

  // That Athena refuses the view is not shown here: this Trino keeps the type in the view's JSON, and takes it.
  it("failing: makes a column of a type that Hive's catalogue cannot keep, as working and our view do not", async () => {
    const typeAfter = async (create: string) => {
      await stage.trino(create);
      const { rows } = await stage.trino(`DESCRIBE ${view}`);
      await stage.trino(`DROP VIEW ${view}`);
      return rows[0]?.slice(0, 2);
    };
    expect(await typeAfter(failing)).toEqual(["eventtime_jst", zoned]);
    expect(await typeAfter(working)).toEqual(["eventtime_jst", "timestamp(3)"]);
    const ours = await stage.trino(`SELECT event_time FROM object_events ${oneDay} ORDER BY 1 DESC LIMIT 1`);
    expect(ours.columns).toEqual([{ name: "event_time", type: "timestamp(3)" }]);
    expect(ours.rows).toEqual([["2025-08-21 08:00:00.000"]]);
  });
}
