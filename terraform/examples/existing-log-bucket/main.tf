# The log bucket is there already, with a policy of its owner's: what the trail needs in it comes out of the module.
# The trail can be made only once that policy is in place, so that the bucket's policy is made from the names alone.

provider "aws" {
  region = "eu-central-1"
}

module "audit" {
  source = "../.."

  name            = "payments"
  watched_buckets = [{ bucket = "example-payments" }]
  log_bucket = {
    name   = "example-central-logs"
    create = false
  }
}

output "log_bucket_policy" {
  description = "Statements to put into the policy of example-central-logs before the first apply"
  value       = module.audit.log_bucket_policy
}
