import type { CellFault } from '../cell-fault.js';
import { FILE_ERRORS } from '../file-errors.js';
import type { HeadingMapping } from '../map-headings.js';
import { factsOf, readWithEncoding, type TextTableFacts } from '../read-with-encoding.js';
import type { RowTarget } from '../row-target.js';
import { TextRow } from '../text-row.js';
import type { TextEncoding, TextSource } from '../text-source.js';
import { type JsonCell, parseJsonLine } from './parse-json-line.js';

const CHUNK = 1 << 20;
const LONGEST_LINE = 1 << 26;
/** Records looked at for keys before reading; a key that comes first after them begins the reading again. */
const RECORDS_SEARCHED = 1000;
const MOST_KEYS = 16_384;

export interface NdjsonHandler {
  /** Called with all keys, in the order they first appear; again when the reading begins again. */
  heading(keys: readonly string[]): HeadingMapping;
  readonly target: Pick<RowTarget, 'addRow'>;
}

export interface NdjsonOptions {
  readonly encoding?: TextEncoding | undefined;
  /** Joins the items of a list in one cell. */
  readonly listSign: string;
  readonly progress?: ((bytesDone: number) => void) | undefined;
}

export interface NdjsonFacts extends TextTableFacts {
  readonly blankLines: number;
}

/** A key that was not among those searched. */
class NewKey extends Error {}

/**
 * Streams a file with one JSON object a line. A line that is no object is a row in rejected; keys may differ from line
 * to line, an absent one is missing. Rows are numbered by line.
 * @throws file_empty, ndjson_too_many_keys, ndjson_line_too_long, encoding_unknown, encoding_not_as_said
 */
export async function readNdjson(path: string, handler: NdjsonHandler, options: NdjsonOptions): Promise<NdjsonFacts> {
  let keys = await collectKeys(path, options, RECORDS_SEARCHED);
  try {
    return await readRecords(path, keys, handler, options);
  } catch (error) {
    if (!(error instanceof NewKey)) throw error;
  }
  keys = await collectKeys(path, options, Number.POSITIVE_INFINITY);
  return await readRecords(path, keys, handler, options);
}

async function collectKeys(path: string, options: NdjsonOptions, most: number): Promise<string[]> {
  return await readWithEncoding(path, options.encoding, async (source) => {
    const keys = new Set<string>();
    let records = 0;
    await readLines(source, (bytes, from, to) => {
      const record = recordOf(bytes, from, to, options.listSign);
      if (record instanceof Map) for (const key of record.keys()) keys.add(key);
      if (keys.size > MOST_KEYS) throw FILE_ERRORS.ndjson_too_many_keys({ most: MOST_KEYS });
      return ++records < most;
    });
    if (keys.size === 0) throw records === 0 ? FILE_ERRORS.file_empty() : FILE_ERRORS.ndjson_without_records();
    return [...keys];
  });
}

async function readRecords(
  path: string,
  keys: readonly string[],
  handler: NdjsonHandler,
  options: NdjsonOptions,
): Promise<NdjsonFacts> {
  const place = new Map(keys.map((key, index) => [key, index]));
  return await readWithEncoding(path, options.encoding, async (source, encoding, hash) => {
    const mapping = handler.heading(keys);
    const used = new Set(mapping.sources.flatMap((one) => one.cells));
    const idCell = mapping.sources.find((one) => one.column === 'case_id')?.cells[0] ?? 0;
    const texts: string[] = new Array(keys.length).fill('');
    const row = new TextRow();
    let blankLines = 0;
    await readLines(source, (bytes, from, to, line) => {
      if (isBlank(bytes, from, to)) {
        blankLines++;
        return true;
      }
      let faults: Map<number, CellFault> | undefined;
      const fault = (cell: number, one: CellFault): void => {
        faults ??= new Map();
        faults.set(cell, one);
      };
      texts.fill('');
      const record = recordOf(bytes, from, to, options.listSign);
      if (record instanceof Map) {
        for (const [key, value] of record) {
          const cell = place.get(key);
          if (cell === undefined) throw new NewKey();
          if (typeof value === 'string') texts[cell] = value;
          else if (used.has(cell)) fault(cell, { reason: 'cell_is_nested', value: value.nested });
        }
      } else {
        fault(idCell, { reason: 'row_not_json', value: record.problem });
      }
      row.fill(texts);
      handler.target.addRow(row.bytes, row.cells, line, faults);
      options.progress?.(source.bytesRead);
      return true;
    });
    return { ...factsOf(source, encoding, hash), blankLines };
  });
}

const decoder = new TextDecoder();

function recordOf(
  bytes: Uint8Array,
  from: number,
  to: number,
  listSign: string,
): Map<string, JsonCell> | { readonly problem: string } {
  if (isBlank(bytes, from, to)) return new Map();
  try {
    return parseJsonLine(decoder.decode(bytes.subarray(from, to)), listSign);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { problem: error.message };
  }
}

function isBlank(bytes: Uint8Array, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (bytes[i]! > 32) return false;
  return true;
}

/** Calls `take` for each line, numbered from 1, until it answers false. */
async function readLines(
  source: TextSource,
  take: (bytes: Uint8Array, from: number, to: number, line: number) => boolean,
): Promise<void> {
  let buffer: Uint8Array = new Uint8Array(CHUNK);
  let filled = 0;
  let line = 0;
  let isFirst = true;
  for (let isLast = false; !isLast; ) {
    const added = await source.fill(buffer, filled);
    isLast = added === 0;
    filled += added;
    let from = isFirst && buffer[0] === 0xef && buffer[1] === 0xbb && buffer[2] === 0xbf ? 3 : 0;
    isFirst = false;
    for (;;) {
      let to = buffer.subarray(0, filled).indexOf(10, from);
      if (to < 0) {
        if (!isLast || from >= filled) break;
        to = filled;
      }
      if (!take(buffer, from, to, ++line)) return;
      from = to + 1;
    }
    from = Math.min(from, filled);
    buffer.copyWithin(0, from, filled);
    filled -= from;
    if (filled > buffer.length / 2) {
      if (buffer.length >= LONGEST_LINE) throw FILE_ERRORS.ndjson_line_too_long({ line: line + 1, most: LONGEST_LINE });
      const larger = new Uint8Array(buffer.length * 2);
      larger.set(buffer);
      buffer = larger;
    }
  }
}
