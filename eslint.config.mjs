import tseslint from "typescript-eslint";

/**
 * Which rooms of src/ a room may import from (docs/architecture.md). `cli` and `screen` stand at the end of
 * both ways through the house and may use all but `stack`; `index.ts` and `main.ts` are the doors.
 */
const rooms = {
  errors: [],
  temporary: ["errors"],
  cloudtrail: ["errors"],
  settings: ["errors", "cloudtrail"],
  questions: ["errors", "cloudtrail"],
  stack: ["errors", "cloudtrail", "settings", "questions"],
  engines: ["errors", "temporary", "cloudtrail", "settings", "questions"],
  logs: ["errors", "temporary", "cloudtrail", "settings", "questions"],
  review: ["errors", "cloudtrail", "settings", "questions"],
  screen: ["errors", "cloudtrail", "settings", "questions", "engines", "logs", "review"],
  cli: ["errors", "temporary", "cloudtrail", "settings", "questions", "engines", "logs", "review", "screen"],
};

const cdktfPackages = {
  regex: "^(cdktf|constructs|@cdktf/.*)$",
  message: "Only src/stack and main.ts know CDKTF.",
};
const bindingsBarrel = {
  regex: "^@cdktf/provider-aws$",
  message: "Import deep (@cdktf/provider-aws/lib/s3-bucket): the barrel costs seconds and a gigabyte.",
};

const boundaries = Object.entries(rooms).map(([room, allowed]) => {
  const forbidden = Object.keys(rooms).filter((other) => other !== room && !allowed.includes(other));
  const patterns = [room === "stack" ? bindingsBarrel : cdktfPackages];
  if (forbidden.length > 0) {
    patterns.push({
      regex: `^(\\.\\./)+(${forbidden.join("|")})(/|$)`,
      message: `src/${room} may import only from: ${allowed.join(", ") || "nothing of ours"}.`,
    });
  }
  return {
    files: [`src/${room}/**/*.ts`, `src/${room}.ts`],
    rules: { "no-restricted-imports": ["error", { patterns }] },
  };
});

const printing = {
  files: ["src/**/*.ts"],
  ignores: ["src/cli/main.ts", "src/generated.ts"],
  rules: {
    "no-console": "error",
    "no-restricted-properties": [
      "error",
      { object: "process", property: "exit", message: "Only src/cli/main.ts exits." },
      { object: "process", property: "stdout", message: "Write to the stream handed in." },
      { object: "process", property: "stderr", message: "Write to the stream handed in." },
      { object: "process", property: "env", message: "Settings are the only input." },
    ],
  },
};

const theWallClock = {
  files: ["src/{stack,settings,questions,cloudtrail,review}/**/*.ts", "main.ts"],
  rules: {
    "no-restricted-syntax": [
      "error",
      {
        selector: "NewExpression[callee.name='Date'][arguments.length=0]",
        message: "The wall clock is never read here.",
      },
      {
        selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
        message: "The wall clock is never read here.",
      },
      {
        selector: "MemberExpression[object.name='Math'][property.name='random']",
        message: "No chance here.",
      },
    ],
  },
};

export default tseslint.config(
  { ignores: ["node_modules/", "cdktf.out/", "dist/", ".cache/", "**/*.js", "**/*.mjs"] },
  ...tseslint.configs.recommended,
  {
    rules: {
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      eqeqeq: "error",
    },
  },
  ...boundaries,
  printing,
  theWallClock,
);
