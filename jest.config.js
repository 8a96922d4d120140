// the SDK says at every start that it will leave this Node one day, which a pinned version does not
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";

/** A pattern of a path in this folder, which may have a name that means something in a pattern. */
const here = (pattern) => `^${__dirname.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&")}/${pattern}`;

const common = {
  testEnvironment: "node",
  setupFiles: ["<rootDir>/src/isArray.ts"],
  transform: { "^.+\\.ts$": ["@swc/jest", { jsc: { target: "es2022", parser: { syntax: "typescript" } } }] },
  modulePathIgnorePatterns: ["cdktf\\.out", "dist", "\\.cache"].map((folder) => here(`${folder}/`)),
};

/** Suites that start servers or take minutes live in folders of their own and are run by name (`--selectProjects emulator`). */
const heavySuites = [
  "cdktn",
  "damaged",
  "emulator",
  "module",
  "newcomer",
  "package",
  "planning",
  "terminal",
  "trino",
];
/** Tests of very many values or texts, which would double the time of the others beside them. */
const thorough = here("__tests__/.*\\.thorough\\.test\\.ts$");
/** Suites for which something is downloaded once, before their files start side by side. */
const prepared = ["emulator", "trino"];

module.exports = {
  // what a test asserts is never how long it takes: one waits for Terraform, Trino or a busy machine
  testTimeout: 60_000,
  reporters: ["default", "<rootDir>/__tests__/support/countingReporter.js"],
  projects: [
    {
      ...common,
      displayName: "unit",
      testRegex: here("__tests__/.*\\.test\\.ts$"),
      testPathIgnorePatterns: [...heavySuites.map((suite) => here(`__tests__/${suite}/`)), thorough],
    },
    { ...common, displayName: "thorough", testRegex: thorough },
    ...heavySuites.map((suite) => ({
      ...common,
      displayName: suite,
      ...(prepared.includes(suite) && {
        globalSetup: `<rootDir>/__tests__/support/prepare${suite[0].toUpperCase()}${suite.slice(1)}.ts`,
      }),
      testRegex: here(`__tests__/${suite}/.*\\.test\\.ts$`),
    })),
  ],
};
