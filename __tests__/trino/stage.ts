import { CreateTableCommand, GlueClient } from "@aws-sdk/client-glue";
import { S3Client } from "@aws-sdk/client-s3";
import { DuckDbEngine } from "../../src/engines/duckdb/duckdbEngine";
import { findLogs } from "../../src/logs/find";
import { glanceAt, isReadable } from "../../src/logs/glance";
import type { Catalog } from "../../src/questions";
import { AppliedAudit } from "../emulator/applied";
import { Life, settingsOf } from "../emulator/lifecycle";
import { deliveries } from "../questions/fixtures";
import type { Emulator } from "../support/emulator";
import { overLogs } from "../support/duckdb";
import { type LogFile, type UploadedFile, uploadRecords } from "../support/logFiles";
import { LogFolder, logText } from "../support/records";
import { startTrino, type TrinoServer } from "../support/trino";
import { copyCatalogForTrino, repointTable } from "../support/trinoCatalog";
import type { TrinoParameter } from "../support/trinoClient";
import { fortyDays } from "./fortyDays";
import { lately } from "./lately";
import { story } from "./story";

/** Relative to the project. */
export const settingsFile = "examples/seed.yaml";
/** The emulator keeps a Glue catalogue a Region: Trino reads a copy in this one. */
const copyRegion = "eu-north-1";
/** Every Region that a record of the tests lies in. */
const regions = ["ap-northeast-1", "us-east-1"];
const unpartitioned = "unpartitioned";

/** What `begin` sets up, once for all proofs. */
interface Scenery {
  readonly trino: TrinoServer;
  readonly duckdb: DuckDbEngine;
  readonly asText: Awaited<ReturnType<typeof overLogs>>;
  readonly folder: LogFolder;
  readonly uploaded: readonly UploadedFile[];
  readonly unpartitionedBytes: number;
  /** Texts by name. */
  readonly namedQueries: ReadonlyMap<string, string>;
  readonly preparedStatements: Awaited<ReturnType<AppliedAudit["preparedStatements"]>>;
}

/**
 * The blog post's example, deployed; the tests' log files in its bucket and the same in a folder; a Trino over the
 * bucket and a copy of the catalogue, and a DuckDB over the folder.
 */
export class Stage {
  private readonly life = new Life([{ file: settingsFile, selectors: [], existingBuckets: [], changes: [] }]);
  readonly settings = settingsOf(settingsFile);
  private server?: TrinoServer;
  private scenery?: Scenery;

  get audit(): AppliedAudit {
    return new AppliedAudit(this.life.emulator, this.settings);
  }

  get catalog(): Catalog {
    const { athena, timeZone } = this.settings;
    return { database: athena.database, table: athena.table, timeZone };
  }

  async begin(): Promise<void> {
    await this.life.begin();
    const { url } = this.life.emulator;
    // the fixtures have records of a second Region, and of days that are long past
    await this.life.edit(settingsFile, (settings) => {
      settings.trail = { ...settings.trail, multiRegion: true };
      settings.athena = { ...settings.athena, lookBackDays: daysSinceFirst() };
    });
    // beside the deployment, which mostly waits
    const [trino] = await allOf(
      startTrino({ glueEndpoint: url, s3Endpoint: url, region: copyRegion }).then(
        (server) => (this.server = server),
      ),
      this.life.workspace.deploy(),
    );
    await this.life.emulator.runAthenaOn(trino.url);
    const copy = new GlueClient(this.life.emulator.clientFor(copyRegion));
    const from = new GlueClient(this.life.emulator.clientFor(this.settings.region));
    await copyCatalogForTrino({ database: this.catalog.database, from, to: copy, regions });

    const folder = new LogFolder();
    const few = await this.upload(folder, fortyDays);
    const unpartitionedBytes = await this.readUnpartitioned(copy, trino);
    const all = [...few, ...(await this.upload(folder, [...deliveries, ...story, ...lately(new Date())]))];
    const duckdb = await DuckDbEngine.open(this.catalog);
    duckdb.read((await findLogs(folder.path)).files.map(glanceAt).filter(isReadable));
    const asText = await overLogs(folder.path, this.catalog);
    const saved = await this.audit.savedQueries();
    this.scenery = {
      trino,
      duckdb,
      asText,
      folder,
      uploaded: all,
      unpartitionedBytes,
      namedQueries: new Map(saved.map(({ Name, QueryString }) => [String(Name), String(QueryString)])),
      preparedStatements: await this.audit.preparedStatements(),
    };
  }

  async end(): Promise<void> {
    await this.server?.stop();
    this.scenery?.duckdb.close();
    this.scenery?.asText.close();
    this.scenery?.folder.remove();
    await this.life.end();
  }

  /** The emulated AWS; its Athena runs statements on this stage's Trino. */
  get emulator(): Emulator {
    return this.life.emulator;
  }

  /** Where the log files lie that are in the bucket too. */
  get logs(): string {
    return this.set().folder.path;
  }

  get namedQueries() {
    return this.set().namedQueries;
  }

  get preparedStatements() {
    return this.set().preparedStatements;
  }

  get duckdb(): DuckDbEngine {
    return this.set().duckdb;
  }

  /** What Trino read of the forty days while the bucket held nothing else, by a table without partitions. */
  get unpartitionedBytes(): number {
    return this.set().unpartitionedBytes;
  }

  trino(sql: string, parameters: readonly TrinoParameter[] = []) {
    return this.set().trino.query(sql, { schema: this.catalog.database, parameters });
  }

  /** Rows of a text on DuckDB, by column, as JSON: a bigint is text. */
  duckdbRows(sql: string) {
    return this.set().asText.rows(sql);
  }

  /** Compressed bytes of the files delivered on these days (`yyyy/MM/dd`), in one Region or in all. */
  bytesOf(days: readonly string[], region = ""): number {
    return this.set()
      .uploaded.filter(({ key }) => days.some((day) => key.includes(`${region}/${day}/`)))
      .reduce((total, { bytes }) => total + bytes, 0);
  }

  private async upload(folder: LogFolder, files: readonly LogFile[]): Promise<readonly UploadedFile[]> {
    const s3 = new S3Client({
      ...this.life.emulator.clientFor(this.settings.region),
      forcePathStyle: true,
    });
    const uploaded = await uploadRecords(s3, { bucket: this.settings.logBucket.name }, files);
    for (const [index, { key }] of uploaded.entries()) {
      folder.write(key, logText(...(files[index]?.records ?? [])));
    }
    return uploaded;
  }

  /** The peer of the figures: the applied table, but for its partitions. */
  private async readUnpartitioned(copy: GlueClient, trino: TrinoServer): Promise<number> {
    const { Parameters, ...table } = repointTable(await this.audit.table());
    const kept = Object.entries(Parameters ?? {}).filter(([name]) => !/^projection\.|^storage\./.test(name));
    const DatabaseName = this.catalog.database;
    const TableInput = {
      ...table,
      Name: unpartitioned,
      PartitionKeys: [],
      Parameters: Object.fromEntries(kept),
    };
    await copy.send(new CreateTableCommand({ DatabaseName, TableInput }));
    const count = `SELECT count(*) FROM "${DatabaseName}"."${unpartitioned}" WHERE eventtime LIKE '2025-08-20%'`;
    return (await trino.query(count)).stats.physicalInputBytes;
  }

  private set(): Scenery {
    if (this.scenery === undefined) throw new Error("the stage was not set");
    return this.scenery;
  }
}

/** How far back the table has to reach. */
function daysSinceFirst(): number {
  const moments = [...deliveries, ...fortyDays].map(({ deliveredAt }) => deliveredAt.getTime());
  const first = Math.min(...moments);
  const last = new Date(Math.max(...moments));
  if (last > new Date()) {
    throw new Error(
      `This machine's clock stands before ${last.toISOString()}, when the last case was delivered.`,
    );
  }
  return Math.ceil((Date.now() - first) / 86_400_000) + 1;
}

/** As Promise.all, but fails only when both have ended, so that nothing is started behind a failure's back. */
async function allOf<One, Other>(one: Promise<One>, other: Promise<Other>): Promise<[One, Other]> {
  await Promise.allSettled([one, other]);
  return Promise.all([one, other]);
}
