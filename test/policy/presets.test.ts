import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseDecimal } from '../../src/kernel/decimal.js';
import { inlineExecutor } from '../../src/kernel/executor.js';
import { packageRoot } from '../../src/kernel/package-root.js';
import { checkPolicy } from '../../src/policy/check-policy.js';
import { diffPolicies } from '../../src/policy/diff-policies.js';
import { listPolicies, loadPolicy, loadReform } from '../../src/policy/load-policy.js';
import { policySources } from '../../src/policy/policy-sources.js';
import { resolveTimeline } from '../../src/policy/resolve-timeline.js';
import { priceCases } from '../../src/pricing/steps.js';
import type { WeightTable } from '../../src/weighting/weight-table.js';
import {
  type PolicyDocument,
  type SmallCase,
  smallInput,
  smallTimeline,
  smallWeights,
} from '../pricing/small-region.js';

const presetOf = (id: string) => resolveTimeline(loadPolicy(id), []);
const documentOf = (id: string) => presetOf(id).segments[0]!.policy as unknown as PolicyDocument;

interface Priced {
  readonly units: number;
  readonly pay: number;
}

/** One case of group A under a preset whose rate and coefficient are set to those of the worked numbers. */
async function paid(
  id: string,
  { cost, ...more }: Omit<SmallCase, 'cost'> & { cost: number },
  weights: WeightTable,
  changes: PolicyDocument,
): Promise<Priced> {
  const { weights: _, ...document } = documentOf(id);
  const timeline = smallTimeline([{ policy: { ...document, clearing: {}, ...changes } }]);
  const fen = Math.round(cost * 100);
  const groupMeans = [{ scheme: 'small', group: 'A', level_class: 3, year: 2025, mean_cost: 1_000_000, cases: 100 }];
  const input = smallInput({ cases: [{ ...more, cost: fen, pooled: fen }], timeline, weights, groupMeans });
  const { unitsScaled, payFen } = await priceCases(input, inlineExecutor);
  return { units: unitsScaled[0]! / 10 ** 8, pay: payFen[0]! / 100 };
}

const scores = (value: string): WeightTable => ({ ...smallWeights({ A: value }, { A: 1_000_000 }), unit: 'score' });
const points = (value: string, coefficient?: string): WeightTable => ({
  ...smallWeights({ A: value }, { A: 600_000 }),
  unit: 'points',
  ...(coefficient === undefined
    ? {}
    : { variants: [{ key: { hospital: 'H1' }, coefficients: new Map([['A', parseDecimal(coefficient)!]]) }] }),
});
const levels = (coefficient: number) => ({ by_level: { 3: coefficient, 2: 1, 1: 1 } });

describe('presets price the worked numbers by their own text', () => {
  const dip = (value: number, coefficient = 0.9): PolicyDocument => ({
    rate: { kind: 'fixed', value },
    hospital_coefficient: levels(coefficient),
  });

  test.each([
    [4_000, 360],
    [5_000, 900],
    [4_999, 449.91],
    [20_000, 900],
    [26_000, 1_440],
  ])('example-dip-base (§2.10): score 1,000, mean 10,000, coefficient 0.9, cost %d → %d', async (cost, units) => {
    expect(await paid('example-dip-base', { cost }, scores('1000'), dip(10))).toEqual({ units, pay: units * 10 });
  });

  test.each([
    [4_000, 400],
    [5_000, 500],
    [26_000, 1_500],
    [60_000, 900],
  ])('example-dip-jining-form (§2.11): the same case, cost %d → %d', async (cost, units) => {
    expect(await paid('example-dip-jining-form', { cost }, scores('1000'), dip(10))).toEqual({
      units,
      pay: units * 10,
    });
  });

  test.each([
    ['surgery', 9_000, 6_500],
    ['surgery', 2_500, 2_500],
    ['surgery', 6_500, 5_000],
    ['surgery', 3_000, 3_000],
    ['surgery', 3_000.01, 5_000],
    ['中医科', 9_000, 6_825],
    ['中医科', 6_500, 5_250],
  ])('example-dip-1.5-0.6 (§2.12): score 5,000 in yuan, %s, cost %d → %d', async (department, cost, pay) => {
    const own = { ...dip(1, 1) };
    expect((await paid('example-dip-1.5-0.6', { cost, department }, scores('5000'), own)).pay).toBe(pay);
  });

  test.each([
    [0.9, 7_500, 5_250],
    [0.9, 7_499.99, 4_500],
    [1, 7_500, 5_000],
  ])('example-dip-1.5-0.6 (§2.12): coefficient %d, cost %d → %d', async (coefficient, cost, pay) => {
    expect((await paid('example-dip-1.5-0.6', { cost }, scores('5000'), dip(1, coefficient))).pay).toBe(pay);
  });

  test.each([
    [1, 6_600, 55],
    [4, 2_400, 20],
    [4, 7_000, 50],
  ])(
    'example-points-jinhua-form (§1.9): base 50, cost coefficient 1.1, type of discharge %d, cost %d → %d points',
    async (dischargeType, cost, units) => {
      const changes = { rate: { kind: 'fixed', value: 100 } };
      const more = { cost, dischargeType };
      expect(await paid('example-points-jinhua-form', more, points('50', '1.1'), changes)).toEqual({
        units,
        pay: units * 100,
      });
    },
  );

  test.each([
    [2_000, 16.6667],
    [2_400, 55],
    [18_000, 55],
    [23_400, 100],
  ])(
    'example-points-zhejiang-form (§1.10): base 50, mean 6,000, coefficient 1.1, cost %d → %d points',
    async (cost, units) => {
      const changes = { rate: { kind: 'fixed', value: 100 }, hospital_coefficient: levels(1.1) };
      expect((await paid('example-points-zhejiang-form', { cost }, points('50'), changes)).units).toBe(units);
    },
  );

  test('the difference coefficient of the form is 0.6 × the hospital’s own + 0.4 × its level’s: 0.6 × 1.2 + 0.4 × 1.05 = 1.14', async () => {
    const { weights: _, ...document } = documentOf('example-points-zhejiang-form');
    const timeline = smallTimeline([{ policy: { ...document, clearing: {}, rate: { kind: 'fixed', value: 100 } } }]);
    const hospitals = { H1: { numbers: new Map([['coefficient', parseDecimal('1.2')!]]) } };
    const input = smallInput({ cases: [{ cost: 600_000 }], timeline, weights: points('50'), hospitals });
    expect((await priceCases(input, inlineExecutor)).unitsScaled[0]! / 10 ** 8).toBe(57);
  });
});

test('the reform that moves the low edge of DIP says so, and its cliff: 5,000.00 becomes 4,000.00 at level 3', () => {
  const reform = loadReform(join(packageRoot(), 'examples', 'reforms', 'dip-low-edge-at-0.6.yaml'));
  const changed = resolveTimeline(loadPolicy('example-dip-base'), [reform]);
  expect(diffPolicies(presetOf('example-dip-base'), changed).map(({ zh }) => zh)).toEqual([
    '倍率分段“low”上界 0.5 → 0.6，+20.0 %',
  ]);
  const heights = [presetOf('example-dip-base'), changed].map(
    (timeline) => checkPolicy(timeline).find(({ path }) => path === 'outliers.bands.low')!.en,
  );
  expect(heights[0]).toContain('pay breaks at 0.5: 5,000.00 below, 10,000.00 on it');
  expect(heights[1]).toContain('pay breaks at 0.6: 6,000.00 below, 10,000.00 on it, 10,000.00 above (height 4,000.00');
});

describe('what presets say of themselves', () => {
  test('every example of a form states its cliffs as policy check finds them', () => {
    const cliffs = (id: string) =>
      checkPolicy(presetOf(id)).filter(({ code }) => code === 'payment_drops' || code === 'payment_jumps').length;
    expect(
      Object.fromEntries(
        listPolicies()
          .filter((id) => id.startsWith('example-dip') || id.startsWith('example-points'))
          .map((id) => [id, cliffs(id)]),
      ),
    ).toEqual({
      'example-dip-1.5-0.6': 5,
      'example-dip-2.5-0.4': 5,
      'example-dip-base': 3,
      'example-dip-jining-form': 6,
      'example-dip-xiamen-coefficients': 1,
      'example-points-base': 3,
      'example-points-jinhua-form': 0,
      'example-points-zhejiang-form': 1,
    });
  });

  test.each(listPolicies().filter((id) => id.startsWith('example-')))(
    '%s marks what was not read as unverified or from the press',
    (id) => {
      const parameters = policySources(presetOf(id));
      expect(parameters.some(({ trust }) => trust === 'unverified' || trust === 'press')).toBe(true);
      for (const { trust, source } of parameters) if (trust === 'cited') expect(source!.document).not.toBe('示例');
    },
  );

  test('nothing in src names a place whose form is a preset', () => {
    const places =
      /jinhua|zhejiang|jining|xiamen|linfen|huizhou|qingdao|wenzhou|yancheng|tongchuan|金华|浙江|济宁|厦门|临汾|惠州|青岛|温州|盐城|铜川/i;
    const files = readdirSync(join(packageRoot(), 'src'), { recursive: true, encoding: 'utf8' });
    const naming = files.filter(
      (file) => file.endsWith('.ts') && places.test(readFileSync(join(packageRoot(), 'src', file), 'utf8')),
    );
    expect(naming).toEqual([]);
  });
});
