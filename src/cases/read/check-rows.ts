import { formatDay, MISSING_DAY } from '../../kernel/day.js';
import { type Column, textAt } from '../case-table.js';
import { columnSchema } from '../columns.js';
import type { CaseBuilder } from './case-builder.js';
import { findDoubledTexts } from './doubled-texts.js';
import { isTotalRow } from './total-row.js';

/**
 * Checks that need more than one cell: a case id that is missing or stood before, a row of totals, a discharge before
 * the admission.
 * The reasons go to the builder.
 * @returns 1 for each row that is no case; undefined when all are
 */
export function checkRows(builder: CaseBuilder, columns: Readonly<Record<string, Column>>): Uint8Array | undefined {
  const { rowCount, sourceRow } = builder;
  const isRemoved = new Uint8Array(rowCount);
  let removedCount = 0;
  const remove = (row: number): void => {
    removedCount += 1 - isRemoved[row]!;
    isRemoved[row] = 1;
  };
  const ids = columns.case_id;
  const idAt = (row: number): string => (ids?.kind === 'text' ? textAt(ids, row) : '');
  const fileOf = (row: number): { file: string; headingRow: number } => ({
    file: builder.fileOf(row),
    headingRow: builder.fileStarts.headingRowOf(row),
  });
  const admit = columns.admit_date;
  const discharge = columns.discharge_date;
  if (admit?.kind === 'day' && discharge?.kind === 'day') {
    for (let row = 0; row < rowCount; row++) {
      const from = admit.values[row]!;
      const to = discharge.values[row]!;
      // A missing day is the smallest number: it must not look like an early discharge.
      if (to >= from || to === MISSING_DAY) continue;
      remove(row);
      builder.reject(
        sourceRow[row]!,
        'row_discharge_before_admission',
        columnSchema('discharge_date')!,
        formatDay(to),
        idAt(row),
        { admission: formatDay(from), ...fileOf(row) },
      );
    }
  }
  if (ids?.kind === 'text') {
    const schema = columnSchema('case_id')!;
    for (let row = 0; row < rowCount; row++) {
      if (ids.offsets[row] !== ids.offsets[row + 1]) continue;
      remove(row);
      builder.reject(sourceRow[row]!, 'row_case_id_missing', schema, '', '', fileOf(row));
    }
    for (let row = 0; row < rowCount; row++) {
      if (isRemoved[row] === 1 || !isTotalRow(ids, row)) continue;
      remove(row);
      builder.reject(sourceRow[row]!, 'row_is_total', schema, idAt(row), idAt(row), fileOf(row));
    }
    findDoubledTexts(ids, rowCount, (row, firstRow) => {
      remove(row);
      builder.reject(sourceRow[row]!, 'row_case_id_doubled', schema, idAt(row), idAt(row), {
        ...fileOf(row),
        firstFile: builder.fileOf(firstRow),
        firstRow: sourceRow[firstRow]! + builder.fileStarts.headingRowOf(firstRow),
      });
    });
  }
  return removedCount === 0 ? undefined : isRemoved;
}
