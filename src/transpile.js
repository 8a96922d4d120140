const { createHash } = require("node:crypto");
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require("node:fs");
const { join, relative } = require("node:path");

const root = join(__dirname, "..");
const folder = join(root, "node_modules", ".cache", "s3-object-audit");

/**
 * ts-node's transpiler: its own for swc, with what that made kept beside the packages. A file is compiled when its text,
 * its place or the compiler changes, and not at every synth; where nothing has changed, swc is not even loaded.
 */
exports.create = (options) => {
  const compiler = [
    process.version,
    require("ts-node/package.json").version,
    readFileSync(join(root, "tsconfig.json"), "utf8"),
    readFileSync(join(root, "package.json"), "utf8"),
  ];
  let swc;
  return {
    transpile(text, { fileName }) {
      const key = createHash("sha256").update(JSON.stringify([...compiler, relative(root, fileName), text]));
      const kept = join(folder, `${key.digest("hex")}.json`);
      try {
        return JSON.parse(readFileSync(kept, "utf8"));
      } catch {
        swc ??= require("ts-node/transpilers/swc").create(options);
        const made = swc.transpile(text, { fileName });
        keep(kept, made);
        return made;
      }
    },
  };
};

/** Written beside its place and moved there: another process may be reading. Where that cannot be, nothing is kept. */
function keep(file, made) {
  const draft = `${file}.${process.pid}`;
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(draft, JSON.stringify(made));
    renameSync(draft, file);
  } catch {
    // a folder that is not ours to write: the next run compiles again
  }
}
