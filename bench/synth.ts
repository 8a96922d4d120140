import { cpSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { judge, measure, median, ratio, table } from "./measure";

/** How long `examples/seed.yaml` takes to become Terraform, beside loading CDKTF alone and beside a stock project. */
const root = join(__dirname, "..");
const work = mkdtempSync(join(tmpdir(), "bench-synth-"));

try {
  for (const file of ["main.ts", "src", "examples", "tsconfig.json", "package.json"]) {
    cpSync(join(root, file), join(work, file), { recursive: true });
  }
  cpSync(join(__dirname, "stock-template"), join(work, "stock"), { recursive: true });
  symlinkSync(join(root, "node_modules"), join(work, "node_modules"));
  process.env["AUDIT_CONFIG"] = "examples/seed.yaml";

  const [ours, bare] = measure(
    [
      { title: "synth of seed.yaml", args: ["-r", "ts-node/register/transpile-only", "main.ts"], cwd: work },
      { title: 'require("cdktf")', args: ["-e", 'require("cdktf")'], cwd: work },
    ],
    9,
  );
  const [again, stock] = measure(
    [
      { title: "synth of seed.yaml", args: ["-r", "ts-node/register/transpile-only", "main.ts"], cwd: work },
      {
        title: "stock template, one bucket",
        args: ["-r", "ts-node/register", "main.ts"],
        cwd: join(work, "stock"),
      },
    ],
    2,
  );
  if (!ours || !bare || !again || !stock) throw new Error("a contestant is missing");

  const print = (line: string): boolean => process.stdout.write(`${line}\n`);
  print(table([ours, bare, stock]));
  const reached = judge(
    [
      { what: 'synth against require("cdktf")', measured: ratio(ours, bare), atMost: 3.0, unit: "x" },
      { what: "memory of a synth", measured: median(ours.megabytes), atMost: 190, unit: " MB" },
      { what: "synth against the stock template", measured: ratio(again, stock), atMost: 1 / 20, unit: "x" },
    ],
    print,
  );
  process.exitCode = reached ? 0 : 1;
} finally {
  rmSync(work, { recursive: true, force: true });
}
