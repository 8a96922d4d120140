import { rmSync } from "node:fs";

/**
 * Removes a file or folder when the process ends, also where Ctrl-C does not leave it the time to clean up (only
 * `kill -9` leaves it none). To be called before it is made; the result forgets it, when it is gone or has its place.
 */
export function removeAtExit(path: string): () => void {
  const remove = () => {
    try {
      rmSync(path, { recursive: true, force: true, maxRetries: 3, retryDelay: 20 });
    } catch {
      // there is nobody left who could be told
    }
  };
  process.once("exit", remove);
  return () => process.off("exit", remove);
}
