import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Bench } from "./bench";
import { median, ratio, table } from "./measure";

/**
 * How long `examples/seed.yaml` takes to become Terraform, beside loading CDKTF alone and beside the same program in the
 * style of CDKTF's own template: `npx ts-node main.ts`, the whole provider imported, types checked at every synth.
 */
export function benchSynth(bench: Bench): boolean {
  const folder = mkdtempSync(join(tmpdir(), "bench-synth-"));
  const env = { AUDIT_CONFIG: "examples/seed.yaml" };
  try {
    const program = copyOfProgram(join(folder, "ours"));
    const template = inStyleOfTemplate(copyOfProgram(join(folder, "template")));
    const ours = {
      title: "synth of seed.yaml",
      args: ["-r", "ts-node/register/transpile-only", "main.ts"],
      cwd: program,
      env,
    };
    const [synth, bare] = bench.measure(
      [ours, { title: 'require("cdktf")', args: ["-e", 'require("cdktf")'], cwd: program }],
      9,
    );
    const [again, stock] = bench.measure(
      [
        ours,
        {
          title: "in the template's style",
          program: "npx",
          args: ["ts-node", "main.ts"],
          cwd: template,
          env,
        },
      ],
      3,
    );
    if (!synth || !bare || !again || !stock) throw new Error("a contestant is missing");

    bench.print("Settings to Terraform, as a process");
    bench.print(table([synth, bare, stock]));
    return bench.judge([
      { what: 'synth against require("cdktf")', measured: ratio(synth, bare), atMost: 3.0, unit: "x" },
      { what: "memory of a synth", measured: median(synth.megabytes), atMost: 190, unit: " MB" },
      {
        what: "synth against the template's style",
        measured: ratio(again, stock),
        atMost: 1 / 20,
        unit: "x",
      },
    ]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What a synth needs of the program, in a folder of its own. */
export function copyOfProgram(folder: string): string {
  const root = join(__dirname, "..");
  for (const file of ["main.ts", "src", "examples", "tsconfig.json", "package.json"]) {
    cpSync(join(root, file), join(folder, file), { recursive: true });
  }
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  return folder;
}

/** Rewrites deep imports to imports of the whole provider, and lets ts-node compile as the template has it. */
export function inStyleOfTemplate(folder: string): string {
  const stack = join(folder, "src/stack");
  for (const file of readdirSync(stack, { recursive: true, encoding: "utf8" })) {
    if (!file.endsWith(".ts")) continue;
    const text = readFileSync(join(stack, file), "utf8");
    const deep = /import (?:type )?\{([^}]*)\} from "@cdktf\/provider-aws\/lib\/([\w-]+)";/g;
    const rewritten = text.replace(deep, (_import, names: string, path: string) => {
      const namespace = path.replace(/-(\w)/g, (_dash, letter: string) => letter.toUpperCase());
      const aliases = names
        .split(",")
        .map((name) => name.trim().replace(/^type /, ""))
        .filter((name) => name !== "")
        .map((name) => `import ${name} = ${namespace}.${name};`);
      return [`import { ${namespace} } from "@cdktf/provider-aws";`, ...aliases].join("\n");
    });
    writeFileSync(join(stack, file), rewritten);
  }
  // the template has neither swc nor a start of its own
  const main = readFileSync(join(folder, "main.ts"), "utf8");
  writeFileSync(
    join(folder, "main.ts"),
    main.replace(/^import .*startup";\n/m, "").replace(/^ *restoreStackTraces.*\n/m, ""),
  );
  // the template's own options, but for what our sources need to compile at all
  const template = require.resolve("cdktf-cli/bundle/templates/typescript/tsconfig.json");
  const { compilerOptions } = JSON.parse(readFileSync(template, "utf8")) as { compilerOptions: object };
  const needed = { lib: ["ES2023"], target: "ES2022", esModuleInterop: true, types: ["node"] };
  writeFileSync(
    join(folder, "tsconfig.json"),
    JSON.stringify({ compilerOptions: { ...compilerOptions, ...needed } }),
  );
  return folder;
}
