import type { CodesColumn, Column, DictionaryColumn, TextColumn } from '../case-table.js';
import { resizeShared } from './writers/cell-writer.js';

/** Takes the marked rows out of every column, in place, and cuts the columns to size. The plain form: filter(). */
export function removeRows(
  columns: Readonly<Record<string, Column>>,
  sourceRow: Uint32Array,
  isRemoved: Uint8Array,
): { columns: Record<string, Column>; sourceRow: Uint32Array } {
  let kept = 0;
  for (let row = 0; row < isRemoved.length; row++) kept += 1 - isRemoved[row]!;
  const result: Record<string, Column> = {};
  for (const [name, column] of Object.entries(columns)) result[name] = keepRows(column, isRemoved, kept);
  return { columns: result, sourceRow: keepNumbers(sourceRow, isRemoved, kept) };
}

type Numbers = Int8Array | Int16Array | Int32Array | Uint16Array | Uint32Array | Float64Array;

function keepNumbers<T extends Numbers>(values: T, isRemoved: Uint8Array, kept: number): T {
  let target = 0;
  for (let row = 0; row < isRemoved.length; row++) if (isRemoved[row] === 0) values[target++] = values[row]!;
  return resizeShared(values, kept);
}

function keepRows(column: Column, isRemoved: Uint8Array, kept: number): Column {
  switch (column.kind) {
    case 'money':
      return { ...column, values: keepNumbers(column.values, isRemoved, kept) };
    case 'integer':
      return { ...column, values: keepNumbers(column.values, isRemoved, kept) };
    case 'day':
      return { ...column, values: keepNumbers(column.values, isRemoved, kept) };
    case 'dictionary':
      return { ...column, codes: keepNumbers(column.codes, isRemoved, kept) };
    case 'text': {
      const bytes = keepItems(column.offsets, column.bytes, isRemoved);
      return { ...column, bytes, offsets: resizeShared(column.offsets as Uint32Array, kept + 1) };
    }
    case 'codes': {
      const codes = keepItems(column.offsets, column.codes, isRemoved);
      return { ...column, codes, offsets: resizeShared(column.offsets, kept + 1) };
    }
  }
}

/** Moves the items of kept rows together; rewrites the offsets in place. */
function keepItems<T extends Uint8Array | Uint16Array | Uint32Array>(
  offsets: TextColumn['offsets'],
  items: T,
  isRemoved: Uint8Array,
): T {
  let target = 0;
  let row = 0;
  let start = 0;
  for (let source = 0; source < isRemoved.length; source++) {
    const end = offsets[source + 1]!;
    if (isRemoved[source] === 0) {
      items.copyWithin(target, start, end);
      target += end - start;
      offsets[++row] = target;
    }
    start = end;
  }
  return resizeShared(items, target);
}

/**
 * Numbers the texts of a dictionary anew by first appearance, so that rejected rows leave no trace in it: reading a
 * file and reading the same file without its bad rows give equal tables.
 */
export function renumberDictionary(column: DictionaryColumn): DictionaryColumn {
  const values = renumber(column.codes, column.values, 0);
  return { ...column, values };
}

/** The same for code lists; the first `knownCount` codes belong to a scheme and keep their numbers. */
export function renumberCodes(column: CodesColumn, knownCount: number): CodesColumn {
  const values = renumber(column.codes, column.values, knownCount);
  return { ...column, values };
}

function renumber(codes: Uint16Array | Uint32Array, values: readonly string[], knownCount: number): string[] {
  const fixed = knownCount + 1;
  const numberOf = new Uint32Array(values.length);
  for (let code = 0; code < fixed; code++) numberOf[code] = code;
  const renumbered = values.slice(0, fixed);
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i]!;
    if (code < fixed) continue;
    let number = numberOf[code]!;
    if (number === 0) {
      number = renumbered.push(values[code]!) - 1;
      numberOf[code] = number;
    }
    codes[i] = number;
  }
  return renumbered;
}
