import type { Value } from "./value";
import { at, canonical, isMap, isMarker, listOf } from "./value";

/** One statement of a resource policy with single values and lists made alike. */
export interface Statement {
  readonly effect: string;
  // what NotPrincipal, NotAction or NotResource names is none of these: such a list is empty
  /** `*`, or KIND:NAME such as `Service:cloudtrail.amazonaws.com`; an account's root is `AWS:` and its number. */
  readonly principals: readonly string[];
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** `operator key = values`, sorted, each as one text. */
  readonly conditions: readonly string[];
  /** One text for statements that mean the same. */
  readonly canonical: string;
}

/** The statements of a policy that was opened from its JSON; what is not a policy has none. */
export function parseStatements(policy: Value | undefined): readonly Statement[] {
  return listOf(at(policy, "Statement")).filter(isMap).map(parseStatement);
}

/** Whether a value is no policy at all, or one whose statements can be read: not hidden, and in the form of one. */
export function isReadablePolicy(policy: Value | undefined): boolean {
  return policy === undefined || (isMap(policy) && at(policy, "Statement") !== undefined);
}

function parseStatement(statement: Value): Statement {
  const texts = (key: string) => listOf(at(statement, key)).map(textOf).sort();
  const fields = {
    effect: textOf(at(statement, "Effect") ?? ""),
    principals: parsePrincipals(at(statement, "Principal")),
    actions: texts("Action"),
    resources: texts("Resource"),
    conditions: parseConditions(at(statement, "Condition")),
  };
  const inverted = [parsePrincipals(at(statement, "NotPrincipal")), texts("NotAction"), texts("NotResource")];
  return { ...fields, canonical: canonical([...Object.values(fields), inverted]) };
}

function parsePrincipals(principal: Value | undefined): readonly string[] {
  if (principal === undefined) return [];
  if (!isMap(principal)) return listOf(principal).map(textOf).sort();
  const named = Object.entries(principal).flatMap(([kind, names]) =>
    listOf(names).map((name) => (textOf(name) === "*" ? "*" : `${kind}:${accountOr(textOf(name))}`)),
  );
  return [...new Set(named)].sort();
}

/** IAM takes an account's number and its root ARN for the same principal. */
function accountOr(name: string): string {
  return /^arn:[^:]+:iam::(\d{12}):root$/.exec(name)?.[1] ?? name;
}

function parseConditions(condition: Value | undefined): readonly string[] {
  if (!isMap(condition)) return [];
  const all = Object.entries(condition).flatMap(([operator, keys]) =>
    isMap(keys)
      ? Object.entries(keys).map(
          ([key, values]) => `${operator} ${key.toLowerCase()} = ${conditionValues(values)}`,
        )
      : [],
  );
  return all.sort();
}

function conditionValues(values: Value): string {
  return [...new Set(listOf(values).map(textOf))].sort().join(", ");
}

function textOf(value: Value): string {
  return typeof value === "string" ? value : isMarker(value) ? value.words : canonical(value);
}

/** What a statement lets somebody do, as far as it can be taken apart. */
export interface Grant {
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly conditions: readonly string[];
}

/** What the policy allows afterwards and did not before. Inverted statements count whole. */
export function newGrants(before: readonly Statement[], after: readonly Statement[]): readonly Grant[] {
  const known = new Set(before.map((statement) => statement.canonical));
  const earlier = before.filter(({ effect }) => effect === "Allow");
  return after
    .filter((statement) => statement.effect === "Allow" && !known.has(statement.canonical))
    .flatMap(grantsOf)
    .filter((grant) => !earlier.some((statement) => covers(statement, grant)));
}

/** Deny statements that are gone or say less. */
export function lostDenials(before: readonly Statement[], after: readonly Statement[]): readonly Statement[] {
  const kept = new Set(after.map((statement) => statement.canonical));
  const denials = after.filter(({ effect }) => effect === "Deny");
  return before
    .filter((statement) => statement.effect === "Deny" && !kept.has(statement.canonical))
    .filter((lost) => grantsOf(lost).some((part) => !denials.some((denial) => covers(denial, part))));
}

/** Where a statement names what it leaves out, it speaks of all the rest. */
export function orAll(values: readonly string[]): readonly string[] {
  return values.length > 0 ? values : ["everything but what it names"];
}

function grantsOf(statement: Statement): readonly Grant[] {
  const { conditions } = statement;
  return orAll(statement.principals).flatMap((principal) =>
    orAll(statement.actions).flatMap((action) =>
      orAll(statement.resources).map((resource) => ({ principal, action, resource, conditions })),
    ),
  );
}

/** A statement covers a part when it asks for no condition that the part does not have too. */
function covers(statement: Statement, part: Grant): boolean {
  return (
    statement.conditions.every((condition) => part.conditions.includes(condition)) &&
    statement.principals.some((principal) => principal === "*" || principal === part.principal) &&
    statement.actions.some((action) => matchesPattern(action.toLowerCase(), part.action.toLowerCase())) &&
    statement.resources.some((resource) => matchesPattern(resource, part.resource))
  );
}

/**
 * IAM's wildcards: `*` for any text, `?` for one character. The text may be a pattern itself: its own `*` is more
 * than one character, so a `?` does not cover it. Takes time in proportion to the product of the lengths at most.
 */
export function matchesPattern(pattern: string, text: string): boolean {
  let p = 0;
  let lastStar = -1;
  let resumeAt = 0;
  for (let t = 0; t < text.length;) {
    const wanted = pattern[p];
    if (wanted === "*") {
      lastStar = p++;
      resumeAt = t;
    } else if (wanted === text[t] || (wanted === "?" && text[t] !== "*")) {
      p++;
      t++;
    } else if (lastStar >= 0) {
      p = lastStar + 1;
      t = ++resumeAt;
    } else {
      return false;
    }
  }
  return /^\**$/.test(pattern.slice(p));
}

/** Refuses every request that does not come over TLS (S3 user guide, "Enforcing encryption in transit"). */
export function deniesWithoutTls(statements: readonly Statement[]): boolean {
  const resources = statements.filter(isTlsDenial).flatMap((statement) => statement.resources);
  return [everyObject, theBucketItself].every((all) => resources.some((resource) => all.test(resource)));
}

/** A bucket's listing and its objects are resources of their own; a wildcard in the name reaches both. */
const everyObject = /^(\*|arn:[^:]+:s3:::[^/]*\/?\*)$/;
const theBucketItself = /^(\*|arn:[^:]+:s3:::[^/]+)$/;

/** Refuses everybody's requests of every kind without TLS, be it for a part of the bucket. */
export function isTlsDenial({ effect, principals, actions, conditions }: Statement): boolean {
  return (
    effect === "Deny" &&
    principals.includes("*") &&
    actions.some((action) => action === "*" || action.toLowerCase() === "s3:*") &&
    conditions.length === 1 &&
    /^Bool(IfExists)? aws:securetransport = false$/i.test(conditions[0] ?? "")
  );
}

/** Statements that let an AWS service in without saying for whose resource it must act. */
export function servicesWithoutSource(statements: readonly Statement[]): readonly string[] {
  const open = statements.filter(
    ({ effect, conditions }) => effect === "Allow" && !conditions.some(namesTheSource),
  );
  const services = open.flatMap(({ principals }) => principals.filter((name) => name.startsWith("Service:")));
  return [...new Set(services.map((name) => name.slice("Service:".length)))];
}

/** Whether a condition holds for some accounts alone: no denial, no IfExists, and no value that anybody's meets. */
function namesTheSource(condition: string): boolean {
  const [, key = "", values = ""] = sourceCondition.exec(condition) ?? [];
  const isNarrow = narrowBy.get(key.toLowerCase());
  return isNarrow !== undefined && values.split(", ").every(isNarrow);
}

const sourceCondition =
  /^(?:ForAnyValue:)?(?:String|Arn)(?:Equals|EqualsIgnoreCase|Like) aws:source(\w+) = (.*)$/i;

const narrowBy = new Map([
  ["arn", isSomebodysArn],
  ["account", (account: string) => /^\d{12}$/.test(account)],
  ["orgid", (organization: string) => /^[^*?]+$/.test(organization)],
  ["orgpaths", (path: string) => /^[^*?/]+\//.test(path)],
]);

/** An ARN's fifth part is the account; a bucket's has none, but a name that nobody else has. */
function isSomebodysArn(arn: string): boolean {
  const [, , , , account = "*", resource = "*"] = arn.split(":");
  return /^\d{12}$/.test(account) || (account === "" && /^[^*?]/.test(resource));
}
