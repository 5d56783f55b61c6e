const TAB = 9;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const QUOTE = 34;

/** Where the cells of one row lie in the bytes: cell c is bytes[starts[c] … ends[c]), quotes already off. */
export class RowCells {
  starts = new Int32Array(64);
  ends = new Int32Array(64);
  count = 0;
  /** A quoted cell went on after its closing quote: the row cannot be trusted. */
  isBroken = false;
  /** First cell with doubled quotes, -1 when there is none. */
  firstDoubled = -1;

  grow(): void {
    const starts = new Int32Array(this.starts.length * 2);
    starts.set(this.starts);
    this.starts = starts;
    const ends = new Int32Array(this.ends.length * 2);
    ends.set(this.ends);
    this.ends = ends;
  }
}

export interface RowSink {
  /** One row; a blank line has count 1 and an empty cell. The cells are valid during the call only. */
  row(bytes: Uint8Array, cells: RowCells): void;
}

/**
 * Cuts bytes[from … to) into rows and cells by RFC 4180: quoted cells may hold separators, newlines and doubled
 * quotes; rows end in LF, CRLF or CR. A quote inside an unquoted cell is a plain character.
 *
 * Works on bytes, so it is right for UTF-8 and any ASCII superset whose later bytes stay above 0x7F (not for raw GBK:
 * that is re-encoded first). Doubled quotes are undone in place, in rows that are complete. `from` must be the start
 * of a row; workers may be given any such range.
 *
 * @param separator  one ASCII byte
 * @param isLast  the bytes end the file: the last row needs no newline
 * @returns where the first incomplete row begins; `to` when all rows were complete
 */
export function scanRows(
  bytes: Uint8Array,
  from: number,
  to: number,
  isLast: boolean,
  separator: number,
  cells: RowCells,
  sink: RowSink,
): number {
  // One compare decides for nearly every byte: what is above both separator and CR is content.
  const highestSign = Math.max(separator, CARRIAGE_RETURN);
  let position = from;
  let rowStart = from;
  while (position < to) {
    cells.count = 0;
    cells.isBroken = false;
    cells.firstDoubled = -1;
    let isRowEnded = false;
    while (!isRowEnded) {
      const count = cells.count;
      if (count === cells.starts.length) cells.grow();
      let start = position;
      let end: number;
      if (position < to && bytes[position] === QUOTE) {
        start = position + 1;
        end = -1;
        position = start;
        while (position < to) {
          if (bytes[position] !== QUOTE) {
            position++;
          } else if (position + 1 < to && bytes[position + 1] === QUOTE) {
            if (cells.firstDoubled < 0) cells.firstDoubled = count;
            position += 2;
          } else {
            end = position++;
            break;
          }
        }
        // At the end of a part of the file the quote may be the first of a doubled pair.
        if (end < 0 || (position === to && !isLast)) return rowStart;
      } else {
        end = -1;
      }
      const contentEnd = position;
      while (position < to) {
        const byte = bytes[position]!;
        if (byte > highestSign) position++;
        else if (byte === separator || byte === LINE_FEED || byte === CARRIAGE_RETURN) break;
        else position++;
      }
      if (position === to && !isLast) return rowStart;
      if (end < 0) end = position;
      else if (position !== contentEnd) cells.isBroken = true;
      cells.starts[count] = start;
      cells.ends[count] = end;
      cells.count = count + 1;
      if (position === to) {
        isRowEnded = true;
      } else if (bytes[position] === separator) {
        position++;
      } else {
        if (bytes[position] === CARRIAGE_RETURN) {
          if (position + 1 < to) {
            if (bytes[position + 1] === LINE_FEED) position++;
          } else if (!isLast) {
            return rowStart;
          }
        }
        position++;
        isRowEnded = true;
      }
    }
    if (cells.firstDoubled >= 0) undoDoubledQuotes(bytes, cells);
    sink.row(bytes, cells);
    rowStart = position;
  }
  return rowStart;
}

function undoDoubledQuotes(bytes: Uint8Array, cells: RowCells): void {
  for (let cell = cells.firstDoubled; cell < cells.count; cell++) {
    const start = cells.starts[cell]!;
    // Only quoted cells have a quote before them; in others a doubled quote is what was written.
    if (start === 0 || bytes[start - 1] !== QUOTE) continue;
    const end = cells.ends[cell]!;
    let target = start;
    for (let source = start; source < end; source++) {
      const byte = bytes[source]!;
      bytes[target++] = byte;
      if (byte === QUOTE && bytes[source + 1] === QUOTE && source + 1 < end) source++;
    }
    cells.ends[cell] = target;
  }
}

/** The separator of a heading line: the most frequent of comma, TAB and semicolon outside quotes; comma on a tie. */
export function sniffSeparator(bytes: Uint8Array, from: number, to: number): number {
  const comma = 44;
  const semicolon = 59;
  const counts = new Map<number, number>([
    [comma, 0],
    [TAB, 0],
    [semicolon, 0],
  ]);
  let isQuoted = false;
  for (let i = from; i < to; i++) {
    const byte = bytes[i]!;
    if (byte === QUOTE) isQuoted = !isQuoted;
    else if (!isQuoted) {
      if (byte === LINE_FEED || byte === CARRIAGE_RETURN) break;
      const count = counts.get(byte);
      if (count !== undefined) counts.set(byte, count + 1);
    }
  }
  let best = comma;
  for (const [separator, count] of counts) if (count > counts.get(best)!) best = separator;
  return best;
}
