const LINE_FEED = 10;
/** A longer line is no row of cases: it is cut here and rejected, so that memory stays bounded. */
export const LONGEST_LINE = 1 << 24;

/** Whole lines in one buffer; line i is bytes[starts[i] … ends[i]) without its line feed. */
export interface LineBatch {
  readonly bytes: Buffer;
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  /** Lines that were longer than LONGEST_LINE; only their beginning is kept. */
  readonly cut: ReadonlySet<number>;
}

/** Cuts a stream of bytes into lines wherever its parts happen to end. */
export class LineCutter {
  private rest: Buffer = Buffer.alloc(0);
  /** The rest is the beginning of a line too long to keep; what follows up to its end is dropped. */
  private isDropping = false;

  /** @returns the lines that are whole now; a part of a line is kept for the next call */
  take(parts: readonly Buffer[]): LineBatch {
    return this.cut(parts, false);
  }

  /** @returns the last line where it had no line feed */
  end(): LineBatch {
    return this.cut([], true);
  }

  private cut(parts: readonly Buffer[], isLast: boolean): LineBatch {
    const bytes = this.rest.length === 0 && parts.length === 1 ? parts[0]! : Buffer.concat([this.rest, ...parts]);
    const starts: number[] = [];
    const ends: number[] = [];
    const cut = new Set<number>();
    const add = (from: number, to: number, wasDropped: boolean): void => {
      if (wasDropped || to - from > LONGEST_LINE) cut.add(starts.length);
      starts.push(from);
      ends.push(Math.min(to, from + LONGEST_LINE));
    };
    let from = 0;
    let search = this.rest.length;
    for (;;) {
      const end = bytes.indexOf(LINE_FEED, search);
      if (end < 0) break;
      add(from, this.isDropping ? Math.min(end, from + LONGEST_LINE) : end, this.isDropping);
      this.isDropping = false;
      from = end + 1;
      search = from;
    }
    if (isLast && (from < bytes.length || this.isDropping)) {
      add(from, bytes.length, this.isDropping);
      this.isDropping = false;
      from = bytes.length;
    }
    // A copy: the parts belong to whoever read them, and a slice would keep all of them in memory.
    this.rest = Buffer.from(bytes.subarray(from, Math.min(bytes.length, from + LONGEST_LINE)));
    if (bytes.length - from > LONGEST_LINE) this.isDropping = true;
    return { bytes, starts, ends, cut };
  }
}
