import { type Decimal, divideRound } from '../kernel/decimal.js';
import type { Text } from '../kernel/errors.js';
import { tableDecimals } from './apply-weight-patches.js';
import { hashWeightTable } from './weight-file.js';
import type { WeightTable } from './weight-table.js';
import { WEIGHT_POLICY_ERRORS } from './weighting-errors.js';

export interface AdjustedWeights {
  readonly table: WeightTable;
  /** Σ cases × weight before and after, in units of the weights' last decimal: apart by their rounding alone. */
  readonly scaledBefore: bigint;
  readonly scaledAfter: bigint;
  readonly decimals: number;
}

/**
 * Adjusts weights by a factor for each group (cost structure 资源消耗结构, difficulty 疾病诊治难易, policy target 政策目标) and
 * rescales all of them so that the total weight is unchanged:
 * `RW' = RW × a × Σ(n·RW) / Σ(n·RW·a)`, exact until one rounding to the table's decimals.
 * n is the row's cases; weights by level, grade, insurance or hospital move with their group.
 *
 * @param factors  by group; 1 where absent
 * @param words  what the factors stand for, for the table's rule
 * @throws weight_adjustment_no_cases
 * @source rules 1.4 and 13 (changing weights keeps the total weight); unverified
 * @example RW 0.6015, 1.1278, 3.0075 on 600, 300, 100 cases by 0.9, 1.0, 1.2: 0.5286, 1.1013, 3.5242
 */
export function adjustWeights(table: WeightTable, factors: ReadonlyMap<string, Decimal>, words: Text): AdjustedWeights {
  const decimals = tableDecimals(table);
  const scale = [...factors.values()].reduce((most, factor) => Math.max(most, factor.scale), 0);
  const unit = 10n ** BigInt(scale);
  const factorOf = (group: string): bigint => {
    const factor = factors.get(group);
    return factor === undefined ? unit : BigInt(factor.digits) * 10n ** BigInt(scale - factor.scale);
  };
  const digitsOf = (weight: Decimal): bigint => BigInt(weight.digits) * 10n ** BigInt(decimals - weight.scale);
  let before = 0n;
  let adjusted = 0n;
  for (const { group, cases, weight } of table.rows) {
    if (weight === undefined) continue;
    const total = BigInt(cases) * digitsOf(weight);
    before += total;
    adjusted += total * factorOf(group);
  }
  if (adjusted <= 0n) throw WEIGHT_POLICY_ERRORS.weight_adjustment_no_cases();
  const adjust = (group: string, weight: Decimal): Decimal => ({
    digits: Number(divideRound(digitsOf(weight) * factorOf(group) * before, adjusted)),
    scale: decimals,
  });
  const rows = table.rows.map((row) =>
    row.weight === undefined ? row : { ...row, weight: adjust(row.group, row.weight) },
  );
  const variants = table.variants?.map(({ weights, ...rest }) => ({
    ...rest,
    ...(weights === undefined
      ? {}
      : { weights: new Map([...weights].map(([group, weight]) => [group, adjust(group, weight)])) }),
  }));
  const changed: WeightTable = {
    ...table,
    rows,
    ...(variants === undefined ? {} : { variants }),
    rule: `${table.rule}; ${words.en}`,
    ...(table.ruleText === undefined
      ? {}
      : { ruleText: { zh: `${table.ruleText.zh}；${words.zh}`, en: `${table.ruleText.en}; ${words.en}` } }),
  };
  const after = rows.reduce(
    (sum, { cases, weight }) => sum + (weight === undefined ? 0n : BigInt(cases) * BigInt(weight.digits)),
    0n,
  );
  const hashed = { ...changed, hash: hashWeightTable(changed) };
  return { table: hashed, scaledBefore: before, scaledAfter: after, decimals };
}
