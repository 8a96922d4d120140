import {
  AthenaClient,
  GetNamedQueryCommand,
  GetPreparedStatementCommand,
  GetWorkGroupCommand,
  ListNamedQueriesCommand,
  ListPreparedStatementsCommand,
} from "@aws-sdk/client-athena";
import {
  CloudTrailClient,
  GetEventSelectorsCommand,
  GetInsightSelectorsCommand,
  GetTrailCommand,
  GetTrailStatusCommand,
  type AdvancedFieldSelector,
} from "@aws-sdk/client-cloudtrail";
import { GetDatabaseCommand, GetTableCommand, GlueClient } from "@aws-sdk/client-glue";
import {
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketPolicyCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import type { Settings } from "../../src/settings/settings";
import type { MadeAudit, MadeRule, NamedSelector, Policy } from "../stack/madeAudit";
import { type Emulator, emulatorAccount } from "../support/emulator";

/** Reads what an audit consists of back from AWS, in the words of its API. */
export class AppliedAudit implements MadeAudit {
  readonly account = emulatorAccount;

  constructor(
    private readonly emulator: Emulator,
    private readonly settings: Settings,
  ) {}

  async trail() {
    const cloudTrail = this.cloudTrail();
    const Name = this.settings.trail.name;
    const { Trail } = await cloudTrail.send(new GetTrailCommand({ Name }));
    const { IsLogging } = await cloudTrail.send(new GetTrailStatusCommand({ Name }));
    return { ...Trail, IsLogging };
  }

  /** Conditions by the selector's name, each as a line: `readOnly equals false`. */
  async selectors(): Promise<Record<string, string[]>> {
    const { AdvancedEventSelectors = [] } = await this.eventSelectors();
    expect(await this.recordsBesides()).toEqual([]);
    return Object.fromEntries(
      AdvancedEventSelectors.map(({ Name = "", FieldSelectors = [] }) => [
        Name,
        FieldSelectors.flatMap(conditions).sort(),
      ]),
    );
  }

  async fieldSelectors(): Promise<readonly NamedSelector[]> {
    const { AdvancedEventSelectors = [] } = await this.eventSelectors();
    return AdvancedEventSelectors.map(({ Name, FieldSelectors = [] }) => ({
      name: Name,
      field_selector: FieldSelectors.map((selector) => ({
        field: selector.Field as NamedSelector["field_selector"][number]["field"],
        equals: selector.Equals ?? [],
        starts_with: selector.StartsWith ?? [],
        ends_with: selector.EndsWith ?? [],
        not_equals: selector.NotEquals ?? [],
        not_starts_with: selector.NotStartsWith ?? [],
        not_ends_with: selector.NotEndsWith ?? [],
      })),
    }));
  }

  async recordsBesides(): Promise<readonly unknown[]> {
    const { EventSelectors = [] } = await this.eventSelectors();
    const insights = this.cloudTrail().send(
      new GetInsightSelectorsCommand({ TrailName: this.settings.trail.name }),
    );
    const { InsightSelectors = [] } = await orNone(insights, "InsightNotEnabledException");
    return [...EventSelectors, ...InsightSelectors];
  }

  private eventSelectors() {
    return this.cloudTrail().send(new GetEventSelectorsCommand({ TrailName: this.settings.trail.name }));
  }

  /** How a bucket is kept. */
  async bucket(Bucket: string) {
    const s3 = this.s3();
    const access = await s3.send(new GetPublicAccessBlockCommand({ Bucket }));
    const ownership = await s3.send(new GetBucketOwnershipControlsCommand({ Bucket }));
    const versioning = await s3.send(new GetBucketVersioningCommand({ Bucket }));
    const encryption = await s3.send(new GetBucketEncryptionCommand({ Bucket }));
    const [encryptionRule] = encryption.ServerSideEncryptionConfiguration?.Rules ?? [];
    return {
      publicAccess: access.PublicAccessBlockConfiguration,
      ownership: ownership.OwnershipControls?.Rules?.[0]?.ObjectOwnership,
      versioning: versioning.Status,
      encryption: encryptionRule?.ApplyServerSideEncryptionByDefault?.SSEAlgorithm,
    };
  }

  async bucketPolicy(Bucket: string): Promise<Policy> {
    const asked = this.s3().send(new GetBucketPolicyCommand({ Bucket }));
    const { Policy = '{"Statement":[]}' } = await orNone(asked, "NoSuchBucketPolicy");
    return JSON.parse(Policy) as Policy;
  }

  async lifecycleRules(Bucket: string): Promise<readonly MadeRule[]> {
    const asked = this.s3().send(new GetBucketLifecycleConfigurationCommand({ Bucket }));
    const { Rules = [] } = await orNone(asked, "NoSuchLifecycleConfiguration");
    return Rules.map((rule) => ({
      Status: rule.Status,
      appliesToAll: Object.values({ prefix: rule.Prefix, ...rule.Filter }).every((one) => !one),
      ...(rule.Expiration?.Days && { expirationDays: rule.Expiration.Days }),
      ...(rule.NoncurrentVersionExpiration?.NoncurrentDays && {
        noncurrentDays: rule.NoncurrentVersionExpiration.NoncurrentDays,
      }),
      ...(rule.AbortIncompleteMultipartUpload?.DaysAfterInitiation && {
        abortDays: rule.AbortIncompleteMultipartUpload.DaysAfterInitiation,
      }),
      ...(rule.Transitions?.length && {
        transitions: rule.Transitions.map(({ Days, StorageClass }) => ({ days: Days, to: StorageClass })),
      }),
    }));
  }

  async database() {
    const { Database } = await this.glue().send(
      new GetDatabaseCommand({ Name: this.settings.athena.database }),
    );
    return Database;
  }

  async table(Name = this.settings.athena.table) {
    const { Table } = await this.glue().send(
      new GetTableCommand({ DatabaseName: this.settings.athena.database, Name }),
    );
    if (Table === undefined) throw new Error(`no table ${Name}`);
    return Table;
  }

  /** The view's definition as Athena decodes it, and the columns that Glue shows. */
  async view() {
    const { ViewOriginalText = "", StorageDescriptor, ...table } = await this.table("object_events");
    const [, base64 = ""] = /^\/\* Presto View: ([A-Za-z0-9+/]+={0,2}) \*\/$/.exec(ViewOriginalText) ?? [];
    const definition = JSON.parse(Buffer.from(base64, "base64").toString("utf8")) as ViewDefinition;
    return {
      ...table,
      ...definition,
      serializationLibrary: StorageDescriptor?.SerdeInfo?.SerializationLibrary,
      glueColumns: StorageDescriptor?.Columns ?? [],
    };
  }

  async workgroup() {
    const { WorkGroup } = await this.athena().send(
      new GetWorkGroupCommand({ WorkGroup: this.settings.athena.workgroup }),
    );
    return WorkGroup;
  }

  /** Name, database and text of the saved queries, by name. */
  async savedQueries() {
    const WorkGroup = this.settings.athena.workgroup;
    const { NamedQueryIds = [] } = await this.athena().send(new ListNamedQueriesCommand({ WorkGroup }));
    const queries = await Promise.all(
      NamedQueryIds.map((NamedQueryId) => this.athena().send(new GetNamedQueryCommand({ NamedQueryId }))),
    );
    return queries
      .map(({ NamedQuery }) => NamedQuery)
      .filter((query) => query !== undefined)
      .sort((one, other) => String(one.Name).localeCompare(String(other.Name)));
  }

  /** The prepared statements, by name. */
  async preparedStatements() {
    const WorkGroup = this.settings.athena.workgroup;
    const { PreparedStatements = [] } = await this.athena().send(
      new ListPreparedStatementsCommand({ WorkGroup }),
    );
    const texts = await Promise.all(
      PreparedStatements.map(async ({ StatementName }) => {
        const { PreparedStatement } = await this.athena().send(
          new GetPreparedStatementCommand({ WorkGroup, StatementName }),
        );
        return [String(StatementName), PreparedStatement] as const;
      }),
    );
    return new Map(texts);
  }

  private cloudTrail(): CloudTrailClient {
    return new CloudTrailClient(this.emulator.clientFor(this.settings.region));
  }

  private s3(): S3Client {
    return new S3Client({ ...this.emulator.clientFor(this.settings.region), forcePathStyle: true });
  }

  private glue(): GlueClient {
    return new GlueClient(this.emulator.clientFor(this.settings.region));
  }

  private athena(): AthenaClient {
    return new AthenaClient(this.emulator.clientFor(this.settings.region));
  }
}

interface ViewDefinition {
  readonly originalSql: string;
  readonly catalog: string;
  readonly schema: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
}

/** The answer; nothing of it, where AWS refuses in this way to say that there is none. */
async function orNone<T>(answer: Promise<T>, refusal: string): Promise<Partial<T>> {
  return answer.catch((error: Error) => {
    if (error.name !== refusal) throw error;
    return {};
  });
}

function conditions({
  Field,
  Equals,
  StartsWith,
  NotStartsWith,
  ...others
}: AdvancedFieldSelector): string[] {
  const lines = [
    ...(Equals ?? []).map((value) => `${Field} equals ${value}`),
    ...(StartsWith ?? []).map((value) => `${Field} starts with ${value}`),
    ...(NotStartsWith ?? []).map((value) => `${Field} does not start with ${value}`),
  ];
  // operators the stack never uses would still be seen
  const rest = Object.entries(others as Record<string, string[]>).filter(([, values]) => values?.length > 0);
  return [...lines, ...rest.map(([operator, values]) => `${Field} ${operator} ${values.join()}`)];
}
