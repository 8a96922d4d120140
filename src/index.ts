/** What another CDKTF program may import. */
export { ObjectAudit } from "./stack/ObjectAudit";
export { AuditStack } from "./stack/AuditStack";
export type { Settings } from "./settings/settings";
