import { coversPattern, overlapsPattern } from './diagnosis-patterns.js';
import type { DipEntry, DipPrimaryCareRow } from './dip-document.js';

/**
 * Whether the cases of an entry are of primary-care disease groups (基层病种): `whole` where one row takes all of its
 * diagnoses and main procedures, `part` where rows take some of them. The list names finer diagnoses (H25.9) than the
 * entries (H25), so most are `part`; then a case's own codes decide (isPrimaryCareCase). Entries with related parts, or
 * with a condition, are not meant by the list, which has neither.
 */
export function primaryCareOf(
  entry: Pick<DipEntry, 'diagnoses' | 'procedureUse' | 'main' | 'related' | 'condition'>,
  rows: readonly DipPrimaryCareRow[],
): DipEntry['primaryCare'] {
  let found: DipEntry['primaryCare'];
  for (const row of rows) {
    if (!meetsRow(entry, row)) continue;
    const isWhole =
      entry.main.every((code) => row.main.includes(code)) &&
      entry.diagnoses.every((own) => row.diagnoses.some((listed) => coversPattern(listed, own)));
    if (isWhole) return 'whole';
    found = 'part';
  }
  return found;
}

/** Whether some case of an entry may be of a row of the list. */
export function meetsRow(
  entry: Pick<DipEntry, 'diagnoses' | 'procedureUse' | 'main' | 'related' | 'condition'>,
  { diagnoses, main }: DipPrimaryCareRow,
): boolean {
  if (entry.related.length > 0 || entry.condition !== undefined) return false;
  if (entry.procedureUse !== (main.length > 0 ? 'main' : 'without')) return false;
  if (main.length > 0 && !entry.main.some((code) => main.includes(code))) return false;
  return entry.diagnoses.some((own) => diagnoses.some((listed) => overlapsPattern(own, listed)));
}
