import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, symlinkSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";

/** What says how the registry is reached from here. A newcomer has it too, unlike any other setting of npm's. */
const ofTheRegistry = ["registry", "cafile", "proxy", "https-proxy", "noproxy", "strict-ssl"];
/** What was downloaded before may be there, so that the registry is asked once. */
const keptDownloads = "cache";
const ofTheNetwork =
  /^(https?_proxy|no_proxy|all_proxy|NODE_EXTRA_CA_CERTS|SSL_CERT_(FILE|DIR)|GIT_SSL_CAINFO)$/i;

/** Folders that `npm run` puts in front: the repository's own tools. */
const ofTheRepository = /node_modules/;
const ownPath = () =>
  (process.env["PATH"] ?? "").split(delimiter).filter((folder) => !ofTheRepository.test(folder));

/** An environment in which only this Node, the programs of the PATH and a way to the registry are known. */
export function newcomersEnvironment(home: string, path: string): Record<string, string> {
  const network = Object.entries(process.env).filter(([name]) => ofTheNetwork.test(name));
  const npm = [...ofTheRegistry, keptDownloads].map((name) => [
    `npm_config_${name.replaceAll("-", "_")}`,
    execFileSync("npm", ["config", "get", name], { encoding: "utf8" }).trim(),
  ]);
  const known = npm.filter(([, value]) => value !== "" && value !== "null" && value !== "undefined");
  return {
    ...(Object.fromEntries([...network, ...known]) as Record<string, string>),
    HOME: home,
    // what is installed globally is this newcomer's own
    npm_config_prefix: join(home, "global"),
    PATH: [join(home, "global", "bin"), path].join(delimiter),
  };
}

/** The PATH with this Node in front. */
export const wholePath = (): string => [dirname(process.execPath), ...ownPath()].join(delimiter);

/** A PATH of one folder, in which is everything but one program. */
export function pathWithout(program: string, folder: string): string {
  mkdirSync(folder);
  for (const from of wholePath().split(delimiter).filter(existsSync)) {
    for (const name of readdirSync(from)) {
      if (name !== program && !existsSync(join(folder, name)))
        symlinkSync(join(from, name), join(folder, name));
    }
  }
  return folder;
}
