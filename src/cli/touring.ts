import { join } from "node:path";
import { type ExitCode, UserError, nothingSynthesized } from "../errors";
import { writeSample } from "../logs/sample/sample";
import { defaultSettingsFile } from "../settings/defaultFile";
import { loadSettings } from "../settings/load";
import type { Io } from "./io";
import { listEvents } from "./listing";
import { describeStack, readSynthesized } from "./synthesized";

const sampleFolder = "sample-logs";
const sampleShape = { events: 200, days: 3, seed: 1, files: 12 };

/** From the settings to the first answer: says what would be created, and asks sample logs. */
export async function tour(io: Io): Promise<ExitCode> {
  const [settings] = loadSettings([defaultSettingsFile], { cwd: io.cwd });
  const stacks = readSynthesized(io.cwd);
  if (settings === undefined || stacks.length === 0) throw new UserError([nothingSynthesized()]);
  const say = (line: string) => io.stdout.write(`${line}\n`);

  stacks.flatMap(describeStack).forEach(say);
  say("");
  const { files, records } = await writeSample(join(io.cwd, sampleFolder), sampleShape);
  say(`Sample CloudTrail logs: ${records} records in ${files} files (${sampleFolder}/)`);
  const asked = { logs: sampleFolder, limit: "20", timeZone: settings.timeZone, format: "table" };
  say(`$ npx s3-audit events --logs ${asked.logs} --limit ${asked.limit} --time-zone ${asked.timeZone}`);
  say("");
  const code = await listEvents(asked, io);
  say("");
  say(`Next: put your buckets into ${defaultSettingsFile} (or let \`npx s3-audit init --force\` ask),`);
  say(
    `      read the plan with \`npm run plan -- ${settings.name}\`, then \`npx cdktf deploy ${settings.name}\`.`,
  );
  return code;
}
