// Plain JavaScript, because a thread of its own has nothing that compiles TypeScript.
const { createHash } = require("node:crypto");
const { closeSync, openSync, readSync } = require("node:fs");
const { parentPort, workerData: paths } = require("node:worker_threads");

const buffer = Buffer.allocUnsafe(1024 * 1024);

function hashOf(path) {
  let file;
  try {
    file = openSync(path, "r");
    const hash = createHash("sha256");
    for (let length; (length = readSync(file, buffer, 0, buffer.length, null)) > 0;) {
      hash.update(buffer.subarray(0, length));
    }
    return hash.digest("hex");
  } catch {
    return undefined;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

parentPort.postMessage(paths.map(hashOf));
