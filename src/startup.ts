/**
 * Imported first by `main.ts`: spares every synth the work that loading CDKTF and zod does for features that are not
 * used here. Measured by `npm run bench`; without it a synth takes a fifth longer.
 */
import Module from "node:module";
import "./isArray";

const formatWithSources = Error.prepareStackTrace;

/**
 * CDKTF takes a stack trace with every token, and ts-node would map each frame back to TypeScript. Nobody reads them:
 * until `restoreStackTraces` is called a trace is the error's message alone. Traces are formatted when they are first
 * read, so that of an error which leaves the program is whole.
 */
Error.prepareStackTrace = (error) => String(error);

export function restoreStackTraces(): void {
  Error.prepareStackTrace = formatWithSources;
}

/** Puts a stand-in for a module of `parent`'s into the cache, which loads the module when it is first used. */
function loadOnUse(name: string, parent: string): void {
  const requireThere = Module.createRequire(require.resolve(parent));
  const path = requireThere.resolve(name);
  const standIn = new Module(path);
  let loaded: object | undefined;
  const load = (): object => {
    if (loaded === undefined) {
      delete require.cache[path];
      loaded = requireThere(path) as object;
    }
    return loaded;
  };
  standIn.filename = path;
  standIn.loaded = true;
  standIn.exports = new Proxy(function () {}, {
    // compiled imports ask this before they decide to copy every name, which would be a use
    get: (_target, key) => key === "__esModule" || (Reflect.get(load(), key) as unknown),
    apply: (_target, self, args) => Reflect.apply(load() as () => unknown, self, args) as unknown,
  });
  require.cache[path] = standIn;
}

// archives of assets, which only TerraformAsset makes; a check that only moved resources need; messages in fifty languages
loadOnUse("archiver", "cdktf");
loadOnUse("semver", "cdktf");
loadOnUse("zod/v4/locales", "zod");
