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

/**
 * Adds the sums of cells up; integers, so that no order of cells shows.
 * @param measures  those that are asked for; the others stay at 0
 */
export function sumBy(
  cells: CaseCells,
  sums: CellSums,
  by: WhatIfKey,
  register: HospitalRegister,
  measures: readonly WhatIfMeasure[] = WHAT_IF_MEASURES,
): WhatIfRows {
  const { codes, texts } = keyOf(cells, by, register);
  const isUsed = new Uint8Array(texts.length);
  for (let cell = 0; cell < cells.cellCount; cell++) isUsed[codes[cell]!] = 1;
  const keys = [...new Set(texts.filter((_, code) => isUsed[code] === 1))].sort(compareCodePoints);
  const place = new Map(keys.map((key, row) => [key, row]));
  const rowOf = Uint32Array.from(texts, (text) => place.get(text) ?? 0);
  const rows = emptySums(keys.length);
  for (const measure of measures) {
    const from = sums[measure];
    const into = rows[measure];
    for (let cell = 0; cell < cells.cellCount; cell++) into[rowOf[codes[cell]!]!]! += from[cell]!;
  }
  return { keys, sums: rows };
}

/** The code of each cell, and what the codes are called: several may be called alike. */
function keyOf(
  cells: CaseCells,
  by: WhatIfKey,
  register: HospitalRegister,
): { readonly codes: ArrayLike<number>; readonly texts: readonly string[] } {
  switch (by) {
    case 'hospital':
      return { codes: cells.hospital, texts: cells.hospitals };
    case 'insurance':
      return { codes: cells.insurance, texts: cells.insurances };
    case 'group':
      return { codes: cells.group, texts: cells.groups };
    case 'level':
      return { codes: cells.hospital, texts: cells.hospitals.map((hospital) => levelClassOf(register, hospital)) };
    case 'region':
      return { codes: cells.hospital, texts: cells.hospitals.map(() => '') };
  }
}
