/**
 * Draws a review as a reader sees it, in a real browser:
 * `node -r ts-node/register/transpile-only docs/pictures/render.ts REVIEW.md PICTURE.png`
 * (needs Chromium; CHROMIUM names another program).
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import MarkdownIt from "markdown-it";

const style = `
  body { font: 15px/1.5 system-ui, sans-serif; margin: 24px; width: 860px; color: #1f2328; }
  pre { background: #f6f8fa; padding: 12px; border-radius: 6px; overflow: hidden; }
  code { font: 12.5px/1.45 ui-monospace, monospace; background: #f6f8fa; border-radius: 4px; padding: 1px 4px; }
  pre code { padding: 0; }
  .add { color: #116329; background: #dafbe1; } .del { color: #82071e; background: #ffebe9; }
  summary { cursor: pointer; margin: 6px 0; }`;

const [review, picture] = process.argv.slice(2);
if (review === undefined || picture === undefined) throw new Error("usage: render.ts REVIEW.md PICTURE.png");

const { escapeHtml } = new MarkdownIt().utils;

/** A diff's lines in the colours of a pull request. */
function highlight(text: string, language: string): string {
  if (language !== "diff") return escapeHtml(text);
  return escapeHtml(text).replace(
    /^([+-]).*$/gm,
    (line: string, sign: string) => `<span class="${sign === "+" ? "add" : "del"}">${line}</span>`,
  );
}

const markdown = new MarkdownIt({ html: true, highlight });
const folder = mkdtempSync(join(tmpdir(), "picture-"));
try {
  const page = join(folder, "review.html");
  writeFileSync(
    page,
    `<!doctype html><meta charset="utf-8"><style>${style}</style>${markdown.render(readFileSync(review, "utf8"))}`,
  );
  execFileSync(
    process.env["CHROMIUM"] ?? "chromium",
    [
      ...["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"],
      ...[
        "--no-first-run",
        "--disable-component-update",
        "--hide-scrollbars",
        "--force-device-scale-factor=1",
      ],
      ...[`--user-data-dir=${join(folder, "profile")}`, "--window-size=920,900"],
      `--screenshot=${resolve(picture)}`,
      `file://${page}`,
    ],
    { stdio: "ignore", timeout: 60_000 },
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
