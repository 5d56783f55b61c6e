import { findColumn, needColumn } from '../cases/case-table.js';
import { compareCodePoints } from '../kernel/hash.js';
import type { SettlementInput } from './settlement-input.js';
import { uniqueKeys } from './unique-keys.js';

/** Which cell each case belongs to, and the keys of the cells, in code-point order of hospital, insurance, department, group. */
export interface CellIndex {
  readonly cellCount: number;
  readonly hospitals: readonly string[];
  readonly insurances: readonly string[];
  readonly departments: readonly string[];
  readonly groups: readonly string[];
  readonly hospital: Uint32Array;
  readonly insurance: Uint8Array;
  readonly department: Uint32Array;
  readonly group: Uint32Array;
  readonly cellOf: Uint32Array;
  /** Accounts are hospital × insurance: cells of account a are accountStart[a] … accountStart[a + 1] − 1. */
  readonly accountCount: number;
  readonly accountStart: Uint32Array;
  readonly accountOf: Uint32Array;
}

/** Texts that occur, sorted, and the rank of each code. */
function rank(values: readonly string[], isUsed: Uint8Array): { texts: string[]; rankOf: Uint32Array } {
  const used = values.map((_, code) => code).filter((code) => isUsed[code] === 1);
  used.sort((a, b) => compareCodePoints(values[a]!, values[b]!));
  const rankOf = new Uint32Array(values.length);
  used.forEach((code, place) => {
    rankOf[code] = place;
  });
  return { texts: used.map((code) => values[code]!), rankOf };
}

function markUsed(codes: Uint16Array | Uint32Array, count: number): Uint8Array {
  const isUsed = new Uint8Array(count);
  for (let row = 0; row < codes.length; row++) isUsed[codes[row]!] = 1;
  return isUsed;
}

/**
 * Builds the cells: hospital × insurance × department × group. A file without departments has the one department "".
 * @throws column_missing
 */
export function buildCellIndex(input: SettlementInput): CellIndex {
  const { table, groups, catalogue } = input;
  const hospitalColumn = needColumn(table, 'hospital_id', 'dictionary', 'settlement');
  const insuranceColumn = needColumn(table, 'insurance', 'dictionary', 'settlement');
  const departmentColumn = findColumn(table, 'department', 'dictionary');
  const h = rank(hospitalColumn.values, markUsed(hospitalColumn.codes, hospitalColumn.values.length));
  const i = rank(insuranceColumn.values, markUsed(insuranceColumn.codes, insuranceColumn.values.length));
  const d =
    departmentColumn === undefined
      ? { texts: [''], rankOf: new Uint32Array(1) }
      : rank(departmentColumn.values, markUsed(departmentColumn.codes, departmentColumn.values.length));
  const g = rank(catalogue.codes, markUsed(groups.group, catalogue.codes.length));
  const [insuranceCount, departmentCount, groupCount] = [i.texts.length, d.texts.length, g.texts.length];
  const wardOf = (row: number): number => {
    const department = departmentColumn === undefined ? 0 : d.rankOf[departmentColumn.codes[row]!]!;
    const account = h.rankOf[hospitalColumn.codes[row]!]! * insuranceCount + i.rankOf[insuranceColumn.codes[row]!]!;
    return account * departmentCount + department;
  };
  const groupOf = (row: number): number => g.rankOf[groups.group[row]!]!;
  const wardCount = h.texts.length * insuranceCount * departmentCount;
  // Where the product of all four leaves the exact integers, those of the first three that occur are numbered first.
  const wards = wardCount * groupCount > Number.MAX_SAFE_INTEGER ? uniqueKeys(table.caseCount, wardOf) : undefined;
  const { keys, placeOf } = uniqueKeys(
    table.caseCount,
    wards === undefined
      ? (row) => wardOf(row) * groupCount + groupOf(row)
      : (row) => wards.placeOf[row]! * groupCount + groupOf(row),
  );
  const cellCount = keys.length;
  const hospital = new Uint32Array(cellCount);
  const insurance = new Uint8Array(cellCount);
  const department = new Uint32Array(cellCount);
  const group = new Uint32Array(cellCount);
  const accountOf = new Uint32Array(cellCount);
  const starts: number[] = [];
  for (let c = 0; c < cellCount; c++) {
    const key = keys[c]!;
    group[c] = key % groupCount;
    const ward = (key - group[c]!) / groupCount;
    const rest = wards === undefined ? ward : wards.keys[ward]!;
    department[c] = rest % departmentCount;
    const account = (rest - department[c]!) / departmentCount;
    insurance[c] = account % insuranceCount;
    hospital[c] = (account - insurance[c]!) / insuranceCount;
    const isNew = c === 0 || hospital[c] !== hospital[c - 1] || insurance[c] !== insurance[c - 1];
    if (isNew) starts.push(c);
    accountOf[c] = starts.length - 1;
  }
  return {
    cellCount,
    hospitals: h.texts,
    insurances: i.texts,
    departments: d.texts,
    groups: g.texts,
    hospital,
    insurance,
    department,
    group,
    cellOf: placeOf,
    accountCount: starts.length,
    accountStart: Uint32Array.from([...starts, cellCount]),
    accountOf,
  };
}
