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
export { jsonSchema } from "./settings/jsonSchema";
export { resolveSettings } from "./settings/resolve";
export { settingsSchema } from "./settings/schema";
export type { SettingsInput } from "./settings/schema";
export type { Settings } from "./settings/settings";
