import { writeFile } from 'node:fs/promises';
import { parseDay, utcDate } from '../../kernel/day.js';
import type { Language } from '../../kernel/errors.js';
import { checkTable } from '../check-table.js';
import type { ReportModel } from '../report-model.js';
import { addColumnSheet } from './column-sheet.js';
import { addCoverSheet, fillCoverSheet } from './cover-sheet.js';
import { fixZipDates } from './fixed-zip-dates.js';
import { addParameterSheet } from './parameter-sheet.js';
import { addResultSheet } from './result-sheet.js';
import { addStatementSheet } from './statement-sheet.js';

/**
 * The report as a workbook: summary with caveat, hashes and headline figures; a sheet for each table with typed
 * numbers; parameters with sources and trust marks; statements; what each column means. Equal models give equal bytes:
 * the workbook's dates are the model's, the zip's are fixed.
 * @throws workbook_too_long, report_column_missing, report_money_not_whole
 */
export async function writeWorkbook(path: string, model: ReportModel, language: Language): Promise<void> {
  await writeFile(path, await workbookBytes(model, language));
}

/** The same as bytes, for a server to send. */
export async function workbookBytes(model: ReportModel, language: Language): Promise<Uint8Array> {
  for (const table of model.tables) checkTable(table);
  const { Workbook } = (await import('exceljs')).default;
  const workbook = new Workbook();
  const date = utcDate(parseDay(model.identity.date) ?? 0);
  workbook.creator = `drgdip ${model.identity.version}`;
  workbook.lastModifiedBy = workbook.creator;
  workbook.created = date;
  workbook.modified = date;
  workbook.title = model.title[language];
  const cover = addCoverSheet(workbook, model, language);
  for (const table of model.tables) addResultSheet(workbook, table, language);
  addParameterSheet(workbook, model, language);
  if (model.statements.length > 0) addStatementSheet(workbook, model, language);
  addColumnSheet(workbook, model, language);
  const others = workbook.worksheets.slice(1).map((sheet) => sheet.name);
  fillCoverSheet(cover, model, language, others);
  const bytes = new Uint8Array(await workbook.xlsx.writeBuffer());
  fixZipDates(bytes);
  return bytes;
}
