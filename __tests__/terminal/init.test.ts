import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ExitCode } from "../../src/errors";
import { loadSettings } from "../../src/settings/load";
import { script } from "../support/commandLine";
import { describeWith, findProgram, ready } from "../support/finding";
import { Terminal } from "../support/terminal";

const tmux = findProgram("tmux");

describeWith([tmux], "init asks on a terminal", () => {
  jest.setTimeout(120_000);

  let cwd: string;
  let terminal: Terminal;
  beforeEach(() => {
    cwd = mkdtempSync(join(tmpdir(), "init-"));
    mkdirSync(join(cwd, "aws"));
    writeFileSync(join(cwd, "cdktf.json"), "{}");
    writeFileSync(
      join(cwd, "aws", "config"),
      "[default]\nregion = eu-north-1\n[profile audit]\nregion = ap-northeast-1\n",
    );
  });
  afterEach(() => {
    terminal.close();
    rmSync(cwd, { recursive: true, force: true });
  });

  /** The environment of somebody who has a profile of AWS, and nothing else. */
  const open = (env: Readonly<Record<string, string>> = {}): Terminal =>
    (terminal = new Terminal(ready(tmux).path, {
      cwd,
      columns: 160,
      env: {
        ...{ AWS_CONFIG_FILE: join(cwd, "aws", "config"), HOME: cwd, TZ: "Europe/Berlin" },
        ...env,
      },
      shell: [
        "env",
        ...["AWS_REGION", "AWS_DEFAULT_REGION", "AUDIT_CONFIG"].flatMap((name) => ["-u", name]),
        "/bin/sh",
      ],
    }));

  const answer = async (question: RegExp, line: string): Promise<void> => {
    await terminal.until(question);
    terminal.type(line);
    terminal.press("Enter");
  };

  test("from the first question to the three next steps", async () => {
    open().call("init");
    await answer(/such as my-audit: ?$/, "my-audit");
    await answer(/such as tokyo or eu \[eu-north-1, from the profile default\]: ?$/, "tokyo");
    await answer(/ap-northeast-1 {2}Asia Pacific \(Tokyo\), Japan\n.* \[ap-northeast-1\]: ?$/, "");
    await answer(/such as my-bucket my-photos: ?$/, "my-bucket");
    await answer(/Do these buckets exist already\? \[Y\/n\]: ?$/, "N");
    await answer(/or all events \[write\]: ?$/, "all");
    await answer(/such as Europe\/Berlin \[Europe\/Berlin, this machine's\]: ?$/, "");
    const { lines, exitCode } = await terminal.answer();
    expect(exitCode).toBe(ExitCode.ok);
    expect(lines.join("\n")).toContain(
      "Wrote audit.yaml.\nNext: review the plan, deploy it, and ask once CloudTrail has delivered",
    );
    expect(lines.slice(-3)).toEqual([
      "  npm run plan -- my-audit",
      "  npx cdktf deploy my-audit",
      "  npx s3-audit events --engine athena",
    ]);
    expect(loadSettings(["audit.yaml"], { cwd })[0]).toMatchObject({
      name: "my-audit",
      region: "ap-northeast-1",
      watch: [{ bucket: "my-bucket", create: true, record: "all" }],
      timeZone: "Europe/Berlin",
    });
  });

  test("a profile that is named tells its own Region", async () => {
    open({ AWS_PROFILE: "audit" }).call("init");
    await answer(/such as my-audit: ?$/, "my-audit");
    await terminal.until(/\[ap-northeast-1, from the profile audit\]: ?$/);
  });

  test("without any, an empty line is told how to search, and gets no list", async () => {
    open({ AWS_PROFILE: "nobody" }).call("init");
    await answer(/such as my-audit: ?$/, "my-audit");
    await answer(/such as tokyo or eu: ?$/, "");
    const screen = await terminal.until(
      / {2}Write the name of a Region, or part of its name or place: .*\n.*: ?$/,
    );
    expect(screen).not.toContain("us-east-1");
  });

  test("answers that are pasted all at once are each taken by its question", async () => {
    writeFileSync(join(cwd, "audit.yaml"), "of before");
    open().call("init", "--force");
    await terminal.until(/such as my-audit: ?$/);
    for (const line of ["my-audit", "eu-west-1", "my-bucket", "y", "", "UTC"]) {
      terminal.type(line);
      terminal.press("Enter");
    }
    const { lines, exitCode } = await terminal.answer();
    expect(exitCode).toBe(ExitCode.ok);
    expect(lines.join("\n")).toContain("\nReplaced audit.yaml.\n");
    expect(loadSettings(["audit.yaml"], { cwd })[0]).toMatchObject({ region: "eu-west-1", timeZone: "UTC" });
  });

  test.each([
    ["C-c", ExitCode.interrupted],
    ["C-d", ExitCode.usage],
  ])("%s in the middle writes nothing", async (key, code) => {
    open().call("init");
    await answer(/such as my-audit: ?$/, "my-audit");
    await terminal.until(/from the profile default\]: ?$/);
    terminal.press(key);
    const { lines, exitCode } = await terminal.answer();
    expect(exitCode).toBe(code);
    expect(lines.at(-1)).toBe("Stopped before the last answer: nothing was written to audit.yaml.");
    expect(readdirSync(cwd).sort()).toEqual(["aws", "cdktf.json"]);
  });

  test("answers through a pipe are no terminal: the flags are named", () => {
    open();
    const piped = () =>
      execFileSync(
        "sh",
        ["-c", `printf 'my-audit\\n\\nmy-bucket\\n' | '${process.execPath}' '${script}' init`],
        {
          cwd,
          encoding: "utf8",
          stdio: "pipe",
        },
      );
    expect(piped).toThrow(
      expect.objectContaining({
        status: ExitCode.usage,
        stderr: expect.stringMatching(
          /^--name, --region, --bucket are missing, and there is no terminal/,
        ) as string,
      }) as Error,
    );
    expect(existsSync(join(cwd, "audit.yaml"))).toBe(false);
  });
});
