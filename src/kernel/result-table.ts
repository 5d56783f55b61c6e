import type { Text } from './errors.js';

/**
 * A result table: fixed columns with types, rows in code-point order of the keys. In files money is yuan with two
 * decimals; Parquet carries DECIMAL(18,2) yuan and beside it `…_fen` INT64.
 */
export type ResultColumnType =
  | 'text'
  | 'count'
  /** Integer fen. */
  | 'money'
  /** A double with `decimals` places when written; NaN is blank. */
  | 'number'
  /** A share or ratio, 0 to 1, double; NaN is blank. */
  | 'ratio';

export interface ResultColumnSchema {
  readonly name: string;
  readonly type: ResultColumnType;
  readonly label: Text;
  /** Formula in words, for the workbook's notes and for documentation. */
  readonly meaning?: Text;
  readonly decimals?: number;
  /** Numbers that a judgement in the same row compares it with, in the column's own unit: see `judgedAt`. */
  readonly edges?: readonly number[];
  /** The column that holds the edge of each row. */
  readonly edgeColumn?: string;
  readonly isKey?: boolean;
  /** Words for values of a text column that only the run knows; files keep the values. */
  readonly words?: Readonly<Record<string, Text>>;
}

export interface ResultTableSchema {
  readonly name: string;
  /** A changed column is a new major version. */
  readonly version: number;
  readonly title: Text;
  readonly columns: readonly ResultColumnSchema[];
}

/** Columns by name: text as string[], numbers as Float64Array (money in fen, NaN blank). */
export interface ResultTable {
  readonly schema: ResultTableSchema;
  readonly rowCount: number;
  readonly columns: Readonly<Record<string, readonly string[] | Float64Array>>;
}
