import { type CaseTable, findColumn } from '../cases/case-table.js';
import type { ImportProfile } from '../cases/import-profile.js';
import { readCases } from '../cases/read/read-cases.js';
import { MISSING_DAY } from '../kernel/day.js';
import { type DatedScheme, schemeInForce } from '../schemes/dated-schemes.js';
import { rowOfCase } from './row-of-case.js';
import { OPTION_ERRORS } from './run-errors.js';

/**
 * The scheme that groups one case among schemes by date: the one in force on its day of discharge. A case that cannot be
 * read is of the first scheme, whose reader says what is wrong with it.
 * @throws case_without_scheme for a case without that day, or before the first scheme
 */
export async function schemeOfCase(
  dates: readonly DatedScheme[],
  files: readonly string[],
  caseId: string | undefined,
  profile: ImportProfile | undefined,
): Promise<string> {
  const columns = ['case_id', 'discharge_date'];
  const { table } = await readCases(files, { columns, ...(profile === undefined ? {} : { profile }) });
  const row = rowOfCase(table, caseId);
  if (row === undefined) return dates[0]!.scheme;
  const place = schemeInForce(dates, dayOf(table, row));
  if (place < 0) {
    const schemes = dates.map(({ scheme }) => scheme).join(', ');
    throw OPTION_ERRORS.case_without_scheme({ case: caseId ?? '', schemes });
  }
  return dates[place]!.scheme;
}

const dayOf = (table: CaseTable, row: number): number =>
  findColumn(table, 'discharge_date', 'day')?.values[row] ?? MISSING_DAY;
