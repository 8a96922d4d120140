/** strcontains, which the Region check uses, came with Terraform 1.5. */
export const requiredTerraform = ">= 1.5.0";
/** Nothing emitted here exists in only one of the two major versions. */
export const requiredAwsProvider = ">= 5.100.0, < 7.0.0";
