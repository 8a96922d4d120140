import { ExitCode, type UserError, standardOutputUnwritable } from "./errors";

/**
 * What a process ends with where standard output takes nothing more: quietly where whoever read has gone (`| head`). It is
 * to end at once, because what went on computing would do so for nobody.
 * @param error the stream's
 * @param tell says anything else that happened, and gives the exit code for it
 */
export const endOfOutput = (
  error: NodeJS.ErrnoException,
  tell: (failure: UserError) => ExitCode,
): ExitCode => (error.code === "EPIPE" ? ExitCode.readerGone : tell(standardOutputUnwritable(error)));
