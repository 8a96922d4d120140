import { TerraformBackend, type TerraformRemoteState, type TerraformStack } from "cdktf";
import type { Backend } from "../settings/settings";

type Cloud = Extract<Backend, { type: "cloud" }>;

/**
 * The `cloud` block of Terraform Cloud. CDKTF's own, CloudBackend, calls Terraform at every synth to learn whether it
 * knows the block, and ends with a stack trace where there is none; `required_version` says the same to the Terraform
 * that will run. It also knows no workspaces that are told apart by their project alone.
 */
export class CloudBlock extends TerraformBackend {
  constructor(
    stack: TerraformStack,
    private readonly cloud: Cloud,
  ) {
    super(stack, "backend", "cloud");
  }

  override toTerraform(): object {
    const { hostname, organization, workspace, tags, project } = this.cloud;
    const workspaces = { name: workspace, tags: tags && [...tags], project };
    return { terraform: { cloud: { hostname, organization, workspaces } } };
  }

  override toMetadata(): object {
    const isHashiCorps = this.cloud.hostname.startsWith("app.terraform.io");
    return { ...(super.toMetadata() as object), cloud: isHashiCorps ? "tfc" : "tfe" };
  }

  /** Would be asked for by a stack that reads another's output. */
  override getRemoteStateDataSource(): TerraformRemoteState {
    throw new Error("No stack reads the state of another.");
  }
}
