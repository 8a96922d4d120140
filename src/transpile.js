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
  const kept = new Kept();
  let swc;
  return {
    transpile(text, { fileName }) {
      const before = kept.read(text, fileName);
      if (before !== undefined) return before;
      swc ??= require("ts-node/transpilers/swc").create(options);
      const made = swc.transpile(text, { fileName });
      kept.write(text, fileName, made);
      return made;
    },
  };
};

/**
 * Lets `require` take TypeScript. Loads ts-node only for a file that has changed since it was last compiled: to load
 * ts-node, with TypeScript behind it, takes longer than most of what the command line does.
 */
exports.register = () => {
  const kept = new Kept();
  let compiler;
  require.extensions[".ts"] = (module, fileName) => {
    const text = readFileSync(fileName, "utf8");
    const before = kept.read(text, fileName)?.outputText;
    compiler ??=
      before === undefined ? require("ts-node").create({ cwd: __dirname, transpileOnly: true }) : undefined;
    module._compile(before ?? compiler.compile(text, fileName), fileName);
  };
};

class Kept {
  // package.json names the very version of the compiler
  #compiler = [
    process.version,
    readFileSync(join(root, "tsconfig.json"), "utf8"),
    readFileSync(join(root, "package.json"), "utf8"),
  ];

  /** What was made of a text; undefined where that was not kept. */
  read(text, fileName) {
    try {
      return JSON.parse(readFileSync(this.#file(text, fileName), "utf8"));
    } catch {
      return undefined;
    }
  }

  /** Written beside its place and moved there: another process may be reading. Where that cannot be, nothing is kept. */
  write(text, fileName, made) {
    const file = this.#file(text, fileName);
    const draft = `${file}.${process.pid}`;
    try {
      mkdirSync(folder, { recursive: true });
      writeFileSync(draft, JSON.stringify(made));
      renameSync(draft, file);
    } catch {
      // a folder that is not ours to write: the next run compiles again
    }
  }

  #file(text, fileName) {
    const key = createHash("sha256").update(
      JSON.stringify([...this.#compiler, relative(root, fileName), text]),
    );
    return join(folder, `${key.digest("hex")}.json`);
  }
}
