const code = (character: string) => character.charCodeAt(0);
const [quote, backslash, comma, colon] = [code('"'), code("\\"), code(","), code(":")];
const [openBrace, closeBrace, openBracket, closeBracket] = [code("{"), code("}"), code("["), code("]")];
const isBlank = (byte: number) => byte === 0x20 || (byte >= 0x09 && byte <= 0x0d);
const byteOrderMark = [0xef, 0xbb, 0xbf];

/** More than any field of CloudTrail's envelope; a longer name is not `Records`. */
const longestName = 16;

/**
 * Cuts the elements of `Records` out of JSON as it comes, byte by byte, so that what stands before a damage is had
 * without what comes after. Takes documents one behind another. Whether an element is JSON is for others to say.
 */
export class RecordScanner {
  /** Why nothing behind a place can be read; undefined so far. */
  fault: string | undefined;
  /** Whether any document had a list of Records. */
  hasRecords = false;
  /** Elements that were too long to be kept. */
  tooLong = 0;

  private position = 0;
  private depth = 0;
  private inString = false;
  private escaped = false;
  private name: number[] | undefined;
  private key = "";
  private awaitsValue = false;
  private inRecords = false;
  private documentHasRecords = false;
  /** Whether an element has begun, and not ended. */
  private inElement = false;
  private kept: Buffer[] = [];
  private keptLength = 0;

  /** @param longest bytes of the longest element that is kept */
  constructor(private readonly longest: number) {}

  /** Whether the text ended where a document ends. */
  get isComplete(): boolean {
    return this.fault === undefined && this.depth === 0;
  }

  /** The elements that end in this piece. */
  *push(chunk: Buffer): Generator<Buffer> {
    let start = 0;
    for (let index = 0; index < chunk.length && this.fault === undefined; index += 1) {
      const byte = chunk[index] ?? 0;
      if (this.inString) {
        this.insideString(byte);
        if (!this.inString && this.inElement && this.depth === 2) {
          yield* this.take(chunk.subarray(start, index + 1));
        }
        continue;
      }
      const wasInElement = this.inElement;
      if (!wasInElement && this.inRecords && this.depth === 2) {
        if (isBlank(byte) || byte === comma) continue;
        if (byte !== closeBracket) {
          this.inElement = true;
          start = index;
        }
      } else if (
        wasInElement &&
        this.depth === 2 &&
        (isBlank(byte) || byte === comma || byte === closeBracket)
      ) {
        yield* this.take(chunk.subarray(start, index));
      }
      this.structure(byte, this.position + index);
      if (this.inElement && this.depth === 2 && (byte === closeBrace || byte === closeBracket)) {
        yield* this.take(chunk.subarray(start, index + 1));
      }
    }
    if (this.inElement) this.keep(Buffer.from(chunk.subarray(start)));
    this.position += chunk.length;
  }

  private insideString(byte: number): void {
    if (this.escaped) this.escaped = false;
    else if (byte === backslash) this.escaped = true;
    else if (byte === quote) {
      this.inString = false;
      if (this.name !== undefined) this.key = String.fromCharCode(...this.name);
      this.name = undefined;
      return;
    }
    if (this.name !== undefined && this.name.length < longestName) this.name.push(byte);
  }

  private structure(byte: number, at: number): void {
    if (this.depth === 0) return this.betweenDocuments(byte, at);
    if (byte === quote) {
      this.inString = true;
      if (this.depth === 1 && !this.awaitsValue) this.name = [];
      else if (this.depth === 1) this.awaitsValue = false;
    } else if (byte === openBrace || byte === openBracket) {
      if (this.depth === 1 && this.awaitsValue && this.key === "Records" && byte === openBracket) {
        this.inRecords = this.documentHasRecords = this.hasRecords = true;
      }
      this.depth += 1;
    } else if (byte === closeBrace || byte === closeBracket) {
      this.depth -= 1;
      if (this.depth === 1 && !this.inElement) this.inRecords = false;
      if (this.depth === 0) this.endDocument();
    } else if (this.depth === 1 && byte === colon) this.awaitsValue = true;
    else if (this.depth === 1 && byte === comma) this.awaitsValue = false;
  }

  private betweenDocuments(byte: number, at: number): void {
    if (isBlank(byte) || (at < 3 && byte === byteOrderMark[at])) return;
    if (byte !== openBrace) {
      this.fault = `not JSON from byte ${at + 1} on`;
      return;
    }
    this.depth = 1;
    this.awaitsValue = this.documentHasRecords = this.inRecords = false;
    this.key = "";
  }

  private endDocument(): void {
    if (!this.documentHasRecords) this.fault = "no CloudTrail log: it holds no Records";
  }

  private *take(end: Buffer): Generator<Buffer> {
    this.keep(end);
    const { kept, keptLength } = this;
    this.kept = [];
    this.keptLength = 0;
    this.inElement = false;
    if (keptLength > this.longest) this.tooLong += 1;
    // the pieces are let go before whoever takes ten megabytes of them in one needs as much again
    else yield kept.length === 1 ? end : Buffer.concat(kept.splice(0));
  }

  private keep(piece: Buffer): void {
    this.keptLength += piece.length;
    if (this.keptLength <= this.longest) this.kept.push(piece);
    else this.kept = [];
  }
}
