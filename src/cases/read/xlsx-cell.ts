import type { Cell, CellValue } from 'exceljs';
import type { ColumnKind } from '../columns.js';
import type { CellFault } from './cell-fault.js';
import { renderFixed } from './grid/number-format.js';

export { renderFixed } from './grid/number-format.js';

/** Digits of a number that a spreadsheet keeps. */
const LONGEST_NUMBER = 15;

/**
 * One cell of a workbook as the text that a CSV would hold, or the reason why it cannot be told: error values, formulas
 * without a stored result, codes that are numbers without a fixed format, ids of more digits than a spreadsheet keeps.
 */
export function xlsxCellText(cell: Cell, kind: ColumnKind): string | CellFault {
  return textOfValue(cell.value, cell.numFmt, kind);
}

function textOfValue(value: CellValue, format: string | undefined, kind: ColumnKind): string | CellFault {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return textOfNumber(value, format, kind);
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (value instanceof Date) {
    if (Number.isNaN(value.getTime())) return { reason: 'cell_not_a_date', value: String(value) };
    // Serial numbers are days without a zone; ExcelJS gives them as UTC.
    const text = value.toISOString();
    if (kind === 'codes') return { reason: 'cell_code_is_number', value: text.slice(0, 10) };
    return text.endsWith('T00:00:00.000Z') ? text.slice(0, 10) : text.slice(0, 19);
  }
  if ('error' in value) return { reason: 'cell_error', value: String(value.error) };
  if ('formula' in value || 'sharedFormula' in value) {
    const formula = 'formula' in value ? value.formula : value.sharedFormula;
    if (value.result === undefined || value.result === null) {
      return { reason: 'cell_formula_without_value', value: `=${formula}` };
    }
    return textOfValue(value.result as CellValue, format, kind);
  }
  if ('richText' in value) return value.richText.map((run) => run.text).join('');
  if ('hyperlink' in value) return textOfValue(value.text as CellValue, format, kind);
  return { reason: 'cell_error', value: JSON.stringify(value) };
}

function textOfNumber(value: number, format: string | undefined, kind: ColumnKind): string | CellFault {
  if (kind === 'codes') {
    return renderFixed(value, format) ?? { reason: 'cell_code_is_number', value: String(value) };
  }
  if (kind === 'text' || kind === 'dictionary') {
    if (Number.isInteger(value) && Math.abs(value) >= 10 ** LONGEST_NUMBER) {
      return { reason: 'cell_digits_lost', value: String(value) };
    }
    return renderFixed(value, format) ?? String(value);
  }
  return String(value);
}
