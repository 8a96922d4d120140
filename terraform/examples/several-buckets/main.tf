# Three buckets, each recorded in its own way; logs are archived, then deleted.

provider "aws" {
  region = "eu-central-1"
}

module "audit" {
  source = "../.."

  name = "invoices"
  watched_buckets = [
    { bucket = "example-invoices", record = "all" },
    { bucket = "example-uploads", prefixes = ["incoming/", "published/2026/"] },
    { bucket = "example-archive", record = "read" },
  ]
  log_bucket = {
    prefix             = "audit"
    archive_after_days = 90
    expire_after_days  = 400
  }
  time_zone = "Europe/Berlin"
  athena    = { max_scan_per_query = "2 GB" }
  tags      = { team = "security" }
}

output "trail_arn" {
  description = "ARN of the trail"
  value       = module.audit.trail_arn
}
