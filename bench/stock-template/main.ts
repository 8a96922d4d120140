// What `cdktf init --template=typescript` leads to: the whole provider imported, types checked at every synth.
import { App, TerraformStack } from "cdktf";
import { provider, s3Bucket } from "@cdktf/provider-aws";

const app = new App();
const stack = new TerraformStack(app, "stock");
new provider.AwsProvider(stack, "aws", { region: "ap-northeast-1" });
new s3Bucket.S3Bucket(stack, "bucket", { bucket: "miyagawa-test" });
app.synth();
