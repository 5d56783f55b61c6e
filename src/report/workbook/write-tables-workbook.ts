import { writeFile } from 'node:fs/promises';
import { utcDate } from '../../kernel/day.js';
import type { Language, Text } from '../../kernel/errors.js';
import type { ResultTable } from '../../kernel/result-table.js';
import { checkTable } from '../check-table.js';
import { fixZipDates } from './fixed-zip-dates.js';
import { addResultSheet } from './result-sheet.js';

/** Tables without a report around them, a sheet each. Equal tables give equal bytes. */
export async function writeTablesWorkbook(
  path: string,
  title: Text,
  tables: readonly ResultTable[],
  language: Language,
): Promise<void> {
  for (const table of tables) checkTable(table);
  const { Workbook } = (await import('exceljs')).default;
  const workbook = new Workbook();
  workbook.creator = 'drgdip';
  workbook.lastModifiedBy = 'drgdip';
  workbook.created = utcDate(0);
  workbook.modified = utcDate(0);
  workbook.title = title[language];
  for (const table of tables) addResultSheet(workbook, table, language);
  const bytes = new Uint8Array(await workbook.xlsx.writeBuffer());
  fixZipDates(bytes);
  await writeFile(path, bytes);
}
