/**
 * AWS partitions and their Regions (AWS documentation, "AWS Regions and Availability Zones" and "Amazon Resource
 * Names": the partition is part of every ARN). A Region that is missing here is missing from a multi-Region table.
 */
const regionsByPartition = {
  aws: [
    "af-south-1",
    "ap-east-1",
    "ap-east-2",
    "ap-northeast-1",
    "ap-northeast-2",
    "ap-northeast-3",
    "ap-south-1",
    "ap-south-2",
    "ap-southeast-1",
    "ap-southeast-2",
    "ap-southeast-3",
    "ap-southeast-4",
    "ap-southeast-5",
    "ap-southeast-6",
    "ap-southeast-7",
    "ca-central-1",
    "ca-west-1",
    "eu-central-1",
    "eu-central-2",
    "eu-north-1",
    "eu-south-1",
    "eu-south-2",
    "eu-west-1",
    "eu-west-2",
    "eu-west-3",
    "il-central-1",
    "me-central-1",
    "me-south-1",
    "mx-central-1",
    "sa-east-1",
    "us-east-1",
    "us-east-2",
    "us-west-1",
    "us-west-2",
  ],
  "aws-cn": ["cn-north-1", "cn-northwest-1"],
  "aws-us-gov": ["us-gov-east-1", "us-gov-west-1"],
} as const;

/** Where a Region is, in the words of the AWS General Reference, and the country where these do not name it. */
const places: Readonly<Record<string, string>> = {
  "af-south-1": "Africa (Cape Town), South Africa",
  "ap-east-1": "Asia Pacific (Hong Kong), China",
  "ap-east-2": "Asia Pacific (Taipei), Taiwan",
  "ap-northeast-1": "Asia Pacific (Tokyo), Japan",
  "ap-northeast-2": "Asia Pacific (Seoul), South Korea",
  "ap-northeast-3": "Asia Pacific (Osaka), Japan",
  "ap-south-1": "Asia Pacific (Mumbai), India",
  "ap-south-2": "Asia Pacific (Hyderabad), India",
  "ap-southeast-1": "Asia Pacific (Singapore)",
  "ap-southeast-2": "Asia Pacific (Sydney), Australia",
  "ap-southeast-3": "Asia Pacific (Jakarta), Indonesia",
  "ap-southeast-4": "Asia Pacific (Melbourne), Australia",
  "ap-southeast-5": "Asia Pacific (Malaysia)",
  "ap-southeast-6": "Asia Pacific (New Zealand)",
  "ap-southeast-7": "Asia Pacific (Thailand)",
  "ca-central-1": "Canada (Central), Montreal",
  "ca-west-1": "Canada West (Calgary)",
  "eu-central-1": "Europe (Frankfurt), Germany",
  "eu-central-2": "Europe (Zurich), Switzerland",
  "eu-north-1": "Europe (Stockholm), Sweden",
  "eu-south-1": "Europe (Milan), Italy",
  "eu-south-2": "Europe (Spain)",
  "eu-west-1": "Europe (Ireland)",
  "eu-west-2": "Europe (London), United Kingdom",
  "eu-west-3": "Europe (Paris), France",
  "il-central-1": "Israel (Tel Aviv)",
  "me-central-1": "Middle East (UAE), United Arab Emirates",
  "me-south-1": "Middle East (Bahrain)",
  "mx-central-1": "Mexico (Central)",
  "sa-east-1": "South America (São Paulo), Brazil",
  "us-east-1": "US East (N. Virginia)",
  "us-east-2": "US East (Ohio)",
  "us-west-1": "US West (N. California)",
  "us-west-2": "US West (Oregon)",
  "cn-north-1": "China (Beijing)",
  "cn-northwest-1": "China (Ningxia)",
  "us-gov-east-1": "AWS GovCloud (US-East)",
  "us-gov-west-1": "AWS GovCloud (US-West)",
};

export type Partition = keyof typeof regionsByPartition;

export const partitions = Object.keys(regionsByPartition) as Partition[];

/** The known Regions of a partition. */
export const regionsOf = (partition: Partition): readonly string[] => regionsByPartition[partition];

/** All known Regions, by partition and then by name. */
export const knownRegions: readonly string[] = partitions.flatMap((partition) => [
  ...regionsByPartition[partition],
]);

/** The partition a Region lies in, such as `aws`; undefined for a Region that is not known. */
export function partitionOf(region: string): Partition | undefined {
  return partitions.find((partition) =>
    (regionsByPartition[partition] as readonly string[]).includes(region),
  );
}

/** Every Region of the partition in which `region` lies; only itself if it is not known. */
export function regionsBeside(region: string): readonly string[] {
  const partition = partitionOf(region);
  return partition === undefined ? [region] : regionsByPartition[partition];
}

/** Where a Region is, such as `Europe (Frankfurt), Germany`; empty for one that is not known. */
export const placeOf = (region: string): string => places[region] ?? "";

/** The known Regions of which a search tells the beginnings of words, of the name or the place: `tokyo`, `eu`, `us west`. */
export function regionsLike(search: string): readonly string[] {
  const sought = plain(search).split(/\s+/).filter(Boolean);
  if (sought.length === 0) return [];
  return knownRegions.filter((region) => {
    const words = [region, ...region.split("-"), ...plain(placeOf(region)).split(/[^a-z]+/)];
    return sought.every((part) => words.some((word) => word.startsWith(part)));
  });
}

/** In lower case and without accents: `sao paulo` for `São Paulo`. */
const plain = (text: string): string =>
  text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[.,()]/g, " ")
    .trim();
