/** `removed` blocks, by which the stack lets go of a bucket without destroying it, came with Terraform 1.7. */
export const requiredTerraform = ">= 1.7.0";
/** Nothing emitted here exists in only one of the two major versions. */
export const requiredAwsProvider = ">= 5.100.0, < 7.0.0";
/** Validations that look at more than one variable came with Terraform 1.9. */
export const requiredTerraformOfModule = ">= 1.9.0";
