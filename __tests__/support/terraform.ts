import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import type { Finding } from "./finding";
import { findMirror, isUnpackedMirror, userConfiguration } from "./providerMirror";

/** Terraform with an AWS provider that it gets without a download. */
export interface Terraform {
  readonly binary: string;
  /** What its environment must hold, above all a CLI configuration that points at a provider mirror. */
  readonly env: Readonly<Record<string, string>>;
}

/** Where the tests keep what can be made again: the provider, Python packages. */
export const cacheFolder = join(__dirname, "..", "..", ".cache");

const oldest = { major: 1, minor: 7 };
const installTerraform = "Terraform 1.7 or newer (https://developer.hashicorp.com/terraform/install)";
const installProvider =
  "a way to the AWS provider: the Terraform registry, or a mirror made with `terraform providers mirror`";

/** Tells the processes of one test run what the first of them found. */
const memory = "TESTS_FOUND_TERRAFORM";

/** Looks for Terraform and the AWS provider: on this machine first, else in the registry, asked once and briefly. */
export function findTerraform(): Finding<Terraform> {
  const remembered = process.env[memory];
  if (remembered !== undefined) return JSON.parse(remembered) as Finding<Terraform>;
  const found = look();
  process.env[memory] = JSON.stringify(found);
  return found;
}

/** Terraform alone, for what asks it for no provider. */
export function findTerraformProgram(): Finding<{ readonly binary: string }> {
  const binary = process.env["TERRAFORM_BINARY_NAME"] ?? "terraform";
  const version = versionOf(binary);
  if (version === undefined) {
    return { kind: "missing", why: `There is no program ${binary}.`, install: installTerraform };
  }
  if (!isNewEnough(version)) {
    return { kind: "missing", why: `${binary} is of version ${version}.`, install: installTerraform };
  }
  return { kind: "ready", binary };
}

function look(): Finding<Terraform> {
  const program = findTerraformProgram();
  if (program.kind === "missing") return program;
  const { binary } = program;
  const mirror = provideMirror(binary);
  if (mirror === undefined) {
    return {
      kind: "missing",
      why: "The Terraform registry cannot be reached and there is no mirror of the AWS provider on this machine.",
      install: installProvider,
    };
  }
  return { kind: "ready", binary, env: environmentFor(configuration("mirror", mirror)) };
}

function provideMirror(binary: string): string | undefined {
  const home = homedir();
  const found = findMirror(process.env, home, ["/opt", "/usr/local", "/usr", home, "/"]);
  if (found !== undefined && isUnpackedMirror(found)) return found;
  if (isUnpackedMirror(downloaded)) return downloaded;
  if (found !== undefined) return download(binary, configuration("packed", found));
  const own = userConfiguration(process.env, home);
  return namesNetworkMirror(own) || registryAnswers() ? download(binary, own) : undefined;
}

function versionOf(binary: string): string | undefined {
  try {
    const told = execFileSync(binary, ["version", "-json"], {
      encoding: "utf8",
      timeout: 20_000,
      env: { ...process.env, CHECKPOINT_DISABLE: "1" },
      stdio: ["ignore", "pipe", "ignore"],
    });
    return (JSON.parse(told) as { terraform_version: string }).terraform_version;
  } catch {
    return undefined;
  }
}

export function isNewEnough(version: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major > oldest.major || (major === oldest.major && minor >= oldest.minor);
}

/** A CLI configuration in which a mirror is the only source, so that no run waits for a registry. */
function configuration(name: string, mirror: string): string {
  const file = join(cacheFolder, "terraform", `${name}.tfrc`);
  mkdirSync(join(cacheFolder, "terraform"), { recursive: true });
  writeFileSync(
    file,
    `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(mirror)}\n  }\n}\n`,
  );
  return file;
}

function environmentFor(configurationFile: string | undefined): Record<string, string> {
  return {
    CHECKPOINT_DISABLE: "1",
    TF_IN_AUTOMATION: "1",
    ...(configurationFile !== undefined && { TF_CLI_CONFIG_FILE: configurationFile }),
  };
}

const downloadFolder = join(cacheFolder, "terraform", "download");
/** What `terraform init` leaves there has the layout of an unpacked mirror. */
const downloaded = join(downloadFolder, ".terraform", "providers");

/** Fetches and unpacks the provider once, from the registry or whatever source the configuration names. */
function download(binary: string, configurationFile: string | undefined): string | undefined {
  const aws = { source: "hashicorp/aws", version: ">= 5.100.0, < 7.0.0" };
  mkdirSync(downloadFolder, { recursive: true });
  writeFileSync(
    join(downloadFolder, "main.tf.json"),
    JSON.stringify({ terraform: { required_providers: { aws } } }),
  );
  spawnSync(binary, ["init", "-input=false", "-no-color"], {
    cwd: downloadFolder,
    timeout: 600_000,
    // a plugin cache of the user's would leave links instead of files
    env: { ...process.env, ...environmentFor(configurationFile), TF_PLUGIN_CACHE_DIR: "" },
    stdio: ["ignore", "ignore", "inherit"],
  });
  return isUnpackedMirror(downloaded) ? downloaded : undefined;
}

function namesNetworkMirror(file: string | undefined): boolean {
  return file !== undefined && /^[^#\n]*\bnetwork_mirror\b/m.test(readFileSync(file, "utf8"));
}

function registryAnswers(): boolean {
  const ask = `fetch("https://registry.terraform.io/.well-known/terraform.json", { signal: AbortSignal.timeout(3000) })
    .then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))`;
  return spawnSync(process.execPath, ["-e", ask], { timeout: 5000, stdio: "ignore" }).status === 0;
}
