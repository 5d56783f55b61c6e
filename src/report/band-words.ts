import type { Language, Text } from '../kernel/errors.js';
import type { ResultTable } from '../kernel/result-table.js';

/** Names that shipped policies give their bands; a policy's own name stays as its author wrote it. */
const BANDS: Readonly<Record<string, Text>> = {
  high: { zh: '高倍率', en: 'high' },
  high_level_2: { zh: '高倍率（二级）', en: 'high, level 2' },
  high_level_3: { zh: '高倍率（三级）', en: 'high, level 3' },
  low: { zh: '低倍率', en: 'low' },
  kept: { zh: '留用', en: 'kept' },
  shared: { zh: '分担', en: 'shared' },
  beyond: { zh: '分担以外', en: 'beyond' },
};

/** A band of a policy for people: high → 高倍率; a name that is not shipped as it is. */
export function bandWord(name: string, language: Language): string {
  return Object.hasOwn(BANDS, name) ? BANDS[name]![language] : name;
}

/**
 * The label of a band's parameter, or a line that begins with it, with the band in words: 倍率分段“high”下界 →
 * 倍率分段“高倍率”下界.
 */
export function inBandWords<Label extends Text>(path: string, label: Label): Label {
  const name = /^(?:outliers|retention)\.bands\.([^.]+)\./.exec(path)?.[1];
  return name === undefined ? label : { ...label, zh: label.zh.replace(`“${name}”`, `“${bandWord(name, 'zh')}”`) };
}

/** A table whose columns are named by paths of a policy, as a sweep's are, with bands in words in their headings. */
export function bandsInHeadings(table: ResultTable): ResultTable {
  const columns = table.schema.columns.map((column) => ({ ...column, label: inBandWords(column.name, column.label) }));
  return { ...table, schema: { ...table.schema, columns } };
}
