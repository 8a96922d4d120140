import { Construct } from "constructs";
import { Fn, type ITerraformDependable, TerraformLocal, Token } from "cdktf";
import { GlueCatalogDatabase } from "@cdktf/provider-aws/lib/glue-catalog-database";
import { GlueCatalogTable } from "@cdktf/provider-aws/lib/glue-catalog-table";
import { cloudTrailColumns, partitionColumns } from "../cloudtrail/columns";
import { tableLocation } from "../cloudtrail/logPath";
import { renderView, viewColumns, viewName } from "../questions";
import { addressed } from "./addresses";
import type { Design } from "./design";
import { Expression, textOf } from "./expression";

/** Glue database with the table over the log files and the view that people ask. */
export class Catalog extends Construct {
  readonly database: string;
  readonly table: string;
  readonly view: string;
  /**
   * What a saved question must wait for: its text only names table and view, so Terraform would not know. Whoever finds
   * a question can then run it, and in a destruction none is left whose view is gone.
   */
  readonly askable: ITerraformDependable[];

  constructor(scope: Construct, id: string, design: Design) {
    super(scope, id);
    const { name, athena, tags } = design;

    const database = addressed(
      new GlueCatalogDatabase(this, "database", {
        name: athena.database,
        description: `Who did what to which S3 object: the audit ${name}`,
        ...(Object.keys(tags).length > 0 && { tags: { ...tags } }),
      }),
      "audit",
    );
    this.database = database.name;
    const table = addressed(new GlueCatalogTable(this, "table", this.logTable(design)), "logs");
    const view = addressed(new GlueCatalogTable(this, "view", this.eventView(design)), viewName);
    this.table = table.name;
    this.view = view.name;
    this.askable = [table, view];
  }

  /** One row a record; partitions are computed from the path (partition projection), none is ever added. */
  private logTable({ athena, logBucket, trail, identity }: Design) {
    const location = tableLocation({
      bucket: logBucket.name,
      folder: logBucket.folder,
      accountId: identity.accountId,
    });
    return {
      databaseName: this.database,
      name: athena.table,
      description: `CloudTrail log files of the trail ${trail.name}`,
      tableType: "EXTERNAL_TABLE",
      parameters: {
        EXTERNAL: "TRUE",
        classification: "cloudtrail",
        "projection.enabled": "true",
        "projection.region.type": "enum",
        // white space would become part of a value
        "projection.region.values": athena.regions,
        "projection.day.type": "date",
        "projection.day.format": "yyyy/MM/dd",
        "projection.day.interval": "1",
        "projection.day.interval.unit": "DAYS",
        "projection.day.range": `NOW-${textOf(athena.lookBackDays)}DAYS,NOW`,
        // doubled for Terraform: Athena, not Terraform, fills these in
        "storage.location.template": `${location}$\${region}/$\${day}`,
      },
      partitionKeys: partitionColumns.map(({ name, glueType }) => ({ name, type: glueType })),
      storageDescriptor: {
        location,
        inputFormat: "com.amazon.emr.cloudtrail.CloudTrailInputFormat",
        outputFormat: "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
        serDeInfo: {
          serializationLibrary: "org.apache.hive.hcatalog.data.JsonSerDe",
          parameters: { "serialization.format": "1" },
        },
        columns: cloudTrailColumns.map(({ name, glueType }) => ({ name, type: glueType })),
      },
    };
  }

  private eventView({ athena: { database, table }, timeZone }: Design) {
    // names, not references to the resources: the view is known, and readable, in every plan
    const definition = {
      originalSql: renderView({ database, table, timeZone }),
      catalog: "awsdatacatalog",
      schema: database,
      columns: viewColumns.map(({ name, type }) => ({ name, type })),
    };
    return {
      databaseName: this.database,
      name: viewName,
      tableType: "VIRTUAL_VIEW",
      // Trino runs a view as its owner and refuses one without; Athena writes this name
      owner: "hadoop",
      // Trino knows a view by this comment; a description would take its place and make the view unreadable
      parameters: { presto_view: "true", comment: "Presto View" },
      viewOriginalText: `/* Presto View: ${this.base64(JSON.stringify(definition))} */`,
      viewExpandedText: "/* Presto View */",
      storageDescriptor: {
        columns: viewColumns.map(({ name, type, description }) => ({
          name,
          type: hiveType(type),
          comment: description,
        })),
        // an empty SerDe block would show as drift for ever
        serDeInfo: { name: "-", serializationLibrary: "-" },
      },
    };
  }

  /** What Terraform is still to fill in, Terraform has to encode: here it would be encoded as a reference. */
  private base64(text: string): string {
    if (!Token.isUnresolved(text)) return Buffer.from(text).toString("base64");
    // inside a function CDKTF nests a text with references wrongly, and a local's name it does not
    addressed(new TerraformLocal(this, "view-definition", text), "view_definition");
    return Fn.base64encode(new Expression("local.view_definition").asString);
  }
}

/** The catalog's own name of a column type; the view's text keeps Trino's. */
function hiveType(trinoType: string): string {
  return trinoType === "varchar" ? "string" : trinoType.replace(/\(\d+\)$/, "");
}
