import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { generate } from "selfsigned";

/**
 * A stand-in for Terraform Cloud, as far as Terraform's command line asks for it where runs are executed locally:
 * service discovery, the API's version, entitlements, workspaces, locks, state versions and outputs. Written from the
 * public documents of the HCP Terraform API, because no open server of that kind can be installed. It holds what it is
 * sent, and nothing more: tests ask it for that.
 */
export class TerraformCloud {
  private constructor(
    private readonly server: Server,
    private readonly organization: string,
    private readonly token: string,
    /** PEM file of the certificate, for SSL_CERT_FILE. */
    readonly certificate: string,
  ) {}

  readonly workspaces = new Map<string, Workspace>();
  /** Requests that it has no answer for: method and path. */
  readonly unexpected: string[] = [];
  /** So many of the next uploads of a state lose their connection in the middle. */
  uploadsToLose = 0;
  /** The address of an upload is of no use any more, as one that is minutes old: what is sent there is refused. */
  areUploadsExpired = false;

  /** @param folder where the certificate is written */
  static async start(folder: string, organization: string, token: string): Promise<TerraformCloud> {
    const { private: key, cert } = generate([{ name: "commonName", value: "localhost" }], {
      days: 2,
      keySize: 2048,
      algorithm: "sha256",
      extensions: [
        { name: "basicConstraints", cA: true },
        { name: "subjectAltName", altNames: [{ type: 2, value: "localhost" }] },
      ],
    });
    const certificate = join(folder, "terraform-cloud.pem");
    writeFileSync(certificate, cert);
    const server = createServer({ key, cert });
    const cloud = new TerraformCloud(server, organization, token, certificate);
    server.on("request", (request: IncomingMessage, response: ServerResponse) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => cloud.answer(request, response, Buffer.concat(chunks)));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return cloud;
  }

  /** As settings name it. */
  get hostname(): string {
    return `localhost:${(this.server.address() as AddressInfo).port}`;
  }

  /** What the workspace holds; throws where there is none. */
  workspace(name: string): Workspace {
    const workspace = this.workspaces.get(name);
    if (workspace === undefined) throw new Error(`there is no workspace ${name}`);
    return workspace;
  }

  stop(): Promise<void> {
    return new Promise((resolve) => {
      this.server.close(() => resolve());
      this.server.closeAllConnections();
    });
  }

  private answer(request: IncomingMessage, response: ServerResponse, body: Buffer): void {
    const { method = "GET", url = "/" } = request;
    const reply = new Reply(response);
    const path = decodeURIComponent(new URL(url, "https://localhost").pathname);
    if (path === "/.well-known/terraform.json") return void reply.json({ "tfe.v2": "/api/v2/" });
    if (path.startsWith("/states/")) return this.stateFile(method, path, request, reply, body);
    if (request.headers.authorization !== `Bearer ${this.token}`)
      return void reply.refuse(401, "unauthorized");
    if (path === "/api/v2/ping") return void reply.json({});
    const [, rest = ""] = /^\/api\/v2\/(.*)$/.exec(path) ?? [];
    const [, organization, of = ""] = /^organizations\/([^/]+)(.*)$/.exec(rest) ?? [];
    if (organization !== undefined) {
      if (organization !== this.organization) return void reply.refuse(404, "not found");
      return void (this.ofOrganization(`${method} ${of}`, reply, body) ?? this.missing(method, url, reply));
    }
    const [, id, action = ""] = /^workspaces\/([^/]+)(.*)$/.exec(rest) ?? [];
    const workspace = [...this.workspaces.values()].find((each) => each.id === id);
    if (workspace !== undefined) {
      return void (
        this.ofWorkspace(workspace, `${method} ${action}`, reply, body) ?? this.missing(method, url, reply)
      );
    }
    const [, version] = /^state-versions\/(.+)$/.exec(rest) ?? [];
    for (const each of this.workspaces.values()) {
      const state = each.states.find(({ serial }) => version === `sv-${each.id}-${serial}`);
      if (state !== undefined) return void this.stateVersion(each, state, reply);
    }
    this.missing(method, url, reply);
  }

  private missing(method: string, url: string, reply: Reply): void {
    this.unexpected.push(`${method} ${url}`);
    reply.refuse(404, "not found");
  }

  private ofOrganization(asked: string, reply: Reply, body: Buffer): true | undefined {
    if (asked === "GET ") return reply.data("organizations", this.organization, { name: this.organization });
    if (asked === "GET /entitlement-set") {
      return reply.data("entitlement-sets", this.organization, { operations: true, "state-storage": true });
    }
    if (asked === "POST /workspaces") {
      const { name } = attributesOf(body) as { name: string };
      const made = new Workspace(`ws-${this.workspaces.size + 1}`, name);
      this.workspaces.set(name, made);
      return reply.data("workspaces", made.id, made.attributes, 201);
    }
    const [, name] = /^GET \/workspaces\/([^/]+)$/.exec(asked) ?? [];
    if (name === undefined) return undefined;
    const workspace = this.workspaces.get(name);
    if (workspace === undefined) return reply.refuse(404, "not found");
    return reply.data("workspaces", workspace.id, workspace.attributes);
  }

  private ofWorkspace(workspace: Workspace, asked: string, reply: Reply, body: Buffer): true | undefined {
    const shown = () => reply.data("workspaces", workspace.id, workspace.attributes);
    switch (asked) {
      case "GET ":
      case "PATCH ":
        // a new workspace is told which Terraform made it, which means nothing where runs are local
        return shown();
      case "POST /actions/lock":
        if (workspace.lockedBy !== undefined) return reply.refuse(409, "workspace already locked");
        workspace.lockedBy = "terraform";
        return shown();
      case "POST /actions/unlock":
        if (workspace.lockedBy !== "terraform") return reply.refuse(409, "workspace locked by another");
        delete workspace.lockedBy;
        return shown();
      case "POST /actions/force-unlock":
        delete workspace.lockedBy;
        return shown();
      case "GET /current-state-version": {
        const current = workspace.states.at(-1);
        if (current === undefined) return reply.refuse(404, "not found");
        return this.stateVersion(workspace, current, reply);
      }
      case "GET /current-state-version-outputs":
        return reply.json({ data: workspace.outputs });
      case "POST /state-versions": {
        if (workspace.lockedBy === undefined) return reply.refuse(409, "workspace is not locked");
        const { serial, lineage, md5 } = attributesOf(body) as {
          serial: number;
          lineage: string;
          md5: string;
        };
        workspace.pending = { serial, lineage, md5 };
        return this.stateVersion(workspace, workspace.pending, reply, 201);
      }
      default:
        return undefined;
    }
  }

  private stateVersion(
    workspace: Workspace,
    { serial, lineage, md5 }: Announced,
    reply: Reply,
    status = 200,
  ): true {
    const at = `https://${this.hostname}/states/${workspace.id}/${serial}`;
    return reply.data(
      "state-versions",
      `sv-${workspace.id}-${serial}`,
      {
        serial,
        lineage,
        md5,
        status: "finalized",
        "hosted-state-download-url": at,
        "hosted-state-upload-url": at,
        "hosted-json-state-upload-url": `${at}/json`,
      },
      status,
    );
  }

  /** The addresses of uploads and downloads stand for themselves, as in the cloud: they want no token. */
  private stateFile(
    method: string,
    path: string,
    request: IncomingMessage,
    reply: Reply,
    body: Buffer,
  ): void {
    const [, id, serial, json] = /^\/states\/([^/]+)\/(\d+)(\/json)?$/.exec(path) ?? [];
    const workspace = [...this.workspaces.values()].find((each) => each.id === id);
    if (workspace === undefined) return void reply.refuse(404, "not found");
    if (method === "PUT" && this.uploadsToLose > 0) {
      this.uploadsToLose -= 1;
      request.socket.destroy();
      return;
    }
    if (method === "PUT" && this.areUploadsExpired) return void reply.refuse(403, "the address has expired");
    if (method === "PUT") {
      // the second form of the same state, for programs of others
      if (json === undefined && !workspace.keep(Number(serial), body))
        return void reply.refuse(422, "not that state");
      return void reply.json({});
    }
    const state = workspace.states.find((each) => each.serial === Number(serial));
    if (state === undefined) return void reply.refuse(404, "not found");
    reply.bytes(state.raw);
  }
}

interface Announced {
  readonly serial: number;
  readonly lineage: string;
  readonly md5: string;
}

/** The parts of Terraform's state that tests look at. */
export interface State {
  readonly serial: number;
  readonly lineage: string;
  readonly resources: readonly { readonly mode: string; readonly type: string; readonly name: string }[];
  readonly outputs: Readonly<Record<string, { readonly value: unknown; readonly sensitive?: boolean }>>;
}

/** One workspace: who holds its lock, and every state that was uploaded. */
export class Workspace {
  readonly states: (Announced & { readonly raw: Buffer })[] = [];
  pending?: Announced;
  lockedBy?: string;

  constructor(
    readonly id: string,
    readonly name: string,
  ) {}

  /** The current state; throws where none was ever kept. */
  get state(): State {
    const current = this.states.at(-1);
    if (current === undefined) throw new Error(`${this.name} has no state`);
    return JSON.parse(current.raw.toString("utf8")) as State;
  }

  /** A state is kept only as it was announced. */
  keep(serial: number, raw: Buffer): boolean {
    if (this.pending?.serial !== serial) return false;
    if (createHash("md5").update(raw).digest("hex") !== this.pending.md5) return false;
    this.states.push({ ...this.pending, raw });
    delete this.pending;
    return true;
  }

  get attributes() {
    return {
      name: this.name,
      locked: this.lockedBy !== undefined,
      "execution-mode": "local",
      operations: false,
      "terraform-version": "latest",
      permissions: {
        "can-update": true,
        "can-queue-run": true,
        "can-lock": true,
        "can-unlock": true,
        "can-create-state-versions": true,
        "can-read-state-versions": true,
        "can-read-state-outputs": true,
      },
    };
  }

  get outputs() {
    return Object.entries(this.states.length === 0 ? {} : this.state.outputs).map(
      ([name, { value, sensitive }]) => ({
        id: `wsout-${this.id}-${name}`,
        type: "state-version-outputs",
        attributes: {
          name,
          value,
          sensitive: sensitive ?? false,
          type: typeof value,
          "detailed-type": detailed(value),
        },
      }),
    );
  }
}

/** Terraform's type of an output, as the API writes it. */
const detailed = (value: unknown): unknown =>
  typeof value === "object" && value !== null
    ? ["object", Object.fromEntries(Object.keys(value).map((key) => [key, "string"]))]
    : "string";

const attributesOf = (body: Buffer): unknown =>
  (JSON.parse(body.toString("utf8")) as { data: { attributes: unknown } }).data.attributes;

/** Answers in the API's form (JSON:API). */
class Reply {
  constructor(private readonly response: ServerResponse) {}

  data(type: string, id: string, attributes: object, status = 200): true {
    return this.send(status, JSON.stringify({ data: { id, type, attributes } }));
  }

  json(value: object): true {
    return this.send(200, JSON.stringify(value), "application/json");
  }

  bytes(body: Buffer): true {
    return this.send(200, body, "application/octet-stream");
  }

  refuse(status: number, title: string): true {
    return this.send(status, JSON.stringify({ errors: [{ status: String(status), title }] }));
  }

  private send(status: number, body: string | Buffer, type = "application/vnd.api+json"): true {
    this.response.writeHead(status, {
      "content-type": type,
      "TFP-API-Version": "2.6",
      "TFP-AppName": "HCP Terraform",
    });
    this.response.end(body);
    return true;
  }
}
