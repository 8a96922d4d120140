import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { remains } from "../emulator/remains";
import { Emulator, fakeCredentials } from "../support/emulator";
import { renewed } from "../support/excerpt";
import { describeWith, findProgram, ready } from "../support/finding";
import { findPython } from "../support/python";
import { readmeBlocks, readmeFile } from "../support/readme";
import { repository } from "../support/synth";
import { findTerraform } from "../support/terraform";
import { newcomersEnvironment, pathWithout, wholePath } from "./environment";
import { bucket, isOf, isWhole, known, region, rules, sectionsElsewhere } from "./rules";
import { NewcomersShell } from "./shell";
import { type Excerpt, type Step, stepsOf } from "./steps";

/**
 * Does what the README says, line by line as it is pasted, in a clone of what is committed: first with Node alone, then
 * with Terraform and an emulated AWS. With UPDATE_README=1 the excerpts of outputs in README.md are written anew.
 */

const updates = process.env["UPDATE_README"] === "1";
const readme = readFileSync(readmeFile, "utf8");
const blocks = readmeBlocks(readme);
const steps = stepsOf(blocks);
const withNodeAlone = "Two commands";

const isElsewhere = ({ section }: Step) => section in sectionsElsewhere;
const isRun = (step: Step) => !isElsewhere(step) && known(step).leftOut === undefined;
const first = steps.filter((step) => isRun(step) && step.section === withNodeAlone);
const others = steps.filter((step) => isRun(step) && step.section !== withNodeAlone);
/** With Terraform only what is another thing with it is done again. */
const inOrder = [...first.filter(({ command }) => isWhole && command.includes("npm test")), ...others];

const git = findProgram("git");
const tmux = findProgram("tmux");
const terraform = findTerraform();
const python = findPython();

jest.setTimeout(1_200_000);
const timeLimit = (step: Step) => (step.command.includes("npm ci") ? 900_000 : 300_000);

const folder = realpathSync(mkdtempSync(join(tmpdir(), "newcomer-")));
const clone = join(folder, "s3-object-audit");
const home = join(folder, "home");
const renewedExcerpts = new Map<Excerpt, string>();

beforeAll(() => mkdirSync(home));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  if (updates) writeFileSync(readmeFile, withExcerpts(readme));
});

describe("of the README's commands", () => {
  test("each is run, but for those that are left out for a reason", () => {
    expect(first.map(({ command }) => command)).toContain("npm ci && npm start");
    expect(inOrder.length).toBeGreaterThan(10);
    const languages = new Set(blocks.map(({ language }) => language));
    // a block of commands in another dress would be read by nobody
    expect([...languages].sort()).toEqual(["hcl", "sh", "sql", "text", "ts", "yaml"]);
  });

  test("none is known here that is not there", () => {
    const left = rules.filter((rule) => !steps.some((step) => isOf(rule, step)));
    expect(left.map(({ of }) => String(of))).toEqual([]);
    const sections = new Set(steps.map(({ section }) => section));
    expect(Object.keys(sectionsElsewhere).filter((section) => !sections.has(section))).toEqual([]);
  });

  test("none is left out of which an output is shown, and no output is shown of none", () => {
    const shown = steps.filter(({ excerpt }) => excerpt !== undefined);
    expect(shown.filter((step) => !isRun(step)).map(({ command }) => command)).toEqual([]);
    expect(shown.length).toBeGreaterThan(3);
    expect(blocks.filter(({ language }) => language === "text")).toHaveLength(shown.length);
  });
});

describeWith([git, tmux], "someone new, with Node and nothing else,", () => {
  let shell: NewcomersShell;
  beforeAll(() => {
    execFileSync(ready(git).path, ["clone", "--quiet", repository, clone], { stdio: "pipe" });
    const path = pathWithout("terraform", join(folder, "bin"));
    shell = new NewcomersShell(ready(tmux).path, clone, newcomersEnvironment(home, path));
  });
  afterAll(() => shell?.close());

  test.each(named(first))("%s", (_, step) => expectDone(step, shell));
});

describeWith([git, tmux, terraform, python], "someone new, with Terraform and credentials,", () => {
  let emulator: Emulator;
  let shell: NewcomersShell;
  beforeAll(async () => {
    emulator = await Emulator.start();
    shell = new NewcomersShell(ready(tmux).path, clone, {
      ...newcomersEnvironment(home, wholePath()),
      ...ready(terraform).env,
      AWS_ACCESS_KEY_ID: fakeCredentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: fakeCredentials.secretAccessKey,
      AWS_ENDPOINT_URL: emulator.url,
      AWS_EC2_METADATA_DISABLED: "true",
    });
  });
  afterAll(async () => {
    shell?.close();
    await emulator?.stop();
  });

  let block = -1;
  test.each(named(inOrder))("%s", async (_, step) => {
    if (step.block !== block) await shell.run(`cd '${clone}'`);
    block = step.block;
    await known(step).before?.(emulator, clone);
    await expectDone(step, shell);
  });

  test("has the bucket that was watched and the log bucket that was released, and no trail", async () => {
    const { buckets, trails } = await remains(emulator, region, "my-audit-audit");
    expect([...buckets].sort()).toEqual(["my-audit-log", bucket].sort());
    expect(trails).toEqual([]);
  });
});

function named(list: readonly Step[]): [string, Step][] {
  return list.map((step) => [step.command, step]);
}

async function expectDone(step: Step, shell: NewcomersShell): Promise<void> {
  const { answers, exitCodes = [0] } = known(step);
  const { exitCode, output } = await shell.run(typed(step), answers, timeLimit(step));
  if (!exitCodes.includes(exitCode)) {
    throw new Error(`${step.command} ended with ${exitCode}:\n${output}`);
  }
  if (step.excerpt === undefined) return;
  const shown = renewed(step.excerpt.text, output);
  renewedExcerpts.set(step.excerpt, shown);
  if (!updates) expect(shown).toBe(step.excerpt.text);
}

function typed(step: Step): string {
  const { flags } = known(step);
  return flags === undefined ? step.line : step.line.replace(step.command, `${step.command} ${flags.add}`);
}

function withExcerpts(text: string): string {
  const lines = text.split("\n");
  // from the end, so that the lines before keep their numbers
  for (const [{ block, head }, shown] of [...renewedExcerpts].sort(
    ([a], [b]) => b.block.line - a.block.line,
  )) {
    lines.splice(block.line, block.text.split("\n").length - 1, ...`${head}${shown}`.trimEnd().split("\n"));
  }
  return lines.join("\n");
}
