import { cloudTrailColumns } from "../../src/cloudtrail/columns";

const column = (name: string) => cloudTrailColumns.find((each) => each.name === name);

test("the table has the 29 columns, in order", () => {
  expect(cloudTrailColumns.map(({ name }) => name).join(" ")).toBe(
    "eventversion useridentity eventtime eventsource eventname awsregion sourceipaddress useragent errorcode " +
      "errormessage requestparameters responseelements additionaleventdata requestid eventid readonly resources " +
      "eventtype apiversion recipientaccountid serviceeventdetails sharedeventid vpcendpointid " +
      "vpcendpointaccountid eventcategory addendum sessioncredentialfromconsole edgedevicedetails tlsdetails",
  );
});

test("Glue's types are as Athena documents them, on one line and in lower case", () => {
  expect(column("useridentity")?.glueType).toBe(
    "struct<type:string,principalid:string,arn:string,accountid:string,invokedby:string,accesskeyid:string," +
      "username:string,onbehalfof:struct<userid:string,identitystorearn:string>,sessioncontext:struct<" +
      "attributes:struct<mfaauthenticated:string,creationdate:string>,sessionissuer:struct<type:string," +
      "principalid:string,arn:string,accountid:string,username:string>,ec2roledelivery:string," +
      "webidfederationdata:struct<federatedprovider:string,attributes:map<string,string>>>>",
  );
  expect(column("resources")?.glueType).toBe("array<struct<arn:string,accountid:string,type:string>>");
  expect(column("addendum")?.glueType).toBe(
    "struct<reason:string,updatedfields:string,originalrequestid:string,originaleventid:string>",
  );
  expect(column("tlsdetails")?.glueType).toBe(
    "struct<tlsversion:string,ciphersuite:string,clientprovidedhostheader:string>",
  );
  for (const { name, glueType } of cloudTrailColumns)
    expect(`${name} ${glueType}`).toMatch(/^\w+ [a-z0-9<>:,]+$/);
});

test("DuckDB's types keep the case in which CloudTrail writes, because DuckDB reads by it", () => {
  expect(column("sourceipaddress")?.recordField).toBe("sourceIPAddress");
  expect(column("eventid")?.recordField).toBe("eventID");
  expect(column("requestparameters")?.duckdbType).toBe("JSON");
  expect(column("resources")?.duckdbType).toBe(
    'STRUCT("ARN" VARCHAR, "accountId" VARCHAR, "type" VARCHAR)[]',
  );
});
