/** The values of `--engine`; a file of its own, because the help needs nothing else. */
export const engineNames = ["duckdb", "athena", "auto"] as const;
export type EngineName = (typeof engineNames)[number];
