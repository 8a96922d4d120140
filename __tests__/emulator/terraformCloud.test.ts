import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { resolveSettings } from "../../src/settings/resolve";
import type { SettingsInput } from "../../src/settings/schema";
import { Workspace } from "../support/cdktf";
import { Emulator } from "../support/emulator";
import { describeWith, ready } from "../support/finding";
import { TerraformCloud } from "../support/terraformCloud/server";
import { findTerraform } from "../support/terraform";
import { createBucket, tools } from "./lifecycle";
import { remains } from "./remains";

// The server is a stand-in, written from the public documents of the HCP Terraform API: no open server of that kind can
// be installed. Terraform's and CDKTF's command lines are the real ones. What is asserted is what the server holds.

const organization = "example-org";
const token = "a-token-of-the-tests";
const names = ["production", "staging"] as const;
type Name = (typeof names)[number];
const region = "eu-central-1";

describeWith(tools(), "two settings files, each with a workspace of its own in Terraform Cloud,", () => {
  jest.setTimeout(240_000);
  const folder = mkdtempSync(join(tmpdir(), "terraform-cloud-"));
  let cloud: TerraformCloud;
  let emulator: Emulator;
  let program: Workspace;

  /** Without a lifecycle rule, for which the emulator needs a minute. */
  const settings = (name: Name): SettingsInput => ({
    name,
    region,
    watch: [{ bucket: `example-${name}-data` }],
    athena: { resultBucket: { name: `example-${name}-results`, create: false } },
    backend: { type: "cloud", hostname: cloud.hostname, organization, workspace: `audit-${name}` },
  });
  const write = (name: Name, changed: object = {}) =>
    program.write(`${name}.yaml`, stringify({ ...settings(name), ...changed }));
  /** Terraform's own configuration of the command line, in which a token may stand as `terraform login` writes it. */
  const configuration = join(folder, "terraform.rc");
  const logIn = (as: string) => {
    const { TF_CLI_CONFIG_FILE: mirror } = ready(findTerraform()).env;
    const credentials = `credentials "${cloud.hostname}" {\n  token = "${as}"\n}\n`;
    writeFileSync(configuration, (mirror === undefined ? "" : readFileSync(mirror, "utf8")) + credentials);
  };
  const heldBy = (name: Name) => cloud.workspace(`audit-${name}`);
  const deploy = (name: Name) => program.cdktf("deploy", name, "--auto-approve", "--skip-provider-lock");
  /** What a command says that ought to fail, on one line. */
  const refused = (doing: Promise<string>): Promise<string> =>
    doing.then(
      (told) => `it went well: ${told}`,
      (error: Error) => error.message.replace(/\s+/g, " "),
    );

  beforeAll(async () => {
    cloud = await TerraformCloud.start(folder, organization, token);
    emulator = await Emulator.start();
    program = await Workspace.make({
      terraform: ready(findTerraform()),
      emulatorUrl: emulator.url,
      stacks: names,
      settingsFiles: names.map((name) => `${name}.yaml`),
      environment: { SSL_CERT_FILE: cloud.certificate, TF_CLI_CONFIG_FILE: configuration },
    });
    for (const name of names) {
      await write(name);
      await createBucket(emulator, `example-${name}-data`, region);
      await createBucket(emulator, `example-${name}-results`, region);
    }
    logIn(token);
  });
  afterAll(async () => {
    await emulator?.stop();
    await cloud?.stop();
    await program?.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  it("are planned and reviewed, and the plan is applied from here", async () => {
    expect(await program.s3audit("plan", "production")).toMatch(/^Safe: .*\n51 create, 0 update/);
    expect(heldBy("production").lockedBy).toBeUndefined();
    await program.terraform(program.stackFolder("production"), "apply", "tfplan");
    expect(await program.s3audit("plan", "production")).toMatch(/^Nothing to do/);
  });

  it("are deployed, and leave their states there and nowhere else", async () => {
    await program.deploy();
    for (const name of names) {
      const { state, lockedBy } = heldBy(name);
      expect(state.resources.filter(({ mode }) => mode === "managed").length).toBeGreaterThan(40);
      expect(state.outputs["workgroup"]?.value).toBe(resolveSettings(settings(name)).athena.workgroup);
      expect(lockedBy).toBeUndefined();
      expect(existsSync(join(program.folder, `terraform.${name}.tfstate`))).toBe(false);
    }
    expect([...cloud.workspaces.keys()].sort()).toEqual(["audit-production", "audit-staging"]);
  });

  it("plan nothing the second time", async () => {
    for (const name of names) expect(await program.plan(name)).toEqual([]);
  });

  it("have outputs that are read back from there", async () => {
    await program.cdktf("output", "production", "--outputs-file", "told.json", "--skip-synth");
    expect(JSON.parse(await program.read("told.json"))).toMatchObject({
      production: { workgroup: "production-audit", view: "object_events" },
    });
  });

  describe("are left as they are, and so is what was made, where", () => {
    const untouched = async (name: Name, doing: () => Promise<string>, sentence: RegExp): Promise<void> => {
      const { serial } = heldBy(name).state;
      expect(await doing()).toMatch(sentence);
      expect(heldBy(name).state.serial).toBe(serial);
      expect([...cloud.workspaces.keys()].sort()).toEqual(["audit-production", "audit-staging"]);
    };

    it("the token is wrong", async () => {
      logIn("another-token");
      await untouched(
        "production",
        () => refused(deploy("production")),
        /"example-org" at host localhost:\d+.*unauthorized/,
      );
      expect(await refused(program.s3audit("plan", "production"))).toMatch(
        /has no token that the backend accepts\. Write `\S+ login HOST`/,
      );
      logIn(token);
      expect(heldBy("production").lockedBy).toBeUndefined();
    });

    it("the organization is wrong", async () => {
      await write("production", {
        backend: { ...settings("production").backend, organization: "other-org" },
      });
      await untouched(
        "production",
        () => refused(deploy("production")),
        /organization "other-org" at host localhost:\d+ not found/,
      );
      await write("production");
    });

    it("somebody else holds the workspace's lock, which stays theirs", async () => {
      heldBy("production").lockedBy = "somebody";
      await untouched("production", () => refused(deploy("production")), /workspace already locked/);
      expect(await refused(program.s3audit("plan", "production"))).toMatch(
        /The state is locked: somebody else is planning or applying.*force-unlock example-org\/audit-production`/,
      );
      expect(heldBy("production").lockedBy).toBe("somebody");
      delete heldBy("production").lockedBy;
    });
  });

  /** A change that makes something, so that a lost state would be missed. */
  const watchOneMore = (name: Name, bucket: string) =>
    write(name, { watch: [...settings(name).watch, { bucket, create: true }] });
  /** The buckets that were made meanwhile stay. */
  const letGo = (name: Name) => ({ releasedBuckets: [name === "staging" ? "example-more" : "example-new"] });
  const buckets = (name: Name) =>
    heldBy(name)
      .state.resources.filter(({ type, mode }) => type === "aws_s3_bucket" && mode === "managed")
      .map((resource) => resource.name);

  it("keep a state whose upload lost its connection: the same run sends it again", async () => {
    await watchOneMore("staging", "example-more");
    cloud.uploadsToLose = 1;
    await deploy("staging");
    expect(cloud.uploadsToLose).toBe(0);
    expect(buckets("staging")).toContain("watched_example-more");
    expect(heldBy("staging").lockedBy).toBeUndefined();
    expect(await program.plan("staging")).toEqual([]);
  });

  it("lose no state that could not be uploaded at all: it lies beside the stack, and is pushed", async () => {
    await watchOneMore("production", "example-new");
    const { serial } = heldBy("production").state;
    cloud.uploadsToLose = 1;
    cloud.areUploadsExpired = true;
    expect(await refused(deploy("production"))).toMatch(/Failed to (save|persist|upload) state/i);
    expect(heldBy("production").state.serial).toBe(serial);
    // Terraform keeps the lock, so that nobody plans from the state that is now too old
    expect(heldBy("production").lockedBy).toBe("terraform");

    cloud.areUploadsExpired = false;
    expect(await refused(deploy("production"))).toMatch(/workspace already locked/);
    const stack = program.stackFolder("production");
    await program.terraform(stack, "force-unlock", "-force", `${organization}/audit-production`);
    await program.terraform(stack, "state", "push", "errored.tfstate");
    expect(buckets("production")).toContain("watched_example-new");
    // the next run goes on as if nothing had happened
    await deploy("production");
    expect(await program.plan("production")).toEqual([]);
    expect(heldBy("production").lockedBy).toBeUndefined();
  });

  it("are destroyed: the workspaces stay, their states are empty", async () => {
    for (const name of names) await write(name, { ...letGo(name), logBucket: { forceDestroy: true } });
    await program.deploy();
    await program.destroy();
    for (const name of names) {
      expect(heldBy(name).state.resources.filter(({ mode }) => mode === "managed")).toEqual([]);
      expect(heldBy(name).lockedBy).toBeUndefined();
      expect(await remains(emulator, region, `${name}-audit`)).toMatchObject({ trails: [], workgroups: [] });
    }
  });

  it("asked the server for nothing that it does not know", () => {
    expect(cloud.unexpected).toEqual([]);
  });
});
