import { TerraformElement } from "cdktf";
import type { Construct } from "constructs";
import { nameBelow } from "./addresses";

/** A resource by its type and by the name that `addressed` gave it. */
export type ReleasedResource = readonly [type: string, name: string];

/**
 * Terraform's `removed` blocks, of which CDKTF knows nothing: what stands there leaves the state and is not destroyed.
 * A block for something that is not in the state does nothing; one for something that is declared too is an error.
 */
export class ReleasedResources extends TerraformElement {
  constructor(
    scope: Construct,
    id: string,
    private readonly released: readonly ReleasedResource[],
  ) {
    super(scope, id);
  }

  override toTerraform(): unknown {
    return {
      removed: this.released.map(([type, name]) => ({
        from: `${type}.${nameBelow(this, name)}`,
        lifecycle: { destroy: false },
      })),
    };
  }
}
