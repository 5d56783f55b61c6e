import type { Language } from '../kernel/errors.js';
import type { ResultColumnSchema, ResultTable } from '../kernel/result-table.js';
import { visibleText } from '../kernel/visible-text.js';
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

export function padEndWide(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)));
}

export function padStartWide(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - displayWidth(text))) + text;
}

/** Columns a text takes on a terminal: wide East Asian characters two, combining marks none. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) width += characterWidth(character.codePointAt(0)!);
  return width;
}

/** First and last code points of what terminals draw two columns wide (Unicode UAX #11, wide and fullwidth). */
const WIDE: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0x33ff],
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
  [0xa000, 0xa4cf],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x1f300, 0x1faff],
  [0x20000, 0x3fffd],
];

function characterWidth(code: number): number {
  if (code < 0x300) return code < 32 ? 0 : 1;
  if (code <= 0x36f || code === 0x200b || code === 0x200d || (code >= 0xfe00 && code <= 0xfe0f)) return 0;
  for (const [first, last] of WIDE) if (code >= first && code <= last) return 2;
  return 1;
}
