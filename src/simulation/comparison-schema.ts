import type { Text } from '../kernel/errors.js';
import type { ResultColumnSchema, ResultTableSchema } from '../kernel/result-table.js';
import { HOSPITAL_CLASS_COLUMN } from './hospital-classes.js';

/** Text columns that say what a key is: the same on both sides, so they stand once. */
const DESCRIPTIONS: ReadonlySet<string> = new Set([
  'hospital_name',
  'level',
  'level_class',
  'group_name',
  'mdc',
  'adrg',
]);

/** Columns for which a relative change says something; a change of a margin or share is read from the change itself. */
const WITH_RELATIVE: ReadonlySet<string> = new Set([
  'weight',
  'total_weight',
  'standard',
  'pay',
  'patient',
  'fund_before_clearing',
  'carved_out_fund',
  'group_fund_before_clearing',
  'fund',
  'income',
  'charge_margin',
  'rate',
  'budget',
  'balance',
]);

export type ComparisonRole =
  | { readonly kind: 'key' | 'description'; readonly of: string }
  | { readonly kind: 'baseline' | 'reform' | 'change' | 'relative'; readonly of: string };

export interface ComparisonColumn {
  readonly schema: ResultColumnSchema;
  /** The column of the single table that it comes from. */
  readonly single: ResultColumnSchema;
  readonly role: ComparisonRole;
}

const PREFIX_WORDS: Readonly<Record<'baseline' | 'reform' | 'change' | 'relative', Text>> = {
  baseline: { zh: '基线·', en: 'baseline: ' },
  reform: { zh: '改革·', en: 'reform: ' },
  change: { zh: '变化·', en: 'change: ' },
  relative: { zh: '变化率·', en: 'relative change: ' },
};

const RELATIVE_MEANING: Text = {
  zh: '变化 ÷ 基线的绝对值；基线为 0 时留空',
  en: 'change ÷ absolute value of the baseline; blank for a baseline of 0',
};

/**
 * The columns of a comparison, from those of the single table: keys and descriptions once, every measure as baseline_…
 * and reform_…, numbers also as change_… (reform − baseline), and relative_… where a share of the baseline is of use.
 */
export function comparisonColumns(schema: ResultTableSchema): ComparisonColumn[] {
  const columns: ComparisonColumn[] = [];
  for (const column of schema.columns) {
    const { name } = column;
    if (column.isKey === true) columns.push({ schema: column, single: column, role: { kind: 'key', of: name } });
    else if (DESCRIPTIONS.has(name)) {
      columns.push({ schema: column, single: column, role: { kind: 'description', of: name } });
    } else {
      columns.push(prefixed(column, 'baseline'), prefixed(column, 'reform'));
      if (column.type !== 'text') columns.push(prefixed(column, 'change'));
      if (WITH_RELATIVE.has(name)) columns.push(prefixed(column, 'relative'));
    }
  }
  return columns;
}

/** The schema of a comparison table; hospitals also carry their class of gain or loss. */
export function comparisonSchema(schema: ResultTableSchema): ResultTableSchema {
  const columns = comparisonColumns(schema).map((column) => column.schema);
  return { ...schema, columns: schema.name === 'hospitals' ? [...columns, HOSPITAL_CLASS_COLUMN] : columns };
}

function prefixed(column: ResultColumnSchema, kind: 'baseline' | 'reform' | 'change' | 'relative'): ComparisonColumn {
  const words = PREFIX_WORDS[kind];
  const { meaning, decimals, ...rest } = column;
  const isRelative = kind === 'relative';
  const shown = isRelative ? RELATIVE_MEANING : meaning;
  return {
    schema: {
      ...rest,
      name: `${kind}_${column.name}`,
      type: isRelative ? 'ratio' : column.type,
      label: { zh: words.zh + column.label.zh, en: words.en + column.label.en },
      ...(shown === undefined ? {} : { meaning: shown }),
      ...(isRelative || decimals === undefined ? {} : { decimals }),
    },
    single: column,
    role: { kind, of: column.name },
  };
}
