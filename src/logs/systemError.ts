import { systemCause } from "../errors";

const words: Readonly<Record<string, string>> = {
  EACCES: "no permission to read it",
  EPERM: "no permission to read it",
  ELOOP: "a symbolic link that leads to itself",
  ENOENT: "a symbolic link to nothing, or gone since",
  Z_BUF_ERROR: "cut off: the compressed data ends too early",
  Z_DATA_ERROR: "damaged: its gzip data contradicts itself",
};

/** What the system says about a file, in a person's words. */
export function reasonOf(error: unknown): string {
  const { code = "", message = String(error) } = error as Partial<NodeJS.ErrnoException>;
  const cause = systemCause(code);
  return words[code] ?? (cause === code ? message : cause);
}
