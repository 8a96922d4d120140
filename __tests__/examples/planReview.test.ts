import { spawn } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import type { IncomingMessage } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { parse } from "yaml";
import { describeWith, findProgram } from "../support/finding";
import { planJson, updated } from "../support/plannedResources";
import { temporaryFolder } from "../support/temporaryFolder";

const repository = join(__dirname, "../..");
const temporary = temporaryFolder();

interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

function read(file: string): { readonly text: string; readonly yaml: unknown } {
  const text = readFileSync(join(repository, "examples/ci", file), "utf8");
  return { text, yaml: parse(text) };
}

/** Programs of a runner's PATH that the test replaces, and where they write down how they were called. */
function runner(
  name: string,
  programs: Readonly<Record<string, string>>,
): { folder: string; env: Record<string, string> } {
  const folder = join(temporary, name);
  mkdirSync(join(folder, "bin"), { recursive: true });
  // the package's own command, as npx would find it after npm ci
  const npx = `shift; exec "${process.execPath}" "${repository}/src/cli/s3-audit.js" "$@"`;
  for (const [program, script] of Object.entries({ npx, npm: "exit 0", ...programs })) {
    writeFileSync(join(folder, "bin", program), `#!/usr/bin/env bash\n${script}\n`);
    chmodSync(join(folder, "bin", program), 0o755);
  }
  const path = `${join(folder, "bin")}:${process.env["PATH"] ?? ""}`;
  return { folder, env: { PATH: path, RUNNER_TEMP: folder, STACK: "audit" } };
}

/** Runs a script as GitHub and GitLab do: bash that stops at the first failure. */
async function bash(script: string, cwd: string, env: Readonly<Record<string, string>>): Promise<number> {
  const child = spawn("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", script], {
    cwd,
    env,
    stdio: "ignore",
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve(code ?? 1));
  });
}

const trail = { name: "example-trail", s3_bucket_name: "example-log", enable_logging: true };
const plans = {
  safe: planJson([updated("aws_cloudtrail.trail", trail, { tags: { team: "security" } })]),
  dangerous: planJson([updated("aws_cloudtrail.trail", trail, { enable_logging: false })]),
  "no plan": Buffer.from("Terraform will perform the following actions:"),
};
const bot = "github-actions[bot]";
const marker = "<!-- s3-audit review: audit -->";

describe("the workflow for GitHub", () => {
  const { text, yaml } = read(".github/workflows/plan-review.yml");
  const workflow = yaml as {
    readonly on: object;
    readonly permissions: object;
    readonly jobs: {
      readonly review: { readonly permissions: object; readonly steps: readonly Step[]; readonly if: string };
    };
  };
  const { steps, permissions } = workflow.jobs.review;
  const script = (name: string) => steps.find((step) => step.name === name)?.run ?? "exit 99";

  test("asks for no more rights than it uses, and for none on a fork's pull request", () => {
    expect(workflow.permissions).toEqual({});
    expect(permissions).toEqual({ contents: "read", "id-token": "write", "pull-requests": "write" });
    expect(Object.keys(workflow.on)).toEqual(["pull_request"]);
    expect(workflow.jobs.review.if).toContain("head.repo.full_name == github.repository");
    expect(text).not.toMatch(/secrets\.|aws-access-key-id/);
  });

  test("pins every action by its full commit, with the version beside it", () => {
    const uses = text.split("\n").filter((line) => line.includes("uses:"));
    expect(uses).toHaveLength(5);
    for (const line of uses) expect(line).toMatch(/uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  test("no value from outside is pasted into a script", () => {
    for (const { run = "" } of steps) expect(run).not.toContain("${{");
  });

  test("plan.json stays on the runner", () => {
    const kept = steps
      .filter((step) => step.uses?.startsWith("actions/upload-artifact"))
      .map((step) => step.with?.["path"]);
    expect(kept).toEqual(["review.md"]);
  });

  describeWith([findProgram("bash")], "the job on GitHub", () => {
    test("plans the stack and writes plan.json", async () => {
      const { folder, env } = runner("plan", {
        terraform: `echo "$@" >> "$RUNNER_TEMP/calls"; if [ "$1" = show ]; then echo '{"from":"show"}'; fi`,
      });
      mkdirSync(join(folder, "cdktf.out/stacks/audit"), { recursive: true });
      expect(await bash(script("Plan"), folder, env)).toBe(0);
      expect(readFileSync(join(folder, "calls"), "utf8").split("\n")).toEqual([
        "init -input=false",
        "plan -input=false -lock=false -out=tfplan",
        "show -json tfplan",
        "",
      ]);
      expect(readFileSync(join(folder, "plan.json"), "utf8")).toBe('{"from":"show"}\n');
    });

    /** Runs Review, Comment and Verdict as the job does; `gh` answers with these comments and writes down its calls. */
    async function runJob(name: string, plan: Buffer, pages: readonly (readonly object[])[]) {
      const gh = `printf '%s\\n' "$*" >> calls; if [[ "$*" == *--slurp* ]]; then cat comments.json; else all="$*"; cp "\${all##*body=@}" posted.md; fi`;
      const { folder, env } = runner(name, { gh });
      writeFileSync(join(folder, "plan.json"), plan);
      writeFileSync(join(folder, "comments.json"), JSON.stringify(pages));
      const files = { GITHUB_OUTPUT: join(folder, "output"), GITHUB_STEP_SUMMARY: join(folder, "summary") };
      const all = { ...env, ...files, GITHUB_REPOSITORY: "example/audit", PULL_REQUEST: "7" };
      const review = await bash(script("Review"), folder, all);
      const textOf = (file: string) =>
        existsSync(join(folder, file)) ? readFileSync(join(folder, file), "utf8") : "";
      const code = /^code=(\d+)$/m.exec(textOf("output"))?.[1] ?? "";
      if (review !== 0)
        return { review, code, calls: textOf("calls"), posted: "", summary: "", verdict: undefined };
      expect(await bash(script("Comment"), folder, all)).toBe(0);
      const verdict = await bash(script("Verdict"), folder, { ...all, CODE: code });
      return {
        review,
        code,
        calls: textOf("calls"),
        posted: textOf("posted.md"),
        summary: textOf("summary"),
        verdict,
      };
    }

    test("a safe plan: a new comment, the summary, and the job passes", async () => {
      const done = await runJob("safe", plans.safe, [[]]);
      expect(done).toMatchObject({ review: 0, code: "0", verdict: 0 });
      expect(done.calls).toContain("--method POST repos/example/audit/issues/7/comments");
      expect(done.posted.startsWith(`${marker}\n`)).toBe(true);
      expect(done.summary).toBe(done.posted);
    });

    test("a dangerous plan is posted first and fails the job then", async () => {
      const done = await runJob("dangerous", plans.dangerous, [[]]);
      expect(done).toMatchObject({ review: 0, code: "1", verdict: 1 });
      expect(done.posted).toContain("Logging switched off");
    });

    test("the stack's own comment is replaced, on whichever page it is; others are left alone", async () => {
      const done = await runJob("again", plans.safe, [
        [
          { id: 1, user: { login: bot }, body: "<!-- s3-audit review: other -->\nold" },
          { id: 2, user: { login: "somebody" }, body: `${marker}\nquoted` },
          { id: 3, user: { login: bot }, body: `look: ${marker}` },
        ],
        [{ id: 4, user: { login: bot }, body: `${marker}\nold` }],
      ]);
      expect(done.calls).toContain("--method PATCH repos/example/audit/issues/comments/4 ");
      expect(done.calls).not.toContain("POST");
    });

    test("what is not a plan fails at once and posts nothing", async () => {
      expect(await runJob("none", plans["no plan"], [[]])).toMatchObject({ review: 1, code: "2", calls: "" });
    });
  });
});

describe("the pipeline for GitLab", () => {
  const { text, yaml } = read("gitlab/plan-review.yml");
  const pipeline = yaml as Readonly<
    Record<
      string,
      {
        readonly script: readonly string[];
        readonly artifacts: Readonly<Record<string, unknown>>;
        readonly image: unknown;
      }
    >
  >;

  test("uses OIDC, images of a fixed version, and hides plan.json", () => {
    expect(pipeline["plan"]).toMatchObject({ id_tokens: { AWS_TOKEN: { aud: expect.any(String) } } });
    expect(pipeline["plan"]?.artifacts).toMatchObject({ access: "none", expire_in: "1 hour" });
    expect(pipeline["review"]?.artifacts["paths"]).toEqual(["review.md"]);
    expect([...text.matchAll(/(?:image|name): ([\w/-]+:.*)$/gm)].map(([, image]) => image)).toEqual([
      "node:20.19-bookworm",
      "hashicorp/terraform:1.11.4",
      "node:20.19-bookworm",
    ]);
    expect(text).not.toContain("AWS_SECRET_ACCESS_KEY");
  });

  describeWith([findProgram("bash")], "the job on GitLab", () => {
    /** Runs the review job against an API on loopback that holds these notes, two pages of them. */
    async function runJob(name: string, plan: Buffer, pages: readonly (readonly object[])[]) {
      const writes: { method: string; url: string; body: string }[] = [];
      const server = createServer(async (request: IncomingMessage, response) => {
        const { method = "", url = "" } = request;
        let body = "";
        for await (const chunk of request) body += String(chunk);
        if (request.headers["private-token"] !== "token") response.statusCode = 401;
        if (method !== "GET") writes.push({ method, url, body: (JSON.parse(body) as { body: string }).body });
        const page = Number(new URL(url, "http://api").searchParams.get("page") ?? 1);
        if (page < pages.length) response.setHeader("x-next-page", String(page + 1));
        response.end(JSON.stringify(url === "/user" ? { id: 5 } : (pages[page - 1] ?? [])));
      });
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      const { folder, env } = runner(name, {});
      writeFileSync(join(folder, "plan.json"), plan);
      const api = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      const variables = {
        CI_API_V4_URL: api,
        CI_PROJECT_ID: "3",
        CI_MERGE_REQUEST_IID: "7",
        REVIEW_TOKEN: "token",
      };
      const code = await bash((pipeline["review"]?.script ?? []).join("\n"), folder, {
        ...env,
        ...variables,
      });
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      return { code, writes };
    }

    test("a dangerous plan is posted as a new note, and the job fails", async () => {
      const { code, writes } = await runJob("lab-new", plans.dangerous, [[]]);
      expect(code).toBe(1);
      expect(writes).toEqual([
        {
          method: "POST",
          url: "/projects/3/merge_requests/7/notes",
          body: expect.stringContaining(marker) as string,
        },
      ]);
    });

    test("its own note on the second page is replaced, and a safe plan passes", async () => {
      const notes = [
        [{ id: 1, author: { id: 9 }, body: `${marker}\n` }],
        [{ id: 2, author: { id: 5 }, body: `${marker}\nold` }],
      ];
      const { code, writes } = await runJob("lab-again", plans.safe, notes);
      expect([code, writes.map(({ method, url }) => `${method} ${url}`)]).toEqual([
        0,
        ["PUT /projects/3/merge_requests/7/notes/2"],
      ]);
    });

    test("what is not a plan posts nothing and fails", async () => {
      expect(await runJob("lab-none", plans["no plan"], [[]])).toEqual({ code: 1, writes: [] });
    });
  });
});
