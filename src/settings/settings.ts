/** The settings with every default filled in: what the rest of the software reads. */

/** Which data events of a bucket are recorded. */
export type RecordKind = "write" | "read" | "all";

/** One bucket whose objects are audited. */
export interface WatchedBucket {
  readonly bucket: string;
  /** true: the stack makes the bucket; false: it is there and is only looked up. */
  readonly create: boolean;
  readonly record: RecordKind;
  /** Key prefixes without a leading slash; none: every object. */
  readonly prefixes: readonly string[];
}

/** Every bucket of the account (and Region, for a single-Region trail) but those named. */
export interface AllBuckets {
  readonly allBuckets: true;
  /** Bucket names; the log and result buckets are among them always. */
  readonly except: readonly string[];
  readonly record: RecordKind;
}

export type Watch = WatchedBucket | AllBuckets;

export interface LogBucketSettings {
  readonly name: string;
  readonly create: boolean;
  /** Key prefix of the log files, without slashes at either end. */
  readonly prefix?: string;
  readonly expireAfterDays?: number;
  readonly archiveAfterDays?: number;
  /** true: destroying the stack deletes the logs with the bucket. */
  readonly forceDestroy: boolean;
}

export interface TrailSettings {
  readonly name: string;
  /** The console's switch. */
  readonly logging: boolean;
  readonly multiRegion: boolean;
  readonly validateLogFiles: boolean;
}

export interface AthenaSettings {
  /** Glue database. */
  readonly database: string;
  /** Glue table over the log files. */
  readonly table: string;
  readonly workgroup: string;
  /** As written, such as "10 GB"; `bytesOf` gives bytes. */
  readonly maxScanPerQuery: string;
  /** How many days before today the table's partitions begin. */
  readonly lookBackDays: number;
  readonly resultBucket: {
    readonly name: string;
    readonly create: boolean;
    readonly keepDays: number;
  };
}

/** Where Terraform keeps the state: in a file, in S3, or in a workspace of Terraform Cloud. */
export type Backend =
  | {
      readonly type: "local";
      /** Relative to the project, or absolute. */
      readonly path: string;
    }
  | {
      readonly type: "s3";
      readonly bucket: string;
      readonly key: string;
      readonly region: string;
      readonly encrypt: boolean;
      /** true: a lock file in the bucket keeps two runs apart. */
      readonly useLockfile: boolean;
      readonly kmsKeyId?: string;
    }
  | {
      readonly type: "cloud";
      /** With a port where it is not 443. */
      readonly hostname: string;
      readonly organization: string;
      /** Without it, whoever runs Terraform names a workspace: TF_WORKSPACE. */
      readonly workspace?: string;
      /** Instead of a workspace: those that have all of these. */
      readonly tags?: readonly string[];
      readonly project?: string;
    };

export interface Settings {
  readonly name: string;
  readonly region: string;
  /** 12 digits; without it the account is looked up when Terraform plans. */
  readonly accountId?: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly watch: readonly Watch[];
  /** Names of watched buckets that the stack made once and lets go: they stay in AWS as they are. */
  readonly releasedBuckets: readonly string[];
  readonly logBucket: LogBucketSettings;
  readonly trail: TrailSettings;
  /** IANA name of the zone in which times are shown. */
  readonly timeZone: string;
  readonly athena: AthenaSettings;
  readonly backend: Backend;
}
