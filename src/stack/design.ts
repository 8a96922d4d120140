import type { EventSelector } from "../cloudtrail/selectors";
import type { Expression, Flag } from "./expression";
import type { Identity } from "./identity";

/**
 * What an audit is made from. With settings everything is known when CDKTF runs; in a Terraform module the values
 * are expressions over its variables (as CDKTF's tokens), and what decides how many there are of something is an
 * `Expression`.
 */
export interface Design {
  readonly name: string;
  readonly identity: Identity;
  readonly tags: Readonly<Record<string, string>>;
  readonly watched: {
    /** Names of buckets that are made. */
    readonly created: readonly string[];
    /** Names of buckets that were made once and are let go. */
    readonly released: readonly string[];
    /** Names of buckets that are there already; the expression is a set of them. */
    readonly lookedUp: readonly string[] | Expression;
  };
  /** The expression is a list of objects with `name` and `field_selectors`, as the provider names their fields. */
  readonly eventSelectors: readonly EventSelector[] | Expression;
  readonly logBucket: {
    readonly name: string;
    readonly create: boolean | Expression;
    /** Without slashes at either end. */
    readonly prefix?: string;
    /** Empty, or the prefix with a slash behind it. */
    readonly folder: string;
    readonly forceDestroy: boolean | Expression;
    /** The expression may be null: never. */
    readonly archiveAfterDays?: number | Expression;
    readonly expireAfterDays?: number | Expression;
  };
  readonly trail: {
    readonly name: string;
    readonly logging: Flag;
    readonly multiRegion: boolean | Expression;
    readonly validateLogFiles: Flag;
  };
  /** IANA name. */
  readonly timeZone: string;
  readonly athena: {
    readonly database: string;
    readonly table: string;
    readonly workgroup: string;
    readonly maxScanBytes: number;
    readonly lookBackDays: number;
    /** The Regions of the table's partitions, with commas between them. */
    readonly regions: string;
    readonly resultBucket: {
      readonly name: string;
      readonly create: boolean | Expression;
      readonly keepDays: number;
    };
  };
}
