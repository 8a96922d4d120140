# What the module plans, with a provider that is not asked.

mock_provider "aws" {
  mock_data "aws_caller_identity" {
    defaults = {
      account_id = "123456789012"
    }
  }
  mock_data "aws_partition" {
    defaults = {
      partition = "aws"
    }
  }
  mock_data "aws_region" {
    defaults = {
      id = "eu-central-1"
    }
  }
  mock_data "aws_s3_bucket" {
    defaults = {
      bucket_regional_domain_name = "example-payments.s3.eu-central-1.amazonaws.com"
    }
  }
}

variables {
  name            = "payments"
  watched_buckets = [{ bucket = "example-payments" }]
}

run "names_grow_from_name" {
  command = plan

  assert {
    condition     = output.log_bucket == "payments-log" && output.workgroup == "payments-audit" && output.database == "payments_audit"
    error_message = "The names do not grow from name."
  }
  assert {
    condition     = output.trail_arn == "arn:aws:cloudtrail:eu-central-1:123456789012:trail/payments-trail"
    error_message = "The trail's ARN is ${output.trail_arn}."
  }
}

run "writes_only" {
  command = plan

  assert {
    condition     = aws_cloudtrail.trail.advanced_event_selector[0].name == "Write events of example-payments"
    error_message = "The trail does not record the writes of the bucket."
  }
  assert {
    condition     = aws_cloudtrail.trail.enable_logging && !aws_cloudtrail.trail.is_multi_region_trail
    error_message = "The trail does not record its own Region."
  }
}

run "a_bucket_of_your_own_is_left_alone" {
  command = plan

  variables {
    log_bucket = { name = "example-central-logs", create = false }
    athena     = { result_bucket = { name = "example-results", create = false } }
  }

  assert {
    condition     = length(aws_s3_bucket.logs) + length(aws_s3_bucket_policy.logs) + length(aws_s3_bucket.results) == 0
    error_message = "A bucket would be made, or its policy replaced."
  }
  assert {
    condition     = strcontains(output.log_bucket_policy, "arn:aws:s3:::example-central-logs/AWSLogs/123456789012/*")
    error_message = "The policy that the bucket needs is not an output."
  }
}

run "logs_are_kept_without_an_expiry" {
  command = plan

  assert {
    condition     = length(aws_s3_bucket_lifecycle_configuration.logs) == 0
    error_message = "Logs would expire."
  }
}

run "a_bucket_in_another_region_stops_the_plan" {
  command = plan

  override_data {
    target = data.aws_s3_bucket.watched
    values = {
      bucket_regional_domain_name = "example-payments.s3.us-west-2.amazonaws.com"
    }
  }

  expect_failures = [data.aws_s3_bucket.watched]
}

run "a_trail_for_all_regions_takes_it" {
  command = plan

  variables {
    trail = { multi_region = true }
  }

  override_data {
    target = data.aws_s3_bucket.watched
    values = {
      bucket_regional_domain_name = "example-payments.s3.us-west-2.amazonaws.com"
    }
  }

  assert {
    condition     = aws_cloudtrail.trail.is_multi_region_trail && aws_cloudtrail.trail.include_global_service_events
    error_message = "The trail does not record all Regions."
  }
}
