import { describe, expect, test } from 'vitest';
import { inlineExecutor } from '../../src/kernel/executor.js';
import { benefitColumns } from '../../src/pricing/benefit/benefit-columns.js';
import { computeBenefits } from '../../src/pricing/benefit/compute-benefits.js';
import { paid, yearInput } from './benefit-years.js';
import { smallPolicy } from './small-region.js';

const BENEFIT = {
  earlier_spending: 'columns',
  ladders: [{ name: 'all', who: {}, deductible: 1_000, later_stays: [0.5, 0], bands: [{ name: 'all', ratio: 0.8 }] }],
  ceilings: [{ name: 'year', who: {}, amount: 10_000 }],
  critical_illness: [
    { name: 'all', who: {}, start: 5_000, band_base: 'absolute', bands: [{ name: 'all', ratio: 0.6 }] },
  ],
};
const codeOf = async (stays: Parameters<typeof yearInput>[0]): Promise<string> => {
  try {
    await computeBenefits(yearInput(stays, BENEFIT), inlineExecutor);
    return 'none';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('what a person used in the year before the file begins', () => {
  test('the deductible of 1,000.00 is the second stay’s after one, the third’s after two', async () => {
    const first = (stays: number) => paid([{ total: 6_000, earlier: [0, 0, stays] }], BENEFIT);
    expect((await first(0))[0]).toMatchObject({ deductible: 1_000, pooled: 4_000 });
    expect((await first(1))[0]).toMatchObject({ deductible: 500, pooled: 4_400 });
    expect((await first(2))[0]).toMatchObject({ deductible: 0, pooled: 4_800 });
  });

  test('7,000.00 of a ceiling of 10,000.00 are used: of 4,000.00 wanted 3,000.00 are paid, the next stay gets nothing', async () => {
    const stays = [
      { total: 6_000, earlier: [7_000, 0, 0] as const },
      { total: 6_000, earlier: [7_000, 0, 0] as const },
    ];
    const [one, two] = await paid(stays, BENEFIT);
    expect(one).toMatchObject({ pooled: 3_000, flags: 2 });
    expect(two).toMatchObject({ pooled: 0 });
  });

  test('a burden of 6,000.00 has had its 600.00 of critical illness insurance: only what comes on top is due', async () => {
    const [one] = await paid([{ total: 6_000, earlier: [0, 6_000, 0] }], BENEFIT);
    // 2,000.00 more are borne, 60 % of them.
    expect(one).toMatchObject({ pooled: 4_000, illness: 1_200 });
    const [below] = await paid([{ total: 6_000, earlier: [0, 4_000, 0] }], BENEFIT);
    expect(below).toMatchObject({ illness: 600 });
  });

  test('a missing column or a blank cell is refused by name, never taken as nothing', async () => {
    expect(await codeOf([{ total: 6_000 }])).toBe('column_missing');
    expect(await codeOf([{ total: 6_000, earlier: [0, 0, 0] }, { total: 6_000 }])).toBe('benefit_value_missing');
    expect(benefitColumns(smallPolicy({ benefit: { mode: 'computed', ...BENEFIT } }))).toEqual(
      expect.arrayContaining(['earlier_pooled_fund', 'earlier_burden', 'earlier_stays']),
    );
  });
});
