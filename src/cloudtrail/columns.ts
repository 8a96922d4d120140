/** The shape of a value inside a record: what both engines need to know, written once. */
export type Shape =
  | "text"
  /** An object of no fixed shape: JSON text in a string column. */
  | "json"
  | { readonly arrayOf: Shape }
  | { readonly mapOf: Shape }
  /** Fields by CloudTrail's own spelling. */
  | { readonly fields: Fields };

type Fields = Readonly<Record<string, Shape>>;

const attributes: Shape = { fields: { mfaAuthenticated: "text", creationDate: "text" } };
const sessionIssuer: Shape = {
  fields: { type: "text", principalId: "text", arn: "text", accountId: "text", userName: "text" },
};
const sessionContext: Shape = {
  fields: {
    attributes,
    sessionIssuer,
    ec2RoleDelivery: "text",
    webIdFederationData: { fields: { federatedProvider: "text", attributes: { mapOf: "text" } } },
  },
};
const userIdentity: Shape = {
  fields: {
    type: "text",
    principalId: "text",
    arn: "text",
    accountId: "text",
    invokedBy: "text",
    accessKeyId: "text",
    userName: "text",
    onBehalfOf: { fields: { userId: "text", identityStoreArn: "text" } },
    sessionContext,
  },
};

/** The record's fields in the table's order (AWS documentation, "CloudTrail record contents" and Athena's "CloudTrail logs"). */
export const recordShape: Fields = {
  eventVersion: "text",
  userIdentity,
  eventTime: "text",
  eventSource: "text",
  eventName: "text",
  awsRegion: "text",
  sourceIPAddress: "text",
  userAgent: "text",
  errorCode: "text",
  errorMessage: "text",
  requestParameters: "json",
  responseElements: "json",
  additionalEventData: "json",
  requestID: "text",
  eventID: "text",
  readOnly: "text",
  resources: { arrayOf: { fields: { ARN: "text", accountId: "text", type: "text" } } },
  eventType: "text",
  apiVersion: "text",
  recipientAccountId: "text",
  serviceEventDetails: "json",
  sharedEventID: "text",
  vpcEndpointId: "text",
  vpcEndpointAccountId: "text",
  eventCategory: "text",
  addendum: {
    fields: { reason: "text", updatedFields: "text", originalRequestID: "text", originalEventID: "text" },
  },
  sessionCredentialFromConsole: "text",
  edgeDeviceDetails: "text",
  tlsDetails: { fields: { tlsVersion: "text", cipherSuite: "text", clientProvidedHostHeader: "text" } },
};

/** Glue takes a type only on one line, in lower case and without blanks. */
function glueTypeOf(shape: Shape): string {
  if (shape === "text" || shape === "json") return "string";
  if ("arrayOf" in shape) return `array<${glueTypeOf(shape.arrayOf)}>`;
  if ("mapOf" in shape) return `map<string,${glueTypeOf(shape.mapOf)}>`;
  const fields = Object.entries(shape.fields);
  return `struct<${fields.map(([name, field]) => `${name.toLowerCase()}:${glueTypeOf(field)}`).join(",")}>`;
}

/** DuckDB matches field names by case when it reads JSON, so these keep CloudTrail's spelling. */
function duckdbTypeOf(shape: Shape): string {
  if (shape === "text") return "VARCHAR";
  if (shape === "json") return "JSON";
  if ("arrayOf" in shape) return `${duckdbTypeOf(shape.arrayOf)}[]`;
  if ("mapOf" in shape) return `MAP(VARCHAR, ${duckdbTypeOf(shape.mapOf)})`;
  const fields = Object.entries(shape.fields);
  return `STRUCT(${fields.map(([name, field]) => `"${name}" ${duckdbTypeOf(field)}`).join(", ")})`;
}

/** One column of the table over CloudTrail's log files. */
export interface CloudTrailColumn {
  /** The column's name in Glue and in SQL: lower case. */
  readonly name: string;
  /** The field's name in a record, in CloudTrail's own spelling. */
  readonly recordField: string;
  readonly glueType: string;
  /** The type for DuckDB's `read_json`. */
  readonly duckdbType: string;
}

const columnsOf = (fields: Fields): readonly CloudTrailColumn[] =>
  Object.entries(fields).map(([recordField, shape]) => ({
    name: recordField.toLowerCase(),
    recordField,
    glueType: glueTypeOf(shape),
    duckdbType: duckdbTypeOf(shape),
  }));

/** All 29 columns, in the table's order. */
export const cloudTrailColumns: readonly CloudTrailColumn[] = columnsOf(recordShape);

/**
 * The columns that a statement names, and all those whose value can be of another shape than CloudTrail's: a reader that
 * left one of these out would not see that it is.
 */
export const columnsNamedIn = (sql: string): readonly CloudTrailColumn[] =>
  columnsOf(namedFields(recordShape, new Set(sql.toLowerCase().match(/\w+/g))));

const namedFields = (fields: Fields, words: ReadonlySet<string>): Fields =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, shape]) => {
      if (shape === "text" || shape === "json") return words.has(name.toLowerCase()) ? [[name, shape]] : [];
      return [[name, withNamedFields(shape, words)]];
    }),
  );

function withNamedFields(shape: Shape, words: ReadonlySet<string>): Shape {
  if (typeof shape === "string" || "mapOf" in shape) return shape;
  if ("arrayOf" in shape) return { arrayOf: withNamedFields(shape.arrayOf, words) };
  const named = namedFields(shape.fields, words);
  if (Object.keys(named).length > 0) return { fields: named };
  // DuckDB has no type without fields
  return { fields: Object.fromEntries(Object.entries(shape.fields).slice(0, 1)) };
}

/** What the path of a log file says: `region`, and `day` (UTC day of delivery, `yyyy/MM/dd`). */
export const partitionColumns = [
  { name: "region", glueType: "string" },
  { name: "day", glueType: "string" },
] as const;
