// The peer: DuckDB as its own documentation uses it, with its own defaults, over the statements of a file.
const { readFileSync } = require("node:fs");
const { DuckDBInstance } = require("@duckdb/node-api");

async function main() {
  const { prepare, ask, values = [] } = JSON.parse(readFileSync(process.argv[2], "utf8"));
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  for (const statement of prepare) await connection.run(statement);
  const reader = await connection.runAndReadAll(ask, values);
  const rows = reader.getRowObjectsJson();
  // whoever is quick with nothing has not won
  if (rows.length === 0) throw new Error("no rows");
  process.stdout.write(`${JSON.stringify(rows)}\n`);
}

void main();
