import { type CaseTable, needColumn } from '../../cases/case-table.js';
import { cutPeriods, findCasePeriods } from '../../pricing/pricing-periods.js';
import { poolRatesOf } from '../../pricing/steps.js';
import type { SettlementInput } from '../../settlement/settlement-input.js';
import { scaleByValue } from './attribute-payment.js';

/** Values of a unit of each pool, by the day of the case. */
interface DatedValues {
  /** Sets of values that differ from each other. */
  readonly count: number;
  readonly setOf: (row: number) => number;
  /** Fen a unit; NaN where the policy has none. */
  readonly valueFen: (set: number, insurance: string) => number;
}

/**
 * The second side's standard payments at the first side's values, by hospital and insurance (joined by U+0000), in fen:
 * each case at both values of its own day. Undefined where no rate changes within the year, so that one value an account
 * says the same.
 */
export function standardsAtFirstValue(
  before: SettlementInput,
  after: SettlementInput,
): ReadonlyMap<string, number> | undefined {
  if (!changesWithinYear(before) && !changesWithinYear(after)) return undefined;
  const { table, priced } = after;
  const hospital = needColumn(table, 'hospital_id', 'dictionary', 'settlement');
  const insurance = needColumn(table, 'insurance', 'dictionary', 'settlement');
  const [first, second] = [datedValues(before, table), datedValues(after, table)];
  const [insurances, pairs] = [insurance.values.length, first.count * second.count];
  // Added up by pair of values before anything is rounded.
  const sums = new Float64Array(hospital.values.length * insurances * pairs);
  for (let row = 0; row < table.caseCount; row++) {
    const account = hospital.codes[row]! * insurances + insurance.codes[row]!;
    sums[account * pairs + first.setOf(row) * second.count + second.setOf(row)]! += priced.standardFen[row]!;
  }
  const standards = new Map<string, number>();
  for (let account = 0; account < sums.length / pairs; account++) {
    const insuranceText = insurance.values[account % insurances]!;
    // Pairs of one proportion are rounded together, so that a rate changed alike on every day is one amount.
    const byProportion: { sumFen: number; firstFen: number; secondFen: number }[] = [];
    for (let pair = 0; pair < pairs; pair++) {
      const sumFen = sums[account * pairs + pair]!;
      if (sumFen === 0) continue;
      const firstFen = first.valueFen(Math.floor(pair / second.count), insuranceText);
      const secondFen = second.valueFen(pair % second.count, insuranceText);
      const alike = byProportion.find((entry) => isAlike(entry.firstFen, entry.secondFen, firstFen, secondFen));
      if (alike === undefined) byProportion.push({ sumFen, firstFen, secondFen });
      else alike.sumFen += sumFen;
    }
    let standardFen = 0;
    for (const { sumFen, firstFen, secondFen } of byProportion)
      standardFen += scaleByValue(sumFen, firstFen, secondFen);
    if (standardFen !== 0)
      standards.set(`${hospital.values[Math.floor(account / insurances)]!}\u0000${insuranceText}`, standardFen);
  }
  return standards;
}

/** Whether a is to b as c is to d. Values have at most four decimals of a fen. */
function isAlike(a: number, b: number, c: number, d: number): boolean {
  if (Number.isNaN(a + b + c + d)) return Number.isNaN(a + b) && Number.isNaN(c + d);
  const [whole, other, third, fourth] = [a, b, c, d].map((value) => BigInt(Math.round(value * 10_000)));
  return whole! * fourth! === other! * third!;
}

function changesWithinYear({ timeline }: SettlementInput): boolean {
  const rates = new Set(timeline.segments.map(({ policy }) => JSON.stringify(policy.rate)));
  return rates.size > 1;
}

function datedValues(input: SettlementInput, table: CaseTable): DatedValues {
  const periods = cutPeriods(input);
  const { day, firstDay, periodOfDay } = findCasePeriods({ table }, periods);
  const rates = poolRatesOf(input);
  const sets = new Map<string, number>();
  const values: Map<string, number>[] = [];
  // A register may cut the year on many days: periods of the same values are one set.
  const setOfPeriod = periods.map((_, period) => {
    const own = rates.filter((rate) => rate.period === period);
    const fenByInsurance = new Map(
      own.map(({ insurance, rate, isPerCase }) => [
        insurance as string,
        isPerCase ? Number.NaN : (rate.digits * 100) / 10 ** rate.scale,
      ]),
    );
    const text = JSON.stringify([...fenByInsurance]);
    const set = sets.get(text) ?? sets.size;
    if (!sets.has(text)) values.push(fenByInsurance);
    sets.set(text, set);
    return set;
  });
  return {
    count: values.length,
    setOf: (row) => setOfPeriod[day === undefined ? 0 : periodOfDay[day[row]! - firstDay]!]!,
    valueFen: (set, insurance) => values[set]!.get(insurance) ?? Number.NaN,
  };
}
