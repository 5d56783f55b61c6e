import type { DictionaryColumn } from '../cases/case-table.js';
import { type Decimal, divideRound, formatDecimal, parseDecimal } from '../kernel/decimal.js';
import { compareCodePoints } from '../kernel/hash.js';
import type { CalibrationInput } from './calibration-input.js';
import { eachKeptCase, keepCosts } from './kept-costs.js';
import { formatWeightKey } from './weight-key.js';
import type { WeightVariant } from './weight-table.js';

/**
 * Cost coefficients (成本系数) of hospitals: a hospital's mean cost of a group / the city's mean cost of the group, over
 * the kept cases of all years together. A group that a hospital has no case of (新病组) is left out: its coefficient
 * is 1 by definition, which is what pricing takes where none is stated.
 *
 * @param hospitals  hospital_id of every case
 * @param decimals  of the coefficients, half-up
 * @returns one variant a hospital, in the order of keys
 * @source rules 1.9
 * @example hospital mean 6,600, city mean 6,000: 1.1
 */
export function hospitalCostCoefficients(
  input: CalibrationInput,
  hospitals: DictionaryColumn,
  decimals: number,
): WeightVariant[] {
  const keptCosts = keepCosts(input);
  const groupCount = input.catalogue.codes.length;
  const sums = new Map<number, Float64Array>();
  const counts = new Map<number, Float64Array>();
  const citySums = new Float64Array(groupCount);
  const cityCounts = new Float64Array(groupCount);
  eachKeptCase(input, keptCosts, (row, group) => {
    const cost = input.costFen[row]!;
    citySums[group]! += cost;
    cityCounts[group]! += 1;
    const hospital = hospitals.codes[row]!;
    let own = sums.get(hospital);
    if (own === undefined) {
      own = new Float64Array(groupCount);
      sums.set(hospital, own);
      counts.set(hospital, new Float64Array(groupCount));
    }
    own[group]! += cost;
    counts.get(hospital)![group]! += 1;
  });
  const unit = 10n ** BigInt(decimals);
  const variants: WeightVariant[] = [];
  for (const [hospital, own] of sums) {
    const id = hospitals.values[hospital]!;
    if (id === '') continue;
    const coefficients = new Map<string, Decimal>();
    for (let group = 0; group < groupCount; group++) {
      const count = counts.get(hospital)![group]!;
      if (count === 0) continue;
      const digits = divideRound(
        BigInt(own[group]!) * BigInt(cityCounts[group]!) * unit,
        BigInt(count) * BigInt(citySums[group]!),
      );
      const text = formatDecimal({ digits: Number(digits), scale: decimals });
      if (digits > 0n) coefficients.set(input.catalogue.codes[group]!, parseDecimal(text)!);
    }
    variants.push({ key: { hospital: id }, coefficients });
  }
  return variants.sort((a, b) => compareCodePoints(formatWeightKey(a.key), formatWeightKey(b.key)));
}
