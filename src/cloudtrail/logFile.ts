/** A CloudTrail log file on this machine, and what has to be known to read it. */
export interface LogFile {
  readonly path: string;
  /** Compressed with gzip, whatever its name says. */
  readonly compressed: boolean;
  /**
   * `oneLine`: the whole file is one line, as CloudTrail writes it. `anyJson`: formatted by somebody's tool, or with
   * a byte order mark.
   */
  readonly format: "oneLine" | "anyJson";
  /** Bytes on the disk when it was looked at. */
  readonly size: number;
  /** Bytes of the longest JSON document in it, at most; of a damaged file any number. */
  readonly longest: number;
  /** Too large to be read as a whole, or damaged for certain: record by record. */
  readonly byRecord?: true;
}

/** A file or folder that could not be read, and why. */
export interface Unreadable {
  readonly path: string;
  readonly reason: string;
  /** What can be read of it is read. */
  readonly inPart?: true;
}
