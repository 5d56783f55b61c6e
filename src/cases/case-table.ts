import { defineErrors, InputError } from '../kernel/errors.js';

/** Money: integer fen, NaN missing. */
export interface MoneyColumn {
  readonly kind: 'money';
  readonly values: Float64Array;
}
/** Whole numbers that are never negative; missing is -1 in every width. */
export interface IntegerColumn {
  readonly kind: 'integer';
  readonly values: Int8Array | Int16Array | Int32Array;
}
/** Day numbers since 1970-01-01; missing is MISSING_DAY. */
export interface DayColumn {
  readonly kind: 'day';
  readonly values: Int32Array;
}
/** Few distinct texts: `values[codes[row]]`; code 0 is "" and means missing. Codes follow first appearance. */
export interface DictionaryColumn {
  readonly kind: 'dictionary';
  readonly codes: Uint16Array | Uint32Array;
  readonly values: readonly string[];
}
/** Mostly distinct texts: UTF-8 bytes of row r are bytes[offsets[r] … offsets[r + 1]); empty is missing. */
export interface TextColumn {
  readonly kind: 'text';
  /** Byte offsets, length caseCount + 1. */
  readonly offsets: Uint32Array | Float64Array;
  readonly bytes: Uint8Array;
}
/** Lists of codes (CSR): codes of row r are values[codes[i]] for offsets[r] ≤ i < offsets[r + 1], in input order. */
export interface CodesColumn {
  readonly kind: 'codes';
  readonly offsets: Uint32Array;
  readonly codes: Uint16Array | Uint32Array;
  /** Distinct codes as normalised; index 0 is "" and never used in a row. */
  readonly values: readonly string[];
}

export type Column = MoneyColumn | IntegerColumn | DayColumn | DictionaryColumn | TextColumn | CodesColumn;

/** Cases as a struct of arrays on SharedArrayBuffer. Read-only for every stage; only columns a run needs are held. */
export interface CaseTable {
  readonly caseCount: number;
  readonly columns: Readonly<Record<string, Column>>;
  /** Row number in the source file (1 is the first data row), length caseCount; refunds and rejects leave gaps. */
  readonly sourceRow: Uint32Array;
}

const TABLE_ERRORS = defineErrors(InputError, {
  column_missing: {
    zh: '缺少列“{column}”（{stage_zh}需要）。请在文件中加入该列，或用 --profile 把现有列映射到它。',
    en: 'column "{column}" is missing ({stage_en} needs it). Add it to the file, or map a column of yours to it with --profile.',
  },
});

/** Stages that ask for columns, in Chinese. */
const STAGE_ZH: Readonly<Record<string, string>> = {
  'auxiliary coefficients': '辅助目录系数',
  auxiliary: '辅助目录',
  behaviour: '行为测算',
  benefit: '待遇计算',
  catalogue: '目录测算',
  coding: '编码核查',
  communities: '医共体清算',
  forecast: '预测',
  'group means': '病组均费',
  group: '分组',
  grouping: '分组',
  'grouping by date': '按日期分组',
  monitor: '监测',
  monitoring: '监测',
  price: '计价',
  pricing: '计价',
  reconcile: '对账',
  settlement: '清算',
  simulation: '测算',
  weights: '测算权重',
};

type ColumnOfKind<K extends Column['kind']> = Extract<Column, { kind: K }>;

/** The column if the table has it. */
export function findColumn<K extends Column['kind']>(
  table: CaseTable,
  name: string,
  kind: K,
): ColumnOfKind<K> | undefined {
  const column = table.columns[name];
  if (column === undefined) return undefined;
  if (column.kind !== kind) throw new TypeError(`column ${name} is ${column.kind}, not ${kind}`);
  return column as ColumnOfKind<K>;
}

/**
 * The column a stage cannot do without.
 * @throws column_missing naming the column and the stage
 */
export function needColumn<K extends Column['kind']>(
  table: CaseTable,
  name: string,
  kind: K,
  stage: string,
): ColumnOfKind<K> {
  const column = findColumn(table, name, kind);
  if (column === undefined)
    throw TABLE_ERRORS.column_missing({ column: name, stage_zh: STAGE_ZH[stage] ?? stage, stage_en: stage });
  return column;
}

const decoder = new TextDecoder();

/** The text of one row of a text column. The copy is needed: a decoder does not take shared memory. */
export function textAt(column: TextColumn, row: number): string {
  return decoder.decode(column.bytes.slice(column.offsets[row]!, column.offsets[row + 1]!));
}

/** The codes of one row, as texts. For people and for the literal engines, not for hot paths. */
export function codesAt(column: CodesColumn | undefined, row: number): string[] {
  if (column === undefined) return [];
  const list: string[] = [];
  for (let i = column.offsets[row]!; i < column.offsets[row + 1]!; i++) list.push(column.values[column.codes[i]!]!);
  return list;
}
