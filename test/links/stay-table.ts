import type { CaseTable, Column, TextColumn } from '../../src/cases/case-table.js';
import { GROUP_STATUSES, type GroupCatalogue, type GroupColumns } from '../../src/grouping/group-columns.js';
import { MISSING_DAY, parseDay } from '../../src/kernel/day.js';
import { sharedInt8, sharedInt32, sharedUint8, sharedUint16, sharedUint32 } from '../../src/kernel/shared-arrays.js';

/** One stay as a person would write it; days as "2026-03-01" or as day numbers, absent is missing. */
export interface Stay {
  readonly id: string;
  readonly patient?: string;
  readonly admit?: string | number;
  readonly discharge?: string | number;
  readonly settled?: string | number;
  readonly hospital?: string;
  readonly dx?: string;
  /** Index into CATALOGUE; 0 is ungrouped. */
  readonly group?: number;
  readonly planned?: string;
  readonly type?: number;
}

export const CATALOGUE: GroupCatalogue = {
  schemeId: 'tiny',
  schemeHash: 'hash',
  codes: ['0000', 'ES31', 'ES33', 'RE11', 'GZ15', 'E00'],
  mdcs: ['', 'E', 'E', 'R', 'G', 'E'],
  adrgs: ['', 'ES3', 'ES3', 'RE1', 'GZ1', ''],
  names: ['', 'a', 'b', 'chemotherapy', 'c', ''],
};
/** The scheme's own fallback group: a code, but no group that took the case. */
const FALLBACK = 5;

export function stayTable(stays: readonly Stay[]): CaseTable {
  const columns: Record<string, Column> = {
    case_id: texts(stays.map(({ id }) => id)),
    patient_key: texts(stays.map(({ patient }) => patient ?? '')),
    admit_date: days(stays.map(({ admit }) => admit)),
    discharge_date: days(stays.map(({ discharge }) => discharge)),
    settlement_date: days(stays.map(({ settled }) => settled)),
    hospital_id: dictionary(stays.map(({ hospital }) => hospital ?? '')),
    planned_readmission: dictionary(stays.map(({ planned }) => planned ?? '')),
    discharge_type: { kind: 'integer', values: sharedInt8(stays.length) },
    dx: principals(stays.map(({ dx }) => dx ?? '')),
  };
  stays.forEach(({ type }, row) => {
    (columns.discharge_type as { values: Int8Array }).values[row] = type ?? -1;
  });
  const sourceRow = sharedUint32(stays.length);
  for (let row = 0; row < stays.length; row++) sourceRow[row] = row + 1;
  return { caseCount: stays.length, columns, sourceRow };
}

/** The same table without some columns. */
export function without(table: CaseTable, ...names: string[]): CaseTable {
  return {
    ...table,
    columns: Object.fromEntries(Object.entries(table.columns).filter(([name]) => !names.includes(name))),
  };
}

export function stayGroups(stays: readonly Stay[]): GroupColumns {
  const group = sharedUint16(stays.length);
  const status = sharedUint8(stays.length);
  stays.forEach((stay, row) => {
    group[row] = stay.group ?? 0;
    status[row] = GROUP_STATUSES.indexOf(group[row] === 0 || group[row] === FALLBACK ? 'ungrouped' : 'grouped');
  });
  return { group, status, reason: sharedUint8(stays.length) };
}

export const dayNumber = (day: string | number | undefined): number =>
  day === undefined ? MISSING_DAY : typeof day === 'number' ? day : parseDay(day)!;

function days(list: readonly (string | number | undefined)[]): Column {
  const values = sharedInt32(list.length);
  list.forEach((day, row) => {
    values[row] = dayNumber(day);
  });
  return { kind: 'day', values };
}

function texts(list: readonly string[]): TextColumn {
  const encoded = list.map((text) => new TextEncoder().encode(text));
  const bytes = sharedUint8(encoded.reduce((total, part) => total + part.length, 0));
  const offsets = sharedUint32(list.length + 1);
  encoded.forEach((part, row) => {
    bytes.set(part, offsets[row]!);
    offsets[row + 1] = offsets[row]! + part.length;
  });
  return { kind: 'text', offsets, bytes };
}

function dictionary(list: readonly string[]): Column {
  const values = ['', ...new Set(list.filter((text) => text !== ''))];
  const codes = sharedUint16(list.length);
  list.forEach((text, row) => {
    codes[row] = values.indexOf(text);
  });
  return { kind: 'dictionary', codes, values };
}

/** A principal diagnosis each, and a second one that no rule may look at. */
function principals(list: readonly string[]): Column {
  const values = ['', 'I10', ...new Set(list.filter((text) => text !== '' && text !== 'I10'))];
  const offsets = sharedUint32(list.length + 1);
  const codes: number[] = [];
  list.forEach((text, row) => {
    if (text !== '') codes.push(values.indexOf(text), 1);
    offsets[row + 1] = codes.length;
  });
  const shared = sharedUint16(codes.length);
  shared.set(codes);
  return { kind: 'codes', offsets, codes: shared, values };
}
