import { type Decimal, formatDecimal, parseDecimal } from '../kernel/decimal.js';
import { divideRationals, type Rational, roundRational } from '../kernel/formula/rational.js';
import type { CalibrationInput } from './calibration-input.js';
import { eachKeptCase, type KeptCosts } from './kept-costs.js';
import { meanOf } from './yearly-mean.js';

export interface PartScores {
  readonly drug: Decimal | undefined;
  readonly consumable: Decimal | undefined;
}

const NONE: PartScores = { drug: undefined, consumable: undefined };

/**
 * Drug and consumable scores (药品分值 dRW, 耗材分值 cRW): mean drug cost of a group / mean drug cost of all kept cases,
 * yearly means weighted as the costs are. A case whose part is missing is left out of that mean, never counted as 0.
 * @returns by index of the group; both undefined where the input has no parts
 * @source rules 2.2
 * @example drug means 3,000 of a group and 2,000 of all cases: 1.5
 */
export function partScores(
  input: CalibrationInput,
  keptCosts: KeptCosts,
  factors: readonly Decimal[],
  decimals: number,
): (group: number) => PartScores {
  const { drug, consumable } = input.parts ?? {};
  if (drug === undefined && consumable === undefined) return () => NONE;
  const ofDrug = partScore(input, keptCosts, factors, decimals, drug);
  const ofConsumable = partScore(input, keptCosts, factors, decimals, consumable);
  return (group) => ({ drug: ofDrug(group), consumable: ofConsumable(group) });
}

function partScore(
  input: CalibrationInput,
  keptCosts: KeptCosts,
  factors: readonly Decimal[],
  decimals: number,
  part: Float64Array | undefined,
): (group: number) => Decimal | undefined {
  if (part === undefined) return () => undefined;
  const yearCount = keptCosts.costs.years.length;
  const groupCount = input.catalogue.codes.length;
  // Sums of parts stay below 2^53 fen: 90 thousand million yuan in one group and year.
  const sums = new Float64Array((groupCount + 1) * yearCount);
  const counts = new Float64Array(sums.length);
  eachKeptCase(input, keptCosts, (row, group, year) => {
    const value = part[row]!;
    if (Number.isNaN(value)) return;
    for (const bucket of [group * yearCount + year, groupCount * yearCount + year]) {
      sums[bucket]! += value;
      counts[bucket]! += 1;
    }
  });
  const mean = (group: number): Rational | undefined =>
    meanOf(
      Array.from({ length: yearCount }, (_, year) => ({
        count: counts[group * yearCount + year]!,
        sum: BigInt(sums[group * yearCount + year]!),
      })),
      factors,
    );
  const all = mean(groupCount);
  return (group) => {
    const own = mean(group);
    if (own === undefined || all === undefined || all.numerator <= 0n) return undefined;
    const digits = Number(roundRational(divideRationals(own, all), decimals));
    return parseDecimal(formatDecimal({ digits, scale: decimals }));
  };
}
