import type { Workbook } from 'exceljs';
import type { Language } from '../../kernel/errors.js';
import { bandWord } from '../band-words.js';
import { cellWord, label } from '../labels.js';
import { hospitalNames, withUnit } from '../report-cell.js';
import type { ReportModel } from '../report-model.js';
import { nameOfLine } from '../statements/line-labels.js';
import { addTableSheet, type SheetColumn, TEXT_FORMAT } from './sheet-table.js';

/** All hospitals' statements, one line a row, so that a filter on hospital and insurance shows one statement. */
export function addStatementSheet(workbook: Workbook, model: ReportModel, language: Language): void {
  const names = hospitalNames(model.hospitalNames, model.tables);
  const lines = model.statements.flatMap(({ scenario, lines: own }) => own.map((line) => ({ scenario, ...line })));
  const text = (header: string, pick: (line: (typeof lines)[number]) => string, width?: number): SheetColumn => ({
    header,
    format: TEXT_FORMAT,
    values: lines.map(pick),
    ...(width === undefined ? {} : { width }),
  });
  addTableSheet(
    workbook,
    label('statements', language),
    'table_statements',
    [
      text(label('scenario', language), (line) => label(line.scenario, language)),
      text(`${label('hospital', language)} ID`, (line) => line.hospitalId),
      text(label('hospital', language), (line) => names.get(line.hospitalId) ?? ''),
      text(label('insurance', language), (line) => cellWord('insurance', line.insurance, language)),
      { header: label('order', language), format: '0', values: lines.map((line) => line.order), width: 9 },
      text(label('line', language), (line) => nameOfLine(line, language)),
      {
        header: withUnit(label('amount', language), language === 'zh' ? '元' : 'yuan', language),
        format: '#,##0.00',
        values: lines.map((line) => (Number.isFinite(line.amountFen) ? line.amountFen / 100 : null)),
      },
      { ...text(label('formula', language), (line) => line.formula[language], 60), overflow: 'wrapped' },
      text(label('band', language), (line) => bandWord(line.band, language)),
      text(label('policyPath', language), (line) => line.policyPath),
    ],
    lines.length,
    3,
  );
}
