import { join } from "node:path";
import { UserError, nothingSynthesized } from "../../errors";
import { writeSample } from "../../logs/sample/sample";
import { defaultSettingsFile, loadSettings } from "../../settings/load";
import type { CliCommand } from "../command";
import { describeStack, readSynthesized } from "../synthesized";
import { listEvents } from "./events";

const sampleFolder = "sample-logs";
const sampleShape = { events: 200, days: 3, seed: 1, files: 12 };

/** `s3-audit tour`: what `npm start` shows after the synth, from the settings to the first answer. */
export const tourCommand: CliCommand = {
  register(program, io, done) {
    program
      .command("tour")
      .description("say what the synthesized stacks would create, and try the questions on sample logs")
      .action(async () => {
        const [settings] = loadSettings([defaultSettingsFile], { cwd: io.cwd });
        const stacks = readSynthesized(io.cwd);
        if (settings === undefined || stacks.length === 0) throw new UserError([nothingSynthesized()]);
        const say = (line: string) => io.stdout.write(`${line}\n`);

        stacks.flatMap(describeStack).forEach(say);
        say("");
        const { files, records } = await writeSample(join(io.cwd, sampleFolder), sampleShape);
        say(`Sample CloudTrail logs: ${records} records in ${files} files (${sampleFolder}/)`);
        const asked = { logs: sampleFolder, limit: "20", timeZone: settings.timeZone, format: "table" };
        say(
          `$ npx s3-audit events --logs ${asked.logs} --limit ${asked.limit} --time-zone ${asked.timeZone}`,
        );
        say("");
        const code = await listEvents(asked, io);
        say("");
        say(`Next: put your buckets into ${defaultSettingsFile} (or let \`npx s3-audit init --force\` ask),`);
        say(
          `      read the plan with \`npx cdktf diff ${settings.name}\`, then \`npx cdktf deploy ${settings.name}\`.`,
        );
        done(code);
      });
  },
};
