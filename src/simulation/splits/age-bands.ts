import { type CaseTable, findColumn } from '../../cases/case-table.js';

/** Bands of a patient's age in years (年龄段), lower edge included; the keys stand in this order by code point too. */
export const AGE_BANDS = [
  { key: '00', from: 0 },
  { key: '01-17', from: 1 },
  { key: '18-44', from: 18 },
  { key: '45-59', from: 45 },
  { key: '60-74', from: 60 },
  { key: '75+', from: 75 },
] as const;

/** Key of cases whose age is missing. */
export const UNKNOWN_AGE = 'unknown';
export const AGE_KEYS: readonly string[] = [...AGE_BANDS.map(({ key }) => key), UNKNOWN_AGE];

/** Index into AGE_KEYS of each case; a table without ages has all unknown. */
export function ageBandReader(table: CaseTable): (row: number) => number {
  const ages = findColumn(table, 'age_years', 'integer')?.values;
  const unknown = AGE_KEYS.length - 1;
  if (ages === undefined) return () => unknown;
  const bandOf = Uint8Array.from({ length: 256 }, (_, age) => AGE_BANDS.findLastIndex(({ from }) => from <= age));
  return (row) => (ages[row]! < 0 ? unknown : bandOf[Math.min(255, ages[row]!)]!);
}
