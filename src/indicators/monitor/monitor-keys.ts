import { findColumn } from '../../cases/case-table.js';
import { compareCodePoints } from '../../kernel/compare-code-points.js';
import { formatDay, MISSING_DAY } from '../../kernel/day.js';
import type { MonitorFacts } from './monitor-facts.js';
import type { SumKeys } from './sum-measures.js';

/** Keys of one level of tables: by row a number, and by number the texts that name it; in code-point order when shown. */
export interface LevelKeys extends SumKeys {
  readonly names: readonly (readonly string[])[];
}

/** Hospital by its index in the column. */
export function hospitalKeys({ hospital, hospitals }: MonitorFacts): LevelKeys {
  return { of: hospital, count: hospitals.length, names: hospitals.map((id) => [id]) };
}

/** Hospital and department; only pairs that occur. */
export function departmentKeys({ hospital, department, departments, hospitals, caseCount }: MonitorFacts): LevelKeys {
  const width = departments.length;
  const numbers = new Int32Array(hospitals.length * width).fill(-1);
  const of = new Uint32Array(caseCount);
  const names: string[][] = [];
  for (let row = 0; row < caseCount; row++) {
    const pair = hospital[row]! * width + department[row]!;
    let number = numbers[pair]!;
    if (number < 0) {
      number = names.length;
      numbers[pair] = number;
      names.push([hospitals[hospital[row]!]!, departments[department[row]!]!]);
    }
    of[row] = number;
  }
  return { of, count: names.length, names };
}

/** Group of the scheme; what no group took stands under the code of its catalogue entry. */
export function groupKeys({ groups, catalogue }: MonitorFacts): LevelKeys {
  const names = catalogue.codes.map((code, g) => [code, catalogue.names[g]!]);
  return { of: groups.group, count: names.length, names };
}

/** Month of discharge, yyyy-mm; "" for cases without a day. */
export function monthKeys({ table, caseCount }: MonitorFacts): LevelKeys {
  const days = findColumn(table, 'discharge_date', 'day')?.values;
  const of = new Uint16Array(caseCount);
  const names: string[][] = [['']];
  if (days === undefined) return { of, count: 1, names };
  const byMonth = new Map<string, number>();
  const byDay = new Map<number, number>();
  for (let row = 0; row < caseCount; row++) {
    const day = days[row]!;
    if (day === MISSING_DAY) continue;
    let number = byDay.get(day);
    if (number === undefined) {
      const month = formatDay(day).slice(0, 7);
      number = byMonth.get(month);
      if (number === undefined) {
        number = names.push([month]) - 1;
        byMonth.set(month, number);
      }
      byDay.set(day, number);
    }
    of[row] = number;
  }
  return { of, count: names.length, names };
}

/** Level class of the hospital. */
export function levelKeys({ hospital, levels, caseCount }: MonitorFacts): LevelKeys {
  const names = [...new Set(levels)].sort(compareCodePoints);
  const ofHospital = levels.map((level) => names.indexOf(level));
  const of = new Uint8Array(caseCount);
  for (let row = 0; row < caseCount; row++) of[row] = ofHospital[hospital[row]!]!;
  return { of, count: names.length, names: names.map((name) => [name]) };
}

/** All cases under one key. */
export function wholeKeys({ caseCount }: MonitorFacts): LevelKeys {
  return { of: new Uint8Array(caseCount), count: 1, names: [['total']] };
}
