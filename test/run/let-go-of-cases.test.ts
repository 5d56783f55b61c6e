import { describe, expect, test } from 'vitest';
import { inlineExecutor } from '../../src/kernel/executor.js';
import { loadPolicy, parsePolicy } from '../../src/policy/load-policy.js';
import type { Patch } from '../../src/policy/policy-schema.js';
import { resolveTimeline } from '../../src/policy/resolve-timeline.js';
import { demoPolicyText, makeDemoRegion, regionOf } from '../../src/run/demo-region.js';
import { mayLetGo, sharesGroupsAndWeights } from '../../src/run/let-go-of-cases.js';
import { silentProgress } from '../../src/run/progress.js';
import type { Region } from '../../src/run/region-data.js';
import { simulateRegion } from '../../src/run/region-run.js';
import type { RunContext } from '../../src/run/run-context.js';

const SIZE = { cases: 1_000, seed: 4, historyColumns: 'all' } as const;
const context: RunContext = { executor: inlineExecutor, progress: silentProgress, timings: [], language: 'en' };
const synthetic = makeDemoRegion(SIZE);
const kept = regionOf(synthetic, SIZE);
const policy = parsePolicy(demoPolicyText(synthetic.budgets), 'policy.yaml');
const baseline = resolveTimeline(policy, []);
const reformOf = (patch: Patch) =>
  resolveTimeline(policy, [{ id: 'question', title: { zh: '问题', en: 'question' }, patches: [patch] }]);

/** A region of the run's own: the same columns in tables that may be emptied. */
const own = (): Region => ({
  ...kept,
  year: { ...kept.year, columns: { ...kept.year.columns } },
  history: { ...kept.history!, columns: { ...kept.history!.columns } },
});

describe('a comparison that owns its region lets go of what grouping and weights alone read', () => {
  test.each<[string, Patch]>([
    ['another rate, which takes over groups and weights', { path: 'rate.value.employee', scale: 0.97 }],
    ['another scheme, which groups once more', { path: 'scheme', value: 'chs-drg-3.0' }],
    ['another scheme from a day', { path: 'scheme', value: 'chs-drg-3.0', from_date: '2026-07-01' }],
    ['another trimming, which weighs once more', { path: 'weights.trim', value: { method: 'none' } }],
  ])('%s: the same 15 tables as one that keeps all, to the fen', async (_, patch) => {
    const reform = reformOf(patch);
    const full = await simulateRegion(kept, { baseline, reform }, undefined, context);
    const region = own();
    const lean = await simulateRegion(region, { baseline, reform }, undefined, context, { neededAfterGroups: [] });
    expect(lean.tables).toEqual(full.tables);
    expect(lean.tables.length).toBeGreaterThanOrEqual(15);
    expect(Object.keys(region.history!.columns)).toEqual([]);
    const gone = ['dx', 'px', 'birth_weight_g', 'admission_weight_g'];
    expect(gone.filter((name) => region.year.columns[name] !== undefined)).toEqual([]);
    expect([region.year.caseCount, region.history!.caseCount]).toEqual([kept.year.caseCount, kept.history!.caseCount]);
    expect(kept.year.columns.dx).toBeDefined();
  });

  test('a column that a policy asks for stays, and without leave nothing goes', async () => {
    const reform = reformOf({ path: 'rate.value.employee', scale: 0.97 });
    const [asked, untouched] = [own(), own()];
    await simulateRegion(asked, { baseline, reform }, undefined, context, { neededAfterGroups: ['birth_weight_g'] });
    expect([asked.year.columns.birth_weight_g !== undefined, asked.year.columns.dx]).toEqual([true, undefined]);
    await simulateRegion(untouched, { baseline, reform }, undefined, context);
    expect(Object.keys(untouched.year.columns)).toEqual(Object.keys(kept.year.columns));
  });

  test('price cuts, which group to know their cases, and bands on means of the history keep everything', async () => {
    const reform = reformOf({ path: 'rate.value.employee', scale: 0.97 });
    const cut = own();
    const priceCuts = [{ part: 'cost_drug', groups: ['*'], cut: 0.1, calibration: 'later' }] as const;
    await simulateRegion(cut, { baseline, reform }, undefined, context, { neededAfterGroups: [], priceCuts });
    expect(cut.year.columns.dx).toBeDefined();
    expect(mayLetGo([baseline, reform])).toBe(true);
    const linked = reformOf({ path: 'outliers.basis', value: 'level_mean' });
    expect(mayLetGo([baseline, linked])).toBe(false);
    const rule = (when: object) =>
      reformOf({ path: 'special_cases', value: [{ name: 'one', when, pay: 'by_item' }] } as Patch);
    expect(mayLetGo([baseline, rule({ numbers: { los_days: { from: 60 } } })])).toBe(true);
    expect(mayLetGo([baseline, rule({ facts: { charlson: { from: 1 } } })])).toBe(false);
    expect(mayLetGo([rule({ readmission: { within_days: 15, counts: 'second' } }), baseline])).toBe(false);
    const computed = loadPolicy('example-benefit-huizhou');
    expect(mayLetGo([resolveTimeline(computed, [])])).toBe(false);
  });

  test('groups and weights are taken over where schemes, switches, weights, unit, decimals and year are the same', () => {
    const shares = (patch: Patch) => sharesGroupsAndWeights(baseline, reformOf(patch));
    expect(shares({ path: 'rate.value.employee', scale: 0.97 })).toBe(true);
    for (const patch of [
      { path: 'scheme', value: 'chs-drg-3.0' },
      { path: 'scheme', value: 'chs-drg-3.0', from_date: '2026-07-01' },
      { path: 'grouping', value: { unrelated_procedure: 'medical' } },
      { path: 'weights.trim', value: { method: 'none' } },
      { path: 'rounding.points', value: 2 },
      { path: 'year_by', value: 'settlement_date' },
    ] satisfies Patch[]) {
      expect([patch.path, shares(patch)]).toEqual([patch.path, false]);
    }
  });
});
