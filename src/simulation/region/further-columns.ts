import type { CaseTable, Column } from '../../cases/case-table.js';
import { sharedFloat64 } from '../../kernel/shared-arrays.js';
import { drawUniform, SLOT, yearSeed } from './draw-slots.js';

/** Columns that the region has on request only: few policies read them. */
export const FURTHER_COLUMNS = ['new_tech_cost'] as const;
export type FurtherColumn = (typeof FURTHER_COLUMNS)[number];

/** One case in twenty carries excluded new technology, which is 30 to 90 % of its charges; chosen, nobody publishes them. */
export const NEW_TECHNOLOGY = { cases: 0.05, from: 0.3, to: 0.9 };

/**
 * The cases of one generated year with further columns; all else is as it was and is not copied. A value depends on seed,
 * year and row alone, so that any year has the same whatever else is made.
 * @param year  the table's year of discharge
 */
export function addFurtherColumns(
  table: CaseTable,
  names: readonly FurtherColumn[],
  { seed, year }: { readonly seed: number; readonly year: number },
): CaseTable {
  const columns: Record<string, Column> = { ...table.columns };
  for (const name of names) {
    columns[name] = { kind: 'money', values: newTechnology(table, yearSeed(seed, year)) };
  }
  return { ...table, columns };
}

function newTechnology({ caseCount, columns }: CaseTable, seed: number): Float64Array {
  const total = (columns.total_cost as Extract<Column, { kind: 'money' }>).values;
  const { cases, from, to } = NEW_TECHNOLOGY;
  const values = sharedFloat64(caseCount);
  for (let row = 0; row < caseCount; row++) {
    if (drawUniform(seed, row, SLOT.newTechnology) >= cases) continue;
    const part = from + (to - from) * drawUniform(seed, row, SLOT.newTechnologyPart);
    values[row] = Math.floor(total[row]! * part);
  }
  return values;
}
