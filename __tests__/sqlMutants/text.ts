/** From `start` up to but without `end`, in characters. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

interface Piece extends Range {
  /** Where it stands in the source; nothing: the source has no such text. */
  readonly source?: Range;
  /** The source says the same, character by character. */
  readonly verbatim: boolean;
}

/**
 * A text that the parser takes, put together from a source that it would not take: with names in place of placeholders,
 * and knowing where in the source everything stands.
 */
export class MappedText {
  text = "";
  private readonly pieces: Piece[] = [];

  /** Text of the source, as it is. */
  verbatim(text: string, at: number): this {
    return this.add(text, true, { start: at, end: at + text.length });
  }

  /** Other text than the source's. */
  instead(text: string, source: Range): this {
    return this.add(text, false, source);
  }

  /** Text that the source does not have. */
  more(text: string): this {
    return this.add(text, false);
  }

  private add(text: string, verbatim: boolean, source?: Range): this {
    const start = this.text.length;
    this.text += text;
    this.pieces.push({ start, end: this.text.length, verbatim, ...(source && { source }) });
    return this;
  }

  /** The source's range; undefined where an end of the range is none of the source. */
  sourceOf({ start, end }: Range): Range | undefined {
    if (start === end) return this.pointOf(start);
    const first = this.pieces.find((piece) => piece.start <= start && start < piece.end);
    const last = this.pieces.find((piece) => piece.start < end && end <= piece.end);
    if (first?.source === undefined || last?.source === undefined) return undefined;
    if (!first.verbatim && first.start !== start) return undefined;
    if (!last.verbatim && last.end !== end) return undefined;
    return {
      start: first.source.start + start - first.start,
      end: last.verbatim ? last.source.start + end - last.start : last.source.end,
    };
  }

  /** Behind the character before it; at the beginning, before the character behind it. */
  private pointOf(at: number): Range | undefined {
    const behind = at > 0 ? this.sourceOf({ start: at - 1, end: at }) : undefined;
    const piece = this.pieces.find(({ end }) => end === at);
    const point =
      behind?.end ?? piece?.source?.end ?? this.sourceOf({ start: at, end: at + 1 })?.start ?? undefined;
    return point === undefined ? undefined : { start: point, end: point };
  }
}
