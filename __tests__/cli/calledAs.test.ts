import { calledAs } from "../../src/cli/calledAs";

test.each([
  ["in a clone, by npx", "/home/me/.npm/_npx/2864c4dc/node_modules/.bin/s3-audit", "exec", "npx s3-audit"],
  ["in a clone, by an npm script", "/home/me/clone/src/cli/s3-audit.js", "start", "npx s3-audit"],
  ["in a clone, by its file", "/home/me/clone/src/cli/s3-audit.js", undefined, "npx s3-audit"],
  ["in a project that has the package", "/home/me/p/node_modules/.bin/s3-audit", "exec", "npx s3-audit"],
  ["in a script of that project", "/home/me/p/node_modules/.bin/s3-audit", "run-script", "npx s3-audit"],
  ["after a global install or npm link", "/usr/local/bin/s3-audit", undefined, "s3-audit"],
  ["the same in a script of some project", "/usr/local/bin/s3-audit", "run-script", "s3-audit"],
  ["the same by npx, which finds it too", "/usr/local/bin/s3-audit", "exec", "npx s3-audit"],
  ["in another program", undefined, undefined, "npx s3-audit"],
])("%s", (_how, script, npmCommand, expected) => {
  expect(calledAs(script, npmCommand)).toBe(expected);
});
