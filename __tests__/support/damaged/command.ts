import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = join(__dirname, "../../..");

export interface Ran {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Largest resident size in megabytes (10^6 bytes). */
  readonly megabytes: number;
  readonly seconds: number;
}

/** Runs the real command as a process of its own. `before`: a program, with its arguments, that starts it. */
export async function s3auditProcess(args: readonly string[], before: readonly string[] = []): Promise<Ran> {
  const folder = mkdtempSync(join(tmpdir(), "peak-"));
  const report = join(folder, "peak");
  const [program = "", ...rest] = [...before, process.execPath, join(root, "src/cli/s3-audit.js"), ...args];
  const begun = Date.now();
  try {
    const child = spawn(program, rest, {
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        ...process.env,
        BENCH_PEAK_FILE: report,
        NODE_OPTIONS: `--require=${JSON.stringify(join(root, "bench/reportPeak.js"))}`,
      },
    });
    const [stdout, stderr, exitCode] = await Promise.all([
      textOf(child.stdout),
      textOf(child.stderr),
      new Promise<number | null>((resolve, reject) => child.on("error", reject).on("close", resolve)),
    ]);
    const seconds = (Date.now() - begun) / 1000;
    const megabytes = exitCode === null ? NaN : (Number(readFileSync(report, "utf8")) * 1024) / 1e6;
    return { exitCode, stdout, stderr, megabytes, seconds };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function textOf(stream: NodeJS.ReadableStream): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}
