import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import {
  configuredMirrors,
  findMirror,
  isMirror,
  isUnpackedMirror,
  mirrorBelow,
  providerPlatform,
} from "./providerMirror";

let machine: string;
let home: string;
beforeEach(() => {
  machine = mkdtempSync(join(tmpdir(), "machine-"));
  home = join(machine, "home", "somebody");
  mkdirSync(home, { recursive: true });
});
afterEach(() => rmSync(machine, { recursive: true }));

/** Makes a mirror in a folder of the made-up machine. @returns the folder */
function mirror(folder: string, version = "6.1.0", platform = providerPlatform): string {
  mkdirSync(join(machine, folder, "registry.terraform.io/hashicorp/aws", version, platform), {
    recursive: true,
  });
  return join(machine, folder);
}

function write(file: string, text = ""): string {
  mkdirSync(dirname(join(machine, file)), { recursive: true });
  writeFileSync(join(machine, file), text);
  return join(machine, file);
}

const found = (env: NodeJS.ProcessEnv = {}) => findMirror(env, home, [machine]);

describe("a mirror", () => {
  it.each([
    ["5.100.0", true],
    ["5.99.1", false],
    ["6.25.0", true],
    ["7.0.0", false],
    ["4.67.0", false],
  ])("with version %s of the provider is of use: %s", (version, ofUse) => {
    expect(isMirror(mirror("mirror", version))).toBe(ofUse);
  });

  it("for another kind of machine is of no use", () => {
    expect(isMirror(mirror("mirror", "6.1.0", "plan9_mips"))).toBe(false);
  });

  it("may be packed, as `terraform providers mirror` makes it", () => {
    const file = `terraform-provider-aws_6.1.0_${providerPlatform}.zip`;
    write(`packed/registry.terraform.io/hashicorp/aws/${file}`);
    expect(isMirror(join(machine, "packed"))).toBe(true);
    expect(isUnpackedMirror(join(machine, "packed"))).toBe(false);
  });

  it("of another provider is of no use", () => {
    mkdirSync(join(machine, "mirror/registry.terraform.io/hashicorp/google"), { recursive: true });
    expect(found()).toBeUndefined();
  });
});

describe("the search", () => {
  it("finds nothing on a machine without a mirror", () => {
    expect(found()).toBeUndefined();
  });

  it("takes the mirror that the user's own configuration names before any other", () => {
    mirror("plugins");
    const own = mirror("far/below/in/some/folder");
    write(
      "home/somebody/.terraformrc",
      `provider_installation {\n  filesystem_mirror {\n    path = "${own}"\n  }\n}\n`,
    );
    expect(found()).toBe(own);
  });

  it("reads the configuration that TF_CLI_CONFIG_FILE names", () => {
    const own = mirror("far/below/in/some/folder");
    const file = write(
      "settings/terraform.tfrc",
      `provider_installation { filesystem_mirror { path = "${own}" } }`,
    );
    expect(found({ TF_CLI_CONFIG_FILE: file })).toBe(own);
  });

  it("passes over a configured mirror without the provider", () => {
    const other = mirror("plugins");
    const file = write(
      "terraform.tfrc",
      `provider_installation { filesystem_mirror { path = "${machine}/none" } }`,
    );
    expect(found({ TF_CLI_CONFIG_FILE: file })).toBe(other);
  });

  it.each([".terraform.d/plugins", ".local/share/terraform/plugins"])(
    "looks into ~/%s as Terraform does",
    (folder) => {
      expect(found()).toBeUndefined();
      const implied = mirror(join("home/somebody", folder));
      expect(found()).toBe(implied);
    },
  );

  it("looks three levels below the roots, nearest first", () => {
    const deep = mirror("one/two/three");
    expect(mirrorBelow([machine])).toBe(deep);
    const near = mirror("later");
    expect(mirrorBelow([machine])).toBe(near);
    expect(mirrorBelow([join(machine, "one/two")])).toBe(deep);
  });

  it("does not look deeper, nor where no mirror is kept", () => {
    mirror("one/two/three/four");
    mirror("proc/plugins");
    mirror("project/node_modules/plugins");
    expect(mirrorBelow([machine])).toBeUndefined();
  });
});

it("reads every mirror of a configuration, and no comment", () => {
  const configuration = `
    # filesystem_mirror { path = "/commented/out" }
    provider_installation {
      filesystem_mirror {
        path    = "/first"
        include = ["registry.terraform.io/hashicorp/*"]
      }
      filesystem_mirror {
        include = ["example.com/*/*"]
        path = "/second"
      }
      direct {}
    }`;
  expect(configuredMirrors(configuration)).toEqual(["/first", "/second"]);
});
