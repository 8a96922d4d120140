import { renderMarkdown, renderText } from "../../../src/review";
import { forgotten, replaced, reviewOf } from "../../support/plannedResources";

const bucket = { bucket: "example-log", force_destroy: false };
const versioning = { bucket: "example-log", versioning_configuration: [{ status: "Enabled" }] };
const review = reviewOf(
  forgotten("aws_s3_bucket.logs", bucket),
  forgotten("aws_s3_bucket_versioning.logs", versioning),
);

test("what is released is listed by address, and nothing of it reads as destroyed", () => {
  const text = renderText(review);
  expect(text).toContain("0 destroy, 0 read, 2 release\n");
  expect(text).toContain(
    "Released (stays in AWS, no longer managed): 2\n  aws_s3_bucket.logs\n  aws_s3_bucket_versioning.logs\n",
  );
  expect(text).not.toMatch(/^ +- /m);
  expect(text).not.toMatch(/is destroyed|Destroy:/);
});

test("a comment says the same", () => {
  const page = renderMarkdown(review);
  expect(page).toContain("#### Released (stays in AWS, no longer managed) (2)");
  expect(page).toMatch(
    /<code>aws_s3_bucket_versioning\.logs<\/code><\/summary>\n\n```diff\n {2}\(stays as it is\)/,
  );
  expect(page).not.toMatch(/^- bucket/m);
});

test("a replacement that lets the old one go says so", () => {
  const renewed = {
    ...replaced("aws_s3_bucket.logs", bucket, { bucket: "example-log-2" }),
    actions: ["create", "forget"],
  };
  expect(renderText(reviewOf(renewed))).toContain(
    "aws_s3_bucket.logs (replaced because of bucket) (the old one stays in AWS, no longer managed)",
  );
});

test("a replacement names everything that it is because of", () => {
  const twice = {
    ...replaced("aws_s3_bucket.logs", bucket, { bucket: "example-log-2", object_lock_enabled: true }),
    replace_paths: [["bucket"], ["object_lock_enabled"]],
  };
  expect(renderText(reviewOf(twice))).toContain("(replaced because of bucket, object_lock_enabled)");
});
