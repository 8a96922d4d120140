import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findJdk } from "./jdk";

describe("looking for a JDK", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "jdk-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** Releases far above any real one, so that what is installed on this machine is never found. */
  function jdk(path: string, version: string): string {
    const home = join(folder, path);
    mkdirSync(join(home, "bin"), { recursive: true });
    writeFileSync(join(home, "bin", "java"), "", { mode: 0o755 });
    writeFileSync(join(home, "release"), `IMPLEMENTOR="Example"\nJAVA_VERSION="${version}"\n`);
    return home;
  }

  it("prefers JAVA_HOME to the PATH, and passes over one that is too old", () => {
    const [older, newer] = [jdk("older", "900.0.1"), jdk("newer", "901")];
    const environment = { JAVA_HOME: older, PATH: join(newer, "bin"), HOME: folder };
    expect(findJdk(900, environment)).toEqual({ kind: "ready", home: older, feature: 900 });
    expect(findJdk(901, environment)).toEqual({ kind: "ready", home: newer, feature: 901 });
  });

  it("follows the link on the PATH to the JDK's folder", () => {
    const home = jdk("real", "900");
    mkdirSync(join(folder, "links"));
    symlinkSync(join(home, "bin", "java"), join(folder, "links", "java"));
    expect(findJdk(900, { PATH: join(folder, "links") })).toMatchObject({ home });
  });

  it("takes the oldest sufficient one that a version manager keeps", () => {
    for (const version of ["902.1", "900.3", "899"]) jdk(`.sdkman/candidates/java/${version}`, version);
    expect(findJdk(900, { HOME: folder })).toMatchObject({ feature: 900 });
  });

  it("says what to install when there is none", () => {
    expect(findJdk(900, { HOME: folder })).toMatchObject({
      kind: "missing",
      install: expect.stringContaining("JDK of release 900 or newer"),
    });
  });
});
