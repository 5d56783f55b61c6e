import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decimalOf } from '../../../src/kernel/decimal.js';
import { type PriceTerms, standardOfTerms } from '../../../src/pricing/price-terms.js';
import { bureauCaseOf } from '../../../src/simulation/feedback/bureau-case.js';
import { differenceParts, type OurCase } from '../../../src/simulation/feedback/difference-parts.js';
import { REASON_NAMES } from '../../../src/simulation/feedback/difference-reasons.js';

const EDGE = { atFen: 50, included: true };
const terms = (weight: number, coefficient = 1, rate = 10_000): PriceTerms => {
  const parts = {
    weight: decimalOf(weight),
    coefficient: decimalOf(coefficient),
    rate: decimalOf(rate),
    unitDecimals: -1,
  };
  return { ...parts, kind: 'units', standardFen: standardOfTerms(parts) };
};
const GROUPS: Record<string, PriceTerms> = { ES31: terms(1.2), ES35: terms(0.8) };
const termsOf = (group: string): PriceTerms | undefined => GROUPS[group];
/** Group ES31, 1.2 × 10,000 × 1 = 12,000 yuan, of which the patient 3,000. */
const OURS: OurCase = {
  group: 'ES31',
  isGroupPaid: true,
  standardFen: 1_200_000,
  payFen: 1_200_000,
  fundFen: 900_000,
  patientFen: 300_000,
};
const partsOf = (row: Record<string, string | number>, ours = OURS, basis: 'fund' | 'pay' = 'fund') => {
  const found = differenceParts(ours, bureauCaseOf(row), termsOf, basis, EDGE);
  const kept = Object.fromEntries(Object.entries(found.parts).filter(([, fen]) => fen !== 0));
  expect(Object.values(found.parts).reduce((sum, fen) => sum + fen, 0)).toBe(found.differenceFen);
  return { difference: found.differenceFen, main: found.main, ...kept };
};

describe('bureau less ours, in fen', () => {
  test('another group of our table: 0.8 in place of 1.2 at 10,000 is −4,000.00 yuan', () => {
    const row = { group: 'es35', weight: '0.8', rate: '10000', pay: 800_000, patient: 300_000 };
    expect(partsOf(row)).toEqual({ difference: -400_000, main: 'group', group: -400_000 });
  });

  test('group, weight, coefficient, rate, patient, each valued in its turn', () => {
    // 1.2 → 0.8 group −4,000; 0.8 → 0.85 weight +500; × 0.9 coefficient −850; 10,000 → 9,800 rate −153; patient −200.
    const row = {
      ...{ group: 'ES35', weight: '0.85', coefficient: '0.9', rate: '9800' },
      ...{ pay: 749_700, patient: 320_000 },
    };
    expect(partsOf(row)).toEqual({
      difference: 429_700 - 900_000,
      main: 'group',
      group: -400_000,
      weight: 50_000,
      coefficient: -85_000,
      rate: -15_300,
      patient: -20_000,
    });
  });

  test('a group that our table lacks: the weight that the bureau states is the group’s', () => {
    const row = { group: 'ZZ99', weight: '0.5', rate: '10000', pay: 500_000, patient: 300_000 };
    expect(partsOf(row)).toEqual({ difference: -700_000, main: 'group', group: -700_000 });
    expect(partsOf({ group: 'ZZ99', fund: 100_000 }).main).toBe('group');
  });

  test('a factor of the case: ours 1.1 (13,200), theirs none: −1,200.00 yuan', () => {
    const ours = { ...OURS, standardFen: 1_320_000, payFen: 1_320_000, fundFen: 1_020_000 };
    const row = {
      group: 'ES31',
      weight: '1.2',
      case_coefficient: '1',
      rate: '10000',
      pay: 1_200_000,
      patient: 300_000,
    };
    expect(partsOf(row, ours)).toEqual({ difference: -120_000, main: 'case_coefficient', case_coefficient: -120_000 });
  });

  test('an outlier on their side only: standard 12,000, paid 7,000', () => {
    const row = { group: 'ES31', deviation_class: '低倍率', standard: 1_200_000, pay: 700_000, patient: 300_000 };
    expect(partsOf(row)).toEqual({ difference: -500_000, main: 'deviation', deviation: -500_000 });
  });

  test('0.50 yuan is rounding (the edge counts), 0.51 is not', () => {
    const row = { group: 'ES31', weight: '1.2', rate: '10000', patient: 300_000 };
    expect(partsOf({ ...row, pay: 1_199_950 })).toEqual({ difference: -50, main: 'rounding', rounding: -50 });
    expect(partsOf({ ...row, pay: 1_199_949 })).toEqual({ difference: -51, main: 'deviation', deviation: -51 });
    const strict = differenceParts(OURS, bureauCaseOf({ ...row, pay: 1_199_950 }), termsOf, 'fund', {
      atFen: 50,
      included: false,
    });
    expect(strict.main).toBe('deviation');
  });

  test('a payment alone says nothing of why', () => {
    expect(partsOf({ fund: 850_000 })).toEqual({ difference: -50_000, main: 'unexplained', unexplained: -50_000 });
  });

  test('final score × settlement value, total charges less what was recorded: pay and patient of a DIP export', () => {
    const row = { final_weight: '1.1', rate: '10000', total_cost: 1_300_000, pooled_fund: 1_000_000 };
    expect(bureauCaseOf(row)).toMatchObject({ payFen: 1_100_000, patientFen: 300_000, fundFen: 800_000 });
    // The value of the budget where the settlement has none.
    expect(bureauCaseOf({ final_weight: '1.1', budget_rate: '9000' }).payFen).toBe(990_000);
  });

  test('by item on our side and a group on theirs', () => {
    const ours = { ...OURS, group: '0000', isGroupPaid: false, standardFen: 0, payFen: 1_000_000, fundFen: 700_000 };
    expect(partsOf({ group: 'ES31', pay: 1_200_000, patient: 300_000 }, ours).main).toBe('group');
    expect(partsOf({ group: '0000', pay: 1_200_000, patient: 300_000 }, ours).main).toBe('method');
  });
});

test('whatever the two sides say, the parts add up to the difference', () => {
  const amount = fc.option(fc.integer({ min: 0, max: 5_000_000 }), { nil: undefined });
  const decimal = fc.option(fc.integer({ min: 1, max: 30_000 }), { nil: undefined });
  fc.assert(
    fc.property(
      fc.constantFrom('ES31', 'ES35', 'ZZ99', ''),
      fc.tuple(decimal, decimal, decimal, decimal),
      fc.tuple(amount, amount, amount),
      fc.integer({ min: 0, max: 5_000_000 }),
      fc.boolean(),
      (group, [weight, coefficient, own, rate], [standard, pay, patient], fund, isGroupPaid) => {
        const digits = (value: number | undefined): string | undefined =>
          value === undefined ? undefined : String(value / 10_000);
        const row = {
          ...{ group, weight: digits(weight), coefficient: digits(coefficient), case_coefficient: digits(own) },
          ...{ rate: rate === undefined ? undefined : String(rate), standard, pay, patient, fund },
        };
        const { differenceFen, parts } = differenceParts(
          { ...OURS, isGroupPaid },
          bureauCaseOf(row),
          termsOf,
          'fund',
          EDGE,
        );
        expect(REASON_NAMES.reduce((sum, name) => sum + parts[name], 0)).toBe(differenceFen);
        expect(differenceFen).toBe(fund - OURS.fundFen);
      },
    ),
    { numRuns: 200 },
  );
});
