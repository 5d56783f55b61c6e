import type { ResultColumnSchema, ResultColumnType, ResultTable, ResultTableSchema } from './result-table.js';

/** A row by column: texts as they are, numbers as the column's type says (money in fen, NaN missing). */
export type TableRowValues = Readonly<Record<string, string | number>>;

/** Small tables are easier to make row by row. A value that a row lacks is '' in texts and NaN in numbers. */
export function tableOfRows(schema: ResultTableSchema, rows: readonly TableRowValues[]): ResultTable {
  const columns: Record<string, string[] | Float64Array> = {};
  for (const { name, type } of schema.columns) {
    columns[name] =
      type === 'text'
        ? rows.map((row) => String(row[name] ?? ''))
        : Float64Array.from(rows, (row) => Number(row[name] ?? Number.NaN));
  }
  return { schema, rowCount: rows.length, columns };
}

const columnOf =
  (type: ResultColumnType, more: Partial<ResultColumnSchema> = {}) =>
  (name: string, zh: string, en: string, meaning?: ResultColumnSchema['meaning']): ResultColumnSchema => ({
    name,
    type,
    label: { zh, en },
    ...(meaning === undefined ? {} : { meaning }),
    ...more,
  });

/** Columns of such tables by their type: name, label in Chinese, label in English. */
export const COLUMN = {
  key: columnOf('text', { isKey: true }),
  /** A key that cases may lack: blank in files, told as such to people. */
  keyOrBlank: columnOf('text', { isKey: true, words: { '': { zh: '未填写', en: 'not stated' } } }),
  text: columnOf('text'),
  count: columnOf('count'),
  money: columnOf('money'),
  number: columnOf('number'),
  ratio: columnOf('ratio'),
} as const;
