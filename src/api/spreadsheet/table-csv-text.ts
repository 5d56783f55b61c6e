import type { Language } from '../../kernel/errors.js';
import type { ResultColumnSchema, ResultTable } from '../../kernel/result-table.js';
import { csvText } from '../../report/csv-text.js';
import { type AmountUnit, figureText } from '../cell/figure-text.js';

export type HeadingLabels = 'code' | 'name' | 'both';

export interface CsvView {
  readonly labels: HeadingLabels;
  readonly language: Language;
  readonly unit: AmountUnit;
  /** UTF-8 byte order mark first: Excel reads Chinese rightly by double-click only then. */
  readonly byteOrderMark: 'none' | 'utf8';
}

/** A table as CSV for people's spreadsheets: headings in words where wanted, amounts in 万元 exactly where wanted. */
export function tableCsvText(table: ResultTable, view: CsvView): string {
  const { columns } = table.schema;
  const lines = [columns.map((column) => csvText(headingOf(column, view))).join(',')];
  for (let row = 0; row < table.rowCount; row++) {
    lines.push(columns.map((column) => cellOf(table, column, row, view.unit)).join(','));
  }
  return `${view.byteOrderMark === 'utf8' ? '\ufeff' : ''}${lines.join('\n')}\n`;
}

/** The name of a column, its label, or both; the unit stands by the label of an amount. */
export function headingOf(
  column: ResultColumnSchema,
  { labels, language, unit }: Omit<CsvView, 'byteOrderMark'>,
): string {
  if (labels === 'code') return column.name;
  const units = language === 'zh' ? { yuan: '（元）', wan: '（万元）' } : { yuan: ' (yuan)', wan: ' (10,000 yuan)' };
  const label = `${column.label[language]}${column.type === 'money' ? units[unit] : ''}`;
  return labels === 'name' ? label : `${label} ${column.name}`;
}

/** Only texts are defused: a negative number is no formula. */
function cellOf(table: ResultTable, column: ResultColumnSchema, row: number, unit: AmountUnit): string {
  const text = figureText(table, column, row, unit);
  return column.type === 'text' ? csvText(text) : text;
}
