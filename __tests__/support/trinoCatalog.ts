import {
  CreateDatabaseCommand,
  CreateTableCommand,
  GetTablesCommand,
  type GlueClient,
  type Table,
  type TableInput,
} from "@aws-sdk/client-glue";

const amazonsInputFormat = "com.amazon.emr.cloudtrail.CloudTrailInputFormat";

/**
 * Copies a database as the stack applied it into another Glue catalogue, where every table over CloudTrail's files
 * is one that Trino can read. The emulator keeps a catalogue a Region, so the copy lies in another Region: views
 * find their tables under the same names, and what Terraform applied stays as it is.
 */
export async function copyCatalogForTrino(of: {
  readonly database: string;
  readonly from: GlueClient;
  readonly to: GlueClient;
  /** Instead of all that a multi-Region table lists: each Region is a folder a day to ask the emulator for. */
  readonly regions?: readonly string[];
}): Promise<void> {
  const { TableList: tables = [] } = await of.from.send(new GetTablesCommand({ DatabaseName: of.database }));
  await of.to.send(new CreateDatabaseCommand({ DatabaseInput: { Name: of.database } }));
  for (const table of tables) {
    const repointed = repointTable(table);
    const TableInput = of.regions === undefined ? repointed : narrowed(repointed, of.regions);
    await of.to.send(new CreateTableCommand({ DatabaseName: of.database, TableInput }));
  }
}

/**
 * The same table for a Trino that lacks `CloudTrailInputFormat`, which is Amazon's own: it reads text with one
 * record a line. Hive's JSON SerDe fails on an object where the column is a string, OpenX's keeps its text.
 * Columns, partitions and projection stay as they are, and so does a view.
 */
export function repointTable(table: Table): TableInput {
  const { Name, Description, Owner, Parameters, PartitionKeys, StorageDescriptor, TableType } = table;
  const repointed = StorageDescriptor?.InputFormat === amazonsInputFormat && {
    InputFormat: "org.apache.hadoop.mapred.TextInputFormat",
    SerdeInfo: { SerializationLibrary: "org.openx.data.jsonserde.JsonSerDe" },
  };
  return {
    Name,
    Description,
    Owner,
    Parameters,
    PartitionKeys,
    TableType,
    ViewOriginalText: table.ViewOriginalText,
    ViewExpandedText: table.ViewExpandedText,
    StorageDescriptor: { ...StorageDescriptor, ...repointed },
  };
}

function narrowed(table: TableInput, regions: readonly string[]): TableInput {
  const parameter = "projection.region.values";
  if (table.Parameters?.[parameter] === undefined) return table;
  return { ...table, Parameters: { ...table.Parameters, [parameter]: regions.join(",") } };
}
