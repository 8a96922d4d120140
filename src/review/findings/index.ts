import { basicSelectors } from "./basicSelectors";
import { bucketDestroyed } from "./bucketDestroyed";
import { bucketEncryption } from "./bucketEncryption";
import { bucketStripped } from "./bucketStripped";
import { columnsRemoved } from "./columnsRemoved";
import { coverageGrows } from "./coverageGrows";
import { coverageShrinks } from "./coverageShrinks";
import { destinationChanged } from "./destinationChanged";
import type { Finding } from "./finding";
import { forceDestroyOn } from "./forceDestroyOn";
import { incompletePlan } from "./incompletePlan";
import { keyDestroyed } from "./keyDestroyed";
import { letGo } from "./letGo";
import { logBucketDestroyed } from "./logBucketDestroyed";
import { loggingSwitchedOff } from "./loggingSwitchedOff";
import { multiRegionOff } from "./multiRegionOff";
import { objectLockOff } from "./objectLockOff";
import { organizationTrailOff } from "./organizationTrailOff";
import { policyRemoved } from "./policyRemoved";
import { policySourceMissing } from "./policySourceMissing";
import { policyTlsMissing } from "./policyTlsMissing";
import { policyWidened } from "./policyWidened";
import { publicAccessBlock } from "./publicAccessBlock";
import { queryChanged } from "./queryChanged";
import { resultsUnencrypted } from "./resultsUnencrypted";
import { retentionShortened } from "./retentionShortened";
import { scanLimitRaised } from "./scanLimitRaised";
import { tableDestroyed } from "./tableDestroyed";
import { tooManyTrails } from "./tooManyTrails";
import { trailDestroyed } from "./trailDestroyed";
import { trailEncryption } from "./trailEncryption";
import { validationOff } from "./validationOff";
import { versioningOff } from "./versioningOff";
import { watchesLogBucket } from "./watchesLogBucket";

/** Every finding, the gravest first: a page tells those of one severity in this order. */
export const findings: readonly Finding[] = [
  logBucketDestroyed,
  trailDestroyed,
  keyDestroyed,
  loggingSwitchedOff,
  coverageShrinks,
  organizationTrailOff,
  multiRegionOff,
  bucketStripped,
  policyRemoved,
  validationOff,
  trailEncryption,
  bucketEncryption,
  publicAccessBlock,
  policyWidened,
  policySourceMissing,
  policyTlsMissing,
  retentionShortened,
  objectLockOff,
  versioningOff,
  forceDestroyOn,
  bucketDestroyed,
  tableDestroyed,
  watchesLogBucket,
  letGo,
  incompletePlan,
  tooManyTrails,
  coverageGrows,
  destinationChanged,
  basicSelectors,
  columnsRemoved,
  queryChanged,
  scanLimitRaised,
  resultsUnencrypted,
];
