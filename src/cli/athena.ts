import { UserError, athenaReadNothing } from "../errors";
import { priceOf } from "../engines/athena/price";
import type { Answer, Value } from "../engines/engine";
import type { Asked, Question } from "../questions";
import type { Settings } from "../settings/settings";
import type { Answered } from "./answering";
import { counted } from "./counted";
import { type AwsFlags, clientConfig } from "./aws";
import { harmless } from "./format/harmless";
import type { Io } from "./io";
import type { Progress } from "./progress";
import { tell } from "./telling";

export interface AthenaRequest {
  readonly settings: Settings;
  readonly flags: Omit<AwsFlags, "region">;
  readonly timeZone: string;
  readonly question: Question;
  readonly asked: Asked;
  readonly progress: Progress;
}

/** An answer out of the log bucket, by Athena. */
export async function answerFromAthena(request: AthenaRequest, io: Io): Promise<Answered> {
  const { settings, flags, timeZone, question, asked, progress } = request;
  // the flag --region of a list is a filter: the workgroup lies where the stack does
  const { profile, endpointUrl } = flags;
  const client = clientConfig({ ...(profile && { profile }), ...(endpointUrl && { endpointUrl }) }, settings);
  const { database, table, workgroup, maxScanPerQuery } = settings.athena;
  // the SDK takes longer to load than most commands to run
  const { AthenaEngine, fitsPrepared } = await import("../engines/athena/athenaEngine");
  const engine = new AthenaEngine({
    deployed: {
      stack: settings.name,
      region: settings.region,
      workgroup,
      catalog: { database, table, timeZone: settings.timeZone },
      maxScanPerQuery,
      profile,
    },
    timeZone,
    client,
    signal: io.signal,
    note: (sentence) => tell(io.stderr, `${sentence}\n`),
  });
  progress.doing = () =>
    engine.isQueued ? "waiting for Athena" : `Athena reads, ${sizeOf(engine.bytesScanned)} so far`;
  // a prepared statement ends at the question's own limit, and cannot tell whether there is more
  const cut = { ...asked, limit: asked.limit - 1 };
  const isSaved = timeZone === settings.timeZone;
  const isCut = isSaved && cut.limit === question.defaultLimit && fitsPrepared(question, cut);
  try {
    const { columns, rows } = await engine.answer(question, isCut ? cut : asked);
    return {
      columns,
      rows: countedRows(rows, progress),
      unreadable: [],
      endsAtLimit: isCut,
      whyNothing: () => (engine.bytesScanned === 0 ? athenaReadNothing() : undefined),
      told: () => [`${sizeOf(engine.bytesScanned)} scanned`, `about ${usd(priceOf(engine.bytesScanned))}`],
      close: () => engine.close(),
    };
  } catch (error) {
    engine.close();
    throw toldHarmlessly(error);
  }
}

/** Athena's reasons can quote what somebody else wrote. */
const toldHarmlessly = (error: unknown): unknown =>
  error instanceof UserError ? new UserError(error.faults.map(harmless), error.exitCode) : error;

/** A long answer comes in pages of a thousand, and takes its time. */
async function* countedRows(rows: Answer["rows"], progress: Progress): AsyncGenerator<readonly Value[]> {
  let count = 0;
  progress.doing = () => `${counted(count, "row")} fetched from Athena`;
  for await (const row of rows) {
    count += 1;
    yield row;
  }
}

/** `812 B`, `12 kB`, `1.2 MB`, `3.4 GB`: in thousands, as AWS counts for its bill. */
function sizeOf(bytes: number): string {
  if (bytes < 1e3) return `${bytes} B`;
  if (bytes < 1e6) return `${Math.round(bytes / 1e3)} kB`;
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}

const usd = (price: number): string => `${price < 0.01 ? price.toFixed(6) : price.toFixed(2)} USD`;
