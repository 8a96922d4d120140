import { UserError } from "../../src/errors";
import { parseSettings } from "../../src/settings/load";

function faultsOf(text: string): readonly string[] {
  try {
    parseSettings(text, "audit.yaml");
  } catch (error) {
    if (error instanceof UserError) {
      expect(error.exitCode).toBe(2);
      return error.faults;
    }
    throw error;
  }
  return [];
}

/** Good settings of four lines; what is tried follows from line 5. */
const good = "name: demo\nregion: us-east-1\nwatch:\n  - bucket: my-bucket\n";
/** Settings whose entries of `watch` follow from line 4. */
const watch = "name: demo\nregion: us-east-1\nwatch:\n";

const long = (length: number): string => "a".repeat(length);

type Case = readonly [what: string, text: string, ...faults: string[]];

const notYaml: Case[] = [
  [
    "an empty file",
    "# only a comment\n",
    "audit.yaml: the file holds no settings. A minimal file is {name: my-audit, region: us-east-1, watch: [{bucket: my-bucket}]}; `npx s3-audit init --force` writes one with comments.",
  ],
  [
    "text instead of fields",
    "my-bucket\n",
    'audit.yaml:1: the settings are "my-bucket", not fields. Write each as "field: value", beginning with "name: my-audit".',
  ],
  [
    "a list instead of fields",
    "- a\n",
    'audit.yaml:1: the settings are a list, not fields. Write each as "field: value", beginning with "name: my-audit".',
  ],
  [
    "a field twice",
    `${good}name: other\n`,
    "audit.yaml:5: the key name is repeated here. Keep one of the two.",
  ],
  [
    "a tab",
    `${good}trail:\n\tlogging: true\n`,
    "audit.yaml:6: the line is indented with a tab, which YAML does not allow. Indent with blanks.",
  ],
  [
    "two documents",
    `${good}---\n${good}`,
    "audit.yaml:5: a second document begins here, but one file holds the settings of one stack. Put it into a file of its own; AUDIT_CONFIG takes several, separated by commas.",
  ],
  [
    "an unknown tag",
    `${good}timeZone: !env TZ\n`,
    "audit.yaml:5: the tag !env is not supported. Write the value without it.",
  ],
  [
    "an alias without its anchor",
    `${good}logBucket: *logs\n`,
    "audit.yaml:5: *logs cannot be used here: &logs is not completely defined before it. Write the value itself.",
  ],
  [
    "an alias inside its own anchor",
    `${good}trail: &trail { name: *trail }\n`,
    "audit.yaml:5: *trail cannot be used here: &trail is not completely defined before it. Write the value itself.",
  ],
  [
    "a line in another column, told once",
    "name: demo\n  region: us-east-1\n",
    "audit.yaml:1: this is not YAML: a colon is missing here or doubled, or the line is indented differently from its neighbours. Write `field: value`, and indent all fields of a group alike.",
  ],
  [
    "a list for a key, and a name that JavaScript has of its own",
    `${good}? [a, b]\n: 1\ntoString: 2\n`,
    'audit.yaml:1: "[ a, b ]" is not a known field. Allowed here: name, region, accountId, tags, watch, releasedBuckets, logBucket, trail, timeZone, athena, backend.',
    "audit.yaml:7: toString is not a known field. Allowed here: name, region, accountId, tags, watch, releasedBuckets, logBucket, trail, timeZone, athena, backend.",
  ],
  [
    "broken YAML",
    `${good}trail: {name: x\n`,
    "audit.yaml:6: this is not YAML: Flow map in block collection must be sufficiently indented and end with a }. Compare the line with its neighbours, or put text into quotes.",
  ],
];

const wrongFields: Case[] = [
  [
    "nothing that is needed",
    "# later\ntags: {}\n",
    "audit.yaml:2: name is missing. Write, for example, `name: my-audit`.",
    "audit.yaml:2: region is missing. Write, for example, `region: us-east-1`.",
    "audit.yaml:2: watch is missing. Write, for example, `watch: [{bucket: my-bucket}]`.",
  ],
  [
    "an unknown field",
    `${good}timezone: UTC\n`,
    "audit.yaml:5: timezone is not a known field. Did you mean `timeZone`?",
  ],
  [
    "a field with swapped letters",
    `${good}trail:\n  nmae: x\n`,
    "audit.yaml:6: trail.nmae is not a known field. Did you mean `name`?",
  ],
  [
    "a field like no other",
    `${good}trail: {kmsKeyArn: x}\n`,
    "audit.yaml:5: trail.kmsKeyArn is not a known field. Allowed here: name, logging, multiRegion, validateLogFiles.",
  ],
  [
    "a field of another group",
    `${good}lookBackDays: 10\n`,
    "audit.yaml:5: lookBackDays is not a known field. It belongs to athena.",
  ],
  [
    "a field of the other kind of entry",
    `${watch}  - bucket: my-bucket\n    except: [other]\n`,
    "audit.yaml:5: watch[0].except is not a known field. It belongs to watch[] with allBuckets.",
  ],
  [
    "no value",
    `${good}tags:\n`,
    "audit.yaml:5: tags has no value. Write one after the colon, or remove the line.",
  ],
  [
    "a number where text is wanted",
    `${good}tags: {costCentre: 0815}\n`,
    'audit.yaml:5: tags.costCentre is 0815: it must be text, but without quotes it is read as a number. Write "0815".',
  ],
  [
    "an account id without quotes",
    `${good}accountId: 012345678901\n`,
    'audit.yaml:5: accountId is 012345678901: it must be text, but without quotes it is read as a number. Write "012345678901".',
  ],
  [
    "a short account id",
    `${good}accountId: "1234"\n`,
    'audit.yaml:5: accountId is "1234": an account id has 12 digits. Write it in quotes: "123456789012".',
  ],
  [
    "yes for true",
    `${good}trail:\n  logging: yes\n`,
    'audit.yaml:6: trail.logging is "yes": it must be true or false. Write true.',
  ],
  [
    "text for a group",
    `${good}logBucket: my-log\n`,
    'audit.yaml:5: logBucket is "my-log": it must be a group of fields. Write `logBucket: {name: my-log}`.',
  ],
  [
    "text for a whole number",
    `${good}athena: {lookBackDays: "30"}\n`,
    'audit.yaml:5: athena.lookBackDays is "30": it must be a whole number, without quotes.',
  ],
  [
    "a fraction",
    `${good}logBucket: {expireAfterDays: 1.5}\n`,
    "audit.yaml:5: logBucket.expireAfterDays is 1.5: it must be a whole number, without quotes.",
  ],
  [
    "released buckets that are no bucket names, or no list",
    `${good}releasedBuckets: [My_Bucket, s3://my-data/img/]\n`,
    'audit.yaml:5: releasedBuckets[0] is "My_Bucket": a bucket name has only lower-case letters, digits, dashes and periods. Write my-bucket.',
    'audit.yaml:5: releasedBuckets[1] is "s3://my-data/img/": a bucket is given by its name alone. Write my-data.',
  ],
  [
    "a released bucket without a list",
    `${good}releasedBuckets: my-old-bucket\n`,
    'audit.yaml:5: releasedBuckets is "my-old-bucket": it must be a list. Write ["my-old-bucket"].',
  ],
  [
    "a bucket released twice",
    `${good}releasedBuckets: [old-bucket, old-bucket]\n`,
    'audit.yaml:5: releasedBuckets[1] is "old-bucket": releasedBuckets[0] is the same. Remove one of the two.',
  ],
  [
    "released buckets that the stack makes",
    `${watch}  - bucket: my-bucket\n    create: true\nreleasedBuckets: [my-bucket, demo-log, demo-athena-results]\n`,
    'audit.yaml:6: releasedBuckets[0] is "my-bucket": watch[0].create is true, so the stack would both create this bucket and release it. Write `create: false` in watch[0] to release it, or remove the name here to keep it in the stack.',
    'audit.yaml:6: releasedBuckets[1] is "demo-log": logBucket.create is true, so the stack would both create this bucket and release it. Write `create: false` in logBucket to release it, or remove the name here to keep it in the stack.',
    'audit.yaml:6: releasedBuckets[2] is "demo-athena-results": athena.resultBucket.create is true, so the stack would both create this bucket and release it. Write `create: false` in athena.resultBucket to release it, or remove the name here to keep it in the stack.',
  ],
  [
    "too small a number",
    `${good}athena: {resultBucket: {keepDays: 0}}\n`,
    "audit.yaml:5: athena.resultBucket.keepDays is 0: it must be at least 1.",
  ],
  [
    "too large a number",
    `${good}athena: {lookBackDays: 4000}\n`,
    "audit.yaml:5: athena.lookBackDays is 4000: it must be at most 3650.",
  ],
  [
    "an unknown Region",
    good.replace("us-east-1", "us-esat-1"),
    'audit.yaml:2: region is "us-esat-1": this Region is not known. Did you mean `us-east-1`?',
  ],
  [
    "an abbreviated time zone",
    `${good}timeZone: JST\n`,
    'audit.yaml:5: timeZone is "JST": a time zone is UTC or an IANA name of the form Area/City. Did you mean `Asia/Tokyo`?',
  ],
  [
    "a time zone in small letters",
    `${good}timeZone: asia/tokyo\n`,
    'audit.yaml:5: timeZone is "asia/tokyo": a time zone is UTC or an IANA name of the form Area/City. Did you mean `Asia/Tokyo`?',
  ],
  [
    "an offset for a time zone",
    `${good}timeZone: "+09:00"\n`,
    'audit.yaml:5: timeZone is "+09:00": a time zone is UTC or an IANA name of the form Area/City. Write, for example, Europe/Berlin.',
  ],
  [
    "a scan limit under Athena's",
    `${good}athena: {maxScanPerQuery: 9 MB}\n`,
    'audit.yaml:5: athena.maxScanPerQuery is "9 MB": Athena accepts no limit below 10 MB. Write "10 MB" or more.',
  ],
  [
    "a scan limit in another unit",
    `${good}athena: {maxScanPerQuery: 10GiB}\n`,
    'audit.yaml:5: athena.maxScanPerQuery is "10GiB": it must be a number and B, KB, MB, GB or TB. Write "10 GB".',
  ],
  [
    "tags that AWS refuses",
    `${good}tags:\n  aws:team: x\n  team: \${var.team}\n`,
    'audit.yaml:6: tags."aws:team" is "x": a tag\'s key has 1 to 128 letters, digits, blanks and _ . : / = + - @, and does not begin with aws:.',
    'audit.yaml:7: tags.team is "${var.team}": a tag\'s value has at most 256 letters, digits, blanks and _ . : / = + - @.',
  ],
  [
    "more tags than AWS takes",
    `${good}tags: {${Array.from({ length: 51 }, (_, index) => `key${index}: x`).join(", ")}}\n`,
    "audit.yaml:5: tags is a group of fields: there are 51 tags, and AWS allows 50. Remove 1.",
  ],
];

const wrongNames: Case[] = [
  [
    "a name that no bucket could have",
    good.replace("demo", "My_Audit"),
    'audit.yaml:1: name is "My_Audit": a name has 1 to 63 lower-case letters, digits and single dashes, begins with a letter and ends with a letter or digit, because bucket names are derived from it. Write my-audit.',
  ],
  [
    "a name too long for what grows from it",
    good.replace("demo", long(50)),
    `audit.yaml:1: athena.resultBucket.name is "${long(50)}-athena-results": it is derived from name, and a bucket name has 3 to 63 characters, and this one has 65. Shorten name to 48 characters, or set athena.resultBucket.name by itself.`,
  ],
  [
    "a name that AWS reserves",
    good.replace("demo", "sthree-x"),
    'audit.yaml:1: logBucket.name is "sthree-x-log": it is derived from name, and AWS reserves names that begin with sthree-. Choose another name. Or set logBucket.name by itself.',
    'audit.yaml:1: athena.resultBucket.name is "sthree-x-athena-results": it is derived from name, and AWS reserves names that begin with sthree-. Choose another name. Or set athena.resultBucket.name by itself.',
  ],
  ...(
    [
      [
        "My_Bucket",
        "a bucket name has only lower-case letters, digits, dashes and periods. Write my-bucket.",
      ],
      ["ab", "a bucket name has 3 to 63 characters, and this one has 2."],
      [long(64), "a bucket name has 3 to 63 characters, and this one has 64."],
      ["-abc", "a bucket name begins and ends with a letter or digit. Write abc."],
      ["a..b", "a bucket name has no two periods side by side. Write a.b."],
      ["192.168.5.4", "S3 does not allow a bucket name that looks like an IP address. Choose another name."],
      ["xn--abc", "AWS reserves names that begin with xn--. Choose another name."],
      ["amzn-s3-demo-bucket", "AWS reserves names that begin with amzn-s3-demo-. Choose another name."],
      ["abc-s3alias", "AWS reserves names that end with -s3alias. Choose another name."],
      ["abc--use1-az4--x-s3", "AWS reserves names that end with --x-s3. Choose another name."],
      ["arn:aws:s3:::my-data", "a bucket is given by its name, not by its ARN. Write my-data."],
      ["s3://my-data/img/", "a bucket is given by its name alone. Write my-data."],
      ["my-data/img", "a bucket is given by its name alone. Write my-data."],
    ] as const
  ).map(([bucket, why]): Case => [
    `the bucket ${bucket}`,
    `${watch}  - bucket: ${bucket}\n`,
    `audit.yaml:4: watch[0].bucket is "${bucket}": ${why}`,
  ]),
  ...[
    ["ab", "my-trail"],
    ["-trail", "trail"],
    ["a--b", "a-b"],
    ["my trail", "my-trail"],
    ["192.168.5.4", "192-168-5-4"],
    [long(129), long(128)],
  ].map(([name = "", suggestion]): Case => [
    `the trail ${name}`,
    `${good}trail:\n  name: ${name}\n`,
    `audit.yaml:6: trail.name is "${name.length > 120 ? `${long(120)}…` : name}": a trail name has 3 to 128 letters, digits, periods, underscores and dashes, begins and ends with a letter or digit, has no two of . _ - side by side and does not look like an IP address. Write ${suggestion}.`,
  ]),
  [
    "the trail's ARN",
    `${good}trail:\n  name: arn:aws:cloudtrail:us-east-1:123456789012:trail/mine\n`,
    'audit.yaml:6: trail.name is "arn:aws:cloudtrail:us-east-1:123456789012:trail/mine": a name is expected, not an ARN. Write mine.',
  ],
  [
    "Glue names with dashes and capitals",
    `${good}athena:\n  database: My-Audit\n  table: cloudtrail-logs\n`,
    'audit.yaml:6: athena.database is "My-Audit": Athena allows 1 to 255 lower-case letters, digits and underscores. Write my_audit.',
    'audit.yaml:7: athena.table is "cloudtrail-logs": Athena allows 1 to 255 lower-case letters, digits and underscores. Write cloudtrail_logs.',
  ],
  [
    "names that are taken",
    `${good}athena:\n  database: default\n  table: object_events\n  workgroup: primary\n`,
    'audit.yaml:6: athena.database is "default": any catalog may already have this database, and then the stack could not create it. Choose another name.',
    'audit.yaml:7: athena.table is "object_events": the view in the same database has this name. Choose another name.',
    'audit.yaml:8: athena.workgroup is "primary": every account already has this workgroup, so the stack could not create it. Choose another name.',
  ],
  [
    "a workgroup with a blank",
    `${good}athena:\n  workgroup: my audit\n`,
    'audit.yaml:6: athena.workgroup is "my audit": a workgroup name has 1 to 128 letters, digits, periods, underscores and dashes. Write my-audit.',
  ],
];

const wrongPrefixes: Case[] = (
  [
    ["/img", 'a prefix has no leading slash. Write "img/".'],
    ["/", "a prefix has no leading slash. Leave it out to record every object."],
    ["img/*", 'a prefix has no wildcard; it matches every key that begins with it. Write "img/".'],
    [
      "*",
      "a prefix has no wildcard; it matches every key that begins with it. Leave it out to record every object.",
    ],
    ["s3://my-bucket/img", 'a prefix is the beginning of the object keys, without the bucket. Write "img/".'],
    [
      "arn:aws:s3:::my-bucket/img/*",
      'a prefix is the beginning of the object keys, without the bucket. Write "img/".',
    ],
    ["", "an empty prefix means every object. Leave prefixes out to record every object."],
    [
      "a${b}",
      "a prefix cannot contain control characters, ${ or %{. Shorten the prefix to what comes before them.",
    ],
  ] as const
).map(([prefix, why]) => [
  `the prefix "${prefix}"`,
  `${good}    prefixes:\n      - "${prefix}"\n`,
  `audit.yaml:6: watch[0].prefixes[0] is "${prefix}": ${why}`,
]);

/** A backend in one line, the fifth. */
const backend = (fields: string): string => `${good}backend: {${fields}}\n`;
const cloud = "type: cloud, organization: example-org";

const wrongBackends: Case[] = [
  [
    "a backend without a type",
    backend("bucket: our-states"),
    "audit.yaml:5: backend.type is missing. Write `type: local`, `type: s3` or `type: cloud`.",
  ],
  [
    "a backend of an unknown type",
    backend("type: clod"),
    'audit.yaml:5: backend.type is "clod": it must be local, s3 or cloud. Did you mean `cloud`?',
  ],
  [
    "a backend in one word",
    `${good}backend: cloud\n`,
    'audit.yaml:5: backend is "cloud": it must be a group of fields. Write `backend: {type: cloud}`.',
  ],
  [
    "a state bucket that is not named",
    backend("type: s3"),
    "audit.yaml:5: backend.bucket is missing. Write, for example, `bucket: my-terraform-states`.",
  ],
  [
    "a workspace without its organization",
    backend("type: cloud, workspace: ours"),
    "audit.yaml:5: backend.organization is missing. Write, for example, `organization: example-org`.",
  ],
  [
    "a field of another backend",
    backend(`${cloud}, workspace: ours, key: x`),
    "audit.yaml:5: backend.key is not a known field. It belongs to backend with type: s3.",
  ],
  [
    "a token",
    backend(`${cloud}, workspace: ours, token: x`),
    "audit.yaml:5: backend.token is not a known field. Settings hold no secrets: Terraform takes a token of Terraform Cloud from `terraform login` or TF_TOKEN_HOSTNAME (dots as underscores), and AWS credentials from a profile, SSO or the environment. Remove it.",
  ],
  [
    "no workspace at all",
    backend(cloud),
    "audit.yaml:5: backend names no workspace. Write `workspace: my-audit`, or write tags or a project and select the workspace with TF_WORKSPACE.",
  ],
  [
    "a workspace and tags",
    backend(`${cloud}, workspace: ours, tags: [audit]`),
    "audit.yaml:5: backend.tags is a list: backend.workspace names one workspace already. Remove one of the two.",
  ],
  ...[
    [
      "organization: a",
      'backend.organization is "a": an organization has 3 to 40 letters, digits, underscores and dashes. Write example-org.',
    ],
    [
      "workspace: our audit",
      'backend.workspace is "our audit": a workspace has 1 to 90 letters, digits, underscores and dashes. Write our-audit.',
    ],
    [
      "tags: [Our Audit]",
      'backend.tags[0] is "Our Audit": a tag has 1 to 255 lower-case letters, digits, colons, underscores and dashes, a letter or digit at both ends. Write our-audit.',
    ],
    [
      "workspace: ours, project: a",
      'backend.project is "a": a project has 3 to 40 letters, digits, blanks, underscores and dashes. Write, for example, security.',
    ],
    [
      "workspace: ours, hostname: 'https://tfe.example.com/app'",
      'backend.hostname is "https://tfe.example.com/app": a host name is expected, in lower case, with a port after a colon if it is not 443. Write tfe.example.com.',
    ],
  ].map(([fields = "", fault = ""]): Case => [
    `the cloud backend ${fields}`,
    backend(
      fields.startsWith("organization") ? `type: cloud, workspace: ours, ${fields}` : `${cloud}, ${fields}`,
    ),
    `audit.yaml:5: ${fault}`,
  ]),
  [
    "a key with a slash in front, and a KMS key's id",
    backend("type: s3, bucket: our-states, key: /state, kmsKeyId: 1234abcd"),
    'audit.yaml:5: backend.key is "/state": a key has 1 to 1024 bytes and no slash at either end. Write state.',
    'audit.yaml:5: backend.kmsKeyId is "1234abcd": the ARN of a KMS key or alias is expected. Write, for example, arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab.',
  ],
  [
    "the state in the log bucket",
    backend("type: s3, bucket: demo-log"),
    'audit.yaml:5: backend.bucket is "demo-log": it is the log bucket, which the stack creates, and a stack cannot keep its state in a bucket that it creates. Use another bucket.',
  ],
];

const wrongEntries: Case[] = [
  [
    "nothing watched",
    "name: demo\nregion: us-east-1\nwatch: []\n",
    "audit.yaml:3: watch is an empty list: at least one entry is needed. Write [{bucket: my-bucket}].",
  ],
  [
    "a name instead of an entry",
    `${watch}  - my-bucket\n`,
    'audit.yaml:4: watch[0] is "my-bucket": it must be a group of fields. Write `bucket: my-bucket`.',
  ],
  [
    "an entry of neither kind",
    `${watch}  - record: write\n`,
    "audit.yaml:4: watch[0] watches nothing. Write `bucket: my-bucket` or `allBuckets: true` in it.",
  ],
  [
    "a misspelt kind",
    `${watch}  - buckets: my-bucket\n`,
    "audit.yaml:4: watch[0].buckets is not a known field. Did you mean `bucket`?",
  ],
  [
    "an entry of both kinds",
    `${watch}  - bucket: my-bucket\n    allBuckets: true\n`,
    "audit.yaml:4: watch[0] has both bucket and allBuckets. Make two entries of it, or remove one of the two.",
  ],
  [
    "all buckets, but false",
    `${watch}  - allBuckets: false\n`,
    "audit.yaml:4: watch[0].allBuckets is false: it can only be true. To watch single buckets, write `bucket: my-bucket` instead.",
  ],
  [
    "an unknown kind of events",
    `${watch}  - bucket: my-bucket\n    record: writes\n`,
    'audit.yaml:5: watch[0].record is "writes": it must be write, read or all. Did you mean `write`?',
  ],
  [
    "text for a list",
    `${good}    prefixes: img/\n`,
    'audit.yaml:5: watch[0].prefixes is "img/": it must be a list. Write ["img/"].',
  ],
  [
    "a bucket twice",
    `${watch}  - bucket: my-bucket\n  - bucket: my-bucket\n    record: read\n`,
    'audit.yaml:5: watch[1].bucket is "my-bucket": watch[0] has the same bucket. Put all prefixes into one entry; record: all is write and read.',
  ],
  [
    "all buckets twice",
    `${watch}  - allBuckets: true\n  - allBuckets: true\n    record: read\n`,
    "audit.yaml:5: watch[1].allBuckets is true: watch[0] is the same. Make one entry of both; record: all is write and read.",
  ],
  [
    "overlapping prefixes",
    `${good}    prefixes: [a/b/, a/, c/, c/]\n`,
    'audit.yaml:5: watch[0].prefixes[0] is "a/b/": watch[0].prefixes[1] is "a/", which covers it. Keep the shorter one.',
    'audit.yaml:5: watch[0].prefixes[3] is "c/": watch[0].prefixes[2] is "c/", which covers it. Keep the shorter one.',
  ],
  [
    "an exception twice",
    `${watch}  - allBuckets: true\n    except: [one, two, one]\n`,
    'audit.yaml:5: watch[0].except[2] is "one": watch[0].except[0] is the same. Remove one of the two.',
  ],
  [
    "a bucket that all buckets cover",
    `${watch}  - bucket: my-bucket\n    record: all\n  - allBuckets: true\n`,
    'audit.yaml:4: watch[0].bucket is "my-bucket": watch[1] records the write events of my-bucket already. Remove this entry, write `record: read` in it, or add my-bucket to watch[1].except.',
  ],
  [
    "the log bucket",
    `${good}logBucket: {name: my-bucket}\n`,
    'audit.yaml:4: watch[0].bucket is "my-bucket": it is the log bucket too, and each file delivered there would be recorded in another file, without end. Watch another bucket, or use another one as log bucket.',
  ],
  [
    "the log bucket by its default name, only read events, only a prefix",
    `${watch}  - {bucket: demo-log, record: read, prefixes: [a/]}\n`,
    'audit.yaml:4: watch[0].bucket is "demo-log": it is the log bucket too, and each file delivered there would be recorded in another file, without end. Watch another bucket, or use another one as log bucket.',
  ],
  [
    "the result bucket",
    `${watch}  - bucket: demo-athena-results\n`,
    'audit.yaml:4: watch[0].bucket is "demo-athena-results": it is the result bucket too, and each file delivered there would be recorded in another file, without end. Watch another bucket, or use another one as result bucket.',
  ],
  [
    "more values than a trail takes",
    `${good}    prefixes: [${Array.from({ length: 498 }, (_, index) => `p${index}/`).join(", ")}]\n`,
    "audit.yaml:3: watch is a list: the trail's event selectors would hold 501 values, and CloudTrail allows 500. Use fewer prefixes or buckets, allBuckets with except, or a second file with a trail of its own.",
  ],
];

const wrongLogBucket: Case[] = [
  [
    "one bucket for logs and results",
    `${good}logBucket:\n  name: shared\nathena:\n  resultBucket: {name: shared}\n`,
    'audit.yaml:8: athena.resultBucket.name is "shared": logBucket.name is the same, so Athena\'s results would be stored among the logs. Use two buckets.',
  ],
  [
    "archive after expiry",
    `${good}logBucket:\n  expireAfterDays: 30\n  archiveAfterDays: 30\n`,
    "audit.yaml:7: logBucket.archiveAfterDays is 30: logBucket.expireAfterDays is 30, so nothing would be left to archive. Archive earlier, or expire later.",
  ],
  [
    "rules for a bucket that is left alone",
    `${good}logBucket:\n  create: false\n  expireAfterDays: 30\n`,
    "audit.yaml:7: logBucket.expireAfterDays is 30: logBucket.create is false, so the stack does not change the bucket. Remove expireAfterDays, or let the stack create the bucket.",
  ],
  [
    "a log prefix with a leading slash",
    `${good}logBucket:\n  prefix: /audit\n`,
    'audit.yaml:6: logBucket.prefix is "/audit": a log prefix has at most 200 letters, digits and . _ - = /, and no slash in front or twice in a row. Write "audit".',
  ],
];

describe.each([
  ["not YAML", notYaml],
  ["fields", wrongFields],
  ["names", wrongNames],
  ["prefixes", wrongPrefixes],
  ["backend", wrongBackends],
  ["entries of watch", wrongEntries],
  ["log bucket", wrongLogBucket],
])("bad input: %s", (_group, cases) => {
  test.each(cases)("%s", (_what, text, ...expected) => {
    expect(faultsOf(text)).toEqual(expected);
  });
});

test("all faults are told at once, in the order of the lines", () => {
  const faults = faultsOf(
    [
      "name: Demo",
      "region: us-east-1",
      "watch:",
      "  - bucket: my-bucket",
      "    prefixes: [/img, a/, a/b/]",
      "  - bucket: 17",
      "  - bucket: my-bucket",
      "logBucket: {archiveAfterDays: 9, expireAfterDays: 8, kms: x}",
      "timeZone: Nowhere",
    ].join("\n"),
  );
  expect(faults.map((fault) => fault.split(" is ")[0])).toEqual([
    "audit.yaml:1: name",
    "audit.yaml:5: watch[0].prefixes[0]",
    "audit.yaml:5: watch[0].prefixes[2]",
    "audit.yaml:6: watch[1].bucket",
    "audit.yaml:7: watch[2].bucket",
    "audit.yaml:8: logBucket.kms",
    "audit.yaml:8: logBucket.archiveAfterDays",
    "audit.yaml:9: timeZone",
  ]);
});

test("a value cannot command the terminal or fill the screen", () => {
  const [fault = ""] = faultsOf(`${good}timeZone: "\\u001b[31m\\u009b31m\\u202e${long(500)}"\n`);
  expect(fault).toContain("\\u001b[31m\\u009b31m\\u202eaaa");
  expect(fault).not.toMatch(/\p{Cc}/u);
  expect(fault.length).toBeLessThan(300);
});
