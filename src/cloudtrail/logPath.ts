/** What CloudTrail encodes in the key of a log file. */
export interface LogPathParts {
  /** Key prefix of the trail, without slashes at either end; empty: none. */
  readonly prefix?: string;
  /** The organization's id, such as `o-exampleorgid`, in an organization trail's layout. */
  readonly organizationId?: string;
  /** 12 digits. */
  readonly accountId: string;
  readonly region: string;
  /** The moment of delivery, to the minute, UTC. */
  readonly deliveredAt: Date;
  /** What makes the name unique: letters and digits. */
  readonly unique: string;
}

const pattern = new RegExp(
  [
    String.raw`^(?:(?<prefix>.+)/)?AWSLogs/(?:(?<organization>o-[a-z0-9]+)/)?(?<account>\d{12})/CloudTrail/`,
    String.raw`(?<region>[a-z0-9-]+)/(?<day>\d{4}/\d{2}/\d{2})/`,
    String.raw`\k<account>_CloudTrail_\k<region>_(?<minute>\d{8}T\d{4})Z_(?<unique>[A-Za-z0-9]+)\.json\.gz$`,
  ].join(""),
);

/**
 * The key of one log file:
 * `[PREFIX/]AWSLogs/[ORG/]ACCOUNT/CloudTrail/REGION/YYYY/MM/DD/ACCOUNT_CloudTrail_REGION_YYYYMMDDTHHmmZ_UNIQUE.json.gz`
 * (AWS documentation, "Finding your CloudTrail log files").
 */
export class LogPath implements LogPathParts {
  readonly prefix: string;
  readonly organizationId?: string;
  readonly accountId: string;
  readonly region: string;
  readonly deliveredAt: Date;
  readonly unique: string;

  constructor(parts: LogPathParts) {
    this.prefix = parts.prefix ?? "";
    if (parts.organizationId !== undefined) this.organizationId = parts.organizationId;
    this.accountId = parts.accountId;
    this.region = parts.region;
    this.deliveredAt = parts.deliveredAt;
    this.unique = parts.unique;
  }

  /** Reads a key, or a file's path that ends like one; undefined for anything else, digests and Insights too. */
  static parse(path: string): LogPath | undefined {
    const parts = pattern.exec(path)?.groups;
    if (parts === undefined) return undefined;
    const { prefix = "", organization, account = "", region = "", minute = "", unique = "" } = parts;
    const deliveredAt = new Date(minute.replace(/^(....)(..)(..T..)(..)$/, "$1-$2-$3:$4Z"));
    if (Number.isNaN(deliveredAt.getTime())) return undefined;
    return new LogPath({
      prefix,
      ...(organization === undefined ? {} : { organizationId: organization }),
      accountId: account,
      region,
      deliveredAt,
      unique,
    });
  }

  /** The partition `day`: UTC day of delivery, `yyyy/MM/dd`. */
  get day(): string {
    return this.deliveredAt.toISOString().slice(0, 10).replaceAll("-", "/");
  }

  toString(): string {
    const minute = this.deliveredAt.toISOString().slice(0, 16).replace(/[-:]/g, "");
    const name = `${this.accountId}_CloudTrail_${this.region}_${minute}Z_${this.unique}.json.gz`;
    const folders = [this.prefix, "AWSLogs", this.organizationId, this.accountId, "CloudTrail", this.region];
    return [...folders, this.day, name].filter((part) => part !== undefined && part !== "").join("/");
  }
}

/** What the keys of log files begin with: empty, or the prefix with a slash behind it. */
export const logFolder = (prefix: string | undefined): string =>
  prefix === undefined || prefix === "" ? "" : `${prefix}/`;

/**
 * Where the table begins: `s3://BUCKET/[PREFIX/]AWSLogs/ACCOUNT/CloudTrail/`. It ends with `CloudTrail/`, so that
 * the digests beside it are never read. Each part may be any string, a Terraform token too.
 */
export function tableLocation(of: {
  readonly bucket: string;
  /** As `logFolder` gives it; empty if not given. */
  readonly folder?: string;
  readonly accountId: string;
}): string {
  return `s3://${of.bucket}/${of.folder ?? ""}AWSLogs/${of.accountId}/CloudTrail/`;
}
