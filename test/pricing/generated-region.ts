import fc from 'fast-check';
import { STATUS_GROUPED, STATUS_UNGROUPED, STATUS_UNRELATED } from '../../src/grouping/group-columns.js';
import { formatDay, parseDay } from '../../src/kernel/day.js';
import type { WeightPatch } from '../../src/policy/policy-timeline.js';
import { type PolicyDocument, type SmallCase, type SmallRegion, smallTimeline, smallWeights } from './small-region.js';

/** Random policies × random small regions. Costs fall on band edges, a fen below and above them, as often as elsewhere. */

export const WEIGHTS = ['1', '0.5', '2.25', '0.3333', '36.2185', '0.0301'];
const RATES = [10_000, 8_123.45, 12_252.7, 9_575.2525];
const COEFFICIENTS = [1, 0.85, 0.925, 1.05];
const EDGES = [0.3, 0.4, 0.5, 1, 1.5, 2, 3];

const pick = <T>(...values: readonly T[]) => fc.constantFrom(...values);

const otherPay = pick<unknown>('by_item', 'by_item', 'zero', { share_of_items: 0.9 }, { share_of_items: 0.3333 });

const levels = fc.option(fc.subarray(['3', '2', '1'], { minLength: 1 }), { nil: undefined });

const quota = fc.option(fc.record({ share: pick(0, 0.05, 0.2, 0.34, 1), order: pick('excess', 'cost') }), {
  nil: undefined,
});

const lowBand = fc.record({
  name: fc.constant('low'),
  to: pick(0.3, 0.4, 0.5),
  to_included: fc.boolean(),
  levels,
  pay: pick('by_item', 'standard', 'standard * ratio', 'min(cost, 0.9 * standard)'),
});

const highBand = fc.record({
  name: fc.constant('high'),
  from: pick(1.5, 2, 3),
  from_included: fc.boolean(),
  levels,
  quota,
  pay: pick(
    'by_item',
    'standard',
    'standard + 0.7 * (cost - 3 * standard)',
    'standard + 0.55 * (cost - 2 * standard)',
    'standard * (ratio - 2 + coefficient)',
    'weight * rate * coefficient + (cost - 1.5 * standard) / 3',
    'ratio >= 3 ? max(standard, cost / 3) : clamp(cost, standard, 1.5 * standard)',
  ),
});

const middleBand = fc.record({
  name: fc.constant('middle'),
  from: fc.constant(1),
  from_included: fc.boolean(),
  to: pick(1.5, 2),
  to_included: fc.boolean(),
  pay: pick('by_item', 'standard + 0.2 * (cost - standard)'),
});

const outliers = fc.record({
  basis: pick('standard', 'standard', 'group_mean'),
  bands: fc
    .tuple(fc.option(lowBand), fc.option(middleBand), fc.option(highBand))
    .map((bands) => bands.filter((band) => band !== null)),
  low_exempt_discharge_types: fc.subarray([2, 5, 9]),
});

const retention = fc.record({
  level: pick('case', 'hospital', 'pool', 'region'),
  bands: pick<readonly PolicyDocument[]>(
    [],
    [
      { name: 'low', to: 0.8, to_included: false, pay: 'recorded' },
      { name: 'kept', to: 1, pay: 'standard' },
      { name: 'shared', to: 1.1, fund_share_of_overrun: 0.7 },
      { name: 'beyond', pay: 'standard + 0.7 * 0.1 * standard' },
    ],
    [
      { name: 'saving', to: 1, pay: 'recorded + min(0.3 * (standard - recorded), 0.03 * standard)' },
      { name: 'over', fund_share_of_overrun: 0.3333 },
    ],
    [{ name: 'gap', from: 0.9, from_included: false, to: 1.3, to_included: false, pay: '(recorded + standard) / 2' }],
  ),
});

export type RateKind = 'fixed' | 'standard' | 'budget';

const rateOf = (kind: RateKind): fc.Arbitrary<unknown> => {
  if (kind === 'standard') return pick(8_000, 12_345.67).map((value) => ({ kind, value }));
  if (kind === 'budget') return pick('adjusted_weight', 'plain_weight').map((denominator) => ({ kind, denominator }));
  return fc.oneof(
    pick(...RATES).map((value) => ({ kind, value })),
    fc.tuple(pick(...RATES), pick(...RATES)).map(([employee, resident]) => ({ kind, value: { employee, resident } })),
  );
};

export const policyOf = (kind: RateKind): fc.Arbitrary<PolicyDocument> =>
  fc.record({
    rate: rateOf(kind),
    pools: fc
      .tuple(pick(80_000_000, 12_345_678.9), pick(0, 0.05), pick(0.7, 0.75, 0.615))
      .map(([fund, reserve, share]) => [
        { insurance: 'employee', fund, reserve, fund_share: share },
        { insurance: 'resident', fund: 50_000_000, fund_share: 0.6 },
      ]),
    hospital_coefficient: fc
      .tuple(pick(...COEFFICIENTS), pick(...COEFFICIENTS), pick(...COEFFICIENTS))
      .map(([three, two, own]) => ({ by_level: { 3: three, 2: two, 1: 0.7 }, by_hospital: { H3: own } })),
    // A formula over weight or rate has no amount where one standard holds for all: such a run is refused.
    outliers: outliers.filter(
      ({ bands }) => kind !== 'standard' || !bands.some((band) => band.pay.startsWith('weight')),
    ),
    ungrouped: otherPay,
    unrelated_procedure: otherPay,
    unweighted: otherPay,
    clearing: pick(
      { steps: ['reserve', 'carve_outs', 'retention'] },
      { steps: ['retention', 'reserve'] },
      { steps: ['carve_outs'] },
    ),
    retention,
  });

const edgeCost = fc
  .tuple(pick(...WEIGHTS), pick(...RATES, 8_000), pick(...COEFFICIENTS), pick(...EDGES), pick(-1, 0, 1))
  .map(([weight, rate, coefficient, edge, off]) =>
    Math.max(0, Math.round(Math.round(Number(weight) * rate * coefficient * 100) * edge) + off),
  );

export const smallCase: fc.Arbitrary<SmallCase> = fc
  .record({
    hospital: pick('H1', 'H1', 'H2', 'H2', 'H3', 'H4', ''),
    level: pick('', '', '三甲', '二级', '未定级'),
    department: pick('D1', 'D2', '骨科', ''),
    insurance: pick('employee', 'employee', 'employee', 'resident', 'resident', 'other', ''),
    kind: pick('', '', '', 'drg', 'item', 'day'),
    offset: fc.nat(364),
    dischargeType: pick(1, 1, 1, 2, 5, -1),
    group: pick('A', 'A', 'B', 'B', 'C', 'D'),
    status: pick(STATUS_GROUPED, STATUS_GROUPED, STATUS_GROUPED, STATUS_GROUPED, STATUS_UNGROUPED, STATUS_UNRELATED),
    cost: fc.oneof(edgeCost, edgeCost, fc.nat(9_000_000)),
    fundPermille: fc.oneof(fc.nat(1_000), pick(0, 1_000, 1_020)),
    missing: pick('', '', '', '', '', '', '', '', '', 'cost', 'pooled'),
  })
  .map(({ offset, fundPermille, missing, status, group, cost, ...rest }) => ({
    ...rest,
    day: formatDay(parseDay('2026-01-01')! + offset),
    status,
    group: status === STATUS_UNGROUPED ? '0000' : status === STATUS_UNRELATED ? 'XQY' : group,
    cost: missing === 'cost' ? Number.NaN : cost,
    pooled: missing === 'pooled' ? Number.NaN : Math.round((cost * fundPermille) / 1_000),
  }));

export const weightPatch: fc.Arbitrary<WeightPatch> = fc
  .tuple(pick('A', '*', 'B*'), pick({ scale: 1.05 }, { add: 0.01 }, { value: 0.7 }), pick('2026-01-01', '2026-05-01'))
  .map(([pattern, change, from]) => ({ pattern, ...change, from: parseDay(from)!, until: parseDay('2026-10-01')! }));

export const generatedRegion: fc.Arbitrary<SmallRegion> = pick<RateKind>('fixed', 'fixed', 'standard', 'budget').chain(
  (kind) =>
    fc
      .record({
        cases: fc.array(smallCase, { minLength: 1, maxLength: 14 }),
        policies: fc.array(policyOf(kind), { minLength: 1, maxLength: 2 }),
        patches: fc.array(weightPatch, { maxLength: 1 }),
        weights: fc.tuple(pick(...WEIGHTS), pick(...WEIGHTS), pick(...WEIGHTS)),
        means: fc.tuple(fc.nat(2_000_000), pick(500_000, 1_000_000)),
      })
      .map(({ cases, policies, patches, weights, means }) => ({
        cases: cases.map((entry, row) => ({ ...entry, id: `c${String(row * 7).padStart(3, '0')}` })),
        timeline: smallTimeline(
          policies.map((policy, p) => ({ from: p === 0 ? '2026-01-01' : '2026-07-01', policy })),
          patches,
        ),
        // D has no weight and no mean.
        weights: smallWeights(
          { A: weights[0], B: weights[1], C: weights[2], D: '' },
          { A: 1_000_000, B: means[0] + 1, C: means[1] },
        ),
        levels: { H1: 3, H2: 2, H3: 1 } as const,
      })),
);
