import { closeSync, openSync, readSync } from "node:fs";
import { inTemporary } from "../../temporary";

/** Stands before the id, the last part of what a row is sorted by. */
export const beforeId = "|";
/** In place of an id where there is none. */
export const withoutId = "~~";

/** So many rows are looked at together: 32 MB. */
const rowsTogether = 2 ** 21;

/** FNV-1a: the ids come one byte at a time. As every later hash is, of 32 bits with a sign: an id can have no bytes. */
const start = 0x811c9dc5 | 0;
const mixed = (hash: number, byte: number): number => Math.imul(hash ^ byte, 0x01000193);

const [newLine, comma, bar, tilde] = [10, 44, beforeId.charCodeAt(0), withoutId.charCodeAt(0)];

/**
 * Ids that are there more than once with different things before them, in files whose rows begin with what they are sorted
 * by and a comma. A few others may be among them: of the ids hashes are kept alone.
 * @param rows how many there are in all files
 */
export class ScatteredIds {
  private readonly hashes = new Set<number>();

  constructor(paths: readonly string[], rows: number) {
    const shares = Math.max(1, Math.ceil(rows / rowsTogether));
    for (let share = 0; share < shares; share += 1) {
      const seen = new Seen(Math.min(rows, rowsTogether));
      for (const path of paths) {
        eachKey(path, (id, key) => {
          if ((id >>> 16) % shares === share && seen.isOther(id, key)) this.hashes.add(id);
        });
      }
    }
  }

  /** @param id as it stands in the files */
  has(id: string): boolean {
    if (this.hashes.size === 0) return false;
    let hash = start;
    for (let at = 0; at < id.length; at += 1) hash = mixed(hash, id.charCodeAt(at));
    return this.hashes.has(hash);
  }
}

/** For the hash of each id the first hash that was met with it. */
class Seen {
  private ids: Int32Array;
  private keys: Int32Array;
  private count = 0;

  constructor(rows: number) {
    const room = 2 ** Math.ceil(Math.log2(rows * 2 + 16));
    [this.ids, this.keys] = [new Int32Array(room), new Int32Array(room)];
  }

  /** Whether the id was met with another key. */
  isOther(id: number, key: number): boolean {
    const last = this.ids.length - 1;
    // an empty place holds 0
    const wanted = id === 0 ? 1 : id;
    for (let at = wanted & last; ; at = (at + 1) & last) {
      if (this.ids[at] === wanted) return this.keys[at] !== key;
      if (this.ids[at] !== 0) continue;
      [this.ids[at], this.keys[at]] = [wanted, key];
      this.count += 1;
      if (this.count * 4 > this.ids.length * 3) this.grow();
      return false;
    }
  }

  private grow(): void {
    const [ids, keys] = [this.ids, this.keys];
    [this.ids, this.keys] = [new Int32Array(ids.length * 2), new Int32Array(ids.length * 2)];
    this.count = 0;
    ids.forEach((id, at) => {
      if (id !== 0) this.isOther(id, keys[at] ?? 0);
    });
  }
}

const buffer = Buffer.allocUnsafe(256 * 1024);

/** Calls with the hashes of id and key of every row that has an id; of a text with line ends also of what looks like one. */
function eachKey(path: string, call: (id: number, key: number) => void): void {
  const file = inTemporary(() => openSync(path, "r"));
  try {
    let [id, key, last, isInKey] = [start, start, 0, true];
    for (let length = readSync(file, buffer); length > 0; length = readSync(file, buffer)) {
      for (let at = 0; at < length; at += 1) {
        if (!isInKey) {
          at = buffer.indexOf(newLine, at);
          if (at === -1 || at >= length) break;
          [id, key, last, isInKey] = [start, start, 0, true];
          continue;
        }
        const byte = buffer[at] ?? 0;
        if (byte === comma) {
          if (last !== tilde) call(id, key);
          isInKey = false;
          continue;
        }
        id = byte === bar ? start : mixed(id, byte);
        key = mixed(key, byte);
        last = byte;
      }
    }
  } finally {
    closeSync(file);
  }
}
