import type { Language } from '../kernel/errors.js';
import type { ResultColumnSchema, ResultTable } from '../kernel/result-table.js';
import { visibleText } from '../kernel/visible-text.js';
import { displayWidth, padEndWide, padStartWide } from '../report/display-width.js';
import type { MoneyUnit } from '../report/format-number.js';
import { type CellStyle, columnLabel, columnSchema, columnUnit, formatCell, withUnit } from '../report/report-cell.js';

export interface TerminalTableOptions {
  readonly language: Language;
  /** 万元 where nothing is said. */
  readonly unit?: MoneyUnit;
  /** Columns of the terminal; Infinity where the output is no terminal. */
  readonly width: number;
  /** Names, in the order shown. */
  readonly columns: readonly string[];
  /** Columns to leave out where the terminal is too narrow, the first to go first. */
  readonly expendable?: readonly string[];
  /** Row numbers to show, in order; all by default. */
  readonly rows?: readonly number[];
}

const GAP = '  ';
/** A text is never cut shorter than this. */
const LEAST_TEXT = 12;

interface Shown {
  readonly column: ResultColumnSchema;
  readonly head: readonly string[];
  cells: readonly string[];
}

/**
 * A result table for a terminal: headers broken at their natural joints (改革·基金支付（万元） on three lines), numbers
 * to the right, a Han character two columns wide. Where it does not fit, expendable columns go, then long texts are cut.
 * Control characters out of the input are shown as escapes.
 */
export function renderTerminalTable(table: ResultTable, options: TerminalTableOptions): string {
  const rows = options.rows ?? Array.from({ length: table.rowCount }, (_, row) => row);
  const { language, unit = 'wan' } = options;
  let shown: Shown[] = options.columns
    .map((name) => columnSchema(table, name))
    .filter((column) => column !== undefined)
    .map((column) => ({
      column,
      head: headLines(column, { language, unit }).map(visibleText),
      cells: rows.map((row) => visibleText(formatCell(table, column, row, { language, unit }))),
    }));
  for (const name of options.expendable ?? []) {
    if (widthOf(shown) <= options.width) break;
    shown = shown.filter(({ column }) => column.name !== name);
  }
  cutTexts(shown, options.width);
  const widths = shown.map(columnWidth);
  const height = Math.max(...shown.map(({ head }) => head.length));
  const pad = (text: string, c: number): string =>
    shown[c]!.column.type === 'text' ? padEndWide(text, widths[c]!) : padStartWide(text, widths[c]!);
  const line = (cells: readonly string[]): string => cells.map(pad).join(GAP).trimEnd();
  const heads = Array.from({ length: height }, (_, h) =>
    line(shown.map(({ head }) => head[h - height + head.length] ?? '')),
  );
  const rule = widths.map((width) => '─'.repeat(width)).join(GAP);
  return [...heads, rule, ...rows.map((_, r) => line(shown.map(({ cells }) => cells[r]!)))].join('\n');
}

/** "改革·基金支付" → 改革 / 基金支付 / （万元）; "Reform: fund payment" → Reform: / fund payment / (10k yuan). */
function headLines(column: ResultColumnSchema, style: CellStyle): string[] {
  const { language } = style;
  const parts = columnLabel(column, language).split(language === 'zh' ? /(?<=·)/ : /(?<=: )/);
  const unit = columnUnit(column, style);
  const lines = language === 'zh' ? parts : parts.flatMap(wrapWords);
  return [
    ...lines.map((part) => part.replace(/·$/, '').trim()),
    ...(unit === '' ? [] : [withUnit('', unit, language).trim()]),
  ];
}

const LONGEST_HEAD = 16;

/** English labels are sentences of a few words: broken before they make a column wider than its numbers. */
function wrapWords(text: string): string[] {
  const lines: string[] = [];
  for (const word of text.trim().split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= LONGEST_HEAD)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

const columnWidth = ({ head, cells }: Shown): number =>
  [...head, ...cells].reduce((width, text) => Math.max(width, displayWidth(text)), 0);

const widthOf = (shown: readonly Shown[]): number =>
  shown.reduce((sum, column) => sum + columnWidth(column), GAP.length * (shown.length - 1));

/** Cuts the widest text column until the table fits, if that is enough. */
function cutTexts(shown: readonly Shown[], width: number): void {
  const excess = widthOf(shown) - width;
  if (excess <= 0) return;
  const texts = shown.filter(({ column }) => column.type === 'text').sort((a, b) => columnWidth(b) - columnWidth(a));
  const widest = texts[0];
  if (widest === undefined) return;
  const most = Math.max(LEAST_TEXT, columnWidth(widest) - excess);
  widest.cells = widest.cells.map((text) => cutText(text, most));
}

/** The text within so many columns, its lost end shown by an ellipsis. */
function cutText(text: string, most: number): string {
  if (displayWidth(text) <= most) return text;
  let cut = '';
  for (const character of text) {
    if (displayWidth(cut + character) > most - 1) break;
    cut += character;
  }
  return `${cut}…`;
}
