#!/usr/bin/env node
const { existsSync } = require("node:fs");
const { join } = require("node:path");

// In a checkout the sources are compiled on the fly, wherever the command is called from; a package holds no sources.
if (existsSync(join(__dirname, "main.ts"))) {
  require("../transpile.js").register();
  require("./main.ts");
} else {
  require("../../dist/cli/main.js");
}
