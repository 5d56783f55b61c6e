import type { ResultColumnSchema, ResultTable } from '../../kernel/result-table.js';
import { CELL_ERRORS } from './cell-errors.js';
import { type AmountUnit, figureText } from './figure-text.js';

/** Characters that a cell holds. */
export const LONGEST_CELL = 32_767;

/** One figure of a table by its row's keys, joined by `|`. @throws cell_column_unknown, cell_row_unknown, cell_suppressed */
export function tableFigure(table: ResultTable, row: string, column: string, unit: AmountUnit): string {
  const schema = columnOf(table, column);
  const keys = keysOf(table);
  for (let at = 0; at < table.rowCount; at++) {
    if (keys.map((key) => figureText(table, key, at, unit)).join('|') === row) {
      const text = figureText(table, schema, at, unit);
      // Hidden is not missing: an empty cell would be taken for one.
      if (text === '' && schema.type !== 'text' && isHidden(table, at)) {
        throw CELL_ERRORS.cell_suppressed({ row, column }, { path: '/query/suppress' });
      }
      return text;
    }
  }
  throw CELL_ERRORS.cell_row_unknown(
    { table: table.schema.name, keys: keys.map(({ name }) => name).join('|'), row },
    { path: '/query/row' },
  );
}

/**
 * A column in one answer, since spreadsheets ask for one address after the other: `<t><v>1</v><v>2</v></t>`, without a
 * line end, a namespace or a declaration, all of which FILTERXML trips over.
 * @param from  first row, 1 is the first
 * @throws cell_column_unknown, cell_too_long
 */
export function tableColumn(
  table: ResultTable,
  column: string,
  unit: AmountUnit,
  from: number,
  count: number | undefined,
  longest = LONGEST_CELL,
): string {
  const schema = columnOf(table, column);
  const end = Math.min(table.rowCount, count === undefined ? table.rowCount : from - 1 + count);
  let text = '<t>';
  for (let row = from - 1; row < end; row++) text += `<v>${escapeXml(figureText(table, schema, row, unit))}</v>`;
  text += '</t>';
  if (text.length > longest) throw CELL_ERRORS.cell_too_long({ found: text.length }, { path: '/query/count' });
  return text;
}

/** Whether small cells were hidden in the row (suppressSmallCells says so in a column of its own). */
function isHidden({ columns: { suppressed } }: ResultTable, row: number): boolean {
  return suppressed !== undefined && suppressed[row] !== '';
}

/** Columns that name a row: the keys, or the first column of a table that marks none. */
export function keysOf({ schema }: ResultTable): readonly ResultColumnSchema[] {
  const keys = schema.columns.filter(({ isKey }) => isKey === true);
  return keys.length > 0 ? keys : schema.columns.slice(0, 1);
}

function columnOf({ schema }: ResultTable, column: string): ResultColumnSchema {
  const found = schema.columns.find(({ name }) => name === column);
  if (found !== undefined) return found;
  const known = schema.columns.map(({ name }) => name).join(', ');
  throw CELL_ERRORS.cell_column_unknown({ table: schema.name, column, known }, { path: '/query/column' });
}

const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
