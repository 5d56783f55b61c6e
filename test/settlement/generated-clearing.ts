import fc from 'fast-check';
import type { HospitalRegister } from '../../src/cases/register.js';
import { STATUS_GROUPED } from '../../src/grouping/group-columns.js';
import { parseDecimal } from '../../src/kernel/decimal.js';
import { LEDGER_KINDS, type LedgerEntry, sortLedger } from '../../src/settlement/ledger-entry.js';
import { generatedRegion } from '../pricing/generated-region.js';
import { type PolicyDocument, type SmallCase, type SmallRegion, smallTimeline } from '../pricing/small-region.js';

/** A small region whose policy clears by random steps: floating values, quotas, named steps, a ledger, register numbers. */
export interface ClearingRegion extends SmallRegion {
  readonly ledger: readonly LedgerEntry[] | undefined;
  readonly register: HospitalRegister;
}

const pick = <T>(...values: readonly T[]) => fc.constantFrom(...values);
const option = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const title = { zh: '步骤', en: 'step' };

const rate: fc.Arbitrary<unknown> = fc.oneof(
  pick<unknown>(
    { kind: 'fixed', value: 10_000 },
    { kind: 'fixed', value: 8_123.45 },
    { kind: 'budget' },
    { kind: 'standard', value: 9_999.99 },
  ),
  fc.record({
    kind: fc.constant('floating'),
    opening: pick<unknown>(10_000, 'budget', { employee: 9_575.2525, resident: 12_000 }),
    form: pick('total', 'fund'),
    period: pick('year', 'year', 'quarter'),
    decimals: pick<unknown>(undefined, 0, 2, 'exact'),
    floor: option(pick(100, 9_000)),
    cap: option(pick(12_000.5, 1_000_000)),
  }),
  fc.record({
    kind: fc.constant('elastic'),
    fixed: pick(10_000, 8_888.8),
    formula: pick('0.8 * fixed + 0.2 * floating', '0.7 * fixed + 0.3 * floating', 'min(fixed, floating)'),
    form: pick('total', 'fund'),
    fixed_groups: option(pick(['A'], ['C*', 'B'])),
  }),
);

const quota = option(
  fc
    .record({ base: pick('hospital', 'region'), order: pick('excess', 'cost', 'case_id'), amount: pick(0, 0.1, 0.34) })
    .chain(({ amount, ...rest }) =>
      pick<PolicyDocument>({ ...rest, share: amount }, { ...rest, by_level: { 3: amount, 2: 0.5, 1: 0.2 } }),
    ),
);

/** Cases that leave the groups by a special rule, some of which return by its quota: their weights are in no CMI. */
const outside = fc.option(
  fc.record({ from: pick(3_000, 9_000, 20_000), quota: pick<unknown>(undefined, { share: 0.34, order: 'case_id' }) }),
  { nil: undefined, freq: 2 },
);

const AMOUNTS = [
  '-ledger_deduction',
  'ledger_prepayment - ledger_advance',
  '-0.05 * base',
  'score >= 90 ? 0.05 * base : 0.05 * base * score / 90',
  '(cmi / level_cmi - 1) * 0.1 * base',
  '(cmi - region_cmi) * base',
  'yuan(100) * cases',
  'min(yuan(quota_amount) - base, 0.1 * yuan(quota_amount))',
  'units * point_value * 0.013',
  'base / (standard - recorded_fund) * yuan(10)',
  '0.3333 * (total_cost - patient - carved_out_fund)',
];

const POOL_AMOUNTS = [
  'min(reserve, overrun)',
  '0.3 * balance',
  'adjustment_fund',
  '0.7 * reserve',
  '0.01 * (budget - paid)',
];

const amountStep = fc.record({
  step: fc.constant('amount'),
  title: fc.constant(title),
  base: pick('running_total', 'standard_fund', 'standard', 'fund_before_clearing', 'earlier'),
  amount: pick(...AMOUNTS),
  insurances: option(pick(['employee'], ['resident', 'employee'])),
  floor: option(pick(-1_000, 0)),
  cap: option(pick(50_000.01)),
  pool_side: pick('fund', 'reserve', 'adjustment_fund'),
  kind: pick('payment', 'payment', 'cash'),
});

const poolStep = fc.record({
  step: fc.constant('pool'),
  title: fc.constant(title),
  amount: pick(...POOL_AMOUNTS),
  by: pick('units', 'standard_fund', 'recorded_fund', 'overrun', 'cases', 'cases', 'cases', 'recorded_fund'),
  insurances: option(pick(['resident'])),
  pool_side: pick('fund', 'reserve', 'adjustment_fund'),
});

/** Names s0, s1 …; a base `earlier` becomes the step before, or the running total where there is none. */
const steps = fc
  .tuple(
    fc.shuffledSubarray(['reserve', 'carve_outs', 'point_value', 'retention'], { minLength: 1 }),
    fc.array(fc.oneof(amountStep, amountStep, poolStep), { maxLength: 4 }),
    fc.array(fc.nat(8), { minLength: 4, maxLength: 4 }),
  )
  .map(([words, named, places]) => {
    const list: unknown[] = [...words];
    for (const [k, step] of named.entries()) list.splice(Math.min(places[k]!, list.length), 0, step);
    let count = 0;
    return list.map((step) => {
      if (typeof step === 'string') return step;
      const own = step as PolicyDocument;
      const name = `s${count++}`;
      const base = own.base === 'earlier' ? (count > 1 ? `s${count - 2}` : 'running_total') : own.base;
      return own.step === 'amount' ? { ...own, name, base } : { ...own, name };
    });
  });

const entry: fc.Arbitrary<LedgerEntry> = fc.record({
  hospitalId: pick('H1', 'H1', 'H2', 'H3', 'H9'),
  insurance: pick('employee', 'employee', 'resident'),
  month: pick('2026-01', '2026-03', '2026-12', '2025-12', '2027-01'),
  kind: pick(...LEDGER_KINDS),
  amountFen: fc.nat(5_000_000),
  document: pick('D1', 'D2'),
});

const ledger = fc.option(fc.array(entry, { maxLength: 8 }).map(sortLedger), { nil: undefined, freq: 4 });

const numbers = fc
  .record({ score: pick('92', '81', '90'), quota_amount: pick('20000.00', '35000.5'), missing: fc.nat(9) })
  .map(({ score, quota_amount: amount, missing }) => {
    const all: [string, string][] = [
      ['score', score],
      ['quota_amount', amount],
    ];
    return new Map(all.filter((_, i) => i !== missing).map(([name, text]) => [name, parseDecimal(text)!]));
  });

const register: fc.Arbitrary<HospitalRegister> = fc
  .tuple(numbers, numbers, numbers, numbers)
  .map(
    (all) =>
      new Map(
        (['H1', 'H2', 'H3', 'H4'] as const).map((hospitalId, h) => [
          hospitalId,
          { hospitalId, name: '', level: '', kind: '', levelClass: ([3, 2, 1, 2] as const)[h]!, numbers: all[h]! },
        ]),
      ),
  );

const clearingOf = fc.record({
  rate,
  quota,
  outside,
  steps,
  funds: fc.tuple(pick(80_000_000, 123_456.78, 30_000), pick(50_000_000, 9_999.99)),
  adjustment: option(pick(0.03)),
  against: pick<unknown>(undefined, undefined, 'quota_amount'),
});

export const clearingRegion: fc.Arbitrary<ClearingRegion> = fc
  .tuple(generatedRegion, clearingOf, ledger, register, pick('as drawn', 'all paid by groups'))
  .map(([region, own, entries, hospitals, form]) => {
    const segments = region.timeline!.segments.map(({ from, policy }, s) => ({
      from: s === 0 ? '2026-01-01' : '2026-07-01',
      day: from,
      policy: clearingPolicy(policy as unknown as PolicyDocument, own),
    }));
    return {
      ...region,
      cases: form === 'as drawn' ? region.cases : region.cases.map(paidByGroups),
      timeline: smallTimeline(segments, region.timeline!.weightPatches),
      ledger: entries,
      register: hospitals,
    };
  });

/** A case that the groups pay, so that every part of the year has units. */
function paidByGroups(own: SmallCase, row: number): SmallCase {
  const cost = Number.isNaN(own.cost) ? 1_234_567 : own.cost!;
  return {
    ...own,
    ...{ status: STATUS_GROUPED, kind: '', insurance: 'employee', group: ['A', 'B', 'C'][row % 3]! },
    ...{ hospital: own.hospital === '' ? 'H1' : own.hospital!, level: '二级', cost },
    pooled: Number.isNaN(own.pooled) ? cost : Math.min(own.pooled!, cost),
  };
}

type Own = typeof clearingOf extends fc.Arbitrary<infer Value> ? Value : never;

function clearingPolicy(policy: PolicyDocument, own: Own): PolicyDocument {
  const { bands, ...outliers } = policy.outliers as { bands: PolicyDocument[] };
  const isStandard = (own.rate as { kind: string }).kind === 'standard';
  const kept = bands.filter((band) => !(isStandard && String(band.pay).startsWith('weight')));
  return {
    ...policy,
    rate: own.rate,
    pools: (policy.pools as PolicyDocument[]).map((pool, p) => ({
      ...pool,
      fund: own.funds[p]!,
      reserve: 0.05,
      adjustment_fund: own.adjustment,
    })),
    outliers: {
      ...outliers,
      bands: kept.map((band) =>
        band.name === 'high' && own.quota !== undefined ? { ...band, quota: own.quota } : band,
      ),
    },
    ...(own.outside === undefined ? {} : { special_cases: [outsideRule(own.outside)] }),
    clearing: { steps: own.steps },
    retention: { ...(policy.retention as PolicyDocument), against: own.against },
  };
}

function outsideRule({ from, quota: own }: { readonly from: number; readonly quota: unknown }): PolicyDocument {
  const rule = { name: 'out', when: { cost: { from } }, pay: 'by_item', counts: 'outside' };
  return own === undefined ? rule : { ...rule, quota: own };
}
