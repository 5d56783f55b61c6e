import type { Text } from '../kernel/errors.js';
import type { ResultColumnSchema, ResultTable } from '../kernel/result-table.js';
import type { Policy } from '../policy/policy-schema.js';

type Method = Policy['method'];
type Replacement = readonly [pattern: RegExp, word: string];

/** Words of the weight method and what they are called under the others: 权重 → 点数, 分值; 费率 → 点值. */
const WORDS: Readonly<
  Record<Exclude<Method, 'drg-rate'>, { readonly zh: readonly Replacement[]; readonly en: readonly Replacement[] }>
> = {
  'drg-points': {
    zh: [
      [/费率（元\/权重）/g, '点值（元/点）'],
      [/元\/权重/g, '元/点'],
      [/CMI/g, '例均点数'],
      [/权重/g, '点数'],
      [/费率/g, '点值'],
    ],
    en: [
      [/\brate \(yuan per weight\)/g, 'point value (yuan per point)'],
      [/\byuan per weight\b/g, 'yuan per point'],
      [/\bCMI\b/g, 'points a case'],
      [/\ba weight\b/g, 'points'],
      [/\bweights?\b/g, 'points'],
      [/\brate\b/g, 'point value'],
    ],
  },
  dip: {
    zh: [
      [/病组/g, '病种'],
      [/费率（元\/权重）/g, '点值（元/分）'],
      [/元\/权重/g, '元/分'],
      [/CMI/g, '例均分值'],
      [/权重/g, '分值'],
      [/费率/g, '点值'],
    ],
    en: [
      [/\brate \(yuan per weight\)/g, 'point value (yuan per score)'],
      [/\byuan per weight\b/g, 'yuan per score'],
      [/\bCMI\b/g, 'score a case'],
      [/\bweight\b/g, 'score'],
      [/\bweights\b/g, 'scores'],
      [/\brate\b/g, 'point value'],
    ],
  },
};

/** A sentence of ours in the words of a payment method; under `drg-rate` as it is. Never for texts that a user wrote. */
export function inUnitWords(text: Text, method: Method): Text {
  if (method === 'drg-rate') return text;
  const put = (sentence: string, words: readonly Replacement[]) =>
    words.reduce((changed, [pattern, word]) => changed.replace(pattern, word), sentence);
  return { zh: put(text.zh, WORDS[method].zh), en: put(text.en, WORDS[method].en) };
}

/** Columns that count in units, or in yuan per unit. */
const IN_UNITS = new Set(['weight', 'total_weight', 'cmi', 'rate', 'cv', 'weight_status']);
const OTHER_UNITS: Text = { zh: '（两边单位不同）', en: ' (the sides differ in unit)' };

const inDipGroups = (text: Text): Text => ({ ...text, zh: text.zh.replace(/病组/g, '病种') });

/** A label or meaning that a table's rows state of a column, in the words in which that column's own heading stands. */
export function inColumnWords(column: string, text: Text, method: Method): Text {
  if (IN_UNITS.has(column)) return inUnitWords(text, method);
  return method === 'dip' ? inDipGroups(text) : text;
}

/**
 * Labels and meanings of tables in the words of the method that paid them; of a comparison each side in its own. A
 * change between two methods says that the units differ. Names of columns and all values stay as they are.
 */
export function tablesInUnitWords(
  tables: readonly ResultTable[],
  baseline: Method,
  reform: Method = baseline,
): ResultTable[] {
  if (baseline === 'drg-rate' && reform === 'drg-rate') return [...tables];
  const inGroupWords = (text: Text): Text => (baseline === 'dip' && reform === 'dip' ? inDipGroups(text) : text);
  const inGroups = (column: ResultColumnSchema): ResultColumnSchema => ({
    ...column,
    label: inGroupWords(column.label),
    ...(column.meaning === undefined ? {} : { meaning: inGroupWords(column.meaning) }),
  });
  const reword = (column: ResultColumnSchema): ResultColumnSchema => {
    const [, side = '', name = column.name] = /^(baseline|reform|change|relative)_(.+)$/.exec(column.name) ?? [];
    if (!IN_UNITS.has(name)) return inGroups(column);
    if (side !== 'baseline' && side !== 'reform' && baseline !== reform) {
      const { zh, en } = column.label;
      return side === '' ? column : { ...column, label: { zh: zh + OTHER_UNITS.zh, en: en + OTHER_UNITS.en } };
    }
    const method = side === 'reform' ? reform : baseline;
    const { label, meaning } = column;
    return {
      ...column,
      label: inUnitWords(label, method),
      ...(meaning === undefined ? {} : { meaning: inUnitWords(meaning, method) }),
    };
  };
  return tables.map((table) => ({
    ...table,
    schema: { ...table.schema, title: inGroupWords(table.schema.title), columns: table.schema.columns.map(reword) },
  }));
}
