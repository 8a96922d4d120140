import { once } from "node:events";
import {
  type IncomingMessage,
  type Server,
  type ServerResponse,
  createServer,
  request as ask,
} from "node:http";
import type { AddressInfo, Socket } from "node:net";

/**
 * What becomes of an answer on its way: the connection breaks before it or within it, S3 asks to slow down, it comes a
 * little at a time, stops coming, comes with a wrong length or a wrong byte, or ends too early.
 */
export type FaultKind =
  "reset" | "resetWithin" | "slowDown" | "slow" | "stalled" | "tooLong" | "otherByte" | "cutOff";

/** Stands between a client and a server and spoils what it is told to. */
export class FaultProxy {
  /** Asked for every request: what is to happen to its answer. `path` is decoded, without the query. */
  fault: (path: string) => FaultKind | undefined = () => undefined;
  /** Waited for with every request, before it goes on. */
  hold: (path: string) => Promise<void> = () => Promise.resolve();
  /** How often each path was asked for. */
  readonly asked = new Map<string, number>();

  private constructor(
    private readonly server: Server,
    private readonly upstream: URL,
    readonly url: string,
  ) {
    server.on("request", (request: IncomingMessage, response: ServerResponse) => {
      this.forward(request, response).catch(() => response.destroy());
    });
  }

  static async start(upstream: string): Promise<FaultProxy> {
    const server = createServer();
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    return new FaultProxy(server, new URL(upstream), `http://127.0.0.1:${port}`);
  }

  async stop(): Promise<void> {
    const closed = once(this.server, "close");
    this.server.close();
    this.server.closeAllConnections();
    await closed;
  }

  private async forward(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = decodeURIComponent((request.url ?? "").split("?")[0] ?? "");
    this.asked.set(path, (this.asked.get(path) ?? 0) + 1);
    const fault = this.fault(path);
    await this.hold(path);
    if (fault === "reset") return reset(response.socket);
    if (fault === "slowDown") {
      response
        .writeHead(503, { "Content-Type": "application/xml" })
        .end("<Error><Code>SlowDown</Code><Message>Please reduce your request rate.</Message></Error>");
      return;
    }
    const { hostname, port } = this.upstream;
    const { method, url, headers } = request;
    const onward = ask({ hostname, port, method, path: url, headers }).end();
    const [answer] = (await once(onward, "response")) as [IncomingMessage];
    const body = Buffer.concat(await answer.toArray());
    await spoilt(body, answer, response, fault);
  }
}

async function spoilt(
  body: Buffer,
  { statusCode = 502, headers }: IncomingMessage,
  response: ServerResponse,
  fault: FaultKind | undefined,
): Promise<void> {
  const kept = { ...headers };
  delete kept["transfer-encoding"];
  delete kept.connection;
  const half = Math.floor(body.length / 2);
  const head = (length: number | undefined) =>
    response.writeHead(statusCode, { ...kept, ...(length !== undefined && { "content-length": length }) });
  switch (fault) {
    case "resetWithin":
      head(body.length).write(body.subarray(0, half), () => reset(response.socket));
      return;
    case "stalled":
      head(body.length).write(body.subarray(0, half));
      return;
    case "cutOff":
      // whole as far as HTTP knows
      head(half).end(body.subarray(0, half));
      return;
    case "tooLong":
      head(body.length + 5).end(Buffer.concat([body, Buffer.from("extra")]));
      return;
    case "otherByte": {
      const other = Buffer.from(body);
      other[half] = (other[half] ?? 0) ^ 1;
      head(body.length).end(other);
      return;
    }
    case "slow":
      head(body.length);
      for (let at = 0; at < body.length; at += Math.ceil(body.length / 10)) {
        response.write(body.subarray(at, at + Math.ceil(body.length / 10)));
        await new Promise((resolve) => setTimeout(resolve, 30));
      }
      response.end();
      return;
    default:
      head(body.length).end(body);
  }
}

const reset = (socket: Socket | null): void => void socket?.resetAndDestroy();
