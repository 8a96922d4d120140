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
