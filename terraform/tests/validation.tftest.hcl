# Made by `npm run module`: every validation block, met by a value that it has to refuse.

mock_provider "aws" {
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

run "name_refuses_name" {
  command = plan

  variables {
    name            = "My Audit"
    watched_buckets = [{ bucket = "example-payments" }]
  }

  expect_failures = [var.name]
}

run "tags_refuses_number_of_tags" {
  command = plan

  variables {
    name            = "payments"
    watched_buckets = [{ bucket = "example-payments" }]
    tags            = { for number in range(51) : "key-${number}" => "value" }
  }

  expect_failures = [var.tags]
}

run "tags_refuses_keys_of_tags" {
  command = plan

  variables {
    name            = "payments"
    watched_buckets = [{ bucket = "example-payments" }]
    tags            = { "aws:team" = "security" }
  }

  expect_failures = [var.tags]
}

run "tags_refuses_values_of_tags" {
  command = plan

  variables {
    name            = "payments"
    watched_buckets = [{ bucket = "example-payments" }]
    tags            = { team = "a*b" }
  }

  expect_failures = [var.tags]
}

run "watched_buckets_refuses_something_is_watched" {
  command = plan

  variables {
    name            = "payments"
    watched_buckets = []
  }

  expect_failures = [var.watched_buckets]
}

run "watched_buckets_refuses_names_of_buckets" {
  command = plan

  variables {
    name            = "payments"
    watched_buckets = [{ bucket = "My_Bucket" }]
  }

  expect_failures = [var.watched_buckets]
}

run "watched_buckets_refuses_record" {
  command = plan

  variables {
    name            = "payments"
    watched_buckets = [{ bucket = "example-payments", record = "writes" }]
  }

  expect_failures = [var.watched_buckets]
}

run "watched_buckets_refuses_prefixes" {
  command = plan

  variables {
    name            = "payments"
    watched_buckets = [{ bucket = "example-payments", prefixes = ["/img"] }]
  }

  expect_failures = [var.watched_buckets]
}

run "watched_buckets_refuses_a_bucket_in_two_entries" {
  command = plan

  variables {
    name            = "payments"
    watched_buckets = [{ bucket = "example-payments" }, { bucket = "example-payments", prefixes = ["img/"] }]
  }

  expect_failures = [var.watched_buckets]
}

run "watched_buckets_refuses_a_prefix_inside_another" {
  command = plan

  variables {
    name            = "payments"
    watched_buckets = [{ bucket = "example-payments", prefixes = ["img/", "img/2026/"] }]
  }

  expect_failures = [var.watched_buckets]
}

run "watched_buckets_refuses_a_bucket_in_which_the_audit_writes" {
  command = plan

  variables {
    name            = "payments"
    watched_buckets = [{ bucket = "payments-log" }]
  }

  expect_failures = [var.watched_buckets]
}

run "watched_buckets_refuses_a_bucket_that_all_buckets_cover" {
  command = plan

  variables {
    name            = "payments"
    watched_buckets = [{ bucket = "example-payments" }]
    all_buckets     = {}
  }

  expect_failures = [var.watched_buckets]
}

run "watched_buckets_refuses_number_of_values_in_the_selectors" {
  command = plan

  variables {
    name            = "payments"
    watched_buckets = [{ bucket = "example-payments", prefixes = [for number in range(500) : "${number}/"] }]
  }

  expect_failures = [var.watched_buckets]
}

run "all_buckets_refuses_names_of_exceptions" {
  command = plan

  variables {
    name            = "payments"
    watched_buckets = []
    all_buckets     = { except = ["My_Bucket"] }
  }

  expect_failures = [var.all_buckets]
}

run "all_buckets_refuses_record" {
  command = plan

  variables {
    name            = "payments"
    watched_buckets = []
    all_buckets     = { record = "writes" }
  }

  expect_failures = [var.all_buckets]
}

run "all_buckets_refuses_an_exception_twice" {
  command = plan

  variables {
    name            = "payments"
    watched_buckets = []
    all_buckets     = { except = ["example-cache", "example-cache"] }
  }

  expect_failures = [var.all_buckets]
}

run "log_bucket_refuses_log_bucket_name" {
  command = plan

  variables {
    name            = "payments"
    watched_buckets = [{ bucket = "example-payments" }]
    log_bucket      = { name = "My_Logs" }
  }

  expect_failures = [var.log_bucket]
}

run "log_bucket_refuses_log_bucket_prefix" {
  command = plan

  variables {
    name            = "payments"
    watched_buckets = [{ bucket = "example-payments" }]
    log_bucket      = { prefix = "/audit logs" }
  }

  expect_failures = [var.log_bucket]
}

run "log_bucket_refuses_log_bucket_expire_after_days" {
  command = plan

  variables {
    name            = "payments"
    watched_buckets = [{ bucket = "example-payments" }]
    log_bucket      = { expire_after_days = 0 }
  }

  expect_failures = [var.log_bucket]
}

run "log_bucket_refuses_log_bucket_archive_after_days" {
  command = plan

  variables {
    name            = "payments"
    watched_buckets = [{ bucket = "example-payments" }]
    log_bucket      = { archive_after_days = 0 }
  }

  expect_failures = [var.log_bucket]
}

run "log_bucket_refuses_archive_before_expiry" {
  command = plan

  variables {
    name            = "payments"
    watched_buckets = [{ bucket = "example-payments" }]
    log_bucket      = { archive_after_days = 90, expire_after_days = 30 }
  }

  expect_failures = [var.log_bucket]
}

run "log_bucket_refuses_what_a_bucket_of_your_own_leaves_to_you" {
  command = plan

  variables {
    name            = "payments"
    watched_buckets = [{ bucket = "example-payments" }]
    log_bucket      = { create = false, expire_after_days = 30 }
  }

  expect_failures = [var.log_bucket]
}

run "log_bucket_refuses_a_name_that_grew_too_long" {
  command = plan

  variables {
    name            = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
    watched_buckets = [{ bucket = "example-payments" }]
    athena          = { result_bucket = { name = "example-results" } }
  }

  expect_failures = [var.log_bucket]
}

run "athena_refuses_a_bucket_for_logs_and_results" {
  command = plan

  variables {
    name            = "payments"
    watched_buckets = [{ bucket = "example-payments" }]
    log_bucket      = { name = "example-both" }
    athena          = { result_bucket = { name = "example-both" } }
  }

  expect_failures = [var.athena]
}

run "athena_refuses_a_result_bucket_whose_name_grew_too_long" {
  command = plan

  variables {
    name            = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
    watched_buckets = [{ bucket = "example-payments" }]
    log_bucket      = { name = "example-logs" }
  }

  expect_failures = [var.athena]
}

run "trail_refuses_trail_name" {
  command = plan

  variables {
    name            = "payments"
    watched_buckets = [{ bucket = "example-payments" }]
    trail           = { name = "my trail" }
  }

  expect_failures = [var.trail]
}

run "time_zone_refuses_time_zone" {
  command = plan

  variables {
    name            = "payments"
    watched_buckets = [{ bucket = "example-payments" }]
    time_zone       = "JST"
  }

  expect_failures = [var.time_zone]
}

run "athena_refuses_athena_database" {
  command = plan

  variables {
    name            = "payments"
    watched_buckets = [{ bucket = "example-payments" }]
    athena          = { database = "my-database" }
  }

  expect_failures = [var.athena]
}

run "athena_refuses_athena_table" {
  command = plan

  variables {
    name            = "payments"
    watched_buckets = [{ bucket = "example-payments" }]
    athena          = { table = "my-table" }
  }

  expect_failures = [var.athena]
}

run "athena_refuses_athena_workgroup" {
  command = plan

  variables {
    name            = "payments"
    watched_buckets = [{ bucket = "example-payments" }]
    athena          = { workgroup = "my workgroup" }
  }

  expect_failures = [var.athena]
}

run "athena_refuses_athena_max_scan_per_query" {
  command = plan

  variables {
    name            = "payments"
    watched_buckets = [{ bucket = "example-payments" }]
    athena          = { max_scan_per_query = "1 MB" }
  }

  expect_failures = [var.athena]
}

run "athena_refuses_athena_look_back_days" {
  command = plan

  variables {
    name            = "payments"
    watched_buckets = [{ bucket = "example-payments" }]
    athena          = { look_back_days = 0 }
  }

  expect_failures = [var.athena]
}

run "athena_refuses_athena_result_bucket_name" {
  command = plan

  variables {
    name            = "payments"
    watched_buckets = [{ bucket = "example-payments" }]
    athena          = { result_bucket = { name = "My_Results" } }
  }

  expect_failures = [var.athena]
}

run "athena_refuses_athena_result_bucket_keep_days" {
  command = plan

  variables {
    name            = "payments"
    watched_buckets = [{ bucket = "example-payments" }]
    athena          = { result_bucket = { keep_days = 0 } }
  }

  expect_failures = [var.athena]
}
