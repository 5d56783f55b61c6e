import type { Language } from '../kernel/errors.js';
import type { ResultColumnSchema, ResultTable } from '../kernel/result-table.js';
import {
  decimalsBesideEdges,
  formatCount,
  formatDecimals,
  formatMoney,
  formatPercentNumber,
  type MoneyUnit,
  type SignStyle,
} from './format-number.js';
import { cellWord, MONEY_UNIT_LABELS } from './labels.js';

export const CHANGE_PREFIX = 'change_';
const DEFAULT_DECIMALS = 4;

/** Income, margins and balances: more is a gain to whom the row is of. Payments and burdens are somebody's loss too. */
const GAIN_WHEN_MORE = /^change_(income|.*margin.*|.*balance.*)$/;

/** Whether a change wears the colour of a gain or a loss; sign alone tells all others. */
export function isGainWhenMore({ name }: ResultColumnSchema): boolean {
  return GAIN_WHEN_MORE.test(name);
}

export interface CellStyle {
  readonly language: Language;
  readonly unit: MoneyUnit;
}

/** Differences wear their plus as well as their minus. */
export function signStyleOf(column: ResultColumnSchema): SignStyle {
  return column.name.startsWith(CHANGE_PREFIX) ? 'always' : 'negative';
}

/** One cell for people, without unit: units stand in headers. Missing numbers are "—". */
export function formatCell(table: ResultTable, column: ResultColumnSchema, row: number, style: CellStyle): string {
  const value = table.columns[column.name]![row]!;
  if (typeof value === 'string') return textWord(column, value, style.language);
  return formatColumnNumber(column, value, style.unit, edgesOfRow(table, column, row));
}

/** A text cell in words: the column's own, else those that all columns of its name share. */
export function textWord({ name, words }: ResultColumnSchema, value: string, language: Language): string {
  return words !== undefined && Object.hasOwn(words, value) ? words[value]![language] : cellWord(name, value, language);
}

/** What a number of a row is judged by, in the column's own unit; empty for most. */
export function edgesOfRow(table: ResultTable, column: ResultColumnSchema, row: number): readonly number[] {
  if (column.edgeColumn === undefined) return column.edges ?? NO_EDGES;
  const edge = table.columns[column.edgeColumn]?.[row];
  return typeof edge === 'number' ? [edge] : NO_EDGES;
}

const NO_EDGES: readonly number[] = [];

/** @param edges  what the number is judged by: it never reads on another side of one than it is on */
export function formatColumnNumber(
  column: ResultColumnSchema,
  value: number,
  unit: MoneyUnit,
  edges: readonly number[] = NO_EDGES,
): string {
  const sign = signStyleOf(column);
  const decimals = shownDecimals(column, value, unit, edges);
  switch (column.type) {
    case 'money':
      return formatMoney(value, unit, sign, decimals);
    case 'count':
      return formatCount(value, sign);
    case 'ratio':
      return formatPercentNumber(value, decimals, sign);
    default:
      return formatDecimals(value, decimals, sign);
  }
}

/** Decimals of a cell: those of its column, or more beside an edge. */
export function shownDecimals(
  column: ResultColumnSchema,
  value: number,
  unit: MoneyUnit,
  edges: readonly number[],
): number {
  const isPlain = column.type === 'number' || column.type === 'text';
  const usual = column.type === 'money' ? 2 : (column.decimals ?? (isPlain ? DEFAULT_DECIMALS : 2));
  if (edges.length === 0) return usual;
  const shift = column.type === 'ratio' ? 2 : column.type === 'money' ? (unit === 'wan' ? -6 : -2) : 0;
  return decimalsBesideEdges(value, shift, usual, edges);
}

/** A column's label as a header: English ones begin with a capital letter. */
export function columnLabel(column: ResultColumnSchema, language: Language): string {
  const text = column.label[language];
  return language === 'en' ? text.slice(0, 1).toUpperCase() + text.slice(1) : text;
}

/** Unit of a column for its header: 元, 万元, % or nothing. */
export function columnUnit(column: ResultColumnSchema, style: CellStyle): string {
  if (column.type === 'money') return MONEY_UNIT_LABELS[style.unit][style.language];
  return column.type === 'ratio' ? '%' : '';
}

/** Header with unit: 基金支付（万元）, Fund (10,000 yuan). */
export function columnHeader(column: ResultColumnSchema, style: CellStyle): string {
  return withUnit(columnLabel(column, style.language), columnUnit(column, style), style.language);
}

export function withUnit(text: string, unit: string, language: Language): string {
  if (unit === '') return text;
  return language === 'zh' ? `${text}（${unit}）` : `${text} (${unit})`;
}

/** Unit behind a number in a sentence: 12.50 万元, 12.50 (10k yuan). */
export function unitInSentence(unit: string, language: Language): string {
  return language === 'zh' ? unit : `(${unit})`;
}

export function numberColumn(table: ResultTable, name: string): Float64Array {
  const column = table.columns[name];
  if (!(column instanceof Float64Array)) throw new Error(`${table.schema.name}.${name} is no number column`);
  return column;
}

export function textColumn(table: ResultTable, name: string): readonly string[] {
  const column = table.columns[name];
  if (column === undefined || column instanceof Float64Array) {
    throw new Error(`${table.schema.name}.${name} is no text column`);
  }
  return column;
}

/** hospital_id → name, as given or from the first table that has both; a hospital without a name keeps its id. */
export function hospitalNames(
  given: Readonly<Record<string, string>> | undefined,
  tables: readonly ResultTable[],
): ReadonlyMap<string, string> {
  if (given !== undefined) return new Map(Object.entries(given));
  const table = tables.find(({ columns }) => columns.hospital_id !== undefined && columns.hospital_name !== undefined);
  if (table === undefined) return new Map();
  const names = textColumn(table, 'hospital_name');
  return new Map(textColumn(table, 'hospital_id').map((id, row) => [id, names[row]! === '' ? id : names[row]!]));
}

/** Label of a column by name; an unknown name as it is. */
export function labelOf(table: ResultTable, name: string, language: Language): string {
  const column = columnSchema(table, name);
  return column === undefined ? name : columnLabel(column, language);
}

export function columnSchema(table: ResultTable, name: string): ResultColumnSchema | undefined {
  return table.schema.columns.find((column) => column.name === name);
}
