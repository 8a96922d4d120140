import { Construct } from "constructs";
import { AthenaNamedQuery } from "@cdktf/provider-aws/lib/athena-named-query";
import { AthenaPreparedStatement } from "@cdktf/provider-aws/lib/athena-prepared-statement";
import { AthenaWorkgroup } from "@cdktf/provider-aws/lib/athena-workgroup";
import {
  preparedStatementName,
  renderNamedQuery,
  renderPreparedStatement,
  savedQuestions,
} from "../questions";
import { addressed } from "./addresses";
import { denyInsecureTransport, expireAfter, PrivateBucket, releaseBucket } from "./bucket";
import type { Catalog } from "./catalog";
import type { Design } from "./design";

/** The Athena workgroup with its bound on cost, the bucket of its results and the saved queries. */
export class Workgroup extends Construct {
  readonly name: string;
  readonly resultLocation: string;
  /** Ids of the saved queries by the name of their question. */
  readonly savedQueryIds: Readonly<Record<string, string>>;
  /** For each prepared statement, by its name, what its question marks stand for, in order. */
  readonly preparedStatements: Readonly<Record<string, string>>;

  constructor(scope: Construct, id: string, design: Design, catalog: Catalog) {
    super(scope, id);
    const { athena, tags } = design;
    this.resultLocation = `s3://${this.resultBucketName(design)}/`;

    const workgroup = addressed(
      new AthenaWorkgroup(this, "workgroup", {
        name: athena.workgroup,
        description: `Questions to the audit ${design.name}`,
        // AWS keeps the history of queries in the workgroup and would refuse to delete it
        forceDestroy: true,
        configuration: {
          enforceWorkgroupConfiguration: true,
          publishCloudwatchMetricsEnabled: true,
          bytesScannedCutoffPerQuery: athena.maxScanBytes,
          resultConfiguration: {
            outputLocation: this.resultLocation,
            encryptionConfiguration: { encryptionOption: "SSE_S3" },
          },
        },
        ...(Object.keys(tags).length > 0 && { tags: { ...tags } }),
      }),
      "audit",
    );
    this.name = workgroup.name;

    const names = { database: athena.database, table: athena.table, timeZone: design.timeZone };
    this.savedQueryIds = Object.fromEntries(
      savedQuestions.map((question) => {
        const query = new AthenaNamedQuery(this, question.name, {
          name: question.name,
          description: question.title,
          workgroup: this.name,
          database: catalog.database,
          query: renderNamedQuery(question, names),
          dependsOn: catalog.askable,
        });
        return [question.name, addressed(query, preparedStatementName(question)).id];
      }),
    );

    // the others can be asked with nothing but a window, which their named queries have
    const asking = savedQuestions.filter(({ parameters }) => parameters.length > 0);
    this.preparedStatements = Object.fromEntries(
      asking.map((question) => {
        const { sql, order } = renderPreparedStatement(question, names);
        const statement = new AthenaPreparedStatement(this, `prepared-${question.name}`, {
          name: preparedStatementName(question),
          description: `${question.title}: ${order.join(", ")}`,
          workgroup: this.name,
          queryStatement: sql,
          dependsOn: catalog.askable,
        });
        return [addressed(statement, preparedStatementName(question)).name, order.join(", ")];
      }),
    );
  }

  private resultBucketName({ athena: { resultBucket }, tags, identity }: Design): string {
    const address = "results";
    if (resultBucket.create === false) {
      releaseBucket(this, { address, hasPolicy: true });
      return resultBucket.name;
    }
    return new PrivateBucket(this, "results", {
      address,
      name: resultBucket.name,
      ...(resultBucket.create !== true && { when: resultBucket.create }),
      // results can be had again by asking again
      forceDestroy: true,
      tags,
      policy: [denyInsecureTransport(identity.bucketArn(resultBucket.name))],
      lifecycleRules: [expireAfter(resultBucket.keepDays)],
    }).name;
  }
}
