import { columnsNamedIn } from "../../src/cloudtrail/columns";
import {
  knownRegions,
  partitionOf,
  partitions,
  placeOf,
  regionsBeside,
  regionsLike,
  regionsOf,
} from "../../src/cloudtrail/regions";

test("a Region lies in one partition, whose name is in every ARN", () => {
  const of = ["ap-northeast-1", "us-east-1", "cn-north-1", "cn-northwest-1", "us-gov-west-1", "mars-1"];
  expect(of.map(partitionOf)).toEqual(["aws", "aws", "aws-cn", "aws-cn", "aws-us-gov", undefined]);
  expect(partitions).toEqual(["aws", "aws-cn", "aws-us-gov"]);
});

test("a table of every Region has those of the partition, and of no other", () => {
  expect(regionsBeside("cn-north-1")).toEqual(["cn-north-1", "cn-northwest-1"]);
  expect(regionsBeside("us-gov-east-1")).toEqual(["us-gov-east-1", "us-gov-west-1"]);
  expect(regionsBeside("eu-west-1")).toEqual(regionsOf("aws"));
  expect(regionsBeside("mars-1")).toEqual(["mars-1"]);
});

test("every Region is known once, and where it is", () => {
  expect(knownRegions).toHaveLength(38);
  expect(new Set(knownRegions).size).toBe(38);
  for (const region of knownRegions) expect(placeOf(region)).toMatch(/\(.+\)/);
  expect(placeOf("mars-1")).toBe("");
});

test.each([
  ["tokyo", ["ap-northeast-1"]],
  ["TOKYO", ["ap-northeast-1"]],
  ["sao paulo", ["sa-east-1"]],
  ["São", ["sa-east-1"]],
  [" us  west ", ["us-west-1", "us-west-2", "us-gov-west-1"]],
  ["us west", ["us-west-1", "us-west-2", "us-gov-west-1"]],
  ["germany", ["eu-central-1"]],
  ["okyo", []],
  ["tokyo mars", []],
  [" ", []],
])("a search for %j finds %j", (search, regions) => {
  expect(regionsLike(search)).toEqual(regions);
});

test("a statement needs the columns that it names, and of each object one field at least, or its shape is not seen", () => {
  const named = columnsNamedIn("SELECT EventName, userIdentity.accountid FROM t");
  expect(named.map(({ name, duckdbType }) => `${name} ${duckdbType}`)).toEqual([
    'useridentity STRUCT("accountId" VARCHAR, "onBehalfOf" STRUCT("userId" VARCHAR), ' +
      '"sessionContext" STRUCT("attributes" STRUCT("mfaAuthenticated" VARCHAR), ' +
      '"sessionIssuer" STRUCT("accountId" VARCHAR), "webIdFederationData" STRUCT("attributes" MAP(VARCHAR, VARCHAR))))',
    "eventname VARCHAR",
    'resources STRUCT("accountId" VARCHAR)[]',
    'addendum STRUCT("reason" VARCHAR)',
    'tlsdetails STRUCT("tlsVersion" VARCHAR)',
  ]);
});
