import { writeLines } from "./format";
import { objects } from "./ndjson";

/** One JSON array of objects, an object a line. */
export const json = writeLines({
  ...objects,
  begin: () => "[",
  before: (isFirst) => (isFirst ? "\n" : ",\n"),
  end: (rows) => (rows === 0 ? "]\n" : "\n]\n"),
});
