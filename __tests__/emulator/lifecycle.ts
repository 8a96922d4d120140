import { join } from "node:path";
import { type BucketLocationConstraint, CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { parse, stringify } from "yaml";
import { renderText, reviewPlan } from "../../src/review";
import { loadSettings } from "../../src/settings/load";
import type { SettingsInput } from "../../src/settings/schema";
import type { Settings } from "../../src/settings/settings";
import { Workspace } from "../support/cdktf";
import { Emulator } from "../support/emulator";
import { describeWith, ready } from "../support/finding";
import { changesOf, type Change, type TerraformPlan } from "../support/plan";
import { findPython } from "../support/python";
import { findTerraform } from "../support/terraform";
import { promises } from "../stack/promises";
import { AppliedAudit } from "./applied";
import { expectQuestionsInOrder } from "./order";
import { remains } from "./remains";

const repository = join(__dirname, "..", "..");

/** One settings file of an example and what has to become of it. */
export interface AuditCase {
  /** Relative to the project. */
  readonly file: string;
  /** The conditions of each of the trail's advanced event selectors, in any order. */
  readonly selectors: readonly (readonly string[])[];
  /** Watched buckets that are there before the stack. */
  readonly existingBuckets: readonly string[];
  /** Applied one after the other, each on top of those before. */
  readonly changes: readonly SettingsChange[];
}

export interface SettingsChange {
  /** What the user changes. */
  readonly what: string;
  readonly edit: (settings: Writable<SettingsInput>) => void;
  /** All that Terraform may do about it. */
  readonly expected: readonly Change[];
  /** What AWS says afterwards. */
  readonly then?: (audit: AppliedAudit) => Promise<void>;
}

type Writable<T> = { -readonly [Key in keyof T]: T[Key] extends object ? Writable<T[Key]> : T[Key] };

export const created = (address: string): Change => ({ address, action: "create", attributes: [] });
export const updated = (address: string, ...attributes: string[]): Change => ({
  address,
  action: "update",
  attributes,
});

/** How long one test may take: a deployment waits a minute for the lifecycle rules alone. */
const timeLimit = 300_000;

/** The tools without which nothing can be applied. */
export const tools = () => [findTerraform(), findPython()];

/** The whole life of one program: deployed, read back, planned again, changed, destroyed. */
export function describeLifecycle(
  name: string,
  cases: readonly AuditCase[],
  more?: (life: Life) => void,
): void {
  describeWith(tools(), name, () => {
    const life = new Life(cases);
    beforeAll(() => life.begin(), timeLimit);
    afterAll(() => life.end());
    jest.setTimeout(timeLimit);

    it("is deployed", async () => {
      const told = await life.workspace.deploy();
      expect(told.match(/Apply complete!/g)).toHaveLength(cases.length);
      expectQuestionsInOrder(told, "made");
    });

    describe.each(cases)("$file", (one) => {
      const settings = settingsOf(one.file);
      const audit = () => new AppliedAudit(life.emulator, settings);

      it("records the events that are asked for and no others", async () => {
        const selectors = Object.values(await audit().selectors());
        expect(selectors.sort()).toEqual(one.selectors.map((conditions) => [...conditions].sort()).sort());
      });
      it.each(promises)("$sentence", ({ isKept }) => isKept(audit(), settings));

      it("plans no changes when nothing was changed", async () => {
        expect(await life.workspace.plan(settings.name)).toEqual([]);
      });

      for (const [index, { what, edit, expected, then }] of one.changes.entries()) {
        it(`changes for ${what} exactly what it must`, async () => {
          await life.edit(one.file, edit);
          await life.workspace.synth();
          const plan = await life.workspace.planJson(settings.name);
          // applied whatever was planned, so that a fault in one change is not seen again in the next: the first change as
          // the README says, the others by the plan that was reviewed, which takes half as long
          await (index === 0 ? life.workspace.deploy() : life.workspace.applyPlan(settings.name));
          expect(changesOf(JSON.parse(plan) as TerraformPlan)).toEqual(expected);
          expect(reviewed(plan)).toMatchSnapshot();
          expect(await life.workspace.plan(settings.name)).toEqual([]);
          await then?.(audit());
        });
      }
    });

    more?.(life);

    it("is destroyed as the README says, and leaves nothing behind but the buckets that were let go", async () => {
      const released = new Map<string, readonly string[]>();
      for (const { file } of cases) {
        await life.edit(file, (settings) => {
          settings.logBucket = { ...settings.logBucket, forceDestroy: true };
          const made = settings.watch.filter((entry) => "bucket" in entry && entry.create);
          for (const entry of made) Object.assign(entry, { create: false });
          released.set(
            file,
            made.flatMap((entry) => ("bucket" in entry ? [entry.bucket] : [])),
          );
        });
      }
      await life.workspace.deploy();
      const told = await life.workspace.destroy();
      expect(told.match(/Destroy complete!/g)).toHaveLength(cases.length);
      expectQuestionsInOrder(told, "destroyed");
      for (const { region, athena } of cases.map(({ file }) => settingsOf(file))) {
        expect(await remains(life.emulator, region, athena.workgroup)).toEqual({
          buckets: cases
            .flatMap(({ file, existingBuckets }) => [...existingBuckets, ...(released.get(file) ?? [])])
            .sort(),
          trails: [],
          databases: [],
          workgroups: [],
          namedQueries: [],
        });
      }
    });
  });
}

/** The emulator and the copy of the project that the tests of one file share. */
export class Life {
  private parts?: { readonly emulator: Emulator; readonly workspace: Workspace };

  constructor(private readonly cases: readonly AuditCase[]) {}

  get emulator(): Emulator {
    return this.begun().emulator;
  }

  get workspace(): Workspace {
    return this.begun().workspace;
  }

  async begin(): Promise<void> {
    const emulator = await Emulator.start();
    const workspace = await Workspace.make({
      terraform: ready(findTerraform()),
      emulatorUrl: emulator.url,
      settingsFiles: this.cases.map(({ file }) => file),
      stacks: this.cases.map(({ file }) => settingsOf(file).name),
    });
    this.parts = { emulator, workspace };
    for (const { file, existingBuckets } of this.cases) {
      for (const bucket of existingBuckets) await createBucket(emulator, bucket, settingsOf(file).region);
    }
  }

  async end(): Promise<void> {
    await this.parts?.emulator.stop();
    await this.parts?.workspace.remove();
  }

  async edit(file: string, edit: SettingsChange["edit"]): Promise<void> {
    const settings = parse(await this.workspace.read(file)) as Writable<SettingsInput>;
    edit(settings);
    await this.workspace.write(file, stringify(settings));
  }

  private begun() {
    if (this.parts === undefined) throw new Error("the emulator was not started");
    return this.parts;
  }
}

/** The plan as a reviewer reads it: every changed address with the lines that change. */
function reviewed(plan: string): string {
  return renderText(reviewPlan(Buffer.from(plan), "plan.json"));
}

export function settingsOf(file: string): Settings {
  const [settings] = loadSettings([join(repository, file)]);
  if (settings === undefined) throw new Error(`${file} gave no settings`);
  return settings;
}

export async function createBucket(emulator: Emulator, Bucket: string, region: string): Promise<void> {
  const s3 = new S3Client({ ...emulator.clientFor(region), forcePathStyle: true });
  const LocationConstraint = region as BucketLocationConstraint;
  // S3 refuses us-east-1 as a constraint: it is what none means
  const elsewhere = region === "us-east-1" ? {} : { CreateBucketConfiguration: { LocationConstraint } };
  await s3.send(new CreateBucketCommand({ Bucket, ...elsewhere }));
}
