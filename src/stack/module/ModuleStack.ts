import { App, TerraformStack } from "cdktf";
import { Audit } from "../Audit";
import { addOutputs, namesInModule } from "../outputs";
import { requiredAwsProvider, requiredTerraformOfModule } from "../versions";
import { moduleDesign } from "./moduleDesign";
import { declareVariables } from "./variables";

/** The audit as a Terraform module: variables instead of settings, no provider and no backend of its own. */
class ModuleStack extends TerraformStack {
  constructor(app: App) {
    super(app, "s3-object-audit");
    this.addOverride("terraform.required_version", requiredTerraformOfModule);
    this.addOverride("terraform.required_providers.aws", {
      source: "hashicorp/aws",
      version: requiredAwsProvider,
    });
    declareVariables(this);
    addOutputs(this, new Audit(this, "Default", moduleDesign), namesInModule);
  }
}

/** The module in Terraform's JSON syntax. */
export function moduleJson(): string {
  // nothing is written: a synth would add a backend, which a module has not
  const stack = new ModuleStack(new App({ skipValidation: true }));
  return `${JSON.stringify(withoutMetadata(stack.toTerraform()), null, 2)}\n`;
}

function withoutMetadata(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutMetadata);
  if (typeof value !== "object" || value === null) return value;
  const kept = Object.entries(value).filter(([key]) => key !== "//");
  return Object.fromEntries(kept.map(([key, inner]) => [key, withoutMetadata(inner)]));
}
