import { type TimeWindow, renderQuestion } from "../../../src/questions";
import { questionOf } from "../answers";
import { days } from "../fortyDays";
import type { Stage } from "../stage";

/** One day of forty reads at most this share of what a table without partitions reads. */
const share = 1 / 15;

export function proveBytes(stage: Stage): void {
  const list = (window: TimeWindow) => {
    const { sql } = renderQuestion(
      questionOf("who-did-what"),
      stage.catalog,
      { window, limit: 1000 },
      "athena",
    );
    return stage.trino(sql);
  };

  it("has a peer, the table without partitions, that reads all of it", () => {
    expect(stage.unpartitionedBytes).toBe(stage.bytesOf(days));
  });

  it("reads for the list over one of forty UTC days that day and the next", async () => {
    const window = { since: new Date("2025-08-20T00:00:00Z"), until: new Date("2025-08-21T00:00:00Z") };
    const { rows, stats } = await list(window);
    expect(rows).toHaveLength(2 * 24);
    expect(stats.physicalInputBytes).toBe(stage.bytesOf(["2025/08/20", "2025/08/21"]));
    expect(stats.physicalInputBytes).toBeLessThanOrEqual(share * stage.unpartitionedBytes);
  });

  it("reads for the list over one day in Tokyo the two UTC days it lies in and the next", async () => {
    const window = {
      since: new Date("2025-08-20T00:00:00+09:00"),
      until: new Date("2025-08-21T00:00:00+09:00"),
    };
    const { rows, stats } = await list(window);
    expect(rows).toHaveLength(2 * 24);
    expect(stats.physicalInputBytes).toBe(stage.bytesOf(["2025/08/19", "2025/08/20", "2025/08/21"]));
  });

  it("reads for one partition of the view a fortieth", async () => {
    const { stats } = await stage.trino("SELECT count(*) FROM object_events WHERE day = '2025/08/20'");
    expect(stats.physicalInputBytes).toBe(stage.bytesOf(["2025/08/20"]));
    expect(stats.physicalInputBytes).toBeLessThanOrEqual(share * stage.unpartitionedBytes);
  });
}
