import { describe, expect, test } from 'vitest';
import { inlineExecutor } from '../../src/kernel/executor.js';
import { formatYuan } from '../../src/kernel/money.js';
import { priceLiterally } from '../../src/pricing/literal/price-literally.js';
import { priceCases } from '../../src/pricing/steps.js';
import { settleLiterally } from '../../src/settlement/literal/settle-literally.js';
import type { Settlement } from '../../src/settlement/settlement.js';
import { settleYear } from '../../src/settlement/steps.js';
import { type PolicyDocument, type SmallCase, smallInput, smallWeights } from '../pricing/small-region.js';
import { closing, fen, line, yuan } from './worked-year.js';

/** Clears the year by both calculators and holds their hospitals equal. */
async function clear(cases: readonly SmallCase[], policy: PolicyDocument): Promise<Settlement> {
  const input = smallInput({ cases, policy, weights: smallWeights({ A: '1' }) });
  const priced = await priceCases(input, inlineExecutor);
  const literal = priceLiterally(input).map(({ alternativePay }) => Number(alternativePay));
  expect([...priced.alternativePayFen]).toEqual(literal);
  const settlement = settleYear({ ...input, priced });
  for (const hospital of new Set(cases.map((one) => one.hospital!))) {
    const cells = settleLiterally(input).filter((cell) => cell.hospital === hospital);
    const fund = cells.reduce((sum, cell) => sum + cell.fund, 0n);
    expect(yuan(settlement, 'final_fund', hospital)).toBe(formatYuan(Number(fund)));
  }
  return settlement;
}

const NO_QUOTA_LEFT = { quota: { share: 0 } };
const BED_DAYS = {
  ...{ name: 'days', when: { payment_kinds: ['day'] }, ...NO_QUOTA_LEFT },
  per_diem: { unit: 'units', bands: [{ name: 'all', daily: 0.02 }] },
};
const REVIEW = { name: 'review', when: { review_outcomes: ['agreed'] }, pay: 'review_amount', ...NO_QUOTA_LEFT };

describe('beyond the quota of a special case the ordinary price stands where it always stands', () => {
  const cases: SmallCase[] = [
    { hospital: 'H1', cost: fen(10_000), pooled: fen(10_000) },
    { hospital: 'H2', kind: 'day', los: 30, cost: fen(4_000), pooled: fen(4_000) },
  ];
  const pools = [{ insurance: 'employee', fund: 20_000 }];

  test('a stay paid by days, by item beyond its quota, leaves the budget first: 4,000.00, and 16,000.00 over 1 unit', async () => {
    // As 0.4 units it would share at 14,285.71 and get 5,714.28 of 4,000.00.
    const rate = { kind: 'floating', opening: 10_000, form: 'fund', decimals: 2 };
    const steps = ['reserve', 'carve_outs', 'point_value'];
    const settlement = await clear(cases, { pools, rate, special_cases: [BED_DAYS], clearing: { steps } });
    expect(closing(settlement)).toBe(16_000);
    expect([yuan(settlement, 'final_fund'), yuan(settlement, 'final_fund', 'H2')]).toEqual(['16000.00', '4000.00']);
    expect(settlement.pools[0]!.carvedOut).toBe(fen(4_000));
  });

  test('it takes no part in retention either: twice the standard is 20,000.00 at H1, and 4,000.00 stay at H2', async () => {
    const settlement = await clear(cases, {
      ...{ pools, rate: { kind: 'fixed', value: 10_000 }, special_cases: [BED_DAYS] },
      clearing: { steps: ['reserve', 'carve_outs', 'retention'] },
      retention: { level: 'hospital', bands: [{ name: 'all', pay: '2 * standard' }] },
    });
    expect([yuan(settlement, 'final_fund'), yuan(settlement, 'final_fund', 'H2')]).toEqual(['20000.00', '4000.00']);
  });

  test('an ungrouped stay beyond the quota of a review is carved out too; one with a standard is not', async () => {
    const reviewed = { cost: fen(10_000), pooled: fen(10_000), amounts: { review_amount: fen(30_000) } };
    const texts = { review_outcome: 'agreed' };
    const settlement = await clear(
      [
        { hospital: 'H1', ...reviewed, texts },
        { hospital: 'H2', ...reviewed, texts, group: '0000', status: 2 },
      ],
      { pools, rate: { kind: 'fixed', value: 12_000 }, special_cases: [REVIEW] },
    );
    expect([yuan(settlement, 'final_fund'), yuan(settlement, 'final_fund', 'H2')]).toEqual(['12000.00', '10000.00']);
    expect(settlement.pools[0]!.carvedOut).toBe(fen(10_000));
  });
});

describe('and is split between fund and patient as it always is', () => {
  // A standard of 12,000.00, charges of 10,000.00 of which the pooled fund bore 7,140.00, 800.00 of deductible.
  const stay: SmallCase = {
    ...{ hospital: 'H1', cost: fen(10_000), pooled: fen(7_140), texts: { review_outcome: 'agreed' } },
    amounts: { review_amount: fen(20_000), self_funded: fen(500), first_paid: fen(300), deductible: fen(800) },
  };
  const policy = (benefit: PolicyDocument, rule: PolicyDocument) => ({
    ...{ rate: { kind: 'fixed', value: 12_000 }, outliers: { bands: [] }, benefit, special_cases: [rule] },
  });
  const ladders = [{ name: 'all', deductible: 800, bands: [{ name: 'all', ratio: 0.85 }] }];
  const outside = { ...REVIEW, counts: 'outside' };

  test.each([
    ['A', { fund_pays: 'standard_minus_patient' }, '9140.00'],
    ['B', { fund_pays: 'standard_times_ratio', ladders }, '8840.00'],
    ['C', { fund_pays: 'standard_times_share' }, '8568.00'],
    ['D', { fund_pays: 'score_times_ratio', share: 0.75 }, '9000.00'],
    ['E', { fund_pays: 'charged_by_standard', ladders }, '8840.00'],
  ])('%s: from outside the groups back to a standard of 12,000.00', async (_, benefit, fund) => {
    const settlement = await clear([stay], policy(benefit, outside));
    expect(yuan(settlement, 'final_fund')).toBe(fund);
    // The patient had paid when the quota was counted.
    expect(line(settlement, 'patient').amountFen).toBe(fen(2_860));
  });

  test('within the quota the reviewed 20,000.00 outside the groups are split by A: 17,140.00 under D too', async () => {
    const benefit = { fund_pays: 'score_times_ratio', share: 0.75 };
    const settlement = await clear([stay], policy(benefit, { ...outside, quota: { share: 1 } }));
    expect(yuan(settlement, 'final_fund')).toBe('17140.00');
  });

  test('a stay by days that returns to its charges is split by A: 7,140.00, not 0.75 × 10,000.00', async () => {
    const benefit = { fund_pays: 'score_times_ratio', share: 0.75 };
    const settlement = await clear([{ ...stay, kind: 'day', los: 30 }], policy(benefit, BED_DAYS));
    expect(yuan(settlement, 'final_fund')).toBe('7140.00');
  });
});
