import type { Hash } from 'node:crypto';
import { FILE_ERRORS } from './file-errors.js';
import { mayHoldForcedTexts, undoForcedTexts } from './forced-texts.js';
import { WIDEST_SHEET } from './grid/grid-sheet.js';
import { factsOf, readWithEncoding, type TextTableFacts } from './read-with-encoding.js';
import { RowCells, type RowSink, scanRows, sniffSeparator } from './scan-rows.js';
import type { TextEncoding, TextSource } from './text-source.js';
import { cellText } from './writers/cell-writer.js';

const CHUNK = 1 << 20;
/** A row longer than this is a quote that was never closed. */
const LONGEST_ROW = 1 << 26;
const LONGEST_HEADING = CHUNK / 2;
const EXCEL_SEPARATOR_CELL = /^sep=/i;

export interface TextTableHandler {
  /** Called once, with the first row and which line of a sheet it is. Answers who takes the rows after it. */
  heading(headings: readonly string[], line: number): RowSink;
}

export interface TextTableOptions {
  /** Stated by a profile; otherwise found by content. */
  readonly encoding?: TextEncoding | undefined;
  /** One ASCII sign; otherwise found from the heading. */
  readonly separator?: string | undefined;
  readonly progress?: ((bytesDone: number) => void) | undefined;
}

/**
 * Streams a text table through the row scanner. UTF-8 is checked strictly; where it fails the whole file is read again
 * as GB18030, so `handler.heading` may be called a second time: a handler starts afresh each time.
 * @throws encoding_not_as_said, encoding_unknown, quote_not_closed, heading_too_long, sheet_too_wide, file_empty
 */
export async function readTextTable(
  path: string,
  handler: TextTableHandler,
  options: TextTableOptions,
): Promise<TextTableFacts> {
  return await readWithEncoding(path, options.encoding, (source, encoding, hash) =>
    readAs(source, encoding, hash, handler, options),
  );
}

async function readAs(
  source: TextSource,
  encoding: TextEncoding,
  hash: Hash,
  handler: TextTableHandler,
  options: TextTableOptions,
): Promise<TextTableFacts> {
  const cells = new RowCells();
  const rows = new HeadingFirst(handler);
  let buffer: Uint8Array = new Uint8Array(CHUNK);
  let filled = 0;
  let from = 0;
  let separator = options.separator?.charCodeAt(0);
  for (let isLast = false; !isLast; ) {
    const added = await source.fill(buffer, filled);
    isLast = added === 0;
    // A byte before, since the sign may lie across two blocks.
    rows.mayHoldForcedTexts ||= mayHoldForcedTexts(buffer, Math.max(0, filled - 1), filled + added);
    filled += added;
    if (!rows.hasHeading) from = firstSign(buffer, filled);
    if (separator === undefined) {
      const isLineWhole = isLast || buffer.subarray(from, filled).some((byte) => byte === 10 || byte === 13);
      if (isLineWhole) separator = separatorOf(buffer, from, filled);
    }
    if (separator !== undefined) {
      if (!rows.hasHeading) rows.line += linesIn(buffer, from);
      const used = scanRows(buffer, from, filled, isLast, separator, cells, rows);
      if (isLast && used < filled) throw FILE_ERRORS.quote_not_closed({ row: rows.line + rows.count + 1 });
      buffer.copyWithin(0, used, filled);
      filled -= used;
      from = 0;
    }
    if (filled > buffer.length / 2) {
      if (!rows.hasHeading) throw FILE_ERRORS.heading_too_long({ most: LONGEST_HEADING });
      if (buffer.length >= LONGEST_ROW) throw FILE_ERRORS.quote_not_closed({ row: rows.line + rows.count + 1 });
      const larger = new Uint8Array(buffer.length * 2);
      larger.set(buffer);
      buffer = larger;
    }
    options.progress?.(source.bytesRead);
  }
  if (!rows.hasHeading) throw FILE_ERRORS.file_empty();
  return { ...factsOf(source, encoding, hash), forcedTexts: rows.forcedTexts };
}

/** Gives the first row that says anything to the handler as headings, the rest to whom the handler names. */
class HeadingFirst implements RowSink {
  /** Rows after the heading. */
  count = 0;
  /** Lines up to the heading, as a spreadsheet counts them. */
  line = 0;
  /** Cells written ="…", with the signs taken off. */
  forcedTexts = 0;
  mayHoldForcedTexts = false;
  private sink: RowSink | undefined;

  constructor(private readonly handler: TextTableHandler) {}

  get hasHeading(): boolean {
    return this.sink !== undefined;
  }

  row(bytes: Uint8Array, cells: RowCells): void {
    if (this.mayHoldForcedTexts) this.forcedTexts += undoForcedTexts(bytes, cells);
    if (this.sink !== undefined) {
      this.count++;
      this.sink.row(bytes, cells);
      return;
    }
    if (cells.count > WIDEST_SHEET) throw FILE_ERRORS.sheet_too_wide({ most: WIDEST_SHEET });
    const headings: string[] = [];
    for (let c = 0; c < cells.count; c++) headings.push(cellText(bytes, cells.starts[c]!, cells.ends[c]!).trim());
    const isBlank = headings.every((heading) => heading === '');
    // A spreadsheet does not show its own line "sep=;".
    if (EXCEL_SEPARATOR_CELL.test(headings[0]!)) return;
    this.line++;
    if (!isBlank) this.sink = this.handler.heading(headings, this.line);
  }
}

/** Where the text begins after a byte order mark and blank lines. */
function firstSign(buffer: Uint8Array, filled: number): number {
  let from = buffer[0] === 0xef && buffer[1] === 0xbb && buffer[2] === 0xbf ? 3 : 0;
  while (from < filled && (buffer[from] === 10 || buffer[from] === 13)) from++;
  return from;
}

/** Line ends before the text begins: LF, CR LF and CR count one each. */
function linesIn(buffer: Uint8Array, to: number): number {
  let lines = 0;
  for (let i = 0; i < to; i++) {
    if (buffer[i] === 13 || (buffer[i] === 10 && buffer[i - 1] !== 13)) lines++;
  }
  return lines;
}

/** The separator that the first line shows: Excel's own "sep=;" line, or the most frequent sign of the heading. */
function separatorOf(buffer: Uint8Array, from: number, filled: number): number {
  const start = cellText(buffer, from, Math.min(filled, from + 5));
  return /^sep=./i.test(start) ? buffer[from + 4]! : sniffSeparator(buffer, from, filled);
}
