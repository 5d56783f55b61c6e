import { type CaseTable, needColumn } from '../cases/case-table.js';
import { type GroupCatalogue, type GroupColumns, STATUS_UNGROUPED } from '../grouping/group-columns.js';
import type { StayRuns } from './join-stays.js';
import type { LinkColumns, StayOrder, StayScope } from './link-columns.js';
import { LINK_ERRORS } from './link-errors.js';
import { sortByKey } from './sort-by-key.js';

/** A whole number for each row, by which stays are compared; -1 missing, which equals nothing. */
export interface ScopeKey {
  readonly values: Int32Array;
  readonly most: number;
}

const CATEGORY_CHARACTERS = 3;

/**
 * What two stays must share beside the patient, one key for each demand of the scope.
 * @throws column_missing (hospital_id, dx); readmission_needs_groups; readmission_category_not_characters
 */
export function scopeKeys(links: LinkColumns, table: CaseTable, scope: StayScope, stage: string): ScopeKey[] {
  const keys: ScopeKey[] = [];
  if (scope.principal !== 'any') keys.push(principalKey(table, scope, stage));
  if (scope.group !== 'any') {
    if (links.groups === undefined) throw LINK_ERRORS.readmission_needs_groups({ field: 'group' });
    if (scope.group === 'same') keys.push(groupKey(links.groups));
    else if (links.catalogue === undefined) throw LINK_ERRORS.readmission_needs_groups({ field: 'group' });
    else keys.push(adrgKey(links.groups, links.catalogue));
  }
  if (scope.hospital !== 'any') keys.push(hospitalKey(table, stage));
  return keys;
}

export function hospitalKey(table: CaseTable, stage: string): ScopeKey {
  const { codes, values } = needColumn(table, 'hospital_id', 'dictionary', stage);
  const key = new Int32Array(codes.length);
  for (let row = 0; row < codes.length; row++) key[row] = codes[row]! - 1;
  return { values: key, most: values.length };
}

function groupKey({ group, status }: GroupColumns): ScopeKey {
  const values = new Int32Array(group.length);
  let most = 0;
  for (let row = 0; row < group.length; row++) {
    values[row] = group[row] === 0 || status[row]! >= STATUS_UNGROUPED ? -1 : group[row]!;
    most = Math.max(most, values[row]!);
  }
  return { values, most };
}

function adrgKey(groups: GroupColumns, { adrgs }: GroupCatalogue): ScopeKey {
  const { values: group } = groupKey(groups);
  const numbers = numberDistinct(adrgs);
  for (let row = 0; row < group.length; row++) group[row] = group[row]! < 0 ? -1 : numbers[group[row]!]!;
  return { values: group, most: adrgs.length };
}

function principalKey(table: CaseTable, scope: StayScope, stage: string): ScopeKey {
  const characters = scope.category_characters ?? CATEGORY_CHARACTERS;
  if (!Number.isInteger(characters) || characters < 1) {
    throw LINK_ERRORS.readmission_category_not_characters({ found: characters });
  }
  const { offsets, codes, values } = needColumn(table, 'dx', 'codes', stage);
  const numbers = numberDistinct(
    scope.principal === 'same_code' ? values : values.map((code) => code.replaceAll('.', '').slice(0, characters)),
  );
  const key = new Int32Array(table.caseCount);
  for (let row = 0; row < key.length; row++) {
    const first = offsets[row]!;
    key[row] = first === offsets[row + 1] ? -1 : numbers[codes[first]!]!;
  }
  return { values: key, most: values.length };
}

/** A number for each text, equal for equal ones; -1 for the empty text. */
function numberDistinct(texts: readonly string[]): Int32Array {
  const numbers = new Map<string, number>();
  return Int32Array.from(texts, (text) => {
    if (text === '') return -1;
    const number = numbers.get(text) ?? numbers.size;
    numbers.set(text, number);
    return number;
  });
}

/** Stays in runs that share the patient and all keys; a stay with a missing key is in none. */
export function scopeRuns(order: StayOrder, keys: readonly ScopeKey[]): StayRuns {
  if (keys.length === 0) return order;
  let rows: Int32Array = withKeys(order.rows, keys);
  let spare: Int32Array = new Int32Array(rows.length);
  const all = [...keys, { values: order.patient, most: order.patientCount }];
  // The rows come by patient and time; each sort keeps the order of equals, so the last key ends as the first.
  for (const { values, most } of all) ({ sorted: rows, spare } = sortByKey(rows, spare, values, 0, most));
  const starts = new Int32Array(rows.length + 1);
  let runs = 0;
  for (let i = 0; i < rows.length; i++) {
    if (i === 0 || isOther(all, rows[i - 1]!, rows[i]!)) starts[runs++] = i;
  }
  starts[runs] = rows.length;
  return { rows, starts: starts.subarray(0, runs + 1) };
}

function isOther(keys: readonly ScopeKey[], a: number, b: number): boolean {
  for (let k = keys.length - 1; k >= 0; k--) if (keys[k]!.values[a] !== keys[k]!.values[b]) return true;
  return false;
}

/** The rows that have every key, in the same order. */
function withKeys(rows: Int32Array, keys: readonly ScopeKey[]): Int32Array {
  let kept = rows.slice();
  for (const { values } of keys) {
    let count = 0;
    for (let i = 0; i < kept.length; i++) {
      const row = kept[i]!;
      if (values[row]! >= 0) kept[count++] = row;
    }
    kept = kept.subarray(0, count);
  }
  return kept;
}

/** Each patient's stays that have every key, in runs by patient alone. */
export function patientRuns(order: StayOrder, key: ScopeKey): StayRuns {
  const rows = withKeys(order.rows, [key]);
  const starts = new Int32Array(rows.length + 1);
  let runs = 0;
  for (let i = 0; i < rows.length; i++) {
    if (i === 0 || order.patient[rows[i]!] !== order.patient[rows[i - 1]!]) starts[runs++] = i;
  }
  starts[runs] = rows.length;
  return { rows, starts: starts.subarray(0, runs + 1) };
}
