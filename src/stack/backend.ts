import { LocalBackend, S3Backend, type TerraformStack } from "cdktf";
import { isAbsolute } from "node:path";
import type { Backend } from "../settings/settings";
import { CloudBlock } from "./cloudBlock";

/** Tells a stack where its state is kept. */
export function addBackend(stack: TerraformStack, backend: Backend): void {
  switch (backend.type) {
    case "local":
      // resolved from cdktf.out/stacks/NAME, which is thrown away at every synth: three levels up is the project
      new LocalBackend(stack, { path: isAbsolute(backend.path) ? backend.path : `../../../${backend.path}` });
      return;
    case "s3": {
      const { bucket, key, region, encrypt, kmsKeyId } = backend;
      const s3 = new S3Backend(stack, {
        bucket,
        key,
        region,
        encrypt,
        ...(kmsKeyId !== undefined && { kmsKeyId }),
      });
      // CDKTF's last release knows only the table that this replaces
      if (backend.useLockfile) s3.addOverride("use_lockfile", true);
      return;
    }
    case "cloud":
      new CloudBlock(stack, backend);
  }
}

/** The oldest Terraform that knows what the backend needs; undefined: any that the stack itself takes. */
export function terraformFor(backend: Backend): string | undefined {
  return backend.type === "s3" && backend.useLockfile ? ">= 1.10.0" : undefined;
}
