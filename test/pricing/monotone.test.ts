import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimalToNumber } from '../../src/kernel/decimal.js';
import { loadPolicy } from '../../src/policy/load-policy.js';
import { isBreak, paymentEdges } from '../../src/policy/payment-breaks.js';
import { resolveTimeline } from '../../src/policy/resolve-timeline.js';
import { type PolicyDocument, price, smallPolicy, smallWeights } from './small-region.js';

/** A preset's bands on a group worth 10,000.00 before coefficients, whose mean is 10,000.00, at a coefficient of 0.9. */
function documentOf(preset: string): PolicyDocument {
  const { policy } = resolveTimeline(loadPolicy(preset), []).segments[0]!;
  const { method, outliers } = policy;
  return {
    method,
    // Last year's mean at the level is the mean of the group here.
    outliers: outliers.basis === 'level_mean' ? { ...outliers, basis: 'group_mean' } : outliers,
    rate: { kind: 'fixed', value: 10 },
    hospital_coefficient: { by_level: { 3: 0.9, 2: 0.9, 1: 0.9 } },
  };
}

const PRESETS: readonly [string, number][] = [
  ['example-dip-jining-form', 1],
  ['example-dip-base', 1],
  ['example-dip-1.5-0.6', 1],
  ['example-dip-2.5-0.4', 1],
  ['example-national-base', 0],
];

describe('pay of a case by its cost', () => {
  it.each(PRESETS)(
    '%s: never falls between two breaks that policy check reports, and breaks are found',
    async (preset, least) => {
      const policy = documentOf(preset);
      const edges = paymentEdges(smallPolicy(policy)).filter(
        ({ place, level }) => place === 'outliers' && level === '3',
      );
      const base = (policy.outliers as { basis: string }).basis === 'standard' ? 900_000 : 1_000_000;
      const breaks = edges.filter(isBreak).map(({ edge }) => decimalToNumber(edge) * base);
      expect(breaks.length).toBeGreaterThanOrEqual(least);
      const isParted = (low: number, high: number) => breaks.some((edge) => low <= edge && edge <= high);
      const nearBreaks = breaks.flatMap((edge) => [-1, 0, 1].map((off) => Math.round(edge) + off));
      let compared = 0;
      let parted = 0;
      await fc.assert(
        fc.asyncProperty(fc.uniqueArray(fc.nat(7_000_000), { minLength: 20, maxLength: 80 }), async (drawn) => {
          const costs = [...new Set([...drawn, ...nearBreaks])].sort((a, b) => a - b);
          const priced = await price({
            cases: costs.map((cost) => ({ cost, amounts: { unreasonable_cost: 0 } })),
            policy,
            weights: {
              ...smallWeights({ A: '1000' }, { A: 1_000_000 }),
              unit: policy.method === 'dip' ? 'score' : 'weight',
            },
          });
          for (let row = 1; row < costs.length; row++) {
            const [low, high] = [costs[row - 1]!, costs[row]!];
            if (isParted(low, high)) {
              parted += 1;
              continue;
            }
            compared += 1;
            expect([low, high, priced.payFen[row]! - priced.payFen[row - 1]!]).toEqual([
              low,
              high,
              expect.toSatisfy((rise: number) => rise >= 0),
            ]);
          }
        }),
        { numRuns: 40, seed: 20261128 },
      );
      expect(compared).toBeGreaterThan(1_000);
      if (least > 0) expect(parted).toBeGreaterThan(0);
    },
  );
});
