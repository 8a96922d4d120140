import { resolve } from "node:path";
import { ExitCode, UserError, numberInvalid } from "../../errors";
import type { SampleShape } from "../../logs/sample/sample";
import type { CliCommand } from "../command";
import { tell } from "../telling";

interface Flags {
  readonly output: string;
  readonly events: string;
  readonly days: string;
  readonly seed: string;
  readonly files?: string;
}

/** `s3-audit sample`: CloudTrail logs to try everything on. */
export const sampleCommand: CliCommand = {
  examples: ["sample -o my-logs", "sample -o my-logs --events 5000 --days 30"],
  register(program, io, done) {
    program
      .command("sample")
      .description("write sample CloudTrail logs; the same arguments write the same files")
      .requiredOption("-o, --output <folder>", "folder to write to; an earlier sample in it is replaced")
      .option("--events <number>", "how many events; some are delivered twice", "200")
      .option("--days <number>", "over how many days, the last of which is 2026-11-20", "3")
      .option("--seed <number>", "another number gives another sample", "1")
      .option("--files <number>", "in how many log files (default: about 50 events in each)")
      .action(async (flags: Flags) => {
        const shape = shapeOf(flags);
        const { writeSample } = await import("../../logs/sample/sample");
        const { files, records } = await writeSample(resolve(io.cwd, flags.output), shape, flags.output);
        tell(
          io.stdout,
          `${shape.events} events in ${files} log files (${records} records: some are delivered twice), ` +
            `${shape.days} days up to 2026-11-20, in ${flags.output}\n`,
        );
        done(ExitCode.ok);
      });
  },
};

function shapeOf(flags: Flags): SampleShape {
  const faults: string[] = [];
  const whole = (flag: string, text: string, least: number, most: number): number => {
    const value = /^\d+$/.test(text) ? Number(text) : NaN;
    if (!(value >= least && value <= most)) faults.push(numberInvalid(flag, text, least, most));
    return value;
  };
  const events = whole("--events", flags.events, 1, 100_000_000);
  const days = whole("--days", flags.days, 1, 3650);
  const seed = whole("--seed", flags.seed, 0, 2 ** 32 - 1);
  const usual = Math.max(days * 4, Math.ceil(events / 50));
  const files = flags.files === undefined ? usual : whole("--files", flags.files, 1, 1_000_000);
  if (faults.length > 0) throw new UserError(faults);
  return { events, days, seed, files: Math.min(files, events) };
}
