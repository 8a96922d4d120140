import { resolve } from "node:path";
import type { Value } from "../engines/engine";
import { logsAreOlder } from "../errors";
import { type Asked, type Question, takesTable } from "../questions";
import { type Within, daysOf } from "../logs/within";
import { type Answered } from "./answering";
import { counted } from "./counted";
import type { Io } from "./io";
import { type FromLogs, askLogs, localCatalog } from "./localEvents";

export interface LocalRequest {
  readonly folder: string;
  readonly timeZone: string;
  readonly question: Question;
  readonly asked: Asked;
  /** What the format of the answer wants of a long list. */
  readonly nearly?: "csv" | "object" | undefined;
  readonly accounts?: readonly string[] | undefined;
  readonly regions?: readonly string[] | undefined;
}

/** An answer out of log files on this machine. */
export async function answerLocally(request: LocalRequest, io: Io): Promise<Answered> {
  const { question, asked } = request;
  const within = withinOf(question, asked, request);
  const source = {
    folder: resolve(io.cwd, request.folder),
    catalog: localCatalog(request.timeZone),
    within,
    // days are kept as deliveries, which is more than some questions want to know
    takesKept: !takesTable(question),
    signal: io.signal,
  };
  const columns = asked.list?.columns ?? question.columns.map(({ name }) => name);
  const layout = request.nearly ?? "array";
  const found = await askLogs(source, async (engine) => {
    const list = async () => ({ texts: await engine.list({ ...asked, columns, layout }) });
    if (engine.isInParts(question, asked)) return list();
    const answer = await engine.answer(question, asked);
    return answer.isWhole === false ? list() : answer;
  });
  const { given } = found;
  if (!("texts" in given)) return { ...given, ...about(found) };
  return {
    columns,
    rows: valuesOf(given.texts),
    ...(request.nearly && { nearly: given.texts }),
    ...about(found),
  };
}

/** What the paths of the files tell that a question reads. */
export const withinOf = (
  question: Question,
  asked: Asked,
  { accounts, regions }: Pick<LocalRequest, "accounts" | "regions">,
): Within => ({
  ...daysOf(question, asked),
  ...(accounts && { accounts }),
  ...(regions && { regions }),
});

async function* valuesOf(arrays: Iterable<string>): AsyncGenerator<readonly Value[]> {
  for (const bytes of arrays) {
    yield JSON.parse(Buffer.from(bytes, "latin1").toString("utf8")) as readonly Value[];
  }
}

function about(found: FromLogs<unknown>): Pick<Answered, "unreadable" | "told" | "whyNothing" | "close"> {
  const { read, skipped, kept, unreadable, lastDay, close } = found;
  return {
    unreadable,
    whyNothing: () => (lastDay === undefined ? undefined : logsAreOlder(lastDay.replaceAll("/", "-"))),
    told: () => [
      ...(kept.length > 0 ? [`${counted(kept.length, "day")} from the cache`] : []),
      `${counted(read, "log file")} read`,
      ...(skipped > 0 ? [`${skipped.toLocaleString("en-US")} outside the window`] : []),
      ...(unreadable.length > 0 ? [`${unreadable.length.toLocaleString("en-US")} not fully readable`] : []),
    ],
    close,
  };
}
