/** The settings file that is meant where none is named. */
export const defaultSettingsFile = "audit.yaml";

/** The same in words, for a help text. */
export const usualSettings = `what AUDIT_CONFIG names, else ${defaultSettingsFile}`;

/** The files that AUDIT_CONFIG names, with commas between them; blanks and empty parts do not count. */
export const filesOf = (auditConfig: string | undefined): readonly string[] =>
  (auditConfig ?? "")
    .split(",")
    .map((file) => file.trim())
    .filter((file) => file !== "");

/** The files that are meant where none is named: those of AUDIT_CONFIG, else the usual one. */
export function configuredFiles(auditConfig: string | undefined): readonly string[] {
  const files = filesOf(auditConfig);
  return files.length > 0 ? files : [defaultSettingsFile];
}
