import type { Selector } from "../review/coverage/evaluator";

/**
 * What an audit consists of, in the words of AWS's API: read out of synthesized JSON, or back from AWS after an apply.
 * A promise is asked of both.
 */
export interface MadeAudit {
  /** 12 digits: of the credentials, where the settings name none. */
  readonly account: string;
  trail(): Promise<MadeTrail>;
  /** The trail's advanced event selectors. */
  fieldSelectors(): Promise<readonly NamedSelector[]>;
  /** What else the trail records, for money: classic selectors, among them management events, and Insights. */
  recordsBesides(): Promise<readonly unknown[]>;
  bucket(name: string): Promise<MadeBucket>;
  /** Without statements: the bucket has no policy. */
  bucketPolicy(name: string): Promise<Policy>;
  /** Empty: objects are kept for ever. */
  lifecycleRules(bucket: string): Promise<readonly MadeRule[]>;
  database(): Promise<{ readonly Name?: string | undefined } | undefined>;
  table(): Promise<MadeTable>;
  view(): Promise<MadeView>;
  workgroup(): Promise<MadeWorkgroup | undefined>;
  /** By name. */
  savedQueries(): Promise<readonly MadeQuery[]>;
  preparedStatements(): Promise<ReadonlyMap<string, MadeStatement | undefined>>;
}

export interface NamedSelector extends Selector {
  readonly name?: string | undefined;
}

export interface MadeTrail {
  readonly Name?: string | undefined;
  readonly TrailARN?: string | undefined;
  readonly S3BucketName?: string | undefined;
  readonly S3KeyPrefix?: string | undefined;
  readonly IsLogging?: boolean | undefined;
  readonly IsMultiRegionTrail?: boolean | undefined;
  readonly IncludeGlobalServiceEvents?: boolean | undefined;
  readonly LogFileValidationEnabled?: boolean | undefined;
}

export interface MadeBucket {
  readonly publicAccess: unknown;
  readonly ownership: string | undefined;
  readonly versioning: string | undefined;
  readonly encryption: string | undefined;
}

/** What every bucket is like that the stack made. */
export const protectedBucket: MadeBucket = {
  publicAccess: {
    BlockPublicAcls: true,
    BlockPublicPolicy: true,
    IgnorePublicAcls: true,
    RestrictPublicBuckets: true,
  },
  ownership: "BucketOwnerEnforced",
  versioning: "Enabled",
  encryption: "AES256",
};

export type Statement = Readonly<Record<string, unknown>>;

export interface Policy {
  readonly Version?: string;
  readonly Statement: readonly Statement[];
}

/** A lifecycle rule; what it does not do is not there. */
export interface MadeRule {
  readonly Status: string | undefined;
  /** false: only to some objects, whatever its filter is. */
  readonly appliesToAll: boolean;
  readonly expirationDays?: number;
  readonly noncurrentDays?: number;
  readonly abortDays?: number;
  readonly transitions?: readonly { readonly days: number | undefined; readonly to: string | undefined }[];
}

interface Column {
  readonly Name?: string | undefined;
  readonly Type?: string | undefined;
  readonly Comment?: string | undefined;
}

export interface MadeTable {
  readonly Name?: string | undefined;
  readonly TableType?: string | undefined;
  readonly Parameters?: Readonly<Record<string, string>> | undefined;
  readonly PartitionKeys?: readonly Column[] | undefined;
  readonly StorageDescriptor?:
    | {
        readonly Location?: string | undefined;
        readonly InputFormat?: string | undefined;
        readonly OutputFormat?: string | undefined;
        readonly SerdeInfo?: { readonly SerializationLibrary?: string | undefined } | undefined;
        readonly Columns?: readonly Column[] | undefined;
      }
    | undefined;
}

/** The view's definition as Athena decodes it, beside what Glue shows of it. */
export interface MadeView {
  readonly Name?: string | undefined;
  readonly TableType?: string | undefined;
  readonly Parameters?: Readonly<Record<string, string>> | undefined;
  readonly Owner?: string | undefined;
  readonly Description?: string | undefined;
  readonly ViewExpandedText?: string | undefined;
  readonly serializationLibrary?: string | undefined;
  readonly glueColumns: readonly Column[];
  readonly originalSql: string;
  readonly catalog: string;
  readonly schema: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
}

export interface MadeWorkgroup {
  readonly Name?: string | undefined;
  readonly State?: string | undefined;
  readonly Configuration?:
    | {
        readonly EnforceWorkGroupConfiguration?: boolean | undefined;
        readonly PublishCloudWatchMetricsEnabled?: boolean | undefined;
        readonly BytesScannedCutoffPerQuery?: number | undefined;
        readonly ResultConfiguration?:
          | {
              readonly OutputLocation?: string | undefined;
              readonly EncryptionConfiguration?:
                { readonly EncryptionOption?: string | undefined } | undefined;
            }
          | undefined;
      }
    | undefined;
}

export interface MadeQuery {
  readonly Name?: string | undefined;
  readonly Description?: string | undefined;
  readonly Database?: string | undefined;
  readonly WorkGroup?: string | undefined;
  readonly QueryString?: string | undefined;
}

export interface MadeStatement {
  readonly Description?: string | undefined;
  readonly QueryStatement?: string | undefined;
}
