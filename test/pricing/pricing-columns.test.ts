import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inlineExecutor } from '../../src/kernel/executor.js';
import { asksForLinks, pricingColumns } from '../../src/pricing/pricing-columns.js';
import { priceCases } from '../../src/pricing/steps.js';
import { ruledRegion } from './generated-ruled-region.js';
import { smallInput, smallPolicy } from './small-region.js';

/** What every run keeps. */
const ALWAYS = [
  ...['case_id', 'hospital_id', 'hospital_level', 'department', 'insurance', 'discharge_date', 'total_cost'],
  ...['pooled_fund', 'payment_kind'],
];

describe('the columns that a policy reads', () => {
  it('are named, each once: of tests, shares, parts of the cost, formulas, days and reviewed amounts', () => {
    const policy = smallPolicy({
      case_cost: { without: ['separate_drug_cost'] },
      special_cases: [
        { name: 'day', when: { payment_kinds: ['day'] }, per_diem: { bands: [{ name: 'all', daily: 1 }] } },
        { name: 'review', when: { review_outcomes: ['adjusted'] }, pay: 'review_amount' },
        { name: 'tech', when: { numbers: { age_years: { to: 6 } } }, pay: 'standard + new_tech_cost' },
      ],
      supplements: [
        { name: 'again', when: { readmission: { within_days: 15 } }, amount: 'number(los_days) * yuan(1)' },
        { name: 'tcm', when: { shares: [{ name: 's', parts: ['tcm_cost'], of: ['total_cost'] }] }, amount: 'yuan(1)' },
      ],
    });
    const tested = ['admit_date', 'age_years', 'case_id', 'discharge_date', 'dx', 'hospital_id', 'los_days'];
    const paid = ['new_tech_cost', 'patient_key', 'payment_kind', 'review_amount', 'review_outcome'];
    const shares = ['separate_drug_cost', 'tcm_cost', 'total_cost'];
    expect(pricingColumns(policy)).toEqual([...tested, ...paid, ...shares].sort());
    expect([asksForLinks(policy), asksForLinks(smallPolicy())]).toEqual([true, false]);
    expect(pricingColumns(smallPolicy())).toEqual([]);
  });

  it('are all that pricing reads: with these alone 300 random regions are priced as with every column', async () => {
    await fc.assert(
      fc.asyncProperty(ruledRegion, async (region) => {
        const input = smallInput(region);
        const kept = new Set([...ALWAYS, ...region.timeline!.segments.flatMap(({ policy }) => pricingColumns(policy))]);
        const columns = Object.fromEntries(Object.entries(input.table.columns).filter(([name]) => kept.has(name)));
        const bare = { ...input, table: { ...input.table, columns } };
        const price = async (given: typeof input) => {
          try {
            return (await priceCases(given, inlineExecutor)).payFen;
          } catch (error) {
            return (error as { code: string }).code;
          }
        };
        expect(await price(bare)).toEqual(await price(input));
      }),
      { numRuns: 300, seed: 20261128 },
    );
  });
});
