import type { Answered } from "./answering";
import { type AthenaRequest, answerFromAthena } from "./athena";
import type { Source } from "./engines";
import type { Io } from "./io";
import { type LocalRequest, answerLocally } from "./local";

/** An answer from whoever gives it. */
export const answerFrom = (
  source: Source,
  request: Omit<LocalRequest, "folder"> & Omit<AthenaRequest, "settings">,
  io: Io,
): Promise<Answered> =>
  source.engine === "duckdb"
    ? answerLocally({ ...request, folder: source.folder }, io)
    : answerFromAthena({ ...request, settings: source.settings }, io);
