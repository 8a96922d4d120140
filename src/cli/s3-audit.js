#!/usr/bin/env node
const { existsSync } = require("node:fs");
const { join } = require("node:path");

// the SDK says at every start that it will leave this Node one day, which a pinned version does not
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";

// In a checkout the sources are compiled on the fly, wherever the command is called from; a package holds no sources.
if (existsSync(join(__dirname, "main.ts"))) {
  require("../transpile.js").register();
  require("./main.ts");
} else {
  require("../../dist/cli/main.js");
}
