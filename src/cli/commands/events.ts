import type { CliCommand } from "../command";
import { usualSettings } from "../../settings/defaultFile";
import { formatNames } from "../format/names";
import type { EventsFlags } from "../eventsFlags";
import { addEngineOptions, collect } from "../options";

/** `s3-audit events`: who did what to which object. */
export const eventsCommand: CliCommand = {
  examples: [
    "events --logs my-logs --since 7d --action delete",
    "events --logs my-logs --object s3://my-bucket/reports/a.pdf --limit all",
    "events --logs my-logs --denied --actor 'deploy/*' --format wide",
    "events --logs my-logs --since 2026-11-01 --until 2026-11-30 --limit all --format csv -o november.csv",
    "events --engine athena --since 1d --denied",
    "events --logs my-logs --sort -bytes_out --columns event_time,actor,object,bytes_out --limit 20",
  ],
  exitCodes:
    "0 done, also when there is no event; 2 bad input, 3 something could not be read (named on standard error),\n" +
    "4 AWS, the engine or this machine failed, 130 ended by Ctrl-C, 141 the reader of the output stopped reading.",
  register(program, io, done) {
    const command = program
      .command("events")
      .description("list who did what to which object, newest first, from CloudTrail's log files or Athena")
      .optionsGroup("From where:");
    addEngineOptions(command)
      .optionsGroup("When:")
      .option(
        "--since <moment>",
        "from this moment on: 2026-11-01, 2026-11-01T09:00, or how long ago: 36h, 7d, 2w",
      )
      .option("--until <moment>", "up to this moment, excluding it; a date includes that day")
      .option(
        "--time-zone <zone>",
        "IANA zone of the times you write and read (default: that of the settings)",
      )
      .optionsGroup("Which events (a flag given twice matches either value; different flags must all match):")
      .option(
        "--actor <name>",
        "who, as the list shows it, or an ARN; * for any characters: 'deploy/*'",
        collect,
      )
      .option("--actor-type <type>", "iam_user, assumed_role, root, aws_service, anonymous, ...", collect)
      .option(
        "--action <action>",
        "upload, copy, delete, read, list, restore, permission, tag, lock, other",
        collect,
      )
      .option("--event <name>", "S3's operation, such as DeleteObject or 'Put*'", collect)
      .option("--bucket <name>", "bucket; * for any characters", collect)
      .option("--prefix <prefix>", "what the object's key begins with", collect)
      .option("--object <uri>", "one object: s3://bucket/key", collect)
      .option("--ip <address>", "address, network (203.0.113.0/24) or part of one (203.0.113.*)", collect)
      .option("--denied", "only requests that S3 denied")
      .option("--errors", "only requests that failed, denied ones included")
      .option("--account <id>", "account to which CloudTrail delivered the events", collect)
      .option("--region <region>", "AWS Region", collect)
      .option("--grep <text>", "text anywhere in the event, ignoring case", collect)
      .optionsGroup("How it is shown:")
      .option("--columns <names>", "columns, separated by commas; `--columns help` lists them")
      .option(
        "--sort <columns>",
        "columns to sort by, separated by commas; descending with a minus (default: -event_time)",
      )
      .option("--limit <number>", "how many events at most, or all", "100")
      .option("--format <format>", formatNames.join(", "), "table")
      .option("-o, --output <file>", "file to write instead of standard output")
      .option("--count", "print the number of events instead of the events")
      .option(
        "--follow",
        "keep showing new events as their log files arrive in --logs, or else in the log bucket",
      )
      .option(
        "--settings <file>",
        `settings file with the time zone and the names (default: ${usualSettings})`,
      )
      .action(async (flags: EventsFlags) => {
        const { listEvents } = await import("../listing");
        done(await listEvents(flags, io));
      });
  },
};
