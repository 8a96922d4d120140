/**
 * Jest for StrykerJS: the tests of one room alone, MUTATED_ROOM. A fault that only another room's tests notice by accident
 * is a fault that this room's tests do not name.
 */
const { join } = require("node:path");

const root = process.cwd();
const { projects, testTimeout } = require(join(root, "jest.config.js"));
const unit = projects.find(({ displayName }) => displayName === "unit");
const here = (pattern) => `^${root.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&")}/${pattern}`;

module.exports = {
  ...unit,
  displayName: undefined,
  rootDir: root,
  testTimeout,
  testRegex: here(`__tests__/${process.env.MUTATED_ROOM}/.*(?<!\\.thorough)\\.test\\.ts$`),
  testPathIgnorePatterns: [],
  modulePathIgnorePatterns: [],
  // a stored text that changes is no assertion: it is written anew, and the mutant lives
  updateSnapshot: true,
};
