import { table } from "../../settings/markdown";
import { requiredAwsProvider, requiredTerraformOfModule } from "../versions";
import { moduleVariables } from "./variables";

/** The parts of the module that its page lists. */
export interface Listed {
  readonly resource: Readonly<
    Record<string, Readonly<Record<string, { readonly count?: string; readonly for_each?: string }>>>
  >;
  readonly data: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly output: Readonly<Record<string, { readonly description: string }>>;
}

/** `terraform/README.md`: what the module is for, how it is called, what goes in and what comes out. */
export function moduleReadme(module: Listed): string {
  const variables = moduleVariables();
  return [
    "# Terraform module: S3 object audit",
    "",
    "Records who did what to which object of your S3 buckets, for queries in Athena. It creates a log bucket, a CloudTrail",
    "trail with advanced event selectors for exactly these objects, a Glue table and a view over the log files, an Athena",
    "workgroup that limits the cost, saved queries and prepared statements. It is the same as the CDKTF stack of",
    "s3-object-audit, for workspaces without Node.",
    "",
    "## Usage",
    "",
    "```hcl",
    'module "audit" {',
    '  source = "git::https://git.example.com/platform/s3-object-audit.git//terraform"',
    "",
    '  name            = "payments"',
    '  watched_buckets = [{ bucket = "example-payments" }]',
    '  time_zone       = "Europe/Berlin"',
    "}",
    "```",
    "",
    "The watched buckets must exist. If one is in another Region than the provider's, the plan stops with an error, unless",
    "`trail.multi_region` is set. [examples/](examples) has more: [basic](examples/basic),",
    "[several buckets](examples/several-buckets), [an existing log bucket](examples/existing-log-bucket). Several audits in one",
    "root module, also with `for_each`, need names of their own.",
    "",
    "Terraform checks every value when it validates or plans, and the error for a wrong one says what to write instead.",
    "`terraform test` runs without AWS.",
    "",
    "This page, `main.tf.json` and `tests/validation.tftest.hcl` are made by `npm run module` from the constructs of the CDKTF",
    "stack: change them there.",
    "",
    ...lettingGo(module),
    "## Requirements",
    "",
    ...table(
      ["Name", "Version"],
      [
        ["Terraform", `\`${requiredTerraformOfModule}\``],
        ["AWS provider", `\`${requiredAwsProvider}\``],
      ],
    ),
    "",
    "The module has no provider block: it uses the one that the caller passes, and its Region.",
    "",
    "## Inputs",
    "",
    "An attribute whose default is `null` is unset, or derived from `name`: log bucket `NAME-log`, result bucket",
    "`NAME-athena-results`, trail `NAME-trail`, workgroup `NAME-audit`, database `NAME_audit`.",
    "",
    ...table(
      ["Name", "Type", "Default", "Meaning"],
      variables.flatMap(({ name, type, description, byDefault, attributes }) => [
        [
          code(name),
          attributes.length === 0 ? code(type) : type.startsWith("list") ? "list of objects" : "object",
          byDefault === undefined ? "required" : code(JSON.stringify(byDefault)),
          description,
        ],
        ...attributes.map((attribute) => [
          code(`${name}${type.startsWith("list") ? "[]" : ""}.${attribute.path}`),
          code(attribute.type),
          attribute.byDefault === "" ? "required" : code(attribute.byDefault),
          attribute.meaning,
        ]),
      ]),
    ),
    "",
    "## Outputs",
    "",
    ...table(
      ["Name", "Meaning"],
      Object.entries(module.output).map(([name, { description }]) => [code(name), description]),
    ),
    "",
    "## Resources",
    "",
    ...table(
      ["Address", "How many"],
      Object.entries(module.resource).flatMap(([type, named]) => {
        const names = Object.keys(named);
        const many = names.length > 3;
        return many
          ? [[code(`${type}.*`), String(names.length)]]
          : names.map((name) => [code(`${type}.${name}`), isOptional(named[name]) ? "0 or 1" : "1"]);
      }),
    ),
    "",
    `Read: ${Object.entries(module.data)
      .flatMap(([type, named]) => Object.keys(named).map((name) => code(`data.${type}.${name}`)))
      .join(", ")}.`,
    "",
  ].join("\n");
}

const isOptional = (block: { count?: string; for_each?: string } = {}): boolean =>
  block.count !== undefined || block.for_each !== undefined;

/** How the log bucket leaves the module: with its logs, or as it is. */
function lettingGo({ resource }: Listed): string[] {
  const ofTheBucket = Object.keys(resource)
    .filter((type) => type.startsWith("aws_s3_bucket") && "logs" in (resource[type] ?? {}))
    .map((type) => `module.audit.${type}.logs`);
  return [
    "## Destroy, or release the log bucket",
    "",
    "The log bucket is never destroyed with logs in it by accident. `terraform destroy`, another `log_bucket.name`,",
    "`log_bucket.create = false` and a key removed from the `for_each` of the call end with an error before anything of that audit",
    "is destroyed, unless `log_bucket.force_destroy = true` was **applied** before. (For this, Terraform runs one command on its machine,",
    "`exit 0` or `echo … && exit 1`: a policy that forbids the provisioner `local-exec` forbids this module.)",
    "",
    "- **Delete the logs with everything:** set `log_bucket = { force_destroy = true }`, apply, destroy.",
    "- **End the audit, keep the bucket as it is:** replace the call with these blocks, and apply. Without them, deleting the",
    "  call removes policy, encryption and public access block before S3 refuses to delete the bucket: a module that is no longer",
    "  called cannot refuse.",
    "",
    "```hcl",
    ...ofTheBucket.flatMap((address, index) => [
      ...(index === 0 ? [] : [""]),
      "removed {",
      `  from = ${address}`,
      "  lifecycle {",
      "    destroy = false",
      "  }",
      "}",
    ]),
    "```",
    "",
    "- **Keep the audit, release the bucket** (`create = false`, or another name): a `removed` block cannot be used beside a call",
    '  (Terraform says "Removed resource still exists"). Remove the bucket from the state by hand, then set what you want and apply:',
    "",
    "```sh",
    "terraform state rm \\",
    ...[...ofTheBucket, "module.audit.terraform_data.kept_buckets"].map(
      (address, index, { length }) => `  ${address}${index < length - 1 ? " \\" : ""}`,
    ),
    "```",
    "",
    "The bucket of Athena's results is emptied and destroyed with the audit, and when `athena.result_bucket.create` becomes `false`.",
    "",
  ];
}

const code = (text: string): string => `\`${text}\``;
