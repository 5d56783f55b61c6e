import type { CaseTable, Column } from '../../cases/case-table.js';
import { columnSchema } from '../../cases/columns.js';
import {
  allocateGroupColumns,
  GROUP_REASONS,
  GROUP_STATUSES,
  type GroupCatalogue,
  type GroupColumns,
} from '../../grouping/group-columns.js';
import { MISSING_DAY } from '../../kernel/day.js';
import {
  sharedFloat64,
  sharedInt8,
  sharedInt16,
  sharedInt32,
  sharedUint8,
  sharedUint32,
} from '../../kernel/shared-arrays.js';
import { CELL_ERRORS } from './cell-line-errors.js';
import type { ReadCells } from './read-cells.js';

const INTEGERS = { int8: sharedInt8, int16: sharedInt16, int32: sharedInt32 };

/**
 * The cases of cells as a table, and their groups: what pricing and clearing read of a year, cell after cell. Ids are
 * numbers of this table; diagnoses and procedures are gone.
 * @throws cells_unreadable where a group is none of the scheme
 */
export function expandCells(
  { identity, cells, caseCount }: ReadCells,
  catalogue: GroupCatalogue,
): { readonly table: CaseTable; readonly groups: GroupColumns } {
  const columns: Record<string, Column> = { case_id: numbered(caseCount) };
  identity.numbers.forEach((name, c) => {
    columns[name] = numberColumn(name, caseCount, (set) => {
      let row = 0;
      for (const { values } of cells) for (const value of values[c]!) set(row++, value);
    });
  });
  identity.texts.forEach((name, k) => {
    const codes = sharedUint32(caseCount);
    const places = new Map([['', 0]]);
    let row = 0;
    for (const { key, count } of cells) {
      const text = key[k]!;
      if (!places.has(text)) places.set(text, places.size);
      codes.fill(places.get(text)!, row, row + count);
      row += count;
    }
    columns[name] = { kind: 'dictionary', codes, values: [...places.keys()] };
  });
  const groups = allocateGroupColumns(caseCount);
  const width = identity.texts.length;
  const groupOf = groupFinder(catalogue);
  let row = 0;
  for (const { key, count } of cells) {
    const [mdc, adrg, code, status, reason] = key.slice(width) as [string, string, string, string, string];
    const of = [
      groupOf(mdc, adrg, code),
      GROUP_STATUSES.indexOf(status as never),
      GROUP_REASONS.indexOf(reason as never),
    ];
    if (of.some((index) => index < 0)) throw CELL_ERRORS.cells_unreadable({ what: `${code} ${status} ${reason}` });
    groups.group.fill(of[0]!, row, row + count);
    groups.status.fill(of[1]!, row, row + count);
    groups.reason.fill(of[2]!, row, row + count);
    row += count;
  }
  const sourceRow = sharedUint32(caseCount);
  for (let i = 0; i < caseCount; i++) sourceRow[i] = i + 1;
  return { table: { caseCount, columns, sourceRow }, groups };
}

/** Index of a group by all that names it: a code may stand in two chapters. */
function groupFinder({ mdcs, adrgs, codes }: GroupCatalogue): (mdc: string, adrg: string, code: string) => number {
  const name = (mdc: string, adrg: string, code: string): string => `${mdc}\u0000${adrg}\u0000${code}`;
  const places = new Map(codes.map((code, index) => [name(mdcs[index]!, adrgs[index]!, code), index]));
  return (mdc, adrg, code) => places.get(name(mdc, adrg, code)) ?? -1;
}

function numberColumn(
  name: string,
  caseCount: number,
  fill: (set: (row: number, value: number) => void) => void,
): Column {
  const { kind, storage = 'int32' } = columnSchema(name)!;
  if (kind === 'money') {
    const values = sharedFloat64(caseCount);
    fill((row, value) => {
      values[row] = value < 0 ? Number.NaN : value;
    });
    return { kind, values };
  }
  if (kind === 'day') {
    const values = sharedInt32(caseCount);
    fill((row, value) => {
      values[row] = value < 0 ? MISSING_DAY : value;
    });
    return { kind, values };
  }
  const values = INTEGERS[storage](caseCount);
  fill((row, value) => {
    values[row] = value;
  });
  return { kind: 'integer', values };
}

/** Ids 1, 2, 3 …, for messages that name a case. */
function numbered(caseCount: number): Column {
  const encoder = new TextEncoder();
  const offsets = sharedUint32(caseCount + 1);
  let size = 0;
  for (let i = 0; i < caseCount; i++) {
    size += String(i + 1).length;
    offsets[i + 1] = size;
  }
  const bytes = sharedUint8(size);
  for (let i = 0; i < caseCount; i++) bytes.set(encoder.encode(String(i + 1)), offsets[i]!);
  return { kind: 'text', offsets, bytes };
}
