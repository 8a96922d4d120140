import { cpSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { judge, measure, median, ratio, table } from "./measure";

/** How long `examples/seed.yaml` takes to become Terraform, beside loading CDKTF alone and beside a stock project. */
export function benchSynth(print: (line: string) => void): boolean {
  const root = join(__dirname, "..");
  const work = mkdtempSync(join(tmpdir(), "bench-synth-"));
  const ours = {
    title: "synth of seed.yaml",
    args: ["-r", "ts-node/register/transpile-only", "main.ts"],
    cwd: work,
    env: { AUDIT_CONFIG: "examples/seed.yaml" },
  };
  try {
    for (const file of ["main.ts", "src", "examples", "tsconfig.json", "package.json"]) {
      cpSync(join(root, file), join(work, file), { recursive: true });
    }
    cpSync(join(__dirname, "stock-template"), join(work, "stock"), { recursive: true });
    symlinkSync(join(root, "node_modules"), join(work, "node_modules"));

    const [synth, bare] = measure(
      [ours, { title: 'require("cdktf")', args: ["-e", 'require("cdktf")'], cwd: work }],
      9,
    );
    const stockTemplate = {
      title: "stock template, one bucket",
      args: ["-r", "ts-node/register", "main.ts"],
      cwd: join(work, "stock"),
    };
    const [again, stock] = measure([ours, stockTemplate], 2);
    if (!synth || !bare || !again || !stock) throw new Error("a contestant is missing");

    print("Settings to Terraform, as a process");
    print(table([synth, bare, stock]));
    return judge(
      [
        { what: 'synth against require("cdktf")', measured: ratio(synth, bare), atMost: 3.0, unit: "x" },
        { what: "memory of a synth", measured: median(synth.megabytes), atMost: 190, unit: " MB" },
        {
          what: "synth against the stock template",
          measured: ratio(again, stock),
          atMost: 1 / 20,
          unit: "x",
        },
      ],
      print,
    );
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
