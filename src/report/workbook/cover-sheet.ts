import type { Workbook, Worksheet } from 'exceljs';
import type { Language } from '../../kernel/errors.js';
import { displayWidth } from '../display-width.js';
import { figureUnit, identityLines } from '../html/render-body.js';
import { label } from '../labels.js';
import type { HeadlineFigure, ReportModel } from '../report-model.js';

const FORMATS = { money: '#,##0.00', count: '#,##0', ratio: '0.00%', number: '#,##0.0000' } as const;

const LINE_HEIGHT = 15;
/** Of the columns, in digits as sheets count them. */
const WIDTHS = [30, 22, 12, 20, 14, 36];

/** First sheet: the question, the caveat, the headline figures, notices, contents, and what the result was made from. */
export function addCoverSheet(workbook: Workbook, model: ReportModel, language: Language): Worksheet {
  const sheet = workbook.addWorksheet(label('summary', language), {
    views: [{ showGridLines: false }],
    pageSetup: { paperSize: 9, orientation: 'portrait', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
  });
  sheet.columns = WIDTHS.map((width) => ({ width }));
  const place = language === 'zh' ? `${model.region.zh} ${model.year} 年` : `${model.region.en} ${model.year}`;
  write(sheet, 1, [model.title[language]]).font = { bold: true, size: 16 };
  write(sheet, 2, [model.subtitle[language]]);
  write(sheet, 3, [
    `${place} · ${label(model.scenario, language)} · ${label('date', language)} ${model.identity.date}`,
  ]);
  write(sheet, 4, [model.caveat[language]]).font = { bold: true };
  return sheet;
}

/** Called last, when the names of the other sheets are known. */
export function fillCoverSheet(
  sheet: Worksheet,
  model: ReportModel,
  language: Language,
  others: readonly string[],
): void {
  let row = heading(sheet, 6, label('answer', language));
  const isCompared = model.figures.some((figure) => figure.change !== undefined);
  const heads = [label('figure', language), label('value', language), label('unit', language)];
  if (isCompared) heads.push(label('change', language), label('relative', language));
  const head = write(sheet, row++, heads);
  head.font = { bold: true };
  for (const c of [2, 4, 5]) head.getCell(c).alignment = { horizontal: 'right' };
  for (const figure of model.figures) addFigure(sheet, row++, figure, language);
  if (model.notices.length > 0) {
    row = heading(sheet, row + 1, label('notices', language));
    for (const notice of model.notices) addNotice(sheet, row++, notice[language]);
  }
  row = heading(sheet, row + 1, label('contents', language));
  for (const name of others) {
    const cell = sheet.getCell(row++, 1);
    // A formula, not a hyperlink: those inside a workbook arrive twice in LibreOffice.
    cell.value = { formula: `HYPERLINK("#'${name}'!A1","${name}")`, result: name };
    cell.font = { color: { argb: 'FF0F5EA8' }, underline: true };
  }
  row = heading(sheet, row + 1, label('identity', language));
  for (const [name, value] of identityLines(model.identity, language)) {
    write(sheet, row, [name, value]);
    sheet.getCell(row++, 2).numFmt = '@';
  }
}

/** Over all columns, broken into lines: a long one would make the page so wide that nothing on it can be read. */
function addNotice(sheet: Worksheet, row: number, text: string): void {
  const target = write(sheet, row, [text]);
  sheet.mergeCells(row, 1, row, WIDTHS.length);
  target.getCell(1).alignment = { wrapText: true, vertical: 'top' };
  // Merged cells do not grow by themselves. A line is left short of the width, since words break early.
  const perLine = WIDTHS.reduce((all, width) => all + width, 0) * 0.9;
  target.height = LINE_HEIGHT * Math.ceil(displayWidth(text) / perLine);
}

function heading(sheet: Worksheet, row: number, text: string): number {
  write(sheet, row, [text]).font = { bold: true, size: 12 };
  return row + 1;
}

function addFigure(sheet: Worksheet, row: number, figure: HeadlineFigure, language: Language): void {
  const number = (value: number | undefined) =>
    value === undefined || !Number.isFinite(value) ? null : figure.kind === 'money' ? value / 100 : value;
  const unit = figure.kind === 'ratio' ? '' : figureUnit(figure, 'yuan', language);
  const relative = figure.relative === undefined || !Number.isFinite(figure.relative) ? null : figure.relative;
  write(sheet, row, [
    figure.label[language],
    number(figure.value),
    unit,
    number(figure.change),
    relative,
    figure.note?.[language] ?? null,
  ]);
  sheet.getCell(row, 2).numFmt = FORMATS[figure.kind];
  sheet.getCell(row, 4).numFmt = FORMATS[figure.kind];
  sheet.getCell(row, 5).numFmt = '0.00%';
  for (const c of [3, 6]) sheet.getCell(row, c).alignment = { indent: 1 };
}

function write(sheet: Worksheet, row: number, values: readonly (string | number | null)[]) {
  const target = sheet.getRow(row);
  for (const [c, value] of values.entries()) target.getCell(c + 1).value = value;
  return target;
}
