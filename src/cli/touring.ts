import { join } from "node:path";
import { type ExitCode, UserError, nothingSynthesized, program } from "../errors";
import { writeSample } from "../logs/sample/sample";
import { configuredFiles } from "../settings/defaultFile";
import { loadSettings } from "../settings/load";
import type { Io } from "./io";
import { listEvents } from "./listing";
import { tell } from "./telling";
import { describeStack, readSynthesized } from "./synthesized";

const sampleFolder = "sample-logs";
const sampleShape = { events: 200, days: 3, seed: 1, files: 12 };

/** From the settings to the first answer: says what would be created, and asks sample logs. */
export async function tour(io: Io): Promise<ExitCode> {
  // what the synth before it took; it says the stacks' names, so that the files need no word
  const settingsFiles = configuredFiles(io.env["AUDIT_CONFIG"]);
  const [settings] = loadSettings(settingsFiles, { cwd: io.cwd });
  const stacks = readSynthesized(io.cwd);
  if (settings === undefined || stacks.length === 0) throw new UserError([nothingSynthesized()]);
  const say = (line: string) => tell(io.stdout, `${line}\n`);

  stacks.flatMap(describeStack).forEach(say);
  say("");
  const { files, records } = await writeSample(join(io.cwd, sampleFolder), sampleShape, sampleFolder);
  say(`Sample CloudTrail logs: ${records} records in ${files} files (${sampleFolder}/)`);
  const asked = { logs: sampleFolder, limit: "20", timeZone: settings.timeZone, format: "table" };
  say(`$ ${program.name} events --logs ${asked.logs} --limit ${asked.limit} --time-zone ${asked.timeZone}`);
  say("");
  const code = await listEvents(asked, io);
  say("");
  say(
    `Next: put your buckets into ${settingsFiles.join(", ")} (or let \`${program.name} init --force\` ask),`,
  );
  say(
    `      review the plan with \`npm run plan -- ${settings.name}\`, then \`npx cdktf deploy ${settings.name}\`.`,
  );
  return code;
}
