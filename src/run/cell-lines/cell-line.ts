import { columnSchema } from '../../cases/columns.js';
import { canonicalJson, sha256 } from '../../kernel/hash.js';
import { CELL_ERRORS } from './cell-line-errors.js';
import { NumberBytes, NumberReader } from './whole-numbers.js';

/** Begins each line, and with it each file. */
export const CELL_FORM = 'drgdip-cells/1';
const IDENTITY = '=';
const PART = '#';
/** Ends each line, so that a line cut off is seen. */
const END = '.';

/** What all cells of one calculation share. */
export interface CellsIdentity {
  readonly scheme: string;
  readonly schemeHash: string;
  /** Switches of grouping over the scheme's own, as canonical JSON. */
  readonly switches: string;
  /** Columns that are numbers, in the order of the values; the first sorts. */
  readonly numbers: readonly string[];
  /** Columns that are texts, in the order of a key. */
  readonly texts: readonly string[];
}

/**
 * The cases of one hospital, insurance, department … and group: what clearing and simulation need of them, without
 * ids, diagnoses or procedures. Cells of one key from any parts of the cases go together.
 */
export interface CaseCell {
  /** Texts of the identity's columns, then mdc, adrg, group, status and reason. */
  readonly key: readonly string[];
  readonly count: number;
  /** By number column: a value a case, missing is −1; money in fen. Ascending by the first column, then the next … */
  readonly values: readonly (readonly number[])[];
}

/** What a key holds behind the texts of its columns. */
export const KEY_RESULTS = ['mdc', 'adrg', 'group', 'status', 'reason'] as const;

/** The line that says what the cells of a calculation are; any part of it may be read before or after its cells. */
export function identityLine(identity: CellsIdentity): string {
  return [CELL_FORM, IDENTITY, identityName(identity), canonicalJson(identity), END].join('\t');
}

/** One cell as a line of text, TAB between its fields, without the line feed. */
export function cellLine(name: string, part: string, { key, count, values }: CaseCell): string {
  const bytes = new NumberBytes();
  values.forEach((column, c) => {
    let before = 0;
    for (const value of column) {
      // The sorted column as steps; a missing value is the smallest, and comes first.
      bytes.add(c === 0 ? value + 1 - before : value + 1);
      if (c === 0) before = value + 1;
    }
  });
  return [CELL_FORM, name, part, canonicalJson(key), String(count), bytes.toBase64(), END].join('\t');
}

/** The last line of a part: how many cells and rows it has, so that one cut off, or given twice, is seen. */
export function partLine(name: string, { part, cells, rows }: CellsPart): string {
  return [CELL_FORM, PART, name, part, String(cells), String(rows), END].join('\t');
}

/** What one run of the program made of its rows. */
export interface CellsPart {
  /** Named by what its rows were, in whatever order: rows of other ids are another part. */
  readonly part: string;
  readonly cells: number;
  readonly rows: number;
}

/** What cells name their identity by: the beginning of its hash. */
export function identityName(identity: CellsIdentity): string {
  return sha256(canonicalJson(identity)).slice(0, 16);
}

/** A line as its fields. @throws cells_unreadable */
export function parseLine(line: string): CellsLine {
  const fields = line.split('\t');
  if (fields[0] !== CELL_FORM || fields.at(-1) !== END) {
    throw CELL_ERRORS.cells_unreadable({ what: fields[0] === CELL_FORM ? 'cut off' : line.slice(0, 40) });
  }
  if (fields.length === 5 && fields[1] === IDENTITY) {
    const identity = identityOf(json(fields[3]!));
    if (identityName(identity) !== fields[2]) throw CELL_ERRORS.cells_unreadable({ what: 'identity' });
    return { kind: 'identity', identity };
  }
  if (fields.length !== 7) throw CELL_ERRORS.cells_unreadable({ what: 'cut off' });
  if (fields[1] === PART) {
    return { kind: 'part', part: { part: fields[3]!, cells: countOf(fields[4]!), rows: countOf(fields[5]!) } };
  }
  const [, name, part, key, count, values] = fields as [string, string, string, string, string, string];
  return { kind: 'cell', fields: { name, part, key, count, values } };
}

export type CellsLine =
  | { readonly kind: 'identity'; readonly identity: CellsIdentity }
  | { readonly kind: 'part'; readonly part: CellsPart }
  | { readonly kind: 'cell'; readonly fields: CellFields };

/** A cell's line before its identity is known. */
export interface CellFields {
  readonly name: string;
  readonly part: string;
  readonly key: string;
  readonly count: string;
  readonly values: string;
}

/** The cell of a line. @throws cells_unreadable */
export function parseCell(identity: CellsIdentity, fields: CellFields): CaseCell {
  const key = json(fields.key);
  const count = countOf(fields.count);
  const width = identity.texts.length + KEY_RESULTS.length;
  if (!isTexts(key) || key.length !== width || !(count > 0)) throw CELL_ERRORS.cells_unreadable({ what: 'key' });
  const isRejected = key[width - 2] === 'rejected';
  const reader = new NumberReader(Buffer.from(fields.values, 'base64'));
  const values = identity.numbers.map((_, c) => {
    const column: number[] = [];
    let before = 0;
    for (let i = 0; i < (isRejected ? 0 : count); i++) {
      const value = reader.next() + (c === 0 ? before : 0);
      if (c === 0) before = value;
      column.push(value - 1);
    }
    return column;
  });
  reader.end();
  return { key, count, values };
}

function countOf(text: string): number {
  if (!/^\d{1,12}$/.test(text)) throw CELL_ERRORS.cells_unreadable({ what: 'count' });
  return Number(text);
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw CELL_ERRORS.cells_unreadable({ what: text.slice(0, 40) }, { cause });
  }
}

function identityOf(value: unknown): CellsIdentity {
  const found = value as CellsIdentity;
  const isRight =
    typeof value === 'object' &&
    value !== null &&
    typeof found.scheme === 'string' &&
    typeof found.schemeHash === 'string' &&
    typeof found.switches === 'string' &&
    isTexts(found.numbers) &&
    isTexts(found.texts) &&
    found.texts.every((name) => columnSchema(name)?.kind === 'dictionary') &&
    found.numbers.every((name) => ['money', 'integer', 'day'].includes(columnSchema(name)?.kind ?? ''));
  if (!isRight) throw CELL_ERRORS.cells_unreadable({ what: 'identity' });
  return found;
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}
