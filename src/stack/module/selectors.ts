import { maxNamesInSelector } from "../../cloudtrail/selectors";
import { Expression } from "../expression";
import { type Hcl, quoted, valueOf } from "./hcl";

/**
 * `eventSelectors` of src/cloudtrail/selectors.ts as Terraform expressions over the variables; a test holds the
 * plans of both to each other.
 */
export const selectorLocals: Readonly<Record<string, Hcl>> = {
  // every entry with what its selector's name says of it
  watched_words: forKinds(
    (kind) =>
      `[for entry in var.watched_buckets : length(entry.prefixes) == 0 ? entry.bucket : ` +
      `"\${entry.bucket} (\${length(entry.prefixes)} \${length(entry.prefixes) == 1 ? "prefix" : "prefixes"})" ` +
      `if entry.record == "${kind}"]`,
  ),
  watched_arns: forKinds(
    (kind) =>
      `flatten([for entry in var.watched_buckets : ` +
      `[for prefix in length(entry.prefixes) == 0 ? [""] : entry.prefixes : ` +
      `"arn:\${local.partition}:s3:::\${entry.bucket}/\${prefix}"] if entry.record == "${kind}"])`,
  ),
  left_out: `var.all_buckets == null ? [] : distinct(concat(var.all_buckets.except, sort([local.log_bucket, local.result_bucket])))`,
  event_selectors:
    "concat(" +
    [
      `[for all in var.all_buckets[*] : { name = "${kindWords("all.record")} of all buckets but \${${listed("local.left_out")}}", ` +
        `field_selectors = ${fieldSelectors("all.record", "not_starts_with", '[for bucket in local.left_out : "arn:${local.partition}:s3:::${bucket}/"]')} }]`,
      `[for kind in ["write", "read", "all"] : { name = "${kindWords("kind")} of \${${listed("local.watched_words[kind]")}}", ` +
        `field_selectors = ${fieldSelectors("kind", "starts_with", "local.watched_arns[kind]")} } if length(local.watched_arns[kind]) > 0]`,
    ].join(", ") +
    ")",
};

export const eventSelectors = new Expression("local.event_selectors");

function forKinds(of: (kind: string) => Hcl): Hcl {
  return `{ ${["write", "read", "all"].map((kind) => `${kind} = ${of(kind)}`).join(", ")} }`;
}

function kindWords(kind: Hcl): Hcl {
  return `\${{ write = "Write", read = "Read", all = "All" }[${kind}]} events`;
}

/** Names in a sentence, as `listed` of src/cloudtrail/selectors.ts writes them. */
function listed(names: Hcl): Hcl {
  const most = maxNamesInSelector;
  const shown =
    `(length(${names}) > ${most} ? concat(slice(${names}, 0, ${most - 1}), ` +
    `[${quoted(`${valueOf(`length(${names}) - ${most - 1}`)} more`)}]) : ${names})`;
  return (
    `(length(${shown}) < 2 ? join("", ${shown}) : ` +
    `"\${join(", ", slice(${shown}, 0, length(${shown}) - 1))} and \${element(${shown}, length(${shown}) - 1)}")`
  );
}

/** Objects of one type, so that Terraform can put them into one list. */
function fieldSelectors(kind: Hcl, condition: "starts_with" | "not_starts_with", arns: Hcl): Hcl {
  const selector = (field: string, given: Readonly<Record<string, Hcl>>): Hcl =>
    `{ field = "${field}", ` +
    ["equals", "starts_with", "not_starts_with"]
      .map((each) => `${each} = ${given[each] ?? "null"}`)
      .join(", ") +
    " }";
  const readOnly = selector("readOnly", { equals: `[${kind} == "read" ? "true" : "false"]` });
  return (
    `concat([${selector("eventCategory", { equals: '["Data"]' })}, ` +
    `${selector("resources.type", { equals: '["AWS::S3::Object"]' })}], ` +
    `[for readOnly in [${readOnly}] : readOnly if ${kind} != "all"], ` +
    `[${selector("resources.ARN", { [condition]: arns })}])`
  );
}
