import type { CodesColumn, Column, TextColumn } from '../../cases/case-table.js';
import { sharedUint8, sharedUint16, sharedUint32 } from '../../kernel/shared-arrays.js';
import type { BehaviourCases, Facts } from './behaviour-cases.js';

/** Rows to take, in this order; a row may stand more than once. */
export interface RowChoice {
  readonly rows: Uint32Array;
  /** From this place on rows are copies: their identifying texts get a suffix. */
  readonly firstCopy: number;
  /** By name of a text column; columns not named keep their text. */
  readonly suffixes: Readonly<Record<string, string>>;
}

/** The chosen rows of cases as new columns on shared memory; nothing given is changed. */
export function takeRows({ table, groups, facts }: BehaviourCases, choice: RowChoice): BehaviourCases {
  const { rows } = choice;
  const columns: Record<string, Column> = {};
  for (const [name, column] of Object.entries(table.columns)) columns[name] = takeColumn(name, column, choice);
  return {
    table: { caseCount: rows.length, columns, sourceRow: gather(table.sourceRow, rows) },
    groups: {
      group: gather(groups.group, rows),
      status: gather(groups.status, rows),
      reason: gather(groups.reason, rows),
    },
    facts: facts === undefined ? undefined : takeFacts(facts, rows),
  };
}

/** The rows that a test keeps, in their order. */
export function keptRows(caseCount: number, isKept: (row: number) => boolean): number[] {
  const rows: number[] = [];
  for (let row = 0; row < caseCount; row++) if (isKept(row)) rows.push(row);
  return rows;
}

function takeFacts(facts: Facts, rows: Uint32Array): Facts {
  return Object.fromEntries(Object.entries(facts).map(([name, values]) => [name, gather(values, rows)]));
}

type Numbers = Float64Array | Int8Array | Int16Array | Int32Array | Uint8Array | Uint16Array | Uint32Array;

function gather<Values extends Numbers>(from: Values, rows: Uint32Array): Values {
  const Type = from.constructor as new (buffer: SharedArrayBuffer) => Values;
  const into = new Type(new SharedArrayBuffer(rows.length * from.BYTES_PER_ELEMENT));
  for (let i = 0; i < rows.length; i++) into[i] = from[rows[i]!]!;
  return into;
}

function takeColumn(name: string, column: Column, choice: RowChoice): Column {
  const { rows } = choice;
  switch (column.kind) {
    case 'money':
      return { ...column, values: gather(column.values, rows) };
    case 'integer':
      return { ...column, values: gather(column.values, rows) };
    case 'day':
      return { ...column, values: gather(column.values, rows) };
    case 'dictionary':
      return { ...column, codes: gather(column.codes, rows) };
    case 'codes':
      return takeCodes(column, rows);
    case 'text':
      return takeTexts(column, choice, choice.suffixes[name] ?? '');
  }
}

function takeCodes({ kind, offsets, codes, values }: CodesColumn, rows: Uint32Array): CodesColumn {
  const ends = sharedUint32(rows.length + 1);
  for (let i = 0; i < rows.length; i++) ends[i + 1] = ends[i]! + offsets[rows[i]! + 1]! - offsets[rows[i]!]!;
  const count = ends[rows.length]!;
  const taken = codes instanceof Uint16Array ? sharedUint16(count) : sharedUint32(count);
  for (let i = 0; i < rows.length; i++) {
    let at = ends[i]!;
    for (let from = offsets[rows[i]!]!; from < offsets[rows[i]! + 1]!; from++) taken[at++] = codes[from]!;
  }
  return { kind, offsets: ends, codes: taken, values };
}

function takeTexts({ kind, offsets, bytes }: TextColumn, { rows, firstCopy }: RowChoice, suffix: string): TextColumn {
  const tail = new TextEncoder().encode(suffix);
  const ends = new Float64Array(new SharedArrayBuffer((rows.length + 1) * 8));
  for (let i = 0; i < rows.length; i++) {
    const length = offsets[rows[i]! + 1]! - offsets[rows[i]!]!;
    // An empty text is missing, and stays so.
    ends[i + 1] = ends[i]! + length + (i >= firstCopy && length > 0 ? tail.length : 0);
  }
  const taken = sharedUint8(ends[rows.length]!);
  for (let i = 0; i < rows.length; i++) {
    const [from, until] = [offsets[rows[i]!]!, offsets[rows[i]! + 1]!];
    taken.set(bytes.subarray(from, until), ends[i]!);
    if (i >= firstCopy && until > from) taken.set(tail, ends[i]! + until - from);
  }
  return { kind, offsets: ends, bytes: taken };
}
