import { unchanged } from "../../../support/plannedResources";
import { trail, trailAddress } from "./resources";

export const withTrail = unchanged(trailAddress, trail);
export const logs = { bucket: "example-log", force_destroy: false };
export const at = "aws_s3_bucket.logs";
export const versioning = (bucket: string, status: string) => ({
  bucket,
  versioning_configuration: [{ status }],
});
export const encryption = (algorithm: string, key: string | null = null) => ({
  bucket: "example-log",
  rule: [{ apply_server_side_encryption_by_default: [{ sse_algorithm: algorithm, kms_master_key_id: key }] }],
});
export const block = {
  bucket: "example-log",
  ...{
    block_public_acls: true,
    block_public_policy: true,
    ignore_public_acls: true,
    restrict_public_buckets: true,
  },
};
export const blockAt = "aws_s3_bucket_public_access_block.logs";
