/** The account of every sample: the one AWS's documentation uses. */
export const accountId = "123456789012";

/** Somebody who calls S3 in the sample. */
export interface Caller {
  /** A record's `userIdentity`. */
  readonly identity: Readonly<Record<string, unknown>>;
  readonly sourceIPAddress: string;
  readonly userAgent: string;
  /** Tools sign every request themselves; the console lends its session. */
  readonly console?: true;
}

const iam = (path: string) => `arn:aws:iam::${accountId}:${path}`;
const sts = (path: string) => `arn:aws:sts::${accountId}:${path}`;

const cli = "[aws-cli/2.31.4 md/awscrt#0.27.6 ua/2.1 os/linux#6.8.0 md/arch#x86_64 lang/python#3.13.7]";
const sdk = "[aws-sdk-js/3.906.0 ua/2.1 os/linux#5.10 lang/js md/nodejs#22.19.0 api/s3#3.906.0]";
const browser =
  "[S3Console/0.4, aws-internal/3 aws-sdk-java/1.12.750 Linux/5.10 OpenJDK_64-Bit_Server_VM/25]";

const user = (userName: string, sourceIPAddress: string, userAgent = cli): Caller => ({
  identity: {
    type: "IAMUser",
    principalId: `AIDAEXAMPLE${userName.toUpperCase()}`,
    arn: iam(`user/${userName}`),
    accountId,
    accessKeyId: "AKIAIOSFODNN7EXAMPLE",
    userName,
  },
  sourceIPAddress,
  userAgent,
});

const role = (roleName: string, session: string, sourceIPAddress: string, userAgent: string): Caller => ({
  identity: {
    type: "AssumedRole",
    principalId: `AROAEXAMPLEROLE:${session}`,
    arn: sts(`assumed-role/${roleName}/${session}`),
    accountId,
    accessKeyId: "ASIAIOSFODNN7EXAMPLE",
    sessionContext: {
      sessionIssuer: {
        type: "Role",
        principalId: "AROAEXAMPLEROLE",
        arn: iam(`role/${roleName}`),
        accountId,
        userName: roleName,
      },
      attributes: { creationDate: "2026-11-18T00:12:44Z", mfaAuthenticated: "false" },
    },
  },
  sourceIPAddress,
  userAgent,
});

const federated: Caller = {
  identity: {
    type: "FederatedUser",
    principalId: `${accountId}:auditor`,
    arn: sts("federated-user/auditor"),
    accountId,
    accessKeyId: "ASIAIOSFODNN7EXAMPLE",
    sessionContext: {
      sessionIssuer: { type: "IAMUser", arn: iam("user/broker"), accountId, userName: "broker" },
    },
  },
  sourceIPAddress: "203.0.113.61",
  userAgent: cli,
};

const root: Caller = {
  identity: {
    type: "Root",
    principalId: accountId,
    arn: iam("root"),
    accountId,
    accessKeyId: "ASIAIOSFODNN7EXAMPLE",
  },
  sourceIPAddress: "203.0.113.9",
  userAgent: browser,
  console: true,
};

const service = (name: string): Caller => ({
  identity: { type: "AWSService", invokedBy: name },
  sourceIPAddress: name,
  userAgent: name,
});

const otherAccount: Caller = {
  identity: { type: "AWSAccount", principalId: "AROAEXAMPLEPARTNER:nightly-copy", accountId },
  sourceIPAddress: "198.51.100.77",
  userAgent: sdk,
};

const anonymous: Caller = {
  identity: { type: "AWSAccount", principalId: "", accountId: "ANONYMOUS_PRINCIPAL" },
  sourceIPAddress: "192.0.2.200",
  userAgent: "[curl/8.14.1]",
};

const identityCenter: Caller = {
  identity: {
    type: "IdentityCenterUser",
    accountId,
    onBehalfOf: {
      userId: "7764fa08-f0a1-70c5-5b7a-example11111",
      identityStoreArn: `arn:aws:identitystore::${accountId}:identitystore/d-9067642ac7`,
    },
  },
  sourceIPAddress: "203.0.113.44",
  userAgent: browser,
};

/** Everybody, with how often they call. */
export const callers: readonly (readonly [weight: number, caller: Caller])[] = [
  [30, user("taro", "203.0.113.10")],
  [14, user("hanako", "203.0.113.11", browser)],
  [4, user("backup", "198.51.100.4", "[Boto3/1.40.45 md/Botocore#1.40.45 lang/python#3.13.7]")],
  [24, role("app-server", "i-0abcd1234example0", "10.0.12.31", sdk)],
  [8, role("deploy", "GitHubActions", "192.0.2.30", cli)],
  [
    6,
    {
      ...role("AWSReservedSSO_Editors_0123456789abcdef", "yuki@example.com", "203.0.113.40", browser),
      console: true,
    },
  ],
  [1, identityCenter],
  [1, federated],
  [1, root],
  [5, service("cloudfront.amazonaws.com")],
  [2, service("delivery.logs.amazonaws.com")],
  [2, otherAccount],
  [2, anonymous],
];
