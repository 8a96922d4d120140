import type { Settings } from "../../src/settings/settings";
import { addressesOf, type Synthesized } from "../support/synth";
import { bucketArn, madeBuckets, neededStatements, ownBuckets, trailArn, watchedAndMade } from "./promises";
import { partitionOf, policyOf, SynthesizedAudit } from "./synthesizedAudit";

/** What is promised of the way Terraform gets there and back: seen in the synthesized JSON alone. */
export interface TerraformPromise {
  readonly sentence: string;
  readonly isKept: (stack: Synthesized, settings: Settings) => void;
}

const promised: TerraformPromise[] = [];
const promise = (sentence: string, isKept: TerraformPromise["isKept"]) => promised.push({ sentence, isKept });
export const terraformPromises: readonly TerraformPromise[] = promised;

// What waits for what: made after it, destroyed before it

promise("the trail waits for the policy that lets it deliver", (stack, { logBucket }) => {
  if (logBucket.create) expectWaiting(stack, "aws_cloudtrail.trail", ["aws_s3_bucket_policy.logs"]);
});

promise(
  "all buckets are there before anything that is slow: a name that is taken ends an apply in seconds",
  (stack) => {
    const buckets = addressesOf(stack).filter((address) => address.startsWith("aws_s3_bucket."));
    for (const slow of ["aws_cloudtrail", "aws_athena_workgroup", "aws_glue_catalog_database"]) {
      for (const name of Object.keys(stack.resource[slow]!)) expectWaiting(stack, `${slow}.${name}`, buckets);
    }
    for (const name of Object.keys(stack.resource["aws_s3_bucket_lifecycle_configuration"] ?? {})) {
      expectWaiting(stack, `aws_s3_bucket_lifecycle_configuration.${name}`, buckets);
    }
  },
);

promise("each part of a bucket waits for the bucket", (stack) => {
  for (const address of addressesOf(stack).filter((one) => one.startsWith("aws_s3_bucket_"))) {
    expectWaiting(stack, address, [`aws_s3_bucket.${address.split(".")[1]}`]);
  }
});

promise("no policy is put while public access is being blocked, which S3 would refuse", (stack) => {
  for (const name of Object.keys(stack.resource["aws_s3_bucket_policy"] ?? {})) {
    expectWaiting(stack, `aws_s3_bucket_policy.${name}`, [`aws_s3_bucket_public_access_block.${name}`]);
  }
});

promise("rules for older versions wait for versions", (stack) => {
  for (const name of Object.keys(stack.resource["aws_s3_bucket_lifecycle_configuration"] ?? {})) {
    expectWaiting(stack, `aws_s3_bucket_lifecycle_configuration.${name}`, [
      `aws_s3_bucket_versioning.${name}`,
    ]);
  }
});

promise("table and view wait for their database", (stack) => {
  for (const name of ["logs", "object_events"]) {
    expectWaiting(stack, `aws_glue_catalog_table.${name}`, ["aws_glue_catalog_database.audit"]);
  }
});

promise("saved queries and prepared statements wait for all they are asked of", (stack) => {
  const asked = addressesOf(stack).filter((one) =>
    /^aws_athena_(named_query|prepared_statement)\./.test(one),
  );
  expect(asked.length).toBeGreaterThan(30);
  for (const address of asked) {
    expectWaiting(stack, address, [
      "aws_athena_workgroup.audit",
      "aws_glue_catalog_database.audit",
      "aws_glue_catalog_table.logs",
      "aws_glue_catalog_table.object_events",
    ]);
  }
});

promise("what keeps buckets is the last to be made and the first to be destroyed", (stack) => {
  const others = addressesOf(stack).filter((address) => !/^(data|terraform_data)\./.test(address));
  expectWaiting(stack, "terraform_data.kept_buckets", others);
});

// What is kept, and what is let go

promise(
  "no plan destroys a watched bucket or, without forceDestroy, the log bucket",
  (stack, { logBucket, ...settings }) => {
    const buckets = stack.resource["aws_s3_bucket"] ?? {};
    const watched = watchedAndMade({ logBucket, ...settings });
    for (const { bucket, force_destroy, lifecycle } of Object.values(buckets)) {
      const mayGo =
        bucket === settings.athena.resultBucket.name || (bucket === logBucket.name && logBucket.forceDestroy);
      expect([bucket, force_destroy, lifecycle]).toEqual([
        bucket,
        mayGo,
        mayGo ? undefined : { prevent_destroy: true },
      ]);
      if (watched.includes(String(bucket))) expect(mayGo).toBe(false);
    }
  },
);

promise("the state remembers which buckets are kept, and a destruction stops at them", (stack, settings) => {
  const { logBucket, releasedBuckets, watch } = settings;
  const kept = stack.resource["terraform_data"]!["kept_buckets"]!;
  expect(kept["for_each"]).toEqual({
    ...Object.fromEntries(releasedBuckets.map((bucket) => [bucket, false])),
    ...Object.fromEntries(
      watch.flatMap((entry) => ("bucket" in entry ? [[entry.bucket, entry.create]] : [])),
    ),
    [logBucket.name]: logBucket.create && !logBucket.forceDestroy,
  });
  expect(kept["input"]).toEqual({ bucket: "${each.key}", kept: "${each.value}" });
  expect(kept["provisioner"]).toEqual([
    {
      "local-exec": {
        when: "destroy",
        command: expect.stringMatching(
          /^\$\{self\.input\.kept \? "echo .*\$\{self\.input\.bucket\}.* && exit 1" : "exit 0"\}$/,
        ) as string,
      },
    },
  ]);
});

promise(
  "a bucket that is not made, or not any more, leaves the state with all its parts and stays in AWS",
  (stack, { watch, releasedBuckets, logBucket, athena: { resultBucket } }) => {
    const parts = ["", "_public_access_block", "_ownership_controls", "_versioning"].concat(
      "_server_side_encryption_configuration",
    );
    const ownParts = [...parts, "_policy", "_lifecycle_configuration"];
    const at = (name: string, kinds: readonly string[]) =>
      kinds.map((kind) => `aws_s3_bucket${kind}.${name}`);
    const watched = [
      ...watch.flatMap((entry) => ("bucket" in entry && !entry.create ? [entry.bucket] : [])),
      ...releasedBuckets,
    ];
    const removed = stack.removed ?? [];
    expect(removed.map(({ from }) => from).sort()).toEqual(
      [
        ...watched.flatMap((bucket) => at(`watched_${bucket.replaceAll(".", "_")}`, parts)),
        ...(logBucket.create ? [] : at("logs", ownParts)),
        ...(resultBucket.create ? [] : at("results", ownParts)),
      ].sort(),
    );
    for (const { lifecycle } of removed) expect(lifecycle).toEqual({ destroy: false });
  },
);

promise("no bucket is made but those the settings say", (stack, settings) => {
  const audit = new SynthesizedAudit(stack, settings);
  const made = Object.values(audit.all("aws_s3_bucket")).map(({ bucket }) => bucket);
  expect([...made].sort()).toEqual([...madeBuckets(settings)].sort());
});

promise("a saved query that was run does not keep the workgroup from being destroyed", (stack) => {
  expect(stack.resource["aws_athena_workgroup"]!["audit"]).toMatchObject({ force_destroy: true });
});

// What stops a plan

promise(
  "a bucket that already exists is looked up, and stops the plan in another Region than its trail's",
  (stack, { watch, trail, region }) => {
    const lookedUp = watch.flatMap((entry) => ("bucket" in entry && !entry.create ? [entry.bucket] : []));
    const found = Object.entries(stack.data?.["aws_s3_bucket"] ?? {});
    expect(found.map(([, { bucket }]) => bucket).sort()).toEqual([...lookedUp].sort());
    const { lifecycle } = stack.resource["aws_cloudtrail"]!["trail"] as {
      lifecycle?: { precondition: { condition: string; error_message: string }[] };
    };
    const checked = (lifecycle?.precondition ?? []).map(({ condition }) => condition);
    expect(checked.sort()).toEqual(
      (trail.multiRegion ? [] : found)
        .map(
          ([name]) =>
            `\${strcontains(data.aws_s3_bucket.${name}.bucket_regional_domain_name, ".s3.${region}.")}`,
        )
        .sort(),
    );
    for (const { error_message } of lifecycle?.precondition ?? []) {
      expect(error_message).toMatch(
        new RegExp(`trail ${trail.name}, which records buckets of ${region} only`),
      );
    }
  },
);

promise("credentials of another account than the settings' are refused", (stack, { region, accountId }) => {
  expect(stack.provider["aws"]).toEqual([
    { region, ...(accountId !== undefined && { allowed_account_ids: [accountId] }) },
  ]);
  expect(stack.data?.["aws_caller_identity"]).toEqual(accountId === undefined ? { current: {} } : undefined);
});

promise(
  "it says which Terraform and which provider it needs, and where its state is",
  (stack, { backend, name }) => {
    const needsLockfile = backend.type === "s3" && backend.useLockfile;
    expect(stack.terraform).toMatchObject({
      required_version: needsLockfile ? ">= 1.10.0" : ">= 1.7.0",
      required_providers: { aws: { source: "hashicorp/aws", version: ">= 5.100.0, < 7.0.0" } },
    });
    const { backend: told = {}, cloud } = stack.terraform as { backend?: object; cloud?: object };
    expect([...Object.keys(told), ...(cloud === undefined ? [] : ["cloud"])]).toEqual([backend.type]);
    if (backend.type === "local")
      expect(told).toEqual({ local: { path: `../../../terraform.${name}.tfstate` } });
    if (backend.type === "s3") {
      expect(told).toMatchObject({
        s3: { bucket: backend.bucket, key: backend.key, encrypt: true, use_lockfile: true },
      });
    }
  },
);

// What a person finds

promise("everything that can be tagged has the settings' tags", (stack, { tags }) => {
  const taggable = ["aws_s3_bucket", "aws_cloudtrail", "aws_glue_catalog_database", "aws_athena_workgroup"];
  const made = taggable.flatMap((type) =>
    Object.entries(stack.resource[type] ?? {}).map(([name, resource]) => [
      `${type}.${name}`,
      resource["tags"],
    ]),
  );
  const expected = Object.keys(tags).length === 0 ? undefined : tags;
  expect(made).toEqual(made.map(([address]) => [address, expected]));
});

promise("what is made says in AWS's consoles which audit it belongs to", (stack, { name, trail }) => {
  const { aws_glue_catalog_database, aws_glue_catalog_table, aws_athena_workgroup } = stack.resource;
  expect(aws_glue_catalog_database?.["audit"]?.["description"]).toContain(`the audit ${name}`);
  expect(aws_athena_workgroup?.["audit"]?.["description"]).toContain(`the audit ${name}`);
  expect(aws_glue_catalog_table?.["logs"]?.["description"]).toContain(`the trail ${trail.name}`);
});

promise("the outputs name what was made, and where to ask", (stack, settings) => {
  const audit = new SynthesizedAudit(stack, settings);
  const { athena, logBucket, region } = settings;
  const { log_bucket_policy, athena_saved_query_ids, athena_prepared_statements, ...plain } = audit.outputs();
  const host = {
    aws: "console.aws.amazon.com",
    "aws-cn": "console.amazonaws.cn",
    "aws-us-gov": "console.amazonaws-us-gov.com",
  }[partitionOf(region)];
  expect(plain).toEqual({
    trail_arn: trailArn(audit.account, settings),
    log_bucket: logBucket.name,
    database: athena.database,
    table: athena.table,
    view: "object_events",
    workgroup: athena.workgroup,
    result_location: `s3://${athena.resultBucket.name}/`,
    console_url: `https://${host}/athena/home?region=${region}`,
  });
  for (const { description } of Object.values(stack.output)) expect(description).toMatch(/\w/);
  expect(athena_saved_query_ids).toEqual(
    Object.fromEntries(
      Object.entries(stack.resource["aws_athena_named_query"]!).map(([address, { name }]) => [
        name,
        `\${aws_athena_named_query.${address}.id}`,
      ]),
    ),
  );
  expect(athena_prepared_statements).toEqual(
    Object.fromEntries(
      Object.values(stack.resource["aws_athena_prepared_statement"]!).map(({ name, description }) => [
        name,
        String(description).replace(/^.*: /, ""),
      ]),
    ),
  );
  if (logBucket.create) {
    expect(log_bucket_policy).toBeUndefined();
    return;
  }
  // whoever owns the log bucket has to be told what its policy needs
  const arn = bucketArn(settings, logBucket.name);
  expect(policyOf(log_bucket_policy).Statement).toEqual([
    ...neededStatements(audit.account, settings),
    expect.objectContaining({ Effect: "Deny", Action: "s3:*", Resource: [arn, `${arn}/*`] }) as object,
  ]);
  expect(ownBuckets(settings)).not.toContain(logBucket.name);
});

function expectWaiting(stack: Synthesized, address: string, others: readonly string[]): void {
  const awaited = awaitedBy(stack, address);
  expect([address, others.filter((other) => !awaited.has(other))]).toEqual([address, []]);
}

/** All that Terraform makes before a resource: what it depends on or refers to, and what these do. */
function awaitedBy(stack: Synthesized, address: string, awaited = new Set<string>()): ReadonlySet<string> {
  const [type = "", name = ""] = address.split(".");
  const resource = stack.resource[type]?.[name] ?? {};
  const references = (JSON.stringify(resource).match(/(?<!\$)\$\{[^}]*\}/g) ?? []).flatMap((expression) =>
    Array.from(expression.matchAll(/(?<![\w.])(aws_\w+\.[\w-]+)/g), ([, found = ""]) => found),
  );
  for (const next of [...((resource["depends_on"] ?? []) as string[]), ...references]) {
    if (awaited.has(next)) continue;
    awaited.add(next);
    awaitedBy(stack, next, awaited);
  }
  return awaited;
}
