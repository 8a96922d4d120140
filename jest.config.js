// the SDK says at every start that it will leave this Node one day, which a pinned version does not
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";

const common = {
  testEnvironment: "node",
  setupFiles: ["<rootDir>/src/isArray.ts"],
  transform: { "^.+\\.ts$": ["@swc/jest", { jsc: { target: "es2022", parser: { syntax: "typescript" } } }] },
  modulePathIgnorePatterns: ["<rootDir>/cdktf.out", "<rootDir>/dist", "<rootDir>/.cache"],
};

/** Suites that start servers or take minutes live in folders of their own and are run by name (`--selectProjects emulator`). */
const heavySuites = ["cdktn", "damaged", "emulator", "module", "package", "terminal", "trino"];
/** Tests of very many values or texts, which would double the time of the others beside them. */
const thorough = "\\.thorough\\.test\\.ts$";
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
      testMatch: ["<rootDir>/__tests__/**/*.test.ts"],
      testPathIgnorePatterns: [...heavySuites.map((suite) => `<rootDir>/__tests__/${suite}/`), thorough],
    },
    { ...common, displayName: "thorough", testRegex: thorough },
    ...heavySuites.map((suite) => ({
      ...common,
      displayName: suite,
      ...(prepared.includes(suite) && {
        globalSetup: `<rootDir>/__tests__/support/prepare${suite[0].toUpperCase()}${suite.slice(1)}.ts`,
      }),
      testMatch: [`<rootDir>/__tests__/${suite}/**/*.test.ts`],
    })),
  ],
};
