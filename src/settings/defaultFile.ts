/** The settings file that is meant where none is named. */
export const defaultSettingsFile = "audit.yaml";
