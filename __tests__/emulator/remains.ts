import { AthenaClient, ListNamedQueriesCommand, ListWorkGroupsCommand } from "@aws-sdk/client-athena";
import { CloudTrailClient, ListTrailsCommand } from "@aws-sdk/client-cloudtrail";
import { GetDatabasesCommand, GlueClient } from "@aws-sdk/client-glue";
import { ListBucketsCommand, S3Client } from "@aws-sdk/client-s3";
import type { Emulator } from "../support/emulator";

/** Everything of the kinds a stack makes that is there, ours or not. */
export async function remains(emulator: Emulator, region: string, workgroup: string) {
  const client = emulator.clientFor(region);
  const athena = new AthenaClient(client);
  const { Buckets = [] } = await new S3Client({ ...client, forcePathStyle: true }).send(
    new ListBucketsCommand({}),
  );
  const { Trails = [] } = await new CloudTrailClient(client).send(new ListTrailsCommand({}));
  const { DatabaseList = [] } = await new GlueClient(client).send(new GetDatabasesCommand({}));
  const { WorkGroups = [] } = await athena.send(new ListWorkGroupsCommand({}));
  const { NamedQueryIds = [] } = await athena.send(new ListNamedQueriesCommand({ WorkGroup: workgroup }));
  return {
    buckets: Buckets.map(({ Name }) => Name).sort(),
    trails: Trails.map(({ Name }) => Name),
    databases: DatabaseList.map(({ Name }) => Name),
    workgroups: WorkGroups.map(({ Name }) => Name).filter((name) => name !== "primary"),
    namedQueries: NamedQueryIds,
  };
}
