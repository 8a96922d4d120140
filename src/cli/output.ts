import { writeSync } from "node:fs";
import { Writable } from "node:stream";

/**
 * A stream to write a long answer to: waits where the reader is slow, and stops quietly where the reader has gone
 * (`| head`).
 */
export class Output {
  private gone = false;
  private failure: Error | undefined;

  constructor(private readonly stream: NodeJS.WritableStream) {
    stream.on("error", this.onError);
  }

  /** false: nobody reads any longer. */
  async write(text: string, encoding: "utf8" | "latin1" = "utf8"): Promise<boolean> {
    if (!this.gone && this.failure === undefined && !this.stream.write(text, encoding)) {
      await this.drained();
    }
    if (this.failure !== undefined) throw this.failure;
    return !this.gone;
  }

  private drained(): Promise<void> {
    const ends = ["drain", "error", "close"];
    return new Promise((resolve) => {
      const end = () => {
        for (const event of ends) this.stream.off(event, end);
        resolve();
      };
      for (const event of ends) this.stream.on(event, end);
    });
  }

  private readonly onError = (error: NodeJS.ErrnoException): void => {
    if (error.code === "EPIPE") this.gone = true;
    else this.failure = error;
  };
}

/**
 * A file that is open already, such as standard output behind `> FILE`. Node's own stream writes to it once and does not look
 * whether all was taken: on a disk that is nearly full the rest would be lost without a word.
 */
export class OpenFile extends Writable {
  constructor(private readonly file: number) {
    super();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    try {
      for (let at = 0; at < chunk.length;) at += writeSync(this.file, chunk, at);
      done();
    } catch (error) {
      done(error as Error);
    }
  }
}
