import type { Action } from "../cloudtrail/s3Events";
import { composedColumns, viewColumns } from "../questions";

/** The values of `action`. */
export const actions: readonly Action[] = [
  "upload",
  "copy",
  "delete",
  "read",
  "list",
  "restore",
  "permission",
  "tag",
  "lock",
  "other",
];

/** The values of `actor_type`, as the view names them (docs/identities.md). */
export const actorTypes: readonly string[] = [
  ...["iam_user", "assumed_role", "identity_center_user", "root", "federated_user", "saml_user"],
  ...["web_identity_user", "aws_service", "aws_account", "directory", "anonymous", "unknown"],
];

/** What `events` can show and be sorted by. */
export const listColumns: readonly string[] = [...viewColumns.map(({ name }) => name), ...composedColumns];
