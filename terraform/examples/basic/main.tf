# Who changes objects of one bucket: everything else is as the module has it.

provider "aws" {
  region = "eu-central-1"
}

module "audit" {
  source = "../.."

  name            = "payments"
  watched_buckets = [{ bucket = "example-payments" }]
}

output "console_url" {
  description = "The workgroup with the saved queries, in the AWS console"
  value       = module.audit.console_url
}
