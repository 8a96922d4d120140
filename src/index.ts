/** What another CDKTF program may import. */
export { ObjectAudit } from "./stack/ObjectAudit";
export { AuditStack } from "./stack/AuditStack";
export {
  type Question,
  renderNamedQuery,
  renderView,
  savedQuestions,
  viewColumns,
  viewName,
} from "./questions";
export { loadSettings } from "./settings/load";
export { resolveSettings } from "./settings/resolve";
export type { SettingsInput } from "./settings/schema";
export type { Settings } from "./settings/settings";
