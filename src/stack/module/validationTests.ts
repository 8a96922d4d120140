import { checks, good } from "./checks";
import { literalOf } from "./hcl";

/** `tests/validation.tftest.hcl`: for each validation block a value that it, and no other block, has to refuse. */
export function validationTests(): string {
  const runs = checks.map(({ variable, about, refuses }) => {
    const values = Object.entries({ ...good, ...refuses });
    const longest = Math.max(...values.map(([name]) => name.length));
    return [
      `run ${JSON.stringify(`${variable}_refuses_${about.replace(/\W+/g, "_")}`)} {`,
      "  command = plan",
      "",
      "  variables {",
      ...values.map(([name, value]) => `    ${name.padEnd(longest)} = ${literalOf(value)}`),
      "  }",
      "",
      `  expect_failures = [var.${variable}]`,
      "}",
      "",
    ].join("\n");
  });
  return [
    "# Made by `npm run module`: every validation block, met by a value that it has to refuse.",
    "",
    'mock_provider "aws" {',
    '  mock_data "aws_region" {',
    "    defaults = {",
    '      id = "eu-central-1"',
    "    }",
    "  }",
    '  mock_data "aws_s3_bucket" {',
    "    defaults = {",
    '      bucket_regional_domain_name = "example-payments.s3.eu-central-1.amazonaws.com"',
    "    }",
    "  }",
    "}",
    "",
    runs.join("\n"),
  ].join("\n");
}
