import { createHash } from "node:crypto";
import { once } from "node:events";
import { type IncomingMessage, type Server, type ServerResponse, createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** An object as it lies in the bucket. */
export interface StoredObject {
  readonly body: Buffer;
  /** In place of the MD5 of its bytes. */
  readonly etag?: string;
  /** Further headers of the answer. */
  readonly headers?: Readonly<Record<string, string>>;
}

const md5 = (body: Buffer): string => createHash("md5").update(body).digest("hex");

const lastModified = "<LastModified>2026-11-20T00:00:00.000Z</LastModified>";

const xml = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

/** As much of S3 as copying log files needs, on loopback, with Node alone: ListObjectsV2 and GetObject of one bucket. */
export class S3StandIn {
  readonly objects = new Map<string, StoredObject>();
  /** `list PREFIX` and `get KEY`, in the order of the requests. */
  readonly requests: string[] = [];
  /** In place of an answer: status, S3's code and message. */
  refuse:
    ((request: string) => readonly [status: number, code: string, message: string] | undefined) | undefined;

  private constructor(
    private readonly server: Server,
    readonly url: string,
    private readonly pageSize: number,
  ) {
    server.on("request", (request: IncomingMessage, response: ServerResponse) =>
      this.answer(request, response),
    );
  }

  static async start(bucket: string, pageSize = 1000): Promise<S3StandIn> {
    const server = createServer({ keepAliveTimeout: 60_000 });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    return Object.assign(new S3StandIn(server, `http://127.0.0.1:${port}`, pageSize), { bucket });
  }

  private readonly bucket: string = "";

  put(key: string, body: string | Buffer, more: Omit<StoredObject, "body"> = {}): this {
    this.objects.set(key, { body: Buffer.from(body), ...more });
    return this;
  }

  async stop(): Promise<void> {
    const closed = once(this.server, "close");
    this.server.close();
    this.server.closeAllConnections();
    await closed;
  }

  private answer(request: IncomingMessage, response: ServerResponse): void {
    const { pathname, searchParams } = new URL(request.url ?? "/", this.url);
    const [, bucket = "", ...parts] = decodeURIComponent(pathname).split("/");
    const key = parts.join("/");
    const isList = searchParams.get("list-type") === "2";
    const what = isList ? `list ${searchParams.get("prefix")}` : `get ${key}`;
    this.requests.push(what);
    const refused =
      bucket === this.bucket
        ? this.refuse?.(what)
        : ([404, "NoSuchBucket", "The specified bucket does not exist"] as const);
    if (refused !== undefined) return fail(response, ...refused);
    if (isList) return this.list(searchParams, response);
    const object = this.objects.get(key);
    if (object === undefined) return fail(response, 404, "NoSuchKey", "The specified key does not exist.");
    const { body, etag = md5(body), headers = {} } = object;
    response.writeHead(200, { "Content-Length": body.length, ETag: `"${etag}"`, ...headers }).end(body);
  }

  private list(query: URLSearchParams, response: ServerResponse): void {
    const prefix = query.get("prefix") ?? "";
    const delimiter = query.get("delimiter");
    const after = query.get("continuation-token") ?? "";
    const entries = new Map<string, string>();
    for (const [key, { body, etag = md5(body) }] of this.objects) {
      if (!key.startsWith(prefix)) continue;
      const end = delimiter ? key.indexOf(delimiter, prefix.length) : -1;
      if (end >= 0) {
        const folder = key.slice(0, end + 1);
        entries.set(folder, `<CommonPrefixes><Prefix>${xml(folder)}</Prefix></CommonPrefixes>`);
      } else {
        entries.set(
          key,
          `<Contents><Key>${xml(key)}</Key><ETag>&quot;${etag}&quot;</ETag><Size>${body.length}</Size>${lastModified}</Contents>`,
        );
      }
    }
    const names = [...entries.keys()].filter((name) => name > after).sort();
    const page = names.slice(0, this.pageSize);
    const isTruncated = names.length > page.length;
    response
      .writeHead(200, { "Content-Type": "application/xml" })
      .end(
        `<?xml version="1.0" encoding="UTF-8"?><ListBucketResult><IsTruncated>${isTruncated}</IsTruncated>` +
          (isTruncated ? `<NextContinuationToken>${xml(page.at(-1) ?? "")}</NextContinuationToken>` : "") +
          `${page.map((name) => entries.get(name)).join("")}</ListBucketResult>`,
      );
  }
}

function fail(response: ServerResponse, status: number, code: string, message: string): void {
  response
    .writeHead(status, { "Content-Type": "application/xml" })
    .end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`);
}
