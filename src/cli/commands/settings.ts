import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { Option } from "commander";
import { ExitCode } from "../../errors";
import { configuredFiles, filesOf, usualSettings } from "../../settings/defaultFile";
import type { CliCommand } from "../command";
import { oneOf } from "../options";

interface Flags {
  readonly format: "yaml" | "json";
  readonly schema?: boolean;
}

/** `s3-audit settings`: the settings as the rest of the software sees them. */
export const settingsCommand: CliCommand = {
  examples: ["settings", "settings audit.yaml --format json", "settings --schema"],
  register(program, io, done) {
    program
      .command("settings")
      .description("print settings with every default filled in; several files become a list")
      .argument("[file...]", `settings files (default: ${usualSettings})`)
      .addOption(
        oneOf(new Option("--format <format>", "how they are printed"), ["yaml", "json"]).default("yaml"),
      )
      .option("--schema", "print the JSON schema of a settings file instead")
      .action(async (files: string[], { format, schema }: Flags) => {
        const { stringify } = await import("yaml");
        const { jsonSchema } = await import("../../settings/jsonSchema");
        const { loadSettings } = await import("../../settings/load");
        const { sayConfigured } = await import("../ownSettings");
        const configured = filesOf(io.env["AUDIT_CONFIG"]);
        if (!schema && files.length === 0 && configured.length > 0) sayConfigured(io, configured);
        const several = (file: string) => (existsSync(resolve(io.cwd, file)) ? [file] : filesOf(file));
        const named = files.length > 0 ? files.flatMap(several) : configuredFiles(io.env["AUDIT_CONFIG"]);
        const settings = schema ? [jsonSchema()] : loadSettings(named, { cwd: io.cwd });
        const shown = settings.length === 1 ? settings[0] : settings;
        const isJson = schema || format === "json";
        io.stdout.write(isJson ? `${JSON.stringify(shown, null, 2)}\n` : stringify(shown, { lineWidth: 0 }));
        done(ExitCode.ok);
      });
  },
};
