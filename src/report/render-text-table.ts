import type { Language } from '../kernel/errors.js';
import type { ResultColumnSchema, ResultTable } from '../kernel/result-table.js';
import { visibleText } from '../kernel/visible-text.js';
import { displayWidth, padEndWide, padStartWide } from './display-width.js';
import type { MoneyUnit } from './format-number.js';
import { label } from './labels.js';
import { columnHeader, columnSchema, formatCell } from './report-cell.js';

export interface TextTableOptions {
  readonly language: Language;
  readonly unit: MoneyUnit;
  /** Names, in the order shown; a name the table lacks is left out. All by default. */
  readonly columns?: readonly string[];
  /** Row numbers to show, in order; all by default. */
  readonly rows?: readonly number[];
  /** At most so many rows; a last line says how many are left. */
  readonly limit?: number;
}

const GAP = '  ';

/** A result table as lines for a terminal: numbers to the right, a Han character counts two columns, control characters are shown. */
export function renderTextTable(table: ResultTable, options: TextTableOptions): string {
  const columns = chosenColumns(table, options.columns);
  const rows = options.rows ?? Array.from({ length: table.rowCount }, (_, row) => row);
  const shown = options.limit === undefined ? rows : rows.slice(0, options.limit);
  const lines = [
    columns.map((column) => visibleText(columnHeader(column, options))),
    ...shown.map((row) => columns.map((column) => visibleText(formatCell(table, column, row, options)))),
  ];
  const widths = columns.map((_, c) => Math.max(...lines.map((cells) => displayWidth(cells[c]!))));
  const rule = widths.map((width) => '─'.repeat(width)).join(GAP);
  const text = lines.map((cells) =>
    cells
      .map((cell, c) => (columns[c]!.type === 'text' ? padEndWide(cell, widths[c]!) : padStartWide(cell, widths[c]!)))
      .join(GAP)
      .trimEnd(),
  );
  text.splice(1, 0, rule);
  const left = rows.length - shown.length;
  if (left > 0) text.push(`… +${left} ${label('rows', options.language)}`);
  return `${text.join('\n')}\n`;
}

function chosenColumns(table: ResultTable, names: readonly string[] | undefined): readonly ResultColumnSchema[] {
  if (names === undefined) return table.schema.columns;
  return names.map((name) => columnSchema(table, name)).filter((column) => column !== undefined);
}
