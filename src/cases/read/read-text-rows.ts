import { isUtf8 } from 'node:buffer';
import { FILE_ERRORS } from './file-errors.js';
import { RowCells, scanRows, sniffSeparator } from './scan-rows.js';
import { cellText } from './writers/cell-writer.js';

export interface TextRows {
  readonly headings: readonly string[];
  /** Cells trimmed, as many as headings; blank rows are kept, so that row numbers agree with the file. */
  readonly rows: readonly (readonly string[])[];
}

/** Rows that know the line of the file on which each begins, 1 first. */
export interface NumberedTextRows extends TextRows {
  readonly headingLine: number;
  readonly lines: readonly number[];
}

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

const encoder = new TextEncoder();

/**
 * A small text table (register, ledger …) whole, as strings: same scanner, same encodings as files of cases.
 * @throws file_empty, encoding_unknown, quote_not_closed
 */
export function readTextRows(content: Uint8Array, path: string): NumberedTextRows {
  const bytes = toUtf8(content, path);
  const rows: string[][] = [];
  const lines: number[] = [];
  const lineAt = lineCounter(bytes.slice());
  const sink = {
    row: (buffer: Uint8Array, cells: RowCells) => {
      const row: string[] = [];
      for (let c = 0; c < cells.count; c++) row.push(cellText(buffer, cells.starts[c]!, cells.ends[c]!).trim());
      if (rows.length === 0 && row.every((cell) => cell === '')) return;
      rows.push(row);
      lines.push(lineAt(cells.starts[0]!));
    },
  };
  const used = scanRows(bytes, 0, bytes.length, true, sniffSeparator(bytes, 0, bytes.length), new RowCells(), sink);
  if (used < bytes.length) throw FILE_ERRORS.quote_not_closed({ row: Math.max(0, rows.length) }, { path });
  const [headings, ...body] = rows;
  if (headings === undefined) throw FILE_ERRORS.file_empty({}, { path });
  return { headings, headingLine: lines[0]!, rows: body, lines: lines.slice(1) };
}

/** Answers the line of a place in the text, for places that only go on. */
function lineCounter(bytes: Uint8Array): (place: number) => number {
  let line = 1;
  let counted = 0;
  return (place) => {
    for (; counted < place; counted++) {
      const byte = bytes[counted];
      if (byte === LINE_FEED || (byte === CARRIAGE_RETURN && bytes[counted + 1] !== LINE_FEED)) line += 1;
    }
    return line;
  };
}

/** A copy of the content as UTF-8 without a byte order mark. */
function toUtf8(content: Uint8Array, path: string): Uint8Array {
  const isWide = (content[0] === 0xff && content[1] === 0xfe) || (content[0] === 0xfe && content[1] === 0xff);
  if (!isWide && isUtf8(content)) {
    const hasMark = content[0] === 0xef && content[1] === 0xbb && content[2] === 0xbf;
    return content.slice(hasMark ? 3 : 0);
  }
  const encoding = isWide ? (content[0] === 0xff ? 'utf-16le' : 'utf-16be') : 'gb18030';
  try {
    return encoder.encode(new TextDecoder(encoding, { fatal: true }).decode(content));
  } catch (cause) {
    throw FILE_ERRORS.encoding_unknown({}, { path, cause });
  }
}
