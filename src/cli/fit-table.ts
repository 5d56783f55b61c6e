import type { ResultTable } from '../kernel/result-table.js';
import { displayWidth } from '../report/display-width.js';
import { label } from '../report/labels.js';
import { renderTextTable, type TextTableOptions } from '../report/render-text-table.js';
import { renderTerminalTable } from './terminal-table.js';

/** Columns that stay however narrow the terminal is: what a row is of. */
const KEPT = 3;

interface FitOptions extends TextTableOptions {
  readonly columns: readonly string[];
  /** Columns of the terminal; Infinity where the output is no terminal. */
  readonly width: number;
}

/**
 * A table in yuan as renderTextTable writes it where it fits the terminal; where not, as other terminal tables are:
 * headers broken, then columns left out from the last, then long texts cut.
 */
export function fitTable(table: ResultTable, { width, ...options }: FitOptions): string {
  const plain = renderTextTable(table, options);
  if (plain.split('\n').every((line) => displayWidth(line) <= width)) return plain;
  const { columns, language, unit, limit } = options;
  const rows = options.rows ?? Array.from({ length: table.rowCount }, (_, row) => row);
  const shown = rows.slice(0, limit);
  const expendable = columns.slice(KEPT).reverse();
  const left = rows.length - shown.length;
  const more = left > 0 ? `\n… +${left} ${label('rows', language)}` : '';
  return `${renderTerminalTable(table, { language, unit, width, columns, expendable, rows: shown })}${more}\n`;
}
