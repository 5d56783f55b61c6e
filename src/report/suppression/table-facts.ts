import type { ResultTable } from '../../kernel/result-table.js';

/** A column without the side of a comparison in its name. */
export function baseName(name: string): string {
  return name.replace(/^(baseline|reform|change|relative)_/, '');
}

/** Columns that count the cases of a row: of a comparison, both sides. */
const COUNTS = /^((baseline|reform)_)?cases(_before)?$/;
/**
 * Columns that count a part of them. How many lack a length of stay, charges or a cost says something of the data, not
 * of patients.
 */
const PARTS = /^(baseline_|reform_)?(?!los_|hospital_cost_|unpriced_|baseline_|reform_|change_|relative_)\w+_cases$/;
/** What suppression goes by in one table. */
export interface TableFacts {
  readonly name: string;
  readonly rowCount: number;
  /** Of each column of counts, the values. */
  readonly counts: readonly Float64Array[];
  /** Counts of a part of the cases, with the whole that it is of. */
  readonly parts: readonly { readonly values: Float64Array; readonly whole: Float64Array | undefined }[];
  /** Name of the only key, its values; undefined where rows have several keys. */
  readonly key: { readonly name: string; readonly values: readonly string[] } | undefined;
  /** Texts by name. */
  readonly texts: ReadonlyMap<string, readonly string[]>;
}

export function tableFacts({ schema, rowCount, columns }: ResultTable): TableFacts {
  const numbers = (pattern: RegExp): Float64Array[] =>
    schema.columns
      .filter(({ name, type }) => type === 'count' && pattern.test(name))
      .map(({ name }) => columns[name] as Float64Array);
  const texts = new Map(
    schema.columns
      .filter(({ type }) => type === 'text')
      .map(({ name }) => [name, columns[name] as readonly string[]] as const),
  );
  const marked = schema.columns.filter(({ isKey }) => isKey === true).map(({ name }) => name);
  const keys = marked.length > 0 ? marked : schema.columns.slice(0, 1).map(({ name }) => name);
  const [key] = keys;
  return {
    name: schema.name,
    rowCount,
    counts: numbers(COUNTS),
    parts: schema.columns
      .filter(({ name, type }) => type === 'count' && PARTS.test(name))
      .map(({ name }) => ({
        values: columns[name] as Float64Array,
        whole: columns[`${PARTS.exec(name)![1] ?? ''}cases`] as Float64Array | undefined,
      })),
    key: keys.length === 1 && texts.has(key!) ? { name: key!, values: texts.get(key!)! } : undefined,
    texts,
  };
}
