import { conditional, DataResource, Op, TerraformResource, Token } from "cdktf";
import { Construct } from "constructs";
import * as say from "../errors";
import { addressed } from "./addresses";
import type { Design } from "./design";
import { Expression } from "./expression";

/**
 * Ends a destruction of the audit before anything is destroyed, as long as it has buckets that are not to be emptied.
 *
 * S3 deletes no bucket that holds objects, and Terraform finds that out last: policy, encryption and public access block
 * are gone by then. `prevent_destroy` on the bucket refuses the plan, but it is read from the settings of this moment,
 * must be a literal, and is not there any more once a bucket is released. So the state itself remembers which buckets
 * are kept: what was deployed last decides, not what the settings have become since.
 */
export class KeptBuckets extends Construct {
  constructor(scope: Construct, id: string, design: Design) {
    super(scope, id);
    const { logBucket } = design;
    const refusal = say.bucketsAreKept('${join(", ", self.input.buckets)}', howToLetGo(design));
    addressed(
      new DataResource(this, "kept-buckets", {
        input: { buckets: keptBuckets(design) },
        // where the log bucket may be made or not, nothing else stops a plan that renames it or gives it up
        ...(logBucket.create instanceof Expression && {
          triggersReplace: {
            log_bucket: conditional(logBucket.create.asFlag, logBucket.name, Token.nullValue()),
          },
        }),
        // made after everything else, it is the first to be destroyed
        dependsOn: scope.node.findAll().filter((each) => TerraformResource.isTerraformResource(each)),
        provisioners: [
          {
            type: "local-exec",
            when: "destroy",
            // both words every shell knows, cmd.exe among them
            command: `\${length(self.input.buckets) == 0 ? "exit 0" : "echo ${refusal} && exit 1"}`,
          },
        ],
      }),
      "kept_buckets",
    );
  }
}

/** Names of the buckets that are made here and never emptied from here. */
function keptBuckets({ watched, logBucket: { name, create, forceDestroy } }: Design): string[] {
  if (create instanceof Expression && forceDestroy instanceof Expression) {
    const isKept = Op.and(create.asFlag, Op.not(forceDestroy.asFlag));
    return Token.asList(conditional(isKept, [name], []));
  }
  return [...watched.created, ...(create === true && forceDestroy === false ? [name] : [])];
}

const howToLetGo = ({ logBucket }: Design): string =>
  logBucket.create instanceof Expression ? say.letGoOfModulesBucket() : say.letGoOfBuckets();
