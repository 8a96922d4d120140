import type { Synthesized } from "../support/synth";
import type { MadeAudit, MadeRule, MadeTable, MadeView, NamedSelector, Policy } from "./madeAudit";

type Attributes = Readonly<Record<string, unknown>>;

/** What a synthesized stack would make, with its references followed as Terraform follows them. */
export class SynthesizedAudit implements MadeAudit {
  readonly account: string;

  constructor(
    private readonly stack: Synthesized,
    { accountId = "123456789012" }: { readonly accountId?: string } = {},
  ) {
    this.account = accountId;
  }

  /** Every resource of a type, by its name. */
  all(type: string): Readonly<Record<string, Attributes>> {
    return this.followed(this.stack.resource[type] ?? {}) as Record<string, Attributes>;
  }

  /** The outputs' values. */
  outputs(): Readonly<Record<string, unknown>> {
    return Object.fromEntries(
      Object.entries(this.stack.output).map(([name, { value }]) => [name, this.followed(value)]),
    );
  }

  async trail() {
    const trail = this.one("aws_cloudtrail", "trail");
    const [{ region } = { region: "" }] = this.stack.provider["aws"] as { region: string }[];
    const partition = partitionOf(region);
    return {
      Name: trail["name"] as string,
      TrailARN: `arn:${partition}:cloudtrail:${region}:${this.account}:trail/${String(trail["name"])}`,
      S3BucketName: trail["s3_bucket_name"] as string,
      S3KeyPrefix: trail["s3_key_prefix"] as string | undefined,
      IsLogging: trail["enable_logging"] as boolean,
      IsMultiRegionTrail: trail["is_multi_region_trail"] as boolean,
      IncludeGlobalServiceEvents: trail["include_global_service_events"] as boolean,
      LogFileValidationEnabled: trail["enable_log_file_validation"] as boolean,
    };
  }

  async fieldSelectors() {
    return this.one("aws_cloudtrail", "trail")["advanced_event_selector"] as readonly NamedSelector[];
  }

  async recordsBesides() {
    const { event_selector = [], insight_selector = [] } = this.one("aws_cloudtrail", "trail") as Record<
      string,
      readonly unknown[]
    >;
    return [...event_selector, ...insight_selector];
  }

  async bucket(name: string) {
    const access = this.part("public_access_block", name);
    const encryption = this.part("server_side_encryption_configuration", name)?.["rule"] as
      { apply_server_side_encryption_by_default: { sse_algorithm: string } }[] | undefined;
    return {
      publicAccess: {
        BlockPublicAcls: access?.["block_public_acls"],
        BlockPublicPolicy: access?.["block_public_policy"],
        IgnorePublicAcls: access?.["ignore_public_acls"],
        RestrictPublicBuckets: access?.["restrict_public_buckets"],
      },
      ownership: (this.part("ownership_controls", name)?.["rule"] as { object_ownership: string } | undefined)
        ?.object_ownership,
      versioning: (
        this.part("versioning", name)?.["versioning_configuration"] as { status: string } | undefined
      )?.status,
      encryption: encryption?.[0]?.apply_server_side_encryption_by_default.sse_algorithm,
    };
  }

  async bucketPolicy(name: string) {
    const policy = this.part("policy", name)?.["policy"];
    return policy === undefined ? { Statement: [] } : policyOf(policy);
  }

  async lifecycleRules(bucket: string): Promise<readonly MadeRule[]> {
    const rules = (this.part("lifecycle_configuration", bucket)?.["rule"] ?? []) as readonly {
      status: string;
      filter: readonly Attributes[];
      expiration?: readonly { days: number }[];
      noncurrent_version_expiration?: readonly { noncurrent_days: number }[];
      abort_incomplete_multipart_upload?: readonly { days_after_initiation: number }[];
      transition?: readonly { days: number; storage_class: string }[];
    }[];
    return rules.map((rule) => ({
      Status: rule.status,
      appliesToAll: rule.filter.every((filter) => Object.keys(filter).length === 0),
      ...(rule.expiration && { expirationDays: rule.expiration[0]!.days }),
      ...(rule.noncurrent_version_expiration && {
        noncurrentDays: rule.noncurrent_version_expiration[0]!.noncurrent_days,
      }),
      ...(rule.abort_incomplete_multipart_upload && {
        abortDays: rule.abort_incomplete_multipart_upload[0]!.days_after_initiation,
      }),
      ...(rule.transition && {
        transitions: rule.transition.map(({ days, storage_class }) => ({ days, to: storage_class })),
      }),
    }));
  }

  async database() {
    return { Name: this.one("aws_glue_catalog_database", "audit")["name"] as string };
  }

  async table(): Promise<MadeTable> {
    const table = this.one("aws_glue_catalog_table", "logs");
    const storage = table["storage_descriptor"] as Attributes;
    return {
      Name: table["name"] as string,
      TableType: table["table_type"] as string,
      Parameters: table["parameters"] as Record<string, string>,
      PartitionKeys: columnsOf(table["partition_keys"]),
      StorageDescriptor: {
        Location: storage["location"] as string,
        InputFormat: storage["input_format"] as string,
        OutputFormat: storage["output_format"] as string,
        SerdeInfo: {
          SerializationLibrary: (storage["ser_de_info"] as { serialization_library: string })
            .serialization_library,
        },
        Columns: columnsOf(storage["columns"]),
      },
    };
  }

  async view(): Promise<MadeView> {
    const view = this.one("aws_glue_catalog_table", "object_events");
    const storage = view["storage_descriptor"] as Attributes;
    const [, base64 = ""] =
      /^\/\* Presto View: ([A-Za-z0-9+/]+={0,2}) \*\/$/.exec(String(view["view_original_text"])) ?? [];
    const definition = JSON.parse(Buffer.from(base64, "base64").toString("utf8")) as Pick<
      MadeView,
      "originalSql" | "catalog" | "schema" | "columns"
    >;
    return {
      ...definition,
      Name: view["name"] as string,
      TableType: view["table_type"] as string,
      Parameters: view["parameters"] as Record<string, string>,
      Owner: view["owner"] as string | undefined,
      Description: view["description"] as string | undefined,
      ViewExpandedText: view["view_expanded_text"] as string | undefined,
      serializationLibrary: (storage["ser_de_info"] as { serialization_library?: string } | undefined)
        ?.serialization_library,
      glueColumns: columnsOf(storage["columns"]),
    };
  }

  async workgroup() {
    const workgroup = this.one("aws_athena_workgroup", "audit");
    const configuration = workgroup["configuration"] as {
      enforce_workgroup_configuration?: boolean;
      publish_cloudwatch_metrics_enabled?: boolean;
      bytes_scanned_cutoff_per_query?: number;
      result_configuration?: {
        output_location?: string;
        encryption_configuration?: { encryption_option?: string };
      };
    };
    const results = configuration.result_configuration;
    return {
      Name: workgroup["name"] as string,
      // Terraform's default
      State: (workgroup["state"] ?? "ENABLED") as string,
      Configuration: {
        EnforceWorkGroupConfiguration: configuration.enforce_workgroup_configuration,
        PublishCloudWatchMetricsEnabled: configuration.publish_cloudwatch_metrics_enabled,
        BytesScannedCutoffPerQuery: configuration.bytes_scanned_cutoff_per_query,
        ResultConfiguration: {
          OutputLocation: results?.output_location,
          EncryptionConfiguration: { EncryptionOption: results?.encryption_configuration?.encryption_option },
        },
      },
    };
  }

  async savedQueries() {
    return Object.values(this.all("aws_athena_named_query")).map((query) => ({
      Name: query["name"] as string,
      Description: query["description"] as string,
      Database: query["database"] as string,
      WorkGroup: query["workgroup"] as string,
      QueryString: query["query"] as string,
    }));
  }

  async preparedStatements() {
    const { Name } = await this.workgroup();
    return new Map(
      Object.values(this.all("aws_athena_prepared_statement"))
        .filter(({ workgroup }) => workgroup === Name)
        .map((statement) => [
          statement["name"] as string,
          {
            Description: statement["description"] as string,
            QueryStatement: statement["query_statement"] as string,
          },
        ]),
    );
  }

  private one(type: string, name: string): Attributes {
    const found = this.all(type)[name];
    if (found === undefined) throw new Error(`the stack has no ${type}.${name}`);
    return found;
  }

  /** What is made of a bucket's settings, told by the bucket's name. */
  private part(kind: string, bucket: string): Attributes | undefined {
    return Object.values(this.all(`aws_s3_bucket_${kind}`)).find((part) => part["bucket"] === bucket);
  }

  private followed(value: unknown): unknown {
    if (typeof value === "string") return this.followedText(value);
    if (Array.isArray(value)) return value.map((each) => this.followed(each));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [this.followedText(key), this.followed(inner)]),
    );
  }

  private followedText(text: string): string {
    const [nothing] = /(?<!\$)\$\{\w+\}/.exec(text) ?? [];
    if (nothing !== undefined)
      throw new Error(`Terraform takes ${nothing} for a reference, and there is none`);
    return text
      .replace(/(?<!\$)\$\{data\.aws_caller_identity\.current\.account_id\}/g, this.account)
      .replace(
        /(?<!\$)\$\{(aws_\w+)\.([\w-]+)\.(bucket|name)\}/g,
        (whole, type: string, name: string, attribute: string) => {
          const value = this.stack.resource[type]?.[name]?.[attribute];
          return typeof value === "string" ? this.followedText(value) : whole;
        },
      )
      .replaceAll("$${", "${");
  }
}

/** `${jsonencode({"Version" = …})}`: a policy as Terraform is told to write it. */
export function policyOf(text: unknown): Policy {
  const [, expression] = /^\$\{jsonencode\((.*)\)\}$/s.exec(String(text)) ?? [];
  if (expression === undefined) throw new Error(`${String(text)} is no policy`);
  return JSON.parse(expression.replace(/("(?:[^"\\]|\\.)*") = /g, "$1: ")) as Policy;
}

/** As the AWS General Reference has it: the partition is part of every ARN. */
export function partitionOf(region: string): string {
  if (region.startsWith("cn-")) return "aws-cn";
  return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}

const columnsOf = (columns: unknown) =>
  (columns as readonly { name: string; type: string; comment?: string }[]).map(({ name, type, comment }) => ({
    Name: name,
    Type: type,
    Comment: comment,
  }));
