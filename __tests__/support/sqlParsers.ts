import { existsSync, mkdirSync, renameSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { repository } from "./synth";

const load = createRequire(__filename);

/** A node of a parse tree, named as in the parser's grammar. */
export interface SyntaxNode {
  getChildCount?(): number;
  getChild(index: number): SyntaxNode;
  getText(): string;
}

export interface SqlParser {
  /** What is wrong with a statement; nothing where the grammar accepts it. */
  validate(sql: string): readonly { readonly startLine: number; readonly message: string }[];
  parse(sql: string): SyntaxNode;
}

/**
 * Trino's and Hive's grammar. The package is published in a form that Node cannot import: it is bundled once for each
 * version of it.
 */
export function sqlParsers(): { readonly trino: SqlParser; readonly hive: SqlParser } {
  const { version } = load("dt-sql-parser/package.json") as { version: string };
  const folder = join(repository, ".cache");
  const bundle = join(folder, `dt-sql-parser-${version}.cjs`);
  if (!existsSync(bundle)) {
    mkdirSync(folder, { recursive: true });
    const written = `${bundle}.${process.pid}`;
    buildSync({
      stdin: {
        contents: `
          export { TrinoSQL } from "dt-sql-parser/dist/parser/trino";
          export { HiveSQL } from "dt-sql-parser/dist/parser/hive";`,
        resolveDir: repository,
      },
      bundle: true,
      platform: "node",
      format: "cjs",
      outfile: written,
      logLevel: "error",
    });
    // another test process may be at the same
    renameSync(written, bundle);
  }
  const parsers = load(bundle) as Record<"TrinoSQL" | "HiveSQL", new () => SqlParser>;
  return { trino: new parsers.TrinoSQL(), hive: new parsers.HiveSQL() };
}

/** Every node of a parse tree with the grammar's name of it (`functionCall` is `FunctionCall`). */
export function* nodesOf(node: SyntaxNode): Generator<{ readonly name: string; readonly node: SyntaxNode }> {
  yield { name: node.constructor.name.replace(/Context$/, ""), node };
  const count = node.getChildCount?.() ?? 0;
  for (let index = 0; index < count; index++) yield* nodesOf(node.getChild(index));
}
