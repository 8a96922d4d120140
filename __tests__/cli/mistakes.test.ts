import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { commands } from "../../src/cli/program";
import { ExitCode } from "../../src/errors";
import { script } from "../support/commandLine";
import { s3audit } from "../support/io";
import { repository } from "../support/synth";
import { temporaryFolder } from "../support/temporaryFolder";

const cwd = temporaryFolder();

/** What commander knows of each command, as the help does. */
const program = new Command();
for (const command of commands) command.register(program, {} as never, () => undefined);
const all = program.commands.map((command) => ({ name: command.name(), command }));

/** A call that has all that is needed, so that only the mistake beside it is one. */
const whole: Readonly<Record<string, readonly string[]>> = {
  ask: ["ask", "denied"],
  cache: ["cache", "--logs", "x"],
  completion: ["completion", "bash"],
  review: ["review", "plan.json"],
  sample: ["sample", "-o", "x"],
};
const wholeCall = (name: string): readonly string[] => whole[name] ?? [name];

async function told(args: readonly string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await s3audit(args, cwd);
  expect({ exitCode, stdout }).toEqual({ exitCode: ExitCode.usage, stdout: "" });
  // one sentence of the project's form: no prefix of commander's, no stack trace, and it ends as a sentence does
  expect(stderr).not.toMatch(/^error:|\n|undefined|VALUE/);
  expect(stderr).toMatch(/[.?]$/);
  return stderr;
}

/** The call that a sentence proposes, as words. */
function proposed(sentence: string): readonly string[] {
  const [, call = ""] = /Write(?: for example)? `npx s3-audit ([^`]+)`/.exec(sentence) ?? [];
  expect(sentence).toMatch(/Write(?: for example)? `npx s3-audit /);
  const { stdout } = spawnSync("sh", ["-c", `printf '%s\\n' ${call}`], { encoding: "utf8" });
  return stdout.trimEnd().split("\n");
}

describe.each(all)("$name", ({ name, command }) => {
  const flags = command.options;

  test("an unknown flag", async () => {
    expect(await told([...wholeCall(name), "--nonsense", "1"])).toBe(
      `${name} has no flag --nonsense. \`npx s3-audit ${name} --help\` lists the flags of ${name}.`,
    );
    expect(await told([...wholeCall(name), "--hepl"])).toBe(
      `${name} has no flag --hepl. Did you mean \`--help\`?`,
    );
  });

  test("a mistyped or shortened flag finds the right one", async () => {
    for (const { long = "" } of flags) {
      const mistyped = `${long.slice(0, 3)}${long.slice(4)}x`;
      expect(await told([...wholeCall(name), mistyped])).toContain(
        `${name} has no flag ${mistyped}. Did you mean`,
      );
      const others = flags.filter((other) => other.long?.startsWith(long.slice(0, -1)));
      if (others.length === 1 && long.length > 4) {
        expect(await told([...wholeCall(name), long.slice(0, -1)])).toContain(`Did you mean \`${long}\`?`);
      }
    }
  });

  test("a flag without its value, at the end or before another flag", async () => {
    for (const { long = "", short, required, description } of flags) {
      if (!required) continue;
      for (const calls of [
        [name, long],
        [name, long, flags[0]?.long ?? "", "x"],
      ]) {
        const sentence = await told(calls);
        expect(sentence).toMatch(/^--?[a-z-]+ has no value: /);
        expect(sentence).toContain(`${short ?? long} has no value: ${description}. Write for example`);
      }
    }
  });

  test("a value that a flag does not take", async () => {
    for (const { long = "", required } of flags) {
      if (required) continue;
      expect(await told([...wholeCall(name), `${long}=yes`])).toBe(
        `${long} takes no value, but "yes" was given. Write ${long} alone.`,
      );
    }
  });

  test("a flag whose second value would replace the first", async () => {
    for (const { long = "", short = long, required, argChoices, parseArg } of flags) {
      // those that can be repeated gather their values
      const gathers = parseArg !== undefined && argChoices === undefined;
      if (!required || gathers) continue;
      const [one = "1", other = "2"] = argChoices ?? [];
      for (const twice of [
        [long, one, short, other],
        [`${long}=${one}`, `${long}=${other}`],
      ]) {
        const words = wholeCall(name);
        const at = words.findIndex((word) => word === long || word === short);
        const others = at < 0 ? words : [...words.slice(0, at), ...words.slice(at + 2)];
        expect(await told([...others, ...twice])).toMatch(
          new RegExp(
            `^${short} is given twice, as ${one} and as ${other}, and takes one value\\. (Keep one of|Write ${short} ${one},${other}\\.)`,
          ),
        );
      }
    }
  });

  test("a choice that there is not", async () => {
    for (const { long = "", argChoices } of flags) {
      if (argChoices === undefined) continue;
      expect(await told([...wholeCall(name), long, "purple"])).toContain(
        `${long} is "purple", which is not one of ${argChoices.slice(0, -1).join(", ")} or ${argChoices.at(-1)}.`,
      );
      const [choice = ""] = argChoices;
      expect(await told([...wholeCall(name), long, `${choice}x`])).toContain(`Did you mean \`${choice}\`?`);
    }
  });

  test("a flag before the command is put behind it", async () => {
    const [flag] = flags;
    if (flag === undefined) return;
    const value = flag.required ? ["x y"] : [];
    const [, ...rest] = wholeCall(name);
    const sentence = await told([flag.long ?? "", ...value, name, ...rest]);
    expect(sentence).toContain(`${flag.long} must follow the command it belongs to.`);
    expect(proposed(sentence)).toEqual([name, flag.long, ...value, ...rest]);
  });

  test("a flag that it cannot do without is in the usage, and missing it leads to a whole call", async () => {
    const { stdout } = await s3audit([name, "--help"], cwd);
    const needed = flags.filter(({ mandatory }) => mandatory);
    const usage = needed.map(({ flags: text }) => `${text.replace(/^.*, /, "")} `).join("");
    expect(stdout).toContain(`Usage: npx s3-audit ${name} ${usage.replace("--output", "-o")}[options]`);
    for (const { short, long = "" } of needed) {
      const sentence = await told([name]);
      expect(sentence).toContain(`${short ?? long} is missing: `);
      expect(proposed(sentence).slice(0, 2)).toEqual([name, short ?? long]);
      // a word without a flag was its value
      expect(proposed(await told([name, "here and there"]))).toEqual([name, short ?? long, "here and there"]);
    }
  });

  test("an argument that is missing, and one too many", async () => {
    const { registeredArguments } = command;
    if (registeredArguments.some(({ required }) => required)) {
      const sentence = await told([name]);
      expect(sentence).toMatch(/^The \w+ is missing: .+\. Write for example `npx s3-audit /);
      expect(proposed(sentence)[0]).toBe(name);
    }
    if (registeredArguments.some(({ variadic }) => variadic)) return;
    const more = Array.from({ length: registeredArguments.length }, () => "one");
    const sentence = await told([...(whole[name] ?? [name, ...more]), "!"]);
    expect(sentence).toMatch(/one too many\. Remove it|^"!" needs a flag that says what it is/);
  });
});

test.each<[args: string, sentence: string]>([
  [
    "events my-logs",
    '"my-logs" needs a flag that says what it is. Write `npx s3-audit events --logs my-logs`.',
  ],
  [
    "events my-logs delete 7d --limit 5",
    '"my-logs" needs a flag that says what it is. Write `npx s3-audit events --logs my-logs --action delete --since 7d --limit 5`.',
  ],
  [
    "events s3://b/k",
    '"s3://b/k" needs a flag that says what it is. Write `npx s3-audit events --object s3://b/k`.',
  ],
  [
    "events eu-west-1",
    '"eu-west-1" needs a flag that says what it is. Write `npx s3-audit events --region eu-west-1`.',
  ],
  [
    "events 203.0.113.7",
    '"203.0.113.7" needs a flag that says what it is. Write `npx s3-audit events --ip 203.0.113.7`.',
  ],
  [
    "events PutObject",
    '"PutObject" needs a flag that says what it is. Write `npx s3-audit events --event PutObject`.',
  ],
  [
    "ask who-deleted key=a.pdf",
    '"key=a.pdf" needs a flag that says what it is. Write `npx s3-audit ask who-deleted --param key=a.pdf`.',
  ],
  [
    "ask denied my-logs",
    '"my-logs" needs a flag that says what it is. Write `npx s3-audit ask denied --logs my-logs`.',
  ],
  ["sync my-logs", '"my-logs" needs a flag that says what it is. Write `npx s3-audit sync --to my-logs`.'],
  // what a * of the shell became: no file is ever proposed to be overwritten
  [
    "events --logs a.json.gz b.json.gz",
    'events takes no argument, and "b.json.gz" is one too many. Remove it, or put a value with blanks or a * in quotes. ' +
      "`npx s3-audit events --help` lists the flags.",
  ],
  [
    "ask",
    "The question is missing: name of the question; `npx s3-audit questions` lists them. Write for example " +
      "`npx s3-audit ask deletions --logs my-logs`.",
  ],
  ["ask who-deletd", 'There is no question "who-deletd". Did you mean `who-deleted`?'],
  [
    "who-deleted",
    '"who-deleted" is a question, not a command. Write for example `npx s3-audit ask who-deleted --logs my-logs ' +
      "--param bucket=miyagawa-test --param key=reports/2026/a.pdf`.",
  ],
  ["evnts --logs x", 'There is no command "evnts". Did you mean `events`?'],
  ["help evnts", 'There is no command "evnts". Did you mean `events`?'],
  [
    "zebra",
    'There is no command "zebra". Write one of init, settings, events, questions, ask, sync, cache, sample, tour, ' +
      "plan, review or completion; `npx s3-audit --help` explains them.",
  ],
  ["--versoin", "There is no flag --versoin. Did you mean `--version`?"],
  [
    "--logs my-logs",
    "--logs belongs to a command, and none is given. Write one before it: events, ask or cache.",
  ],
  [
    "ask denied --denied",
    "ask has no flag --denied. --denied is a flag of events. `npx s3-audit ask --help` lists the flags of ask.",
  ],
  ["events -since 7d", "events has no flag -since. Did you mean `--since`?"],
  [
    "events \u2014since 7d",
    '"\u2014since" begins with a long dash, which word processors write for two hyphens. Write --since.',
  ],
  [
    "sample --output=",
    "-o has no value: folder to write to; an earlier sample in it is replaced. Write for example -o my-logs.",
  ],
  ["sample --ouput x", "sample has no flag --ouput. Did you mean `--output`?"],
  // a flag that can be repeated takes every word that is typical for it
  [
    "ask who-deleted --param bucket=b key=k --logs my-logs",
    '"key=k" needs a flag that says what it is. Write `npx s3-audit ask who-deleted --param bucket=b --param key=k --logs my-logs`.',
  ],
  [
    "events delete read --logs my-logs",
    '"delete" needs a flag that says what it is. Write `npx s3-audit events --action delete --action read --logs my-logs`.',
  ],
  [
    "events 2026-11-01 2026-11-05",
    '"2026-11-01" needs a flag that says what it is. Write `npx s3-audit events --since 2026-11-01 --until 2026-11-05`.',
  ],
  [
    "events arn:aws:s3:::b/a.pdf",
    '"arn:aws:s3:::b/a.pdf" needs a flag that says what it is. Write `npx s3-audit events --object s3://b/a.pdf`.',
  ],
  [
    "ask who-deleted https://b.s3.eu-west-1.amazonaws.com/a%20b.pdf",
    '"https://b.s3.eu-west-1.amazonaws.com/a%20b.pdf" needs a flag that says what it is. Write ' +
      "`npx s3-audit ask who-deleted --param bucket=b --param 'key=a b.pdf'`.",
  ],
  [
    "sync arn:aws:s3:::my-log logs",
    '"arn:aws:s3:::my-log" needs a flag that says what it is. Write `npx s3-audit sync --bucket my-log --to logs`.',
  ],
  ["events s3://b", '"s3://b" needs a flag that says what it is. Write `npx s3-audit events --bucket b`.'],
  [
    "sync s3://my-log/",
    '"s3://my-log/" needs a flag that says what it is. Write `npx s3-audit sync --bucket my-log`.',
  ],
  [
    "sync my-log my-logs",
    '"my-log" needs a flag that says what it is. Write `npx s3-audit sync --bucket my-log --to my-logs`.',
  ],
  [
    "sync ./logs my-log",
    '"./logs" needs a flag that says what it is. Write `npx s3-audit sync --to ./logs --bucket my-log`.',
  ],
  [
    "sync my-log --to logs",
    '"my-log" needs a flag that says what it is. Write `npx s3-audit sync --bucket my-log --to logs`.',
  ],
  [
    "sync --since 3d s3://my-log/trails/AWSLogs/123456789012/ logs",
    '"s3://my-log/trails/AWSLogs/123456789012/" needs a flag that says what it is. Write `npx s3-audit sync --since 3d --bucket my-log ' +
      "--prefix trails --to logs`.",
  ],
  [
    "sync s3://my-log/AWSLogs .",
    '"s3://my-log/AWSLogs" needs a flag that says what it is. Write `npx s3-audit sync --bucket my-log --to .`.',
  ],
  [
    "sync one two three",
    'sync takes no argument, and "three" is one too many. Remove it, or put a value with blanks or a * in quotes. ' +
      "`npx s3-audit sync --help` lists the flags.",
  ],
  [
    "events --columns actor --columns bucket",
    "--columns is given twice, as actor and as bucket, and takes one value. Write --columns actor,bucket.",
  ],
  ["sample -o a -ob", "-o is given twice, as a and as b, and takes one value. Keep one of the two."],
  [
    "ask who-deleted s3://b/a/k.pdf --logs my-logs",
    '"s3://b/a/k.pdf" needs a flag that says what it is. Write `npx s3-audit ask who-deleted --param bucket=b --param key=a/k.pdf --logs my-logs`.',
  ],
  [
    "ask who-deleted --bucket b",
    "--bucket is not a flag but a parameter of the question. Write --param bucket=b.",
  ],
  [
    "questions who-deleted",
    "questions lists them all. To ask who-deleted, write for example `npx s3-audit ask who-deleted --logs my-logs " +
      "--param bucket=miyagawa-test --param key=reports/2026/a.pdf`.",
  ],
  [
    "settings --settings prod.yaml",
    "--settings is not needed here: the file follows the command. Write `npx s3-audit settings prod.yaml`.",
  ],
  ["events help", "Write `npx s3-audit events --help`."],
  ["ls", 'There is no command "ls". Did you mean `events`?'],
  ["version", 'There is no command "version". Did you mean `--version`?'],
  ["-v", "There is no flag -v. Did you mean `--version`?"],
  [
    "deploy my-audit",
    'There is no command "deploy" here. In a clone, write `npx cdktf deploy`, for several stacks with the name of one.',
  ],
  [
    "diff",
    'There is no command "diff" here. `npx s3-audit plan` synthesizes, makes the plan and shows its review.',
  ],
  [
    "ask bulk-reads --param threshold",
    "--param threshold has no value. Write for example --param threshold=500.",
  ],
  [
    "ask bulk-reads --param threshold:9",
    "--param threshold:9 has no = between name and value. Write --param threshold=9.",
  ],
  ["events --json --logs x", "events has no flag --json. Did you mean `--format json`?"],
  ["settings --yaml", "settings has no flag --yaml. Did you mean `--format yaml`?"],
  [
    "ask who-deleted --object s3://b/a/k.pdf",
    "--object is not a flag of ask: the bucket and the key are parameters of the question. " +
      "Write --param bucket=b --param key=a/k.pdf.",
  ],
  [
    "ask bulk-reads --param threshold 9 --logs x",
    "--param threshold 9 has no = between name and value. Write --param threshold=9.",
  ],
  // pasted from a text
  [
    "events --since \u20187d\u2019 --denied",
    "The quotes of \u20187d\u2019 are those of a text, which a shell takes for letters. " +
      "Write `npx s3-audit events --since 7d --denied`.",
  ],
  [
    "ask who-deleted --param bucket=b --param \u201ekey=a b.pdf\u201c",
    "The quotes of \u201ekey=a b.pdf\u201c are those of a text, which a shell takes for letters. " +
      "Write `npx s3-audit ask who-deleted --param bucket=b --param 'key=a b.pdf'`.",
  ],
  [
    "ask who-deleted --param key=\u201ca\u201d",
    "The quotes of key=\u201ca\u201d are those of a text, which a shell takes for letters. " +
      "Write `npx s3-audit ask who-deleted --param key=a`.",
  ],
  [
    "events\u00a0--logs x",
    '"events\u00a0--logs" has a blank in it that a shell takes for a letter, as web pages and word processors write it. ' +
      "Write `npx s3-audit events --logs x`.",
  ],
  [
    "events --logs\u00a0x \u200b--denied",
    '"--logs\u00a0x" has a blank in it that a shell takes for a letter, as web pages and word processors write it. ' +
      "Write `npx s3-audit events --logs x --denied`.",
  ],
  ["events --columns foo", '--columns: there is no column "foo". `--columns help` lists them.'],
  [
    "events --region tokyo",
    '--region is "tokyo", which is not an AWS Region. Did you mean `ap-northeast-1`?',
  ],
  [
    "events --time-zone tokyo",
    '--time-zone is "tokyo": a time zone is UTC or an IANA name of the form Area/City. Did you mean `Asia/Tokyo`?',
  ],
])("s3-audit %s", async (args, sentence) => {
  expect(await told(args.split(" "))).toBe(sentence);
});

test("a key may have blanks and quotes of a text in it", async () => {
  for (const flag of ["--prefix=\u201ca\u201d", "--grep=\u00ab1\u00bb", "--object=s3://b/\u201ca\u201d"])
    expect((await s3audit(["events", "--logs", "none", flag], cwd)).stderr).toContain("none does not exist");
  for (const key of ["a\u3000b", "a\u201c", "it\u2019s"])
    expect((await s3audit(["events", "--logs", "none", "--grep", key], cwd)).stderr).toContain(
      "none does not exist",
    );
});

test("a process ends with 2 and writes to standard error alone, without control characters", () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, "events", "--no\u001b[31mnsense"], {
    encoding: "utf8",
  });
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr).toMatch(/^events has no flag --no.{0,10}nsense\. /);
  expect(stderr).not.toContain("\u001b");
});

test("no command at all: the help, on standard error", () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script], { encoding: "utf8" });
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr).toMatch(/^Usage: npx s3-audit \[options\] \[command\]/);
});

test.each(["--version", "-V"])("%s: the version of the package, alone", (flag) => {
  const { version } = JSON.parse(readFileSync(join(repository, "package.json"), "utf8")) as {
    version: string;
  };
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, flag], { encoding: "utf8" });
  expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: `${version}\n`, stderr: "" });
});

test("the help says how the version is shown, and no command begins with a capital", () => {
  const { stdout } = spawnSync(process.execPath, [script, "--help"], { encoding: "utf8" });
  expect(stdout).toMatch(/^ {2}-V, --version +display the version$/m);
  const commands = stdout.slice(stdout.indexOf("\nCommands:\n"));
  expect(commands.match(/^ {2}[a-z]+.* {2,}\S/gm)?.length).toBeGreaterThan(10);
  expect(commands).not.toMatch(/^ {2}[a-z]+.* {2,}[A-Z]/m);
});
