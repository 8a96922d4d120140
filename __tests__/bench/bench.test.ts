import { spawnSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { Bench } from "../../bench/bench";
import { copyOfProgram, inStyleOfTemplate } from "../../bench/synth";
import { repository } from "../support/synth";
import { temporaryFolder } from "../support/temporaryFolder";

const temporary = temporaryFolder();

test("the peer of the synth imports the whole provider in every file, in folders below too, and no start of ours", () => {
  const folder = inStyleOfTemplate(copyOfProgram(join(temporary, "template")));
  const files = readdirSync(join(folder, "src"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => ({ file, text: readFileSync(join(folder, "src", file), "utf8") }));
  const importing = (from: string) =>
    files.filter(({ text }) => text.includes(`from "${from}`)).map(({ file }) => file);
  expect(importing("@cdktf/provider-aws/lib/")).toEqual([]);
  expect(importing('@cdktf/provider-aws"')).toEqual(
    expect.arrayContaining([join("stack", "trail.ts"), join("stack", "module", "moduleDesign.ts")]),
  );
  expect(readFileSync(join(folder, "main.ts"), "utf8")).not.toMatch(/startup|restoreStackTraces/);
});

describe("figures", () => {
  const judged = (isSmall: boolean, ...measured: readonly number[]) => {
    const lines: string[] = [];
    const bench = new Bench(isSmall, (line) => lines.push(line));
    const isReached = bench.judge(
      measured.map((figure) => ({ what: "time of a list", measured: figure, atMost: 2, unit: " s" })),
    );
    return { isReached, lines };
  };

  test("are judged by what they may be at most", () => {
    expect(judged(false, 2, 1)).toMatchObject({ isReached: true });
    expect(judged(false, 1, 2.5)).toEqual({
      isReached: false,
      lines: [
        "reached  time of a list: 1.00 s (at most 2 s)",
        "MISSED   time of a list: 2.50 s (at most 2 s)",
      ],
    });
  });

  test("of small inputs are not told and not judged, but have to be there", () => {
    expect(judged(true, 200)).toEqual({ isReached: true, lines: ["small  works    time of a list"] });
    expect(judged(true, 200, Number.NaN)).toEqual({
      isReached: false,
      lines: ["small  works    time of a list", "small  NOTHING MEASURED  time of a list"],
    });
  });

  test("of small inputs are marked in every line", () => {
    const lines: string[] = [];
    new Bench(true, (line) => lines.push(line)).print("seconds\n  0.5\n");
    expect(lines).toEqual(["small  seconds", "small    0.5", "small  "]);
  });
});

test.each(["synht", "--smal"])(
  "a benchmark or flag that is not there, %s: what there is, and nothing runs",
  (name) => {
    const script = ["-r", "ts-node/register/transpile-only", "bench/main.ts", name];
    const { status, stdout, stderr } = spawnSync(process.execPath, script, {
      cwd: repository,
      encoding: "utf8",
    });
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(
      `No benchmark or flag is named ${name}.\nUsage: npm run bench -- [--small] [NAME...]`,
    );
    expect(stderr).toMatch(/NAME +synth, start, events, csv, cache, peers, review, sync$/m);
  },
);
