import type { CaseTable, CodesColumn, IntegerColumn } from '../../../src/cases/case-table.js';
import { sharedFloat64, sharedInt16, sharedUint16, sharedUint32 } from '../../../src/kernel/shared-arrays.js';

/** A case as a test writes it; a number that is left out is missing. Cost in yuan. */
export interface AuxiliaryCase {
  readonly dx?: string;
  readonly px?: string;
  readonly los?: number;
  readonly age?: number;
  readonly ageDays?: number;
  readonly type?: number;
  readonly icu?: number;
  readonly cost?: number;
}

export function auxiliaryTable(cases: readonly AuxiliaryCase[]): CaseTable {
  const integers = (values: readonly (number | undefined)[]): IntegerColumn => {
    const column = sharedInt16(values.length);
    values.forEach((value, row) => {
      column[row] = value ?? -1;
    });
    return { kind: 'integer', values: column };
  };
  const cost = sharedFloat64(cases.length);
  cases.forEach((one, row) => {
    cost[row] = Math.round((one.cost ?? 0) * 100);
  });
  return {
    caseCount: cases.length,
    sourceRow: sharedUint32(cases.length),
    columns: {
      dx: codesColumn(cases.map(({ dx }) => dx ?? '')),
      px: codesColumn(cases.map(({ px }) => px ?? '')),
      los_days: integers(cases.map(({ los }) => los)),
      age_years: integers(cases.map(({ age }) => age)),
      age_days: integers(cases.map(({ ageDays }) => ageDays)),
      discharge_type: integers(cases.map(({ type }) => type)),
      icu_days: integers(cases.map(({ icu }) => icu)),
      total_cost: { kind: 'money', values: cost },
    },
  };
}

function codesColumn(lists: readonly string[]): CodesColumn {
  const values = [''];
  const offsets = sharedUint32(lists.length + 1);
  const all: number[] = [];
  lists.forEach((list, row) => {
    for (const code of list.split(' ').filter((text) => text !== '')) {
      let id = values.indexOf(code);
      if (id < 0) id = values.push(code) - 1;
      all.push(id);
    }
    offsets[row + 1] = all.length;
  });
  const codes = sharedUint16(all.length);
  codes.set(all);
  return { kind: 'codes', offsets, codes, values };
}
