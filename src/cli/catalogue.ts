import { UserError, questionUnknown } from "../errors";
import { type Question, savedQuestions } from "../questions";
import { nearest } from "../settings/nearest";

/** The question of that name. Throws UserError with the nearest name where there is none. */
export function questionNamed(name: string): Question {
  const names = savedQuestions.map((question) => question.name);
  const found = savedQuestions.find((question) => question.name === name);
  if (found === undefined) throw new UserError([questionUnknown(name, nearest(name, names))]);
  return found;
}
