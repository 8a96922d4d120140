import { created, destroyed, forgotten, replaced, updated } from "../../../support/plannedResources";
import { casesOf } from "./case";

const at = "aws_athena_workgroup.audit";
const workgroup = (limit: number | null, option: string | null, enforced = true) => ({
  name: "audit",
  configuration: [
    {
      bytes_scanned_cutoff_per_query: limit,
      enforce_workgroup_configuration: enforced,
      result_configuration: [{ encryption_configuration: option ? [{ encryption_option: option }] : [] }],
    },
  ],
});
const table = (...columns: readonly (readonly [string, string])[]) => ({
  name: "logs",
  database_name: "audit",
  storage_descriptor: [{ columns: columns.map(([name, type]) => ({ name, type })) }],
  partition_keys: [{ name: "day", type: "string" }],
});
const view = (sql: string) => {
  const document = { originalSql: sql, catalog: "awsdatacatalog", schema: "audit", columns: [] };
  const encoded = Buffer.from(JSON.stringify(document)).toString("base64");
  return { name: "events", view_original_text: `/* Presto View: ${encoded} */` };
};

export const athenaCases = [
  ...casesOf("table-destroyed", {
    destroyed: [
      [destroyed("aws_glue_catalog_table.logs", table())],
      ["dangerous", /"logs" is destroyed\. The logs stay; queries that name it fail from then on/],
    ],
    renamed: [
      [replaced("aws_glue_catalog_table.logs", table(), { name: "logs2" })],
      ["dangerous", /because "name" changes/],
    ],
    "made anew under its name": [
      [replaced("aws_glue_catalog_table.logs", table(), { catalog_id: "x" })],
      ["look", /until it is back/],
    ],
    "put into another database": [
      [replaced("aws_glue_catalog_table.logs", table(), { database_name: "other" })],
      ["dangerous", /^Table or view "logs" is replaced, .* fail from then on\.$/],
    ],
    "its database made anew": [
      [replaced("aws_glue_catalog_database.audit", { name: "audit" }, { catalog_id: "x" })],
      ["look", /^Database "audit" .* until it is back\.$/],
    ],
    "let go": [[forgotten("aws_glue_catalog_table.logs", table())]],
    "its database": [
      [destroyed("aws_glue_catalog_database.audit", { name: "audit" })],
      ["dangerous", /Database "audit"/],
    ],
    changed: [[updated("aws_glue_catalog_table.logs", table(), { description: "new" })]],
  }),
  ...casesOf("columns-removed", {
    "a column less and one of another type": [
      [updated("aws_glue_catalog_table.logs", table(["a", "string"], ["b", "string"]), table(["b", "int"]))],
      ["look", /\| "a" is removed \| "b" changes from "string" to "int"/],
    ],
    "a partition column less": [
      [updated("aws_glue_catalog_table.logs", table(), { partition_keys: [] })],
      ["look", /"day" is removed/],
    ],
    "columns not known yet": [
      [
        updated(
          "aws_glue_catalog_table.logs",
          table(["a", "string"]),
          { storage_descriptor: [{}] },
          { after_unknown: { storage_descriptor: [{ columns: true }] } },
        ),
      ],
      ["look", /was not checked/],
    ],
    ...Object.fromEntries(
      (
        [
          ["a column", { columns: [true] }],
          ["a column's name", { columns: [{ name: true }] }],
          ["a column's type", { columns: [{ type: true }] }],
        ] as const
      ).flatMap(([what, hidden]) => [
        [
          `${what} not known yet`,
          [
            [
              updated("aws_glue_catalog_table.logs", table(["a", "string"]), table(["a", "string"]), {
                after_unknown: { storage_descriptor: [hidden] },
              }),
            ],
            ["look", /^Columns of "logs": .* was not checked\.$/],
          ] as const,
        ],
        [
          `${what} hidden before`,
          [
            [
              updated("aws_glue_catalog_table.logs", table(["a", "string"]), table(["b", "int"]), {
                before_sensitive: { storage_descriptor: [hidden] },
              }),
            ],
            ["look", /was not checked/],
          ] as const,
        ],
      ]),
    ),
    "no type any more": [
      [
        updated("aws_glue_catalog_table.logs", table(["a", "string"]), {
          storage_descriptor: [{ columns: [{ name: "a" }] }],
        }),
      ],
      ["look", /\| "a" changes from "string" to ""$/],
    ],
    made: [[created("aws_glue_catalog_table.logs", table(["a", "string"]))]],
    "destroyed, which is told elsewhere": [
      [destroyed("aws_glue_catalog_table.logs", table(["a", "string"]))],
    ],
    "a column more, another order": [
      [updated("aws_glue_catalog_table.logs", table(["a", "string"]), table(["b", "int"], ["A", "string"]))],
    ],
  }),
  ...casesOf("query-changed", {
    "a named query": [
      [updated("aws_athena_named_query.who", { name: "who", query: "SELECT 1" }, { query: "SELECT 2" })],
      ["look", /Saved query "who" has different SQL/],
    ],
    "a prepared statement": [
      [
        updated(
          "aws_athena_prepared_statement.who",
          { name: "who", query_statement: "SELECT ?" },
          { query_statement: "SELECT 1, ?" },
        ),
      ],
      ["look", /Prepared statement/],
    ],
    "a view": [
      [updated("aws_glue_catalog_table.events", view("SELECT 1"), view("SELECT 2"))],
      ["look", /View "events"/],
    ],
    "a prepared statement not known yet": [
      [
        updated(
          "aws_athena_prepared_statement.who",
          { name: "who", query_statement: "SELECT ?" },
          { query_statement: null },
          { after_unknown: { query_statement: true } },
        ),
      ],
      ["look", /^Prepared statement "who": .* was not checked\.$/],
    ],
    "a query hidden before": [
      [
        updated(
          "aws_athena_named_query.who",
          { name: "who", query: "SELECT 1" },
          { query: "SELECT 2" },
          {
            before_sensitive: { query: true },
          },
        ),
      ],
      ["look", /was not checked/],
    ],
    "a query that is gone": [
      [updated("aws_athena_named_query.who", { name: "who", query: "SELECT 1" }, { query: null })],
      ["look", /has different SQL/],
    ],
    "a query made in another form": [
      [updated("aws_glue_catalog_table.t", { name: "t" }, { view_original_text: "SELECT 1" })],
    ],
    "a view whose columns alone change": [
      [
        updated("aws_glue_catalog_table.events", view("SELECT 1"), {
          view_original_text: String(view("SELECT 1").view_original_text),
          description: "x",
        }),
      ],
    ],
    "a query that is destroyed": [
      [destroyed("aws_athena_named_query.who", { name: "who", query: "SELECT 1" })],
    ],
    "a query not known yet": [
      [
        updated(
          "aws_athena_named_query.who",
          { name: "who", query: "SELECT 1" },
          { query: null },
          { after_unknown: { query: true } },
        ),
      ],
      ["look", /was not checked/],
    ],
    "a description": [
      [updated("aws_athena_named_query.who", { name: "who", query: "SELECT 1" }, { description: "x" })],
    ],
    "a new query": [[created("aws_athena_named_query.who", { name: "who", query: "SELECT 1" })]],
  }),
  ...casesOf("scan-limit-raised", {
    raised: [
      [updated(at, workgroup(1e7, "SSE_S3"), workgroup(2e7, "SSE_S3"))],
      ["look", /may scan 20000000 bytes instead of 10000000/],
    ],
    removed: [
      [updated(at, workgroup(1e7, "SSE_S3"), workgroup(null, "SSE_S3"))],
      ["look", /loses its scan limit of 10000000/],
    ],
    "removed by the provider's zero": [
      [updated(at, workgroup(1e7, "SSE_S3"), workgroup(0, "SSE_S3"))],
      ["look", /loses its scan limit/],
    ],
    "not known yet": [
      [
        updated(at, workgroup(1e7, "SSE_S3"), workgroup(1e7, "SSE_S3"), {
          after_unknown: { configuration: [{ bytes_scanned_cutoff_per_query: true }] },
        }),
      ],
      ["look", /^Scan limit of workgroup "audit": .* was not checked\.$/],
    ],
    "by one byte": [
      [updated(at, workgroup(1e7, "SSE_S3"), workgroup(1e7 + 1, "SSE_S3"))],
      ["look", /may scan 10000001 bytes instead of 10000000/],
    ],
    "none before": [[updated(at, workgroup(0, "SSE_S3"), workgroup(1e7, "SSE_S3"))]],
    "none before and after": [[updated(at, workgroup(null, "SSE_S3"), workgroup(0, "SSE_S3"))]],
    "as before": [[updated(at, workgroup(1e7, "SSE_S3"), workgroup(1e7, null))]],
    made: [[created(at, workgroup(1e7, "SSE_S3"))]],
    destroyed: [[destroyed(at, workgroup(1e7, "SSE_S3"))]],
    lowered: [[updated(at, workgroup(2e7, "SSE_S3"), workgroup(1e7, "SSE_S3"))]],
  }),
  ...casesOf("results-unencrypted", {
    "no longer": [[updated(at, workgroup(1e7, "SSE_S3"), workgroup(1e7, null))], ["look", /no longer asks/]],
    "made without": [[created(at, workgroup(1e7, null))], ["look", /does not ask/]],
    "with S3's key instead of KMS": [
      [updated(at, workgroup(1e7, "SSE_KMS"), workgroup(1e7, "SSE_S3"))],
      ["look", /"SSE_S3" instead of "SSE_KMS"/],
    ],
    "no longer enforced": [
      [updated(at, workgroup(1e7, "SSE_S3"), workgroup(1e7, "SSE_S3", false))],
      ["look", /no longer enforces/],
    ],
    "whether enforced not known yet": [
      [
        updated(at, workgroup(1e7, "SSE_S3"), workgroup(1e7, "SSE_S3"), {
          after_unknown: { configuration: [{ enforce_workgroup_configuration: true }] },
        }),
      ],
      ["look", /was not checked/],
    ],
    "not known yet": [
      [
        updated(at, workgroup(1e7, "SSE_S3"), workgroup(1e7, null), {
          after_unknown: { configuration: [{ result_configuration: true }] },
        }),
      ],
      ["look", /^Encryption of the results of workgroup "audit": .* was not checked\.$/],
    ],
    "made, and not known yet": [
      [
        created(at, workgroup(1e7, null), {
          after_unknown: { configuration: [{ result_configuration: true }] },
        }),
      ],
      ["look", /was not checked/],
    ],
    "no longer, by a client's choice too": [
      [updated(at, workgroup(1e7, "SSE_S3"), workgroup(1e7, null, false))],
      ["look", /no longer asks/],
      ["look", /no longer enforces/],
    ],
    "nothing asked, as before": [[updated(at, workgroup(1e7, null), workgroup(2e7, null))]],
    "KMS instead of S3's key": [[updated(at, workgroup(1e7, "SSE_S3"), workgroup(1e7, "SSE_KMS"))]],
    "the client's key instead of KMS": [[updated(at, workgroup(1e7, "SSE_KMS"), workgroup(1e7, "CSE_KMS"))]],
    "S3's key instead of the client's": [
      [updated(at, workgroup(1e7, "CSE_KMS"), workgroup(1e7, "SSE_S3"))],
      ["look", /"SSE_S3" instead of "CSE_KMS"/],
    ],
    "S3's key where nothing was asked": [[updated(at, workgroup(1e7, null), workgroup(1e7, "SSE_S3"))]],
    "hidden before": [
      [
        updated(at, workgroup(1e7, "SSE_KMS"), workgroup(1e7, "SSE_S3"), {
          before_sensitive: { configuration: [{ result_configuration: true }] },
        }),
      ],
    ],
    "enforced where nothing was said before": [
      [
        updated(
          at,
          {
            name: "audit",
            configuration: [
              { result_configuration: workgroup(1, "SSE_S3").configuration[0]?.result_configuration },
            ],
          },
          workgroup(1e7, "SSE_S3", false),
        ),
      ],
      ["look", /no longer enforces/],
    ],
    "nothing said of enforcing any more": [
      [
        updated(at, workgroup(1e7, "SSE_S3"), {
          configuration: [
            { result_configuration: workgroup(1, "SSE_S3").configuration[0]?.result_configuration },
          ],
        }),
      ],
    ],
    "made without being enforced": [[created(at, workgroup(1e7, "SSE_S3", false))]],
    "managed results, which are encrypted always": [
      [
        updated(at, workgroup(1e7, "SSE_S3"), {
          configuration: [{ managed_query_results_configuration: [{ enabled: true }] }],
        }),
      ],
    ],
    "managed results that are switched off": [
      [
        updated(
          at,
          { name: "audit", configuration: [{ managed_query_results_configuration: [{ enabled: true }] }] },
          { configuration: [{ managed_query_results_configuration: [{ enabled: false }] }] },
        ),
      ],
      ["look", /no longer asks/],
    ],
    destroyed: [[destroyed(at, workgroup(1e7, "SSE_S3"))]],
    "as before": [[updated(at, workgroup(1e7, "SSE_S3"), workgroup(2e7, "SSE_S3"))]],
  }),
];
