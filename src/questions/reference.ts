import type { Question } from "./question";
import { preparedStatementName, renderNamedQuery, renderPreparedStatement } from "./render";
import type { Catalog } from "./view";

/** The names that the pages show; everybody's own are in their settings. */
const catalog: Catalog = { database: "my_audit_audit", table: "cloudtrail_logs", timeZone: "UTC" };

const madeBy = "<!-- made from src/questions/saved by `npm run generate` -->";

/** The page of a question, from its head and its SQL. */
export function questionPage(question: Question): string {
  const { name, title, titleJa, answers, when, defaultWindow, defaultLimit, parameters, columns } = question;
  const days = `${defaultWindow.days} day${defaultWindow.days === 1 ? "" : "s"}`;
  const before =
    defaultWindow.daysBefore === 0
      ? ""
      : ` It reads ${defaultWindow.daysBefore} days more before its window, to compare with.`;
  return [
    madeBy,
    `# ${title}`,
    titleJa,
    answers,
    `**When:** ${when}`,
    `Looks back ${days} and shows ${defaultLimit} rows at most, unless asked otherwise.${before}`,
    "## Ask",
    "From log files on your machine:",
    fenced("sh", localCall(question)),
    `In Athena, open the saved query \`${name}\` in the audit's workgroup.`,
    ...(parameters.length === 0 ? [] : [execution(question)]),
    ...(parameters.length === 0 ? [] : ["## Parameters", parameterTable(question)]),
    "## Columns",
    columns.length === 0
      ? "Those of the table: CloudTrail's record, and the partitions `region` and `day`."
      : table(
          ["column", "meaning"],
          columns.map((column) => [`\`${column.name}\``, column.meaning]),
        ),
    "## SQL",
    fenced("sql", renderNamedQuery(question, catalog)),
    "",
  ].join("\n\n");
}

/** The list of all questions. */
export function questionIndex(questions: readonly Question[]): string {
  return [
    madeBy,
    "# Questions",
    "Each is a saved query in Athena and an answer of `s3-audit ask NAME`; those with parameters are prepared " +
      "statements too. The same SQL runs on both.",
    table(
      ["question", "", "answers"],
      questions.map(({ name, title, titleJa, answers }) => [
        `[${name}](${name}.md)`,
        `${title}<br>${titleJa}`,
        answers,
      ]),
    ),
    "",
  ].join("\n\n");
}

function localCall({ name, parameters }: Question): string {
  const needed = parameters.filter((parameter) => parameter.default === undefined);
  const given = needed.map((parameter) => ` --param ${parameter.name}=${parameter.example}`);
  return `npx s3-audit ask ${name} --logs my-logs --since 7d${given.join("")}`;
}

function execution(question: Question): string {
  const { order } = renderPreparedStatement(question, catalog);
  const example = (name: string): string => {
    if (name === "since") return "'2026-11-01T00:00:00Z'";
    if (name === "until") return "'2026-11-08T00:00:00Z'";
    const parameter = question.parameters.find((each) => each.name === name);
    return parameter?.type === "text" ? `'${parameter.example}'` : String(parameter?.example);
  };
  const values = order.map(
    (name, index) => `  ${example(name)}${index < order.length - 1 ? "," : ""} -- ${name}`,
  );
  return [
    "With values of your own, as a prepared statement; repeat each value as often as the SQL needs it, in this order:",
    fenced("sql", [`EXECUTE ${preparedStatementName(question)} USING`, ...values].join("\n")),
  ].join("\n\n");
}

const parameterTable = ({ parameters }: Question): string =>
  table(
    ["parameter", "type", "default", "example", "meaning"],
    parameters.map(({ name, type, default: preset, example, meaning }) => [
      `\`${name}\``,
      type,
      preset === undefined ? "must be given" : preset === "" ? "empty" : `\`${preset}\``,
      `\`${example}\``,
      meaning,
    ]),
  );

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => "---"), ...rows]
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`)
    .join("\n");

const fenced = (language: string, text: string): string => `\`\`\`${language}\n${text}\n\`\`\``;
