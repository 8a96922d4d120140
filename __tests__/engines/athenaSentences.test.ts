import { QueryEnded } from "../../src/engines/athena/query";
import { isDenied, refusal } from "../../src/engines/athena/refusals";
import { execute, withLiterals } from "../../src/engines/athena/statement";
import { ExitCode, UserError } from "../../src/errors";

/** What Athena is sent, and what is said of each thing that AWS or Athena refuse with. */

const deployed = {
  stack: "my",
  region: "ap-northeast-1",
  workgroup: "my-audit",
  catalog: { database: "my_audit", table: "logs", timeZone: "UTC" },
  maxScanPerQuery: "10 GB",
};

/** An error as the SDK throws it. */
const fault = (name: string, message: string, more: object = {}) =>
  Object.assign(new Error(message), { name, ...more });

const said = (error: unknown, of: Parameters<typeof refusal>[1] = deployed): string => {
  const refused = refusal(error, of);
  if (!(refused instanceof UserError)) throw new Error("it has no sentence", { cause: refused });
  return `${refused.exitCode}: ${refused.faults.join("\n")}`;
};

const missing = "4: Athena does not find the table: ";
const outdated = "4: The view in Athena is not the one that this version expects: ";
const large = "4: The answer is too large for Athena: ";
const denied = "4: AWS refused access: ";
const failed = "4: Athena could not answer: ";

test.each([
  ["TABLE_NOT_FOUND: line 3:8: no", missing],
  ["SCHEMA_NOT_FOUND: line 3:8: no", missing],
  ["EntityNotFoundException: Entity Not Found (Service: AWSGlue)", missing],
  ["Table logs does not exist", missing],
  ["Table my_audit.logs not found", missing],
  ["Schema 'my_audit' does not exist", missing],
  ["Database my_audit not found", missing],
  ["Table is not a thing that was not found", failed],
  ["VIEW_NOT_FOUND: no", failed],
  ["COLUMN_NOT_FOUND: line 2:3: Column 'mfa' cannot be resolved", outdated],
  ["VIEW_IS_STALE: line 1:15: View is stale", outdated],
  ["INVALID_VIEW: line 1:15: Failed analyzing", outdated],
  ["Query Exhausted Resources at this scale factor", large],
  ["EXCEEDED_MEMORY_LIMIT: Query exceeded per-node memory limit", large],
  ["exceeded_local_memory_limit", large],
  ["EXCEEDED_LIMIT: of something", failed],
  ["Insufficient permissions to execute the query", denied],
  ["Error: AccessDeniedException", denied],
  ["PERMISSION_DENIED: no", denied],
  ["User is not authorized to perform: glue:GetTable", denied],
  ["access denied (403)", denied],
  ["GENERIC_INTERNAL_ERROR: something", failed],
])("a query that failed with %j", (reason, begin) => {
  const sentence = said(new QueryEnded("q", "FAILED", reason, 0));
  expect(sentence.startsWith(`${begin}${reason}`)).toBe(true);
});

test("a query that ended for no reason", () => {
  expect(said(new QueryEnded("q", "FAILED", "", 0))).toBe("4: Athena could not answer: it gave no reason.");
  expect(said(new QueryEnded("q-7", "CANCELLED", "", 0))).toBe(
    "4: Somebody else cancelled the query q-7 in the workgroup my-audit. Ask again.",
  );
});

test("a query that was cancelled is told as that, whatever else its reason looks like", () => {
  expect(said(new QueryEnded("q", "CANCELLED", "Access Denied by a person", 0))).toContain(
    "4: Somebody else cancelled the query q in the workgroup my-audit: Access Denied by a person",
  );
});

test("a query that ended is an error with Athena's words and what it has read", () => {
  const ended = new QueryEnded("q", "FAILED", "why", 12);
  expect(ended).toMatchObject({ name: "QueryEnded", message: "why", reason: "why", bytesScanned: 12 });
});

const rejected = (code: string) => `4: AWS rejects these credentials (${code}: words). Sign in again`;
const unreachable = "4: Athena cannot be reached (";

test.each<readonly [error: Parameters<typeof fault>, begin: string]>([
  [
    ["InvalidRequestException", "WorkGroup my-audit is not found."],
    "4: There is no workgroup my-audit in ap",
  ],
  [["InvalidRequestException", "workgroup x not found"], "4: There is no workgroup my-audit in ap"],
  [["InvalidRequestException", "WorkGroup x does not exist"], "4: There is no workgroup my-audit in ap"],
  [["InvalidRequestException", "WorkGroup is disabled"], `${failed}InvalidRequestException: WorkGroup is`],
  [
    ["AccessDeniedException", "no"],
    `${denied}no. Athena reads with your own rights: on the workgroup my-audit`,
  ],
  [["AccessDenied", "no"], `${denied}no. `],
  [["CredentialsProviderError", "words"], "4: No AWS credentials were found (words)"],
  [["TokenProviderError", "words"], "4: No AWS credentials were found (words)"],
  [["ProviderError", "words"], "4: No AWS credentials were found (words)"],
  [["OtherProviderError", "words"], `${failed}OtherProviderError: words`],
  [["ProviderErrorOther", "words", { code: "ECONNRESET" }], unreachable],
  [["ExpiredTokenException", "words"], rejected("ExpiredTokenException")],
  [["UnrecognizedClientException", "words"], rejected("UnrecognizedClientException")],
  [["InvalidSignatureException", "words"], rejected("InvalidSignatureException")],
  [["InvalidClientTokenId", "words"], rejected("InvalidClientTokenId")],
  [["SignatureDoesNotMatch", "words"], rejected("SignatureDoesNotMatch")],
  [["TooManyRequestsException", "words"], "4: Athena accepts no more requests at the moment: words."],
  [["ThrottlingException", "words"], "4: Athena accepts no more requests at the moment: words."],
  [
    ["Error", "connect ECONNREFUSED 127.0.0.1:1", { code: "ECONNREFUSED" }],
    `${unreachable}connect ECONNREFUSED`,
  ],
  [["Error", "unable", { code: "ERR_TLS_CERT" }], `${unreachable}unable`],
  [["TimeoutError", "words"], `${unreachable}words`],
  [["Error", "connect ETIMEDOUT 10.0.0.1:443"], `${unreachable}connect ETIMEDOUT`],
  [["Error", "getaddrinfo ENOTFOUND athena"], `${unreachable}getaddrinfo ENOTFOUND`],
  [["Error", "socket: read ECONNRESET"], `${unreachable}socket: read ECONNRESET`],
  [["Error", "write EPIPE"], `${unreachable}write EPIPE`],
  [["Error", "AWS SDK error wrapper for Error: read ECONNRESET"], `${unreachable}read ECONNRESET`],
  [["SomethingException", "words"], `${failed}SomethingException: words`],
  [["SomethingError", "words"], `${failed}SomethingError: words`],
  [["InternalServerException", "", { code: "E" }], `${failed}InternalServerException:.`],
])("a call that failed with %j", (error, begin) => {
  expect(said(fault(...error)).slice(0, begin.length)).toBe(begin);
});

test("credentials that lack are looked for in the profile that was named", () => {
  const error = fault("CredentialsProviderError", "words");
  expect(said(error, { ...deployed, profile: "work" })).toContain(
    "No AWS credentials were found in the profile work",
  );
});

test("of a host with several addresses the first is told", () => {
  const [first, second] = ["::1", "127.0.0.1"].map((host) =>
    fault("Error", `connect ECONNREFUSED ${host}:443`, { code: "ECONNREFUSED" }),
  );
  expect(said(fault("AggregateError", "", { errors: [first, second] }))).toContain(
    `${unreachable}connect ECONNREFUSED ::1:443`,
  );
  expect(said(fault("AggregateError", "both", { errors: [first, second] }))).toBe(
    `${failed}AggregateError: both.`,
  );
  expect(said(fault("AggregateError", "", { errors: [fault("Error", "words")] }))).toBe(
    `${failed}AggregateError: words.`,
  );
  expect(said(fault("AggregateError", "", { errors: [] }))).toBe(`${failed}AggregateError:.`);
});

const unchanged = [
  fault("Error", "words"),
  fault("Error", "reconnect EASY"),
  fault("Error", "connect to ECONNREFUSED"),
  fault("TypeError", "words"),
  fault("ReferenceError", "words"),
  fault("RangeError", "words"),
  fault("SyntaxError", "words"),
  fault("Something", "words"),
  fault("ExceptionOfMine", "words"),
  fault("ErrorOfMine", "words", { code: "lower" }),
  new UserError(["a sentence"], ExitCode.usage),
  "words",
  {},
] as const;

test("a fault of the program, and a sentence, stay what they are", () => {
  for (const error of unchanged) expect(refusal(error, deployed)).toBe(error);
});

test("whether AWS refused for lack of rights shows by the error's name", () => {
  expect([fault("AccessDeniedException", ""), fault("Error", "AccessDenied"), {}].map(isDenied)).toEqual([
    true,
    false,
    false,
  ]);
});

describe("values go to Athena as SQL literals", () => {
  test.each([
    ["a question mark", "a = ?", "a = ?"],
    ["one in a text", "a = 'it''s ?' AND b = ?", "a = 'it''s ?' AND b = ?"],
    ["an empty text before it", "a = '' AND b = ?", "a = '' AND b = ?"],
    ["one in a name", '"a""?" = ?', '"a""?" = ?'],
    ["one in a comment", "-- it's a ?\n?", "-- it's a ?\n?"],
    ["a minus before it", "- ? - 1", "- ? - 1"],
  ])("%s", (_, sql) => {
    const long = "x".repeat(1_500);
    const marks = "(? || ? || ?)";
    // the value stands where it is asked for, and nowhere else
    const at = sql.lastIndexOf("?");
    expect(withLiterals({ sql, values: [long] }).sql).toBe(sql.slice(0, at) + marks + sql.slice(at + 1));
    expect(withLiterals({ sql, values: ["short"] })).toEqual({ sql, parameters: ["'short'"] });
  });

  test("each at its question mark, texts in quotes and numbers without", () => {
    const long = "y".repeat(600).concat("z".repeat(600));
    expect(withLiterals({ sql: "? ? ?", values: [7, long, "it's"] })).toEqual({
      sql: "? (? || ? || ?) ?",
      parameters: [
        "7",
        `'${"y".repeat(511)}'`,
        `'${"y".repeat(89)}${"z".repeat(422)}'`,
        `'${"z".repeat(178)}'`,
        "'it''s'",
      ],
    });
  });

  test("a question mark for which there is no value stays as it is", () => {
    expect(withLiterals({ sql: "? ?", values: ["a"] })).toEqual({ sql: "? ?", parameters: ["'a'"] });
  });

  test("a prepared statement is run with them in its text", () => {
    expect(execute("bulk_reads", ["it's", 7])).toEqual({
      sql: "EXECUTE bulk_reads USING 'it''s', 7",
      parameters: [],
    });
  });
});
