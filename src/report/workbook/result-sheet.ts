import type { Workbook, Worksheet } from 'exceljs';
import type { Language } from '../../kernel/errors.js';
import type { ResultColumnSchema, ResultTable } from '../../kernel/result-table.js';
import { columnHeader, columnLabel, edgesOfRow, shownDecimals, textWord } from '../report-cell.js';
import { addTableSheet, type SheetColumn, TEXT_FORMAT } from './sheet-table.js';

const DEFAULT_DECIMALS = 4;

/** A result table as a sheet: money in yuan as typed numbers, shares as percent, codes as text, missing blank. */
export function addResultSheet(workbook: Workbook, table: ResultTable, language: Language): Worksheet {
  const columns = table.schema.columns.map((column): SheetColumn => {
    return {
      // A percent format shows its own sign.
      header:
        column.type === 'ratio' ? columnLabel(column, language) : columnHeader(column, { language, unit: 'yuan' }),
      format: numberFormat(column),
      ...formatsBesideEdges(table, column),
      values: cellValues(table, column, language),
    };
  });
  const isText = table.schema.columns.map((column) => column.type === 'text');
  const leadingTexts = isText.indexOf(false) === -1 ? isText.length : isText.indexOf(false);
  const { name, title } = table.schema;
  return addTableSheet(
    workbook,
    title[language],
    `table_${name.replace(/\W/g, '_')}`,
    columns,
    table.rowCount,
    Math.min(leadingTexts, 2),
  );
}

/** Formats of the cells that a column's own would round onto or over the edge that they are judged by. */
function formatsBesideEdges(table: ResultTable, column: ResultColumnSchema): Pick<SheetColumn, 'formatOf'> {
  const values = table.columns[column.name]!;
  if ((column.edges === undefined && column.edgeColumn === undefined) || !(values instanceof Float64Array)) return {};
  const formatOf = new Map<number, string>();
  values.forEach((value, row) => {
    const decimals = shownDecimals(column, value, 'yuan', edgesOfRow(table, column, row));
    const format = numberFormat({ ...column, decimals });
    if (format !== numberFormat(column)) formatOf.set(row, format);
  });
  return formatOf.size === 0 ? {} : { formatOf };
}

export function numberFormat(column: ResultColumnSchema): string {
  switch (column.type) {
    case 'text':
      return TEXT_FORMAT;
    case 'money':
      return '#,##0.00';
    case 'count':
      return '#,##0';
    case 'ratio':
      return `0${decimalPlaces(column.decimals ?? 2)}%`;
    default:
      return `#,##0${decimalPlaces(column.decimals ?? DEFAULT_DECIMALS)}`;
  }
}

function decimalPlaces(count: number): string {
  return count === 0 ? '' : `.${'0'.repeat(count)}`;
}

function cellValues(table: ResultTable, column: ResultColumnSchema, language: Language): (string | number | null)[] {
  const values = table.columns[column.name]!;
  if (!(values instanceof Float64Array)) return values.map((value) => textWord(column, value, language));
  return Array.from(values, (value) => {
    if (!Number.isFinite(value)) return null;
    // fen / 100 is the double nearest to the amount, and prints as two decimals.
    return column.type === 'money' ? value / 100 : value;
  });
}
