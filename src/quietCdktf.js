const { chmodSync, readFileSync, renameSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");

/**
 * Run by `npm ci` and `npm install` (`prepare`). CDKTF's command line looks whether it is in a browser, by its
 * `localStorage`. Node 25 and later have one, and warn at every `npx cdktf` that no file was named for it. So the program's
 * first file takes it away before. Only that file, and only in the form in which 0.21 has it, is written; without this the
 * warning is there and all else is the same.
 */
const file = join(__dirname, "..", "node_modules", "cdktf-cli", "bundle", "bin", "cdktf");
const itsOwn = '#!/usr/bin/env node\nrequire("./cdktf.js");\n';
const quiet = itsOwn.replace(
  "require",
  'Object.defineProperty(globalThis, "localStorage", { value: undefined, configurable: true });\nrequire',
);

try {
  if (readFileSync(file, "utf8").trimEnd() === itsOwn.trimEnd()) {
    // beside its place and moved there: some package managers share one file among many projects
    writeFileSync(`${file}.quiet`, quiet);
    chmodSync(`${file}.quiet`, 0o755);
    renameSync(`${file}.quiet`, file);
  }
} catch {
  // installed without the command line, or in a folder that is not ours to write
}
