import type { Tally } from "../logs/sync/sync";
import type { OutStream } from "./io";

const refreshedEveryMs = 200;

/** Bytes for a person: `12.3 MB`. */
export function inBytes(bytes: number): string {
  if (bytes < 1e3) return `${bytes} B`;
  if (bytes < 999_950) return `${(bytes / 1e3).toFixed(1)} kB`;
  return bytes < 999_950_000 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(2)} GB`;
}

/** `45 s`, `3 min 20 s`, `2 h 5 min`. */
export function inTime(seconds: number): string {
  const whole = Math.ceil(seconds);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  return minutes < 60
    ? `${minutes} min ${whole % 60} s`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

const inThousands = (count: number) => count.toLocaleString("en-US");

/** What the line says of a copy: files, bytes and the time left. */
export function describeCopy(tally: Tally, seconds: number): string {
  const { copied, missing, copiedBytes, missingBytes, isListed, failed } = tally;
  const more = isListed ? "" : "+";
  const files = `${inThousands(copied)} of ${inThousands(missing)}${more} files`;
  const bytes = `${inBytes(copiedBytes)} of ${inBytes(missingBytes)}${more}`;
  // a small file takes about as long as a large one, a huge one as long as its bytes: the slower of the two counts
  const share = Math.min(copied / missing, missingBytes === 0 ? 1 : copiedBytes / missingBytes);
  const left = share > 0 ? `${inTime((seconds * (1 - share)) / share)} left` : "";
  const faults = failed.length > 0 ? `${inThousands(failed.length)} not copied` : "";
  return [files, bytes, left, faults].filter((part) => part !== "").join(", ");
}

/** A progress bar on a terminal; nothing where standard error is none. */
export class CopyBar {
  private stopBar: (() => void) | undefined;

  /** Loads the bar's package only where it is shown. */
  static async show(stream: OutStream, tally: Tally): Promise<CopyBar> {
    const bar = new CopyBar();
    if (stream.isTTY === true) await bar.start(stream, tally);
    return bar;
  }

  /** Removes it. To be called before anything else is written. */
  end(): void {
    this.stopBar?.();
    this.stopBar = undefined;
  }

  private async start(stream: OutStream, tally: Tally): Promise<void> {
    const { SingleBar } = await import("cli-progress");
    const begun = Date.now();
    const bar = new SingleBar({
      stream,
      format: "[{bar}] {told}",
      barCompleteChar: "=",
      barIncompleteChar: " ",
      barsize: 24,
      clearOnComplete: true,
      hideCursor: true,
      // the line must not be longer than the terminal, or it could not be removed
      linewrap: false,
      // Ctrl-C is handled by whoever runs this
      gracefulExit: false,
    });
    const told = () => ({ told: describeCopy(tally, (Date.now() - begun) / 1000) });
    bar.start(1, 0, { told: "listing" });
    const timer = setInterval(() => {
      bar.setTotal(Math.max(1, tally.missingBytes));
      bar.update(tally.copiedBytes, tally.missing === 0 ? { told: "listing" } : told());
    }, refreshedEveryMs);
    this.stopBar = () => {
      clearInterval(timer);
      bar.stop();
    };
  }
}
