/** Where a command reads and writes: handed in, so that tests see exactly what a person would. */
export interface Io {
  readonly stdin: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly stdout: OutStream & {
    /** Whether colours are welcome: knows NO_COLOR, FORCE_COLOR and TERM. */
    hasColors?(): boolean;
  };
  readonly stderr: OutStream;
  /** The folder relative paths are resolved from. */
  readonly cwd: string;
  /** The environment's variables. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Aborted by Ctrl-C: what runs ends at once and leaves nothing half done. */
  readonly signal: AbortSignal;
  /** For a command that may need longer than the usual two seconds to end properly after Ctrl-C: how long at most. */
  endsWithin?(ms: number): void;
}

export type OutStream = NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number };
