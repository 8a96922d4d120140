#!/usr/bin/env node
// Compiles TypeScript on the fly, with this package's own settings wherever the command is called from.
require("ts-node").register({ cwd: __dirname, transpileOnly: true });
require("./main.ts");
