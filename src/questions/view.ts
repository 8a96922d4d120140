import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  type Action,
  deniedErrorCodes,
  eventNamesOf,
  s3DataEvents,
  objectEventsView,
} from "../cloudtrail/s3Events";
import { escaped, fill, qualified, textList } from "./template";

/** Where the table is, and the zone in which times are shown. */
export interface Catalog {
  /** Glue database. */
  readonly database: string;
  /** Glue table over the log files. */
  readonly table: string;
  /** IANA name. */
  readonly timeZone: string;
}

/** One column of the view, in Athena's (Trino's) types. */
export interface ViewColumn {
  readonly name: string;
  readonly type: "timestamp" | "varchar" | "bigint";
  readonly description: string;
}

/** The view every question is asked of. */
export const viewName = objectEventsView;

const column = (name: string, type: ViewColumn["type"], description: string): ViewColumn => ({
  name,
  type,
  description,
});

/** Its inner part, a view of its own only where a query runs on one machine. */
export const deliveriesViewName = "object_deliveries";

/** In the order of the SQL: Athena calls a view stale whose columns differ from its text. */
export const viewColumns: readonly ViewColumn[] = [
  column("event_time", "timestamp", "When it happened, on the wall clock of the settings' time zone"),
  column("event_time_utc", "timestamp", "The same moment in UTC"),
  column("actor", "varchar", "Who did it, as a person would say it; unknown where the record does not say"),
  column("actor_type", "varchar", "What kind of identity that is, such as iam_user or aws_service"),
  column("action", "varchar", "upload, copy, delete, read, list, restore, permission, tag, lock or other"),
  column("event_name", "varchar", "The S3 operation, such as PutObject"),
  column("bucket", "varchar", "The bucket's name"),
  column("object_key", "varchar", "The object's key; empty for an operation on the bucket"),
  column("version_id", "varchar", "The object's version, where the bucket keeps versions"),
  column("bytes_in", "bigint", "Bytes sent to S3"),
  column("bytes_out", "bigint", "Bytes sent by S3"),
  column("source_ip", "varchar", "Address or AWS service the request came from"),
  column("user_agent", "varchar", "What the client calls itself"),
  column("error_code", "varchar", "S3's error code; none when it succeeded"),
  column("outcome", "varchar", "ok, denied or failed"),
  column("account_id", "varchar", "The account the record was delivered for"),
  column("region", "varchar", "The Region (partition)"),
  column("day", "varchar", "UTC day of delivery, yyyy/MM/dd (partition)"),
  column("event_id", "varchar", "CloudTrail's id of the event"),
  column("request_id", "varchar", "S3's id of the request"),
  column("event_type", "varchar", "AwsApiCall; AwsServiceEvent for a key that a batch of deletions removed"),
  column("actor_arn", "varchar", "ARN of the actor, where the record has one"),
  column("actor_account", "varchar", "The account of the actor; none for anonymous requests"),
  column("session_issuer", "varchar", "The role or user whose session it was"),
  column("session_name", "varchar", "The session's name: often a person, an instance or a job"),
  column("on_behalf_of", "varchar", "Id of the Identity Center user behind the request"),
  column(
    "mfa",
    "varchar",
    "true or false: whether the session was signed in with MFA, where the record says so",
  ),
  column("from_console", "varchar", "true where the credentials were those of the AWS console"),
  column("copied_from", "varchar", "A copy's source as bucket/key"),
  column("encryption", "varchar", "SSE-C, aws:kms, AES256 or another way in which S3 encrypted the object"),
  column("kms_key", "varchar", "The KMS key it was encrypted with"),
  column("request_parameters", "varchar", "The request's parameters, as JSON text"),
];

const sql = (file: string) => readFileSync(join(__dirname, file), "utf8").trim();
const eventsTemplate = sql("object_events.sql");
const deliveriesTemplate = sql("object_deliveries.sql");

const listedActions: readonly Action[] = [
  "upload",
  "copy",
  "delete",
  "read",
  "list",
  "restore",
  "permission",
  "tag",
  "lock",
];

/** Whether a row of the table is an S3 data event; old records have no category, and are known by their names. */
export const isDataEvent =
  "eventsource = 's3.amazonaws.com' AND " +
  `(eventcategory = 'Data' OR (eventcategory IS NULL AND eventname IN (${textList(s3DataEvents.map(({ name }) => name))})))`;

/**
 * What the view reads before it merges the copies of an event: the inner part of its text. A list of the newest
 * events merges copies among the few rows it shows, and so never has to hold a year's event ids in memory.
 */
export function renderDeliveries(catalog: Catalog): string {
  const events = listedActions.map((action) => [`eventsOf.${action}`, textList(eventNamesOf(action))]);
  return fill(deliveriesTemplate, {
    ...(Object.fromEntries(events) as Record<string, string>),
    isDataEvent,
    deniedErrorCodes: textList(deniedErrorCodes),
    table: qualified(catalog.database, catalog.table),
    timeZone: escaped(catalog.timeZone),
  });
}

/**
 * The view's text: saved in Athena and run by DuckDB, the same.
 * @param deliveries a SELECT of the deliveries, where they are kept elsewhere than in the table
 */
export function renderView(catalog: Catalog, deliveries = renderDeliveries(catalog)): string {
  return fill(eventsTemplate, { deliveries: deliveries.replaceAll("\n", "\n    ") });
}
