import type { LogFile } from "../../cloudtrail/logFile";
import { LogPath } from "../../cloudtrail/logPath";
import { literal } from "../../questions";
import { type CloudTrailColumn, cloudTrailColumns, columnsNamedIn } from "../../cloudtrail/columns";

/**
 * Bytes of a JSON document that DuckDB makes room for: each thread holds twice as much. CloudTrail's files can have 50 MB:
 * larger ones than this come in pieces.
 */
const [leastRoom, mostRoom] = [4 * 1024 * 1024, 16 * 1024 * 1024];
const megabyte = 1024 * 1024;
const roomFor = (longest: number): number =>
  Math.min(mostRoom, Math.max(leastRoom, Math.ceil(longest / megabyte + 1) * megabyte));

/** DuckDB reads a path as a glob pattern: each character that means something is put in a class of its own. */
const literalPath = (path: string) => literal(path.replace(/[*?[]/g, "[$&]"));

type Columns = readonly CloudTrailColumn[];

const recordType = (columns: Columns) =>
  `STRUCT(${columns.map(({ recordField, duckdbType }) => `"${recordField}" ${duckdbType}`).join(", ")})`;

/** Files that one `read_json` can read together. */
interface Batch extends Pick<LogFile, "format" | "compressed"> {
  /** They lie where CloudTrail puts them, so that their paths tell Region and day. */
  readonly inLayout: boolean;
  readonly room: number;
  readonly paths: string[];
}

/**
 * Nothing is left to be detected: DuckDB looks for the shape of a file by recursion, and a file of 200 kB that is deep enough
 * ends its process.
 */
const readJson = ({ paths, format, compressed, room }: Batch, columns: Columns) =>
  `read_json([${paths.map(literalPath).join(", ")}],
      format = '${format === "oneLine" ? "newline_delimited" : "unstructured"}',
      records = true,
      auto_detect = false,
      compression = '${compressed ? "gzip" : "uncompressed"}',
      columns = {"Records": ${literal(`${recordType(columns)}[]`)}},
      maximum_object_size = ${room},
      hive_partitioning = false,
      filename = true)`;

/** A file without Records would give no rows without a word. */
const records = (batch: Batch, columns: Columns) => `(
    SELECT unnest("Records") AS record, filename
    FROM ${readJson(batch, columns)}
    WHERE CASE WHEN "Records" IS NULL THEN error('no CloudTrail log: it holds no Records') ELSE true END
  )`;

/**
 * The partitions as the path tells them, computed from nothing but the file's name: so a predicate on them skips
 * files. `system.main` because a macro named regexp_extract would end that without a word.
 */
const partitionsOfPath = `
    system.main.regexp_extract(filename, '/CloudTrail/([a-z0-9-]+)/\\d{4}/\\d{2}/\\d{2}/[^/]+$', 1) AS region,
    system.main.regexp_extract(filename, '/(\\d{4}/\\d{2}/\\d{2})/[^/]+$', 1) AS day`;

/** For a file anywhere else, as the record tells them; one without a readable time lies before all others. */
const partitionsOfRecord = `
    record."awsRegion" AS region,
    coalesce(strftime(TRY_CAST(record."eventTime" AS timestamp), '%Y/%m/%d'), '1970/01/01') AS day`;

const selected = (columns: Columns) =>
  columns.map(({ name, recordField }) => `record."${recordField}" AS ${name}`).join(", ");

/** The columns that a statement over the table needs, for `selectLogs`: each field that DuckDB takes over costs time. */
export const columnsFor = (sql: string): Columns =>
  // without these two a record would not tell its partitions
  columnsNamedIn(`${sql} awsregion eventtime`);

/**
 * SELECT with the Glue table's columns and partitions over log files.
 * @param columns if not all of them: see `columnsFor`
 */
export function selectLogs(files: readonly LogFile[], columns: Columns = cloudTrailColumns): string {
  if (files.length === 0) return noLogs(columns);
  return batchesOf(files)
    .map(
      (batch) => `SELECT
    ${selected(columns)},${batch.inLayout ? partitionsOfPath : partitionsOfRecord}
  FROM ${records(batch, columns)}`,
    )
    .join("\nUNION ALL\n");
}

/** SELECT that fails where one of the files cannot be read, and otherwise counts their records. */
export const countRecords = (files: readonly LogFile[]): string =>
  `SELECT ${batchesOf(files)
    .map((batch) => `(SELECT count(record) FROM ${records(batch, cloudTrailColumns)})`)
    .join(" + ")}`;

function batchesOf(files: readonly LogFile[]): readonly Batch[] {
  const batches = new Map<string, Batch>();
  for (const { path, format, compressed, longest } of files) {
    const inLayout = LogPath.parse(path) !== undefined;
    const room = roomFor(longest);
    const key = [format, compressed, inLayout, room].join();
    const batch = batches.get(key) ?? { format, compressed, inLayout, room, paths: [] };
    batch.paths.push(path);
    batches.set(key, batch);
  }
  return [...batches.values()];
}

const noLogs = (columns: Columns) =>
  `SELECT ${selected(columns)}, NULL::VARCHAR AS region, NULL::VARCHAR AS day
  FROM (SELECT NULL::${recordType(columns)} AS record) WHERE false`;
