import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { extract } from "tar";
import { writeArchive } from "../../src/stack/module/archive";
import { moduleFiles } from "../../src/stack/module/generate";
import { timeZones } from "../../src/settings/timeZones";
import { timeZoneName } from "../../src/settings/names";
import { moduleFolder } from "../support/moduleCall";

const folder = mkdtempSync(join(tmpdir(), "module-files-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each(moduleFiles().map(({ path, text }) => [path.slice(moduleFolder.length + 1), path, text]))(
  "%s is what `npm run module` makes",
  (_, path, text) => {
    expect(readFileSync(path!, "utf8")).toBe(text);
  },
);

test("the module has no provider and no backend of its own, and says what it needs", () => {
  const module = JSON.parse(readFileSync(join(moduleFolder, "main.tf.json"), "utf8")) as Record<
    string,
    unknown
  >;
  expect(module).not.toHaveProperty("provider");
  expect(module["terraform"]).toEqual({
    required_version: ">= 1.9.0",
    required_providers: { aws: { source: "hashicorp/aws", version: ">= 5.100.0, < 7.0.0" } },
  });
});

test("the archive for a private registry holds the module, the same bytes every time", async () => {
  const first = mkdtempSync(join(folder, "first-"));
  const again = mkdtempSync(join(folder, "again-"));
  const archive = await writeArchive(first);
  expect(basename(archive)).toBe("terraform-aws-s3-object-audit-0.1.0.tar.gz");
  expect(readFileSync(await writeArchive(again))).toEqual(readFileSync(archive));

  const unpacked = mkdtempSync(join(folder, "unpacked-"));
  await extract({ file: archive, cwd: unpacked });
  const files = (root: string) =>
    readdirSync(root, { recursive: true, encoding: "utf8" })
      .filter((name) => statSync(join(root, name)).isFile() && !name.includes(".terraform"))
      .sort();
  expect(files(unpacked)).toEqual(files(moduleFolder));
  for (const name of files(unpacked)) {
    expect(readFileSync(join(unpacked, name))).toEqual(readFileSync(join(moduleFolder, name)));
  }
});

test("settings take every zone that the module takes, or say that this Node is too old to know it", () => {
  expect(timeZones.length).toBeGreaterThan(500);
  const refused = timeZones.flatMap((zone) => timeZoneName(zone) ?? []);
  const tooOld =
    /^this version of Node does not know it yet: its time zone data is release 20\d\d\w\. Use a newer Node\.$/;
  expect(refused.filter((why) => !tooOld.test(why))).toEqual([]);
  // those that came into the database since the oldest Node that is supported
  expect(refused.length).toBeLessThan(3);
});

test("a Node whose tables are older than a zone is told of, not the zone", () => {
  const known = jest.spyOn(Intl, "DateTimeFormat").mockImplementation(() => {
    throw new RangeError("Invalid time zone specified");
  });
  jest.spyOn(Intl, "supportedValuesOf").mockReturnValue(["Asia/Tokyo"]);
  expect(timeZoneName("America/Coyhaique")).toMatch(/Use a newer Node\.$/);
  expect(timeZoneName("America/Nowhere")).toMatch(/^a time zone is UTC or an IANA name/);
  expect(known).toHaveBeenCalled();
  jest.restoreAllMocks();
});
