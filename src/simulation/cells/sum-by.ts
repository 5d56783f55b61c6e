import type { HospitalRegister } from '../../cases/register.js';
import { compareCodePoints } from '../../kernel/hash.js';
import { levelClassOf } from '../aggregate-cells.js';
import type { CaseCells } from './case-cells.js';
import type { CellAccounts } from './cell-accounts.js';
import { type CellSums, emptySums, WHAT_IF_MEASURES, type WhatIfMeasure } from './cell-sums.js';

export type AccountKey = 'hospital' | 'level' | 'insurance' | 'region';
export type WhatIfKey = AccountKey | 'group';

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
  const key = by === 'group' ? { codes: cells.group, texts: cells.groups } : keyOf(cells, by, register);
  return addUp(cells.cellCount, key, sums, measures);
}

/** The same of the sums of askAccounts, which tell no groups apart. */
export function sumAccountsBy(
  accounts: CellAccounts,
  sums: CellSums,
  by: AccountKey,
  register: HospitalRegister,
  measures: readonly WhatIfMeasure[] = WHAT_IF_MEASURES,
): WhatIfRows {
  return addUp(accounts.cellCount, keyOf(accounts, by, register), sums, measures);
}

interface CellKey {
  readonly codes: ArrayLike<number>;
  readonly texts: readonly string[];
}

function addUp(
  cellCount: number,
  { codes, texts }: CellKey,
  sums: CellSums,
  measures: readonly WhatIfMeasure[],
): WhatIfRows {
  const isUsed = new Uint8Array(texts.length);
  for (let cell = 0; cell < cellCount; cell++) isUsed[codes[cell]!] = 1;
  const keys = [...new Set(texts.filter((_, code) => isUsed[code] === 1))].sort(compareCodePoints);
  const place = new Map(keys.map((key, row) => [key, row]));
  const rowOf = Uint32Array.from(texts, (text) => place.get(text) ?? 0);
  const rows = emptySums(keys.length);
  for (const measure of measures) {
    const from = sums[measure];
    const into = rows[measure];
    for (let cell = 0; cell < cellCount; cell++) into[rowOf[codes[cell]!]!]! += from[cell]!;
  }
  return { keys, sums: rows };
}

/** The code of each cell or account, and what the codes are called: several may be called alike. */
function keyOf(
  cells: Pick<CellAccounts, 'hospital' | 'insurance' | 'hospitals' | 'insurances'>,
  by: AccountKey,
  register: HospitalRegister,
): CellKey {
  switch (by) {
    case 'hospital':
      return { codes: cells.hospital, texts: cells.hospitals };
    case 'insurance':
      return { codes: cells.insurance, texts: cells.insurances };
    case 'level':
      return { codes: cells.hospital, texts: cells.hospitals.map((hospital) => levelClassOf(register, hospital)) };
    case 'region':
      return { codes: cells.hospital, texts: cells.hospitals.map(() => '') };
  }
}
