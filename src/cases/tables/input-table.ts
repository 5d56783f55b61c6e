import type { Text } from '../../kernel/errors.js';

/** Form of a cell; what the reader makes of it stands beside each. */
export type InputForm =
  /** string */
  | 'text'
  /** yuan in the file, integer fen in memory */
  | 'amount'
  /** exact text such as "0.85" */
  | 'decimal'
  /** integer */
  | 'whole'
  /** day number */
  | 'day'
  /** "2026-03" */
  | 'month'
  /** 三甲, 三级, 2 …: text that names a level */
  | 'level';

/** One column of an input table. */
export interface InputColumn {
  readonly name: string;
  readonly form: InputForm;
  /** The column must be there and no cell may be empty. */
  readonly isNeeded?: true;
  /** Range of numbers, ends included; amounts in yuan. */
  readonly least?: number;
  readonly most?: number;
  readonly values?: Readonly<Record<string, Text>>;
  readonly label: Text;
  /** Other headings that are taken for it. */
  readonly synonyms?: readonly string[];
}

export type InputCell = string | number | undefined;
/** A row of an input table; a missing cell is undefined. */
export type InputRow = Readonly<Record<string, InputCell>>;

/** Problem of a row that one cell alone does not show. */
export interface RowProblem extends Text {
  readonly code: string;
  readonly column: string;
}

export type InputTableKind =
  | 'register'
  | 'ledger'
  | 'group-means'
  | 'items'
  | 'outpatient'
  | 'population'
  | 'distances'
  | 'medical-records'
  | 'examinations'
  | 'low-risk-groups'
  | 'review-list'
  | 'bureau-feedback'
  | 'person-points';

/** What a file beside the cases holds: its columns, which rows exclude each other, and rules between cells. */
export interface InputTable {
  readonly kind: InputTableKind;
  readonly label: Text;
  readonly purpose: Text;
  readonly columns: readonly InputColumn[];
  /** Of these columns at least one must be there and filled. */
  readonly anyOf?: readonly string[];
  /** No two rows may agree in all of these, unless `spans` parts them. Empty: rows may repeat. */
  readonly key: readonly string[];
  /** Pairs of columns that bound a row, both ends included, open where empty: rows of one key must not overlap in all. */
  readonly spans: readonly (readonly [string, string])[];
  readonly checkRow?: (row: InputRow) => RowProblem | undefined;
}

export const INSURANCE_VALUES: Readonly<Record<string, Text>> = {
  employee: { zh: '职工医保', en: 'employees' },
  resident: { zh: '城乡居民医保', en: 'residents' },
  other: { zh: '其他', en: 'any other' },
};

export const HOSPITAL_ID: InputColumn = {
  name: 'hospital_id',
  form: 'text',
  isNeeded: true,
  label: { zh: '医疗机构代码', en: 'hospital' },
  synonyms: ['医院代码', '机构代码', '定点医药机构编号', 'fixmedins_code'],
};

/** First and last day on which a row is in force. */
export const DATED_COLUMNS: readonly InputColumn[] = [
  {
    name: 'from',
    form: 'day',
    label: { zh: '起始日期', en: 'first day in force; empty: always' },
    synonyms: ['生效日期'],
  },
  {
    name: 'until',
    form: 'day',
    label: { zh: '终止日期', en: 'last day in force; empty: open' },
    synonyms: ['失效日期'],
  },
];
export const DATED: readonly (readonly [string, string])[] = [['from', 'until']];

export function insuranceColumn(isNeeded: 'needed' | 'optional'): InputColumn {
  return {
    name: 'insurance',
    form: 'text',
    ...(isNeeded === 'needed' ? { isNeeded: true as const } : {}),
    values: INSURANCE_VALUES,
    label: { zh: '险种', en: 'insurance' },
  };
}
