/** Where a command reads and writes: handed in, so that tests see exactly what a person would. */
export interface Io {
  readonly stdin: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly stdout: NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number };
  readonly stderr: NodeJS.WritableStream & { readonly isTTY?: boolean };
  /** The folder relative paths are resolved from. */
  readonly cwd: string;
}
