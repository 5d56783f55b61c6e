import { type Decimal, decimalOf, divideRound, multiplyDecimals } from '../kernel/decimal.js';
import type { Text } from '../kernel/errors.js';
import { patternExpression } from '../kernel/match-patterns.js';
import { nearestNames } from '../kernel/nearest-names.js';
import { type CalibrationInput, COST_PARTS, type CostPart } from './calibration-input.js';
import { eachKeptCase, keepCosts } from './kept-costs.js';
import type { WeightTable } from './weight-table.js';
import { WEIGHT_POLICY_ERRORS } from './weighting-errors.js';

/** How weights are adjusted before they are published, as `weights` of a policy writes it. */
export interface WeightAdjustments {
  /** Regional factor for each part of the cost; 1 where absent. */
  readonly structure?: Readonly<Partial<Record<CostPart, number>>> | undefined;
  /** Difficulty and policy targets: a factor for the groups of any pattern (`GD2*`); several that match multiply. */
  readonly adjustments?: readonly { readonly groups: readonly string[]; readonly factor: number }[] | undefined;
}

export interface AdjustmentFactors {
  /** By group; to 12 decimals, half-up. */
  readonly factors: ReadonlyMap<string, Decimal>;
  readonly words: Text;
  /** Kept cases left out of the structure because a part of theirs is missing. */
  readonly withoutParts: number;
  /** Groups none of whose kept cases has all parts: their structure is taken as 1, before rescaling. */
  readonly groupsWithoutParts: readonly string[];
}

const DECIMALS = 12;

/**
 * The factor of each group from the structure of its costs and from patterns.
 * Structure: Σ parts × their regional factors / Σ parts, over the group's kept cases of which every part is known; the
 * parts, not the total, are the base, so that parts that do not add up move nothing.
 *
 * @param input  the history that made the weights; only needed for `structure`
 * @throws weight_structure_no_parts, weight_adjustment_unmatched
 * @source rules 1.4; unverified
 */
export function adjustmentFactors(
  table: WeightTable,
  { structure, adjustments }: WeightAdjustments,
  input?: CalibrationInput,
): AdjustmentFactors {
  const groups = table.rows.filter((row) => row.weight !== undefined).map((row) => row.group);
  const byStructure = structure === undefined ? undefined : structureFactors(structure, input);
  const factors = new Map<string, Decimal>();
  const parts = new Map<string, Decimal[]>(groups.map((group) => [group, []]));
  for (const group of groups) {
    const factor = byStructure?.factors.get(group);
    if (factor !== undefined) parts.get(group)!.push(factor);
  }
  for (const { groups: patterns, factor } of adjustments ?? []) {
    const matched = new Set<string>();
    for (const pattern of patterns) {
      const expression = patternExpression(pattern);
      const found = groups.filter((group) => expression.test(group));
      if (found.length === 0) {
        const nearest = nearestNames(pattern.replaceAll('*', ''), groups).join(', ');
        throw WEIGHT_POLICY_ERRORS.weight_adjustment_unmatched({ pattern, nearest });
      }
      for (const group of found) matched.add(group);
    }
    for (const group of matched) parts.get(group)!.push(decimalOf(factor));
  }
  for (const [group, list] of parts) if (list.length > 0) factors.set(group, multiplyDecimals(list, DECIMALS));
  return {
    factors,
    words: wordsOf({ structure, adjustments }),
    withoutParts: byStructure?.withoutParts ?? 0,
    groupsWithoutParts: byStructure === undefined ? [] : groups.filter((group) => !byStructure.factors.has(group)),
  };
}

function structureFactors(
  regional: Readonly<Partial<Record<CostPart, number>>>,
  input: CalibrationInput | undefined,
): { factors: Map<string, Decimal>; withoutParts: number } {
  const missing = COST_PARTS.filter((part) => input?.parts?.[part] === undefined);
  if (input === undefined || missing.length > 0) {
    throw WEIGHT_POLICY_ERRORS.weight_structure_no_parts({ missing: missing.map((part) => `cost_${part}`).join(', ') });
  }
  const columns = COST_PARTS.map((part) => input.parts![part]!);
  const groupCount = input.catalogue.codes.length;
  const sums = new Float64Array(groupCount * COST_PARTS.length);
  let withoutParts = 0;
  eachKeptCase(input, keepCosts(input), (row, group) => {
    for (let part = 0; part < columns.length; part++) {
      if (Number.isNaN(columns[part]![row]!)) {
        withoutParts += 1;
        return;
      }
    }
    for (let part = 0; part < columns.length; part++) sums[group * COST_PARTS.length + part]! += columns[part]![row]!;
  });
  const factors = new Map<string, Decimal>();
  const regionalFactors = COST_PARTS.map((part) => decimalOf(regional[part] ?? 1));
  const scale = Math.max(...regionalFactors.map((factor) => factor.scale));
  for (let group = 0; group < groupCount; group++) {
    let plain = 0n;
    let adjusted = 0n;
    regionalFactors.forEach((factor, part) => {
      const sum = BigInt(sums[group * COST_PARTS.length + part]!);
      plain += sum;
      adjusted += sum * BigInt(factor.digits) * 10n ** BigInt(scale - factor.scale);
    });
    if (plain <= 0n) continue;
    factors.set(input.catalogue.codes[group]!, ratio(adjusted, plain * 10n ** BigInt(scale)));
  }
  return { factors, withoutParts };
}

const ratio = (numerator: bigint, denominator: bigint): Decimal => ({
  digits: Number(divideRound(numerator * 10n ** BigInt(DECIMALS), denominator)),
  scale: DECIMALS,
});

function wordsOf({ structure, adjustments }: WeightAdjustments): Text {
  const parts = Object.entries(structure ?? {}).map(([part, factor]) => `${part} × ${factor}`);
  const groups = (adjustments ?? []).map(({ groups: patterns, factor }) => `${patterns.join(' ')} × ${factor}`);
  const all = [...parts, ...groups].join(', ');
  return {
    zh: `按费用结构与调整系数调整（${all}），总权重不变`,
    en: `adjusted by structure and factors (${all}), the total weight kept`,
  };
}
