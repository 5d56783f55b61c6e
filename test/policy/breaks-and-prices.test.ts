import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decimalToNumber } from '../../src/kernel/decimal.js';
import { inlineExecutor } from '../../src/kernel/executor.js';
import { isBreak, type PaymentEdge, paymentEdges } from '../../src/policy/payment-breaks.js';
import { priceCases } from '../../src/pricing/steps.js';
import { type PolicyDocument, smallInput, smallPolicy, smallTimeline, smallWeights } from '../pricing/small-region.js';

const BASE_FEN = 1_000_000;
const METHODS = [
  { method: 'drg-rate', unit: 'weight', units: '1', rate: 10_000 },
  { method: 'drg-points', unit: 'points', units: '100', rate: 100 },
  { method: 'dip', unit: 'score', units: '1000', rate: 10 },
] as const;

/** Pays of bands: in yuan for every method, in units for those that have them. */
const PAYS = [
  'by_item',
  'standard',
  'standard + 0.7 * (cost - multiple * standard)',
  '0.5 * cost',
  'min(cost, 2 * standard)',
  'standard * (ratio - multiple + coefficient)',
  'group_mean * coefficient',
];
const UNIT_PAYS = ['base_points * ratio * coefficient', 'base_points * (ratio - multiple + 1) * coefficient'];

interface Drawn {
  readonly method: (typeof METHODS)[number];
  readonly coefficient: number;
  readonly document: PolicyDocument;
}

/** Bands in order: perhaps a low one, then one or two high ones, edges of two decimals, each owned by either side. */
const drawn: fc.Arbitrary<Drawn> = fc
  .record({
    method: fc.constantFrom(...METHODS),
    coefficient: fc.constantFrom(1, 0.9, 1.1),
    basis: fc.constantFrom('standard', 'group_mean', 'level_mean', 'score'),
    edges: fc.tuple(
      fc.integer({ min: 20, max: 90 }),
      fc.integer({ min: 110, max: 250 }),
      fc.integer({ min: 260, max: 500 }),
    ),
    owned: fc.tuple(fc.boolean(), fc.boolean(), fc.boolean()),
    pays: fc.tuple(fc.nat(), fc.nat(), fc.nat()),
  })
  .map(({ method, coefficient, basis, edges, owned, pays }) => {
    const known = method.method === 'drg-rate' ? PAYS : [...PAYS, ...UNIT_PAYS];
    // The low band has no lower edge, which `multiple` would name.
    const low = known.filter((pay) => !pay.includes('multiple'));
    const [first, second, third] = edges.map((edge) => edge / 100) as [number, number, number];
    const bands = [
      { name: 'low', to: first, to_included: owned[0], pay: low[pays[0] % low.length] },
      {
        name: 'high',
        from: second,
        from_included: owned[1],
        to: third,
        to_included: owned[2],
        pay: known[pays[1] % known.length],
      },
      { name: 'above', from: third, from_included: !owned[2], pay: known[pays[2] % known.length] },
    ];
    const isScore = basis === 'score' && method.method === 'drg-rate';
    return {
      method,
      coefficient,
      document: {
        method: method.method,
        rate: { kind: 'fixed', value: method.rate },
        hospital_coefficient: { by_level: { 3: coefficient, 2: coefficient, 1: coefficient } },
        outliers: { basis: isScore ? 'standard' : basis, bands },
      },
    };
  });

/** What stays of these costs are paid at a level-3 hospital, fen; the group is worth 10,000.00 before coefficients. */
async function pays({ method, document }: Drawn, costs: readonly number[]): Promise<Float64Array> {
  const input = smallInput({
    cases: costs.map((cost) => ({ cost, pooled: cost, los: 10, numbers: {}, amounts: {} })),
    timeline: smallTimeline([{ policy: document }]),
    weights: { ...smallWeights({ A: method.units }, { A: BASE_FEN }), unit: method.unit },
    groupMeans: [{ scheme: 'small', group: 'A', level_class: 3, year: 2025, mean_cost: BASE_FEN, cases: 100 }],
  });
  return (await priceCases(input, inlineExecutor)).payFen;
}

const edgesOf = ({ document }: Drawn): PaymentEdge[] =>
  paymentEdges(smallPolicy(document)).filter(({ level }) => level === '3');

/** Where the coefficient makes no difference breaks are stated for a standard of 10,000.00; else for the level's own. */
const scaleOf = (edge: PaymentEdge, coefficient: number) => (decimalToNumber(edge.coefficient) === 1 ? coefficient : 1);
function costAt(edge: PaymentEdge, one: Drawn): number {
  const { basis } = one.document.outliers as { basis: string };
  return Math.round(decimalToNumber(edge.edge) * BASE_FEN * (basis === 'standard' ? one.coefficient : 1));
}

describe('the breaks that policy check tells are those of pricing', () => {
  test('just below, on and just above every edge pricing pays what is told, to 5 fen', async () => {
    await fc.assert(
      fc.asyncProperty(drawn, async (one) => {
        for (const edge of edgesOf(one)) {
          const cost = costAt(edge, one);
          const [below, on, above] = await pays(one, [cost - 1, cost, cost + 1]);
          const scale = scaleOf(edge, one.coefficient);
          expect(Math.abs(below! - edge.belowFen * scale)).toBeLessThanOrEqual(5);
          expect(Math.abs(on! - edge.onFen * scale)).toBeLessThanOrEqual(5);
          expect(Math.abs(above! - edge.aboveFen * scale)).toBeLessThanOrEqual(5);
        }
      }),
      { numRuns: 150 },
    );
  });

  test('between breaks pay never falls as cost rises, to the fen of rounding', async () => {
    const costs = Array.from({ length: 240 }, (_, index) => 1 + index * 29_989);
    await fc.assert(
      fc.asyncProperty(drawn, async (one) => {
        const breaks = edgesOf(one)
          .filter(isBreak)
          .map((edge) => costAt(edge, one));
        const paid = await pays(one, costs);
        for (let i = 1; i < costs.length; i++) {
          const isAcross = breaks.some((at) => costs[i - 1]! <= at && at <= costs[i]!);
          if (!isAcross) expect(paid[i]! - paid[i - 1]!).toBeGreaterThanOrEqual(-1);
        }
      }),
      { numRuns: 100 },
    );
  });

  test('a fall across a break is told as a fall: above 5 × the mean from 39,000.00 to 9,000.00', async () => {
    const one: Drawn = {
      method: METHODS[2],
      coefficient: 0.9,
      document: {
        method: 'dip',
        rate: { kind: 'fixed', value: 10 },
        hospital_coefficient: { by_level: { 3: 0.9, 2: 0.9, 1: 0.9 } },
        outliers: {
          basis: 'level_mean',
          bands: [
            {
              name: 'high',
              from: 2,
              from_included: false,
              to: 5,
              to_included: true,
              pay: 'base_points * (ratio - multiple + coefficient)',
            },
            { name: 'review', from: 5, from_included: false, pay: 'base_points * coefficient' },
          ],
        },
      },
    };
    expect([...(await pays(one, [5_000_000, 5_000_001]))]).toEqual([3_900_000, 900_000]);
    const fall = edgesOf(one).find(({ bandAbove }) => bandAbove === 'review')!;
    expect([fall.onFen, fall.aboveFen]).toEqual([3_900_000, 900_000]);
  });
});
