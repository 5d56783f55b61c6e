import { describe, expect, test } from 'vitest';
import { type Executor, inlineExecutor } from '../../src/kernel/executor.js';
import type { ResultTable } from '../../src/kernel/result-table.js';
import { resolveTimeline } from '../../src/policy/resolve-timeline.js';
import { withBehaviour } from '../../src/run/behaviour-run.js';
import { demoPolicy, makeDemoRegion, regionOf } from '../../src/run/demo-region.js';
import { silentProgress } from '../../src/run/progress.js';
import { type RegionRunResult, simulateRegion } from '../../src/run/region-run.js';
import type { RunContext } from '../../src/run/run-context.js';
import { type Behaviour, behavioursSchema } from '../../src/simulation/behaviour/behaviour-schema.js';

const SIZE = { cases: 3_000, seed: 5, historyColumns: 'all' } as const;
const context: RunContext = { executor: inlineExecutor, progress: silentProgress, timings: [], language: 'zh' };
const synthetic = makeDemoRegion(SIZE);
const region = regionOf(synthetic, SIZE);
const policy = demoPolicy(synthetic.budgets);
const patches = [{ path: 'rate.value.employee', scale: 0.9 }];
const policies = {
  baseline: resolveTimeline(policy, []),
  reform: resolveTimeline(policy, [{ id: 'rate', title: { zh: '费率', en: 'rate' }, patches }]),
};
const unbehaved = await simulateRegion(region, policies, undefined, context);
const hospitals = named(unbehaved, 'hospitals');
const hospitalIds = hospitals.columns.hospital_id as readonly string[];
/** The hospital with the most cases. */
const LARGEST = hospitalIds[largestOf(numbers(hospitals, 'baseline_cases'))]!;

/** What workers may do to the order of rows, at its worst. */
const backwards: Executor = {
  workerCount: 2,
  run: async (pass, payload, rowCount) => {
    for (let from = Math.floor((rowCount - 1) / 97) * 97; from >= 0; from -= 97) {
      pass.rows(payload, from, Math.min(rowCount, from + 97));
    }
  },
};

const ALL: Behaviour[] = behavioursSchema.parse([
  { kind: 'volume_response', elasticity: 0.3 },
  { kind: 'coding_intensity', share: 0.1 },
  { kind: 'cost_response', elasticity: 0.2, los_elasticity: 0.5 },
  { kind: 'split_admissions', share: 0.05, least_days: 10 },
  {
    kind: 'referral_transfer',
    share: 0.05,
    from_level: 3,
    to_level: 2,
    cost_factor: 0.8,
    destination: 'share',
    where: { groups: ['E*', 'F*'] },
  },
  { kind: 'prevention', elasticity: -0.2, spending_change: 0.2, where: { levels: [1] } },
  {
    kind: 'hospitals_leaving',
    hospitals: [LARGEST],
    from: '2026-04-01',
    delay_months: 2,
    private: 0.1,
    vanish: 0.1,
    destination: 'share',
  },
]);

function named(result: RegionRunResult, name: string): ResultTable {
  return result.tables.find(({ schema }) => schema.name === name)!;
}
function numbers(table: ResultTable, name: string): Float64Array {
  return table.columns[name] as Float64Array;
}
function largestOf(values: Float64Array): number {
  return values.indexOf(Math.max(...values));
}
const sum = (table: ResultTable, name: string): number =>
  numbers(table, name).reduce((total, value) => total + value, 0);

describe('behaviour beside the static effect', () => {
  test('static + each of seven behaviours = the whole change, for every hospital and the fund, to the fen', async () => {
    const result = await withBehaviour(unbehaved, ALL, context);
    const steps = named(result, 'behaviour_steps');
    expect(new Set(steps.columns.step as readonly string[]).size).toBe(8);
    const whole = named(result, 'with_behaviour_hospitals');
    for (const measure of ['cases', 'total_cost', 'patient', 'fund_before_clearing', 'fund', 'income']) {
      expect(sum(steps, `change_${measure}`), measure).toBe(sum(whole, `change_${measure}`));
      const ids = whole.columns.hospital_id as readonly string[];
      const own = new Map(ids.map((id) => [id, 0]));
      (steps.columns.hospital_id as readonly string[]).forEach((id, row) => {
        own.set(id, own.get(id)! + numbers(steps, `change_${measure}`)[row]!);
      });
      expect([...own.values()], measure).toEqual([...numbers(whole, `change_${measure}`)]);
    }
    // The static lines are the tables without behaviour.
    const isStatic = (steps.columns.step as readonly string[]).map((step) => step === 'static');
    const ofStatic = numbers(steps, 'change_fund').reduce(
      (total, value, row) => total + (isStatic[row] ? value : 0),
      0,
    );
    expect(ofStatic).toBe(sum(named(unbehaved, 'hospitals'), 'change_fund'));
    expect(sum(named(result, 'behaviour'), 'cases_added')).toBe(sum(whole, 'change_cases'));
    expect(sum(named(result, 'behaviour'), 'charges_added')).toBe(sum(whole, 'change_total_cost'));
  });

  test('static tables, their intervals and totals stay as they are; without behaviours nothing is added', async () => {
    const result = await withBehaviour(unbehaved, ALL, context);
    for (const [i, table] of unbehaved.tables.entries()) expect(result.tables[i]).toBe(table);
    expect(await withBehaviour(unbehaved, [], context)).toBe(unbehaved);
    expect(result.scenario!.hash).not.toBe(unbehaved.scenario!.hash);
  });

  test('rows priced 97 at a time from the last to the first give the same bytes', async () => {
    const inline = await withBehaviour(unbehaved, ALL, context);
    const pooled = await withBehaviour(unbehaved, ALL, { ...context, executor: backwards });
    for (const [i, table] of inline.tables.entries()) expect(pooled.tables[i]!.columns).toEqual(table.columns);
  });

  test('report and manifest name each behaviour with what it did', async () => {
    const result = await withBehaviour(unbehaved, ALL.slice(0, 2), context);
    const [addition] = result.additions!;
    expect(addition!.notices.map(({ en }) => en.slice(0, 27))).toEqual([
      'Behaviour 1 volume response',
      'Behaviour 2 coding intensit',
    ]);
    expect(addition!.figures.map(({ label }) => label.en)).toEqual([
      'Behaviour: fund payment',
      "Behaviour: patients' part",
      'Behaviour: hospital income',
    ]);
    const told = addition!.manifest.behaviour as { kind: string; effects: Record<string, { cases: number }> }[];
    expect(told.map(({ kind }) => kind)).toEqual(['volume_response', 'coding_intensity']);
    expect(told[1]!.effects.recoded!.cases).toBeGreaterThan(50);
  });
});

describe('M20: a hospital leaves', () => {
  const LEAVING = ALL[6]!;
  test('it keeps the cases before the day, others gain what moves, fund and charges of private cases leave', async () => {
    const result = await withBehaviour(unbehaved, [LEAVING], context);
    const effects = named(result, 'behaviour');
    const kinds = effects.columns.effect as readonly string[];
    const casesOf = (effect: string): number =>
      numbers(effects, 'touched_cases').reduce((total, value, row) => total + (kinds[row] === effect ? value : 0), 0);
    const whole = named(result, 'with_behaviour_hospitals');
    const change = [...numbers(whole, 'change_cases')];
    const place = (whole.columns.hospital_id as readonly string[]).indexOf(LARGEST);
    const own = change[place]!;
    const others = change.filter((_, row) => row !== place);
    expect(own).toBe(-(casesOf('moved') + casesOf('private') + casesOf('vanished')));
    expect(others.reduce((total, value) => total + value, 0)).toBe(casesOf('moved'));
    expect(casesOf('moved')).toBeGreaterThan(casesOf('private'));
    expect(casesOf('private')).toBeGreaterThan(0);
    expect(Math.abs(casesOf('private') - casesOf('vanished'))).toBeLessThanOrEqual(3);
  });

  test('the check before leaving as a delay: no delay, 2 months and 24 months, ever fewer cases', async () => {
    const left = async (delay: number): Promise<number> => {
      const result = await withBehaviour(unbehaved, [{ ...LEAVING, delay_months: delay } as Behaviour], context);
      return sum(named(result, 'behaviour'), 'touched_cases');
    };
    const [none, two, late] = [await left(0), await left(2), await left(24)];
    expect(none).toBeGreaterThan(two!);
    expect(two).toBeGreaterThan(0);
    expect(late).toBe(0);
  });
});
