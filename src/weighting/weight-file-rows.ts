import { readFileSync } from 'node:fs';
import { listed } from '../cases/read/map-headings.js';
import { readTextRows } from '../cases/read/read-text-rows.js';
import { refusePipe } from '../kernel/refuse-pipe.js';
import { WEIGHT_INPUT_ERRORS } from './weighting-errors.js';

/** The text of a weight file. @throws weight_file_unreadable, weight_file_encoding */
export function readWeightText(path: string, file: string): string {
  refusePipe(path);
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (cause) {
    throw WEIGHT_INPUT_ERRORS.weight_file_unreadable({ file, problem: (cause as NodeJS.ErrnoException).code ?? '' });
  }
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // Not this encoding: try the next.
    }
  }
  throw WEIGHT_INPUT_ERRORS.weight_file_encoding({ file });
}

export interface WeightRows {
  /** Heading in small letters → its place. */
  readonly header: ReadonlyMap<string, number>;
  /** As written: keys of columns hold ids. */
  readonly headings: readonly string[];
  readonly body: readonly { readonly line: number; readonly cells: readonly string[] }[];
  /** `# key: value` lines before the header. */
  readonly notes: ReadonlyMap<string, string>;
}

/** A spreadsheet that saves the file puts a note into quotes, or commas behind it, one for each empty column. */
const NOTE_LINE = /^"?#\s*(?:(\w+):\s*)?(.*?)"?,*$/;

/**
 * Comment lines, headings and rows of a weight file, before anything is made of them.
 * @throws weight_column_missing, and the errors of reading text
 */
export function readWeightRows(text: string, file: string): WeightRows {
  const notes = new Map<string, string>();
  let rest = text.replace(/^\uFEFF/, '');
  let noteLines = 0;
  for (;;) {
    const end = rest.search(/\r\n?|\n|$/);
    const note = NOTE_LINE.exec(rest.slice(0, end));
    if (note === null) break;
    if (note[1] !== undefined) notes.set(note[1], note[2]!.trim());
    rest = rest.slice(rest.startsWith('\r\n', end) ? end + 2 : end + 1);
    noteLines += 1;
  }
  const isEmpty = rest.trim() === '';
  const { headings, rows, lines } = isEmpty
    ? { headings: [], rows: [], lines: [] }
    : readTextRows(new TextEncoder().encode(rest), file);
  const header = new Map(headings.map((name, index) => [name.toLowerCase(), index]));
  const missing = ['group', 'weight'].filter((name) => !header.has(name));
  if (missing.length > 0) {
    throw WEIGHT_INPUT_ERRORS.weight_column_missing({ file, missing: missing.join(', '), headings: listed(headings) });
  }
  const numbered = rows.map((cells, index) => ({ line: noteLines + lines[index]!, cells }));
  return { header, headings, body: numbered.filter(({ cells }) => cells.some((cell) => cell !== '')), notes };
}
