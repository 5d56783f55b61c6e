import type { Workbook } from 'exceljs';
import type { Language } from '../../kernel/errors.js';
import { label } from '../labels.js';
import { columnLabel, columnUnit } from '../report-cell.js';
import type { ReportModel } from '../report-model.js';
import { addTableSheet, TEXT_FORMAT } from './sheet-table.js';

/** What each column of each sheet means, under the name it has in CSV and Parquet. */
export function addColumnSheet(workbook: Workbook, model: ReportModel, language: Language): void {
  const rows = model.tables.flatMap((table) =>
    table.schema.columns.map((column) => [
      table.schema.title[language],
      columnLabel(column, language),
      columnUnit(column, { language, unit: 'yuan' }),
      column.meaning?.[language] ?? '',
      `${table.schema.name}.${column.name}`,
    ]),
  );
  const headers = ['table', 'label', 'unit', 'meaning', 'name'] as const;
  addTableSheet(
    workbook,
    label('columns', language),
    'table_columns',
    headers.map((key, c) => ({
      header: label(key, language),
      format: TEXT_FORMAT,
      values: rows.map((row) => row[c]!),
    })),
    rows.length,
  );
}
