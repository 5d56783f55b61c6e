import type { HospitalRegister } from '../../cases/register.js';
import { compareCodePoints } from '../../kernel/hash.js';
import { levelClassOf } from '../aggregate-cells.js';
import type { CaseCells } from './case-cells.js';
import { type CellSums, emptySums, WHAT_IF_MEASURES, type WhatIfMeasure } from './cell-sums.js';

export type WhatIfKey = 'hospital' | 'level' | 'insurance' | 'group' | 'region';

/** Sums of a question by a key, rows in code-point order. */
export interface WhatIfRows {
  readonly keys: readonly string[];
  readonly sums: CellSums;
}

/** Adds the sums of cells up; integers, so that no order of cells shows. */
export function sumBy(cells: CaseCells, sums: CellSums, by: WhatIfKey, register: HospitalRegister): WhatIfRows {
  const textOf = textsOf(cells, by, register);
  const used = new Set<string>();
  for (let cell = 0; cell < cells.cellCount; cell++) used.add(textOf(cell));
  const keys = [...used].sort(compareCodePoints);
  const place = new Map(keys.map((key, row) => [key, row]));
  const rowOf = Uint32Array.from({ length: cells.cellCount }, (_, cell) => place.get(textOf(cell))!);
  const rows = emptySums(keys.length);
  for (const measure of WHAT_IF_MEASURES) {
    const [from, into] = [sums[measure], rows[measure]];
    for (let cell = 0; cell < cells.cellCount; cell++) into[rowOf[cell]!]! += from[cell]!;
  }
  return { keys, sums: rows };
}

function textsOf(cells: CaseCells, by: WhatIfKey, register: HospitalRegister): (cell: number) => string {
  switch (by) {
    case 'hospital':
      return (cell) => cells.hospitals[cells.hospital[cell]!]!;
    case 'insurance':
      return (cell) => cells.insurances[cells.insurance[cell]!]!;
    case 'group':
      return (cell) => cells.groups[cells.group[cell]!]!;
    case 'level': {
      const levels = cells.hospitals.map((hospital) => levelClassOf(register, hospital));
      return (cell) => levels[cells.hospital[cell]!]!;
    }
    case 'region':
      return () => '';
  }
}

/** One measure of one row. */
export function measureAt(rows: WhatIfRows, key: string, measure: WhatIfMeasure): number {
  const row = rows.keys.indexOf(key);
  return row < 0 ? 0 : rows.sums[measure][row]!;
}
