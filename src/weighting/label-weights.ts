import { sha256 } from '../kernel/hash.js';
import { codeOfScheme } from '../kernel/scheme-code.js';
import { hashWeightTable } from './weight-file.js';
import { formatWeightKey } from './weight-key.js';
import type { WeightTable, WeightVariant } from './weight-table.js';

/** Every group of a weight table written with its scheme. */
export function labelWeights(table: WeightTable): WeightTable {
  const labelled = <Value>(values: ReadonlyMap<string, Value> | undefined): ReadonlyMap<string, Value> | undefined =>
    values && new Map([...values].map(([group, value]) => [codeOfScheme(group, table.schemeId), value]));
  const made: WeightTable = {
    ...table,
    rows: table.rows.map((row) => ({ ...row, group: codeOfScheme(row.group, table.schemeId) })),
    ...(table.variants === undefined
      ? {}
      : {
          variants: table.variants.map(({ key, ...values }) => ({
            key,
            weights: labelled(values.weights),
            coefficients: labelled(values.coefficients),
            standards: labelled(values.standards),
            means: labelled(values.means),
            controlWeights: labelled(values.controlWeights),
          })),
        }),
  };
  return { ...made, hash: hashWeightTable(made) };
}

/**
 * Labelled weights of several schemes in one table: each scheme's weights are its own, made from the whole history under
 * it, so that a weight of 1 is the mean case of the region under either.
 * @param scheme  identity of the schemes together
 */
export function joinWeights(
  tables: readonly WeightTable[],
  scheme: { readonly id: string; readonly hash: string },
): WeightTable {
  const last = tables.at(-1)!;
  const kept = tables.reduce((sum, { keptCases }) => sum + keptCases, 0);
  const mean = tables.reduce((sum, { regionMeanFen, keptCases }) => sum + regionMeanFen * keptCases, 0) / kept;
  const rules = tables.map((table) => ({ id: table.schemeId, rule: table.rule, text: table.ruleText }));
  const joined: WeightTable = {
    ...last,
    schemeId: scheme.id,
    schemeHash: scheme.hash,
    rule: rules.map(({ id, rule }) => `${id}: ${rule}`).join('; '),
    ...(last.ruleText === undefined
      ? {}
      : {
          ruleText: {
            zh: rules.map(({ id, rule, text }) => `${id}：${text?.zh ?? rule}`).join('；'),
            en: rules.map(({ id, rule, text }) => `${id}: ${text?.en ?? rule}`).join('; '),
          },
        }),
    regionMeanFen: Math.round(mean),
    cases: last.cases,
    keptCases: last.keptCases,
    // Shares of variance of two ways to group are not one.
    riv: tables.length === 1 ? last.riv : Number.NaN,
    rows: tables.flatMap(({ rows }) => rows),
    ...(tables.some(({ variants }) => variants !== undefined) ? { variants: joinVariants(tables) } : {}),
    hash: '',
  };
  return { ...joined, hash: sha256(`${hashWeightTable(joined)} ${tables.map(({ hash }) => hash).join(' ')}`) };
}

function joinVariants(tables: readonly WeightTable[]): WeightVariant[] {
  const byKey = new Map<string, WeightVariant[]>();
  for (const variant of tables.flatMap(({ variants = [] }) => variants)) {
    const key = formatWeightKey(variant.key);
    byKey.set(key, [...(byKey.get(key) ?? []), variant]);
  }
  const merged = <Value>(
    maps: readonly (ReadonlyMap<string, Value> | undefined)[],
  ): ReadonlyMap<string, Value> | undefined =>
    maps.every((map) => map === undefined) ? undefined : new Map(maps.flatMap((map) => [...(map ?? [])]));
  return [...byKey.values()].map((variants) => ({
    key: variants[0]!.key,
    weights: merged(variants.map(({ weights }) => weights)),
    coefficients: merged(variants.map(({ coefficients }) => coefficients)),
    standards: merged(variants.map(({ standards }) => standards)),
    means: merged(variants.map(({ means }) => means)),
    controlWeights: merged(variants.map(({ controlWeights }) => controlWeights)),
  }));
}
