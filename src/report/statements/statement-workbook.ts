import type { Workbook } from 'exceljs';
import { parseDay, utcDate } from '../../kernel/day.js';
import type { Language } from '../../kernel/errors.js';
import { label } from '../labels.js';
import { fixZipDates } from '../workbook/fixed-zip-dates.js';
import type { HospitalStatement } from './statement-book.js';
import { addStatementPart } from './statement-part-sheet.js';
import { hospitalTitle, word } from './statement-words.js';

/**
 * A hospital's statement as a workbook, a sheet for each policy of the run. Totals are formulas over the cells of the
 * terms above them, so that a reader can follow and change; the stored results are the statement's own, to the fen.
 * Texts are texts whatever they begin with. Equal statements give equal bytes.
 */
export async function statementWorkbook(statement: HospitalStatement, language: Language): Promise<Uint8Array> {
  const { Workbook } = (await import('exceljs')).default;
  const workbook: Workbook = new Workbook();
  const date = utcDate(parseDay(statement.date) ?? 0);
  workbook.creator = `drgdip ${statement.version}`;
  workbook.lastModifiedBy = workbook.creator;
  workbook.created = date;
  workbook.modified = date;
  workbook.title = `${hospitalTitle(statement, language)} · ${word('statement', language)}`;
  for (const part of statement.parts) {
    const name = part.scenario === 'single' ? label('statements', language) : label(part.scenario, language);
    addStatementPart(workbook, name, statement, part, language);
  }
  const bytes = new Uint8Array(await workbook.xlsx.writeBuffer());
  fixZipDates(bytes);
  return bytes;
}
