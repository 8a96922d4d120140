import { join } from "node:path";
import { Worker } from "node:worker_threads";

/**
 * SHA-256 of files in hexadecimal, in their order; undefined for one that cannot be read. In a thread of its own: a hundred
 * megabytes are hashed while DuckDB is loaded.
 */
export async function hashesOf(paths: readonly string[]): Promise<readonly (string | undefined)[]> {
  if (paths.length === 0) return [];
  const worker = new Worker(join(__dirname, "hashWorker.js"), { workerData: paths });
  return new Promise((resolve, reject) => {
    worker.once("message", resolve).once("error", reject);
  });
}
