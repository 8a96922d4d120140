import type { Bench } from "./bench";
import { type Measurement, median, table } from "./measure";
import { repository, scriptOf } from "./support/logs";

/** What the command line takes before it does anything, above a Node that does nothing. */
export function benchStart(bench: Bench): boolean {
  const [bare, help, ofEvents, questions] = bench.measure(
    [
      { title: "node -e 0", args: ["-e", "0"] },
      { title: "--help", args: scriptOf("--help"), cwd: repository },
      { title: "events --help", args: scriptOf("events", "--help"), cwd: repository },
      { title: "questions", args: scriptOf("questions"), cwd: repository },
    ],
    15,
  );
  if (!bare || !help || !ofEvents || !questions) throw new Error("a contestant is missing");
  bench.print("The start of the command line");
  bench.print(table([bare, help, ofEvents, questions]));
  const above = ({ seconds }: Measurement) =>
    median(seconds.map((one, run) => (one - (bare.seconds[run] ?? Number.NaN)) * 1000));
  return bench.judge(
    [help, ofEvents, questions].map((one) => ({
      what: `${one.title} above node -e 0`,
      measured: above(one),
      atMost: 80,
      unit: " ms",
    })),
  );
}
