import type { EngineFlags } from "./engines";
import type { FilterFlags } from "./filters";
import type { AskingFlags } from "./request";

/** What `s3-audit events` was told, as it was written. */
export interface EventsFlags extends AskingFlags, FilterFlags, EngineFlags {
  readonly settings?: string;
  readonly columns?: string;
  readonly sort?: string;
  readonly count?: boolean;
  readonly follow?: boolean;
}
