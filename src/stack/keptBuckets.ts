import { conditional, Fn, Op, TerraformResource } from "cdktf";
import { Construct } from "constructs";
import * as say from "../errors";
import { addressed } from "./addresses";
import type { Design } from "./design";
import { Expression } from "./expression";

/**
 * Ends a change or a destruction before anything is destroyed, where a bucket would go that is not to be emptied.
 *
 * S3 deletes no bucket that holds objects, and Terraform finds that out last: policy, encryption and public access block
 * are gone by then. `prevent_destroy` on the bucket refuses the plan, but it is read from the settings of this moment,
 * must be a literal, and is not there any more once a bucket is released or taken out of the settings. So the state itself
 * remembers which buckets are kept: what was deployed last decides, not what the settings have become since.
 */
export class KeptBuckets extends Construct {
  constructor(scope: Construct, id: string, design: Design) {
    super(scope, id);
    const kept = addressed(
      // CDKTF's own construct for it calls Terraform at every synth, to ask which version it is
      new TerraformResource(this, "kept-buckets", {
        terraformResourceType: "terraform_data",
        terraformGeneratorMetadata: { providerName: "terraform" },
        // made after everything else, it is the first to be destroyed
        dependsOn: scope.node.findAll().filter((each) => TerraformResource.isTerraformResource(each)),
        provisioners: [{ type: "local-exec", when: "destroy", command: refusalOf(design) }],
      }),
      "kept_buckets",
    );
    kept.addOverride("input", { bucket: "${each.key}", kept: "${each.value}" });
    kept.addOverride("for_each", bucketsByName(design));
  }
}

/** Whether each bucket is to be kept. One that is let go stays in it, so that its entry changes instead of going. */
function bucketsByName({ watched, logBucket: { name, create, forceDestroy } }: Design): unknown {
  if (create instanceof Expression && forceDestroy instanceof Expression) {
    const byName: unknown = Fn.zipmap([name], [Op.not(forceDestroy.asFlag)]);
    return conditional(create.asFlag, byName, {});
  }
  return Object.fromEntries([
    ...watched.released.map((bucket) => [bucket, false] as const),
    ...watched.created.map((bucket) => [bucket, true] as const),
    [name, create === true && forceDestroy === false] as const,
  ]);
}

/** Two commands that every shell knows, cmd.exe among them. */
function refusalOf({ logBucket }: Design): string {
  const sentence = logBucket.create instanceof Expression ? say.moduleKeepsBucket : say.auditKeepsBucket;
  return `\${self.input.kept ? "echo ${sentence("${self.input.bucket}")} && exit 1" : "exit 0"}`;
}
