import { describe, expect, test } from 'vitest';
import type { Finding } from '../../src/kernel/finding.js';
import { packageRoot } from '../../src/kernel/package-root.js';
import { checkPolicy } from '../../src/policy/check-policy.js';
import { listPolicies, loadPolicy } from '../../src/policy/load-policy.js';
import { isBreak, paymentEdges } from '../../src/policy/payment-breaks.js';
import { resolveTimeline } from '../../src/policy/resolve-timeline.js';
import { policyOf, timelineOf } from './policy-document.js';

type Parts = Parameters<typeof timelineOf>[0];
const findings = (parts: Parts, ...patches: string[]) => checkPolicy(timelineOf(parts, ...patches));
const brief = (list: readonly Finding[]) => list.map(({ severity, code, path }) => `${severity} ${code} ${path}`);
/** Without the note that every user's policy without sources gets. */
const briefOf = (parts: Parts, ...patches: string[]) =>
  brief(findings(parts, ...patches)).filter((line) => !line.includes('unsourced_values'));
const PLAIN: Parts = { outliers: '{bands: []}', retention: '{bands: []}' };

describe('presets', () => {
  test.each(listPolicies())('%s has no error: every value is sourced', (id) => {
    const errors = checkPolicy(resolveTimeline(loadPolicy(id), [])).filter(({ severity }) => severity === 'error');
    expect(brief(errors)).toEqual([]);
  });

  test('a preset that leaves out the source of its rate is refused, each value named', () => {
    const timeline = resolveTimeline(loadPolicy('example-standard-8000'), []);
    const segments = timeline.segments.map((segment) => {
      const { rate: _, ...sources } = segment.policy.sources;
      return { ...segment, policy: { ...segment.policy, sources } };
    });
    expect(brief(checkPolicy({ ...timeline, segments }))).toEqual([
      'error unsourced_value rate.kind',
      'error unsourced_value rate.value',
    ]);
  });

  test("the same in a user's own folder is one note", () => {
    const timeline = { ...resolveTimeline(loadPolicy('example-standard-8000'), []), folder: `${packageRoot()}/test` };
    expect(
      brief(
        checkPolicy({
          ...timeline,
          segments: timeline.segments.map((s) => ({ ...s, policy: { ...s.policy, sources: {} } })),
        }),
      ),
    ).toEqual(['note unsourced_values sources']);
  });

  test('a source that names nothing is told', () => {
    expect(briefOf({ ...PLAIN, sources: '{retension: {document: D, trust: cited}}' })).toEqual([
      'warning source_of_nothing sources.retension',
    ]);
  });
});

describe('breaks of payment and their heights, standard 10,000.00', () => {
  test('Guangzhou-type retention has one cliff: at 0.8 from 8,000.00 to 10,000.00 (rules §4.6)', () => {
    const cliffs = findings({ outliers: '{bands: []}' }).filter(({ code }) => code.startsWith('payment_'));
    expect(cliffs).toEqual([
      {
        code: 'payment_jumps',
        severity: 'note',
        path: 'retention.bands.kept',
        zh: '标准 10,000.00 元时，在 0.8 倍处支付不连续：之下 8,000.00，恰为 10,000.00，之上 10,000.00（落差 2,000.00 元；low → kept）。',
        en: 'at a standard of 10,000.00 pay breaks at 0.8: 8,000.00 below, 10,000.00 on it, 10,000.00 above (height 2,000.00; low to kept).',
      },
    ]);
    const edges = paymentEdges(timelineOf({}).segments[0]!.policy).filter(({ place }) => place === 'retention');
    expect(edges.map(({ belowFen, onFen, aboveFen }) => [belowFen, onFen, aboveFen])).toEqual([
      [800_000, 1_000_000, 1_000_000],
      [1_000_000, 1_000_000, 1_000_000],
      [1_070_000, 1_070_000, 1_070_000],
    ]);
  });

  test('the edge belongs to the band that says so: pay on 0.4 is 10,000.00, or 4,000.00 where it is included', () => {
    const on = (flag: string) => {
      const { policy } = timelineOf({ outliers: `{bands: [{name: low, to: 0.4, to_included: ${flag}, pay: by_item}]}` })
        .segments[0]!;
      const edge = paymentEdges(policy)[0]!;
      expect([edge.belowFen, edge.aboveFen, isBreak(edge)]).toEqual([400_000, 1_000_000, true]);
      return [edge.onFen, edge.bandOn];
    };
    expect(on('false')).toEqual([1_000_000, 'normal']);
    expect(on('true')).toEqual([400_000, 'low']);
  });

  test('standard + 0.7 × (cost − 3 × standard) is continuous at 3; by item it jumps by 20,000.00', () => {
    const high = (pay: string) => `{bands: [{name: high, from: 3, from_included: false, pay: "${pay}"}]}`;
    expect(briefOf({ ...PLAIN, outliers: high('standard + 0.7 * (cost - 3 * standard)') })).toEqual([]);
    const [jump] = findings({ ...PLAIN, outliers: high('by_item') }).filter(({ code }) => code === 'payment_jumps');
    expect(jump!.en).toContain(
      'at a standard of 10,000.00 pay breaks at 3: 10,000.00 below, 10,000.00 on it, 30,000.00 above (height 20,000.00; normal to high)',
    );
  });

  test('a formula that divides by zero at its edge is an error', () => {
    const outliers = '{bands: [{name: high, from: 3, pay: "cost / (ratio - 3)"}]}';
    expect(briefOf({ ...PLAIN, outliers })).toContain('error formula_division_by_zero outliers.bands.high');
  });

  test('a break is told once with the level classes that have it, and without any where all have it', () => {
    const breaks = checkPolicy(resolveTimeline(loadPolicy('example-national-base'), [])).filter(
      ({ code }) => code === 'payment_jumps',
    );
    expect(breaks.map(({ path, zh }) => `${path} ${zh.slice(0, 6)}`)).toEqual([
      'outliers.bands.low 标准 10,',
      'outliers.bands.high_level_3 3 级医院，',
      'outliers.bands.high_level_2 2 级医院，',
    ]);
  });

  test('each level class has its own edges', () => {
    const { policy } = resolveTimeline(loadPolicy('example-national-base'), []).segments[0]!;
    expect(
      paymentEdges(policy).map(
        ({ level, edge, bandAbove }) => `${level} ${edge.digits / 10 ** edge.scale} ${bandAbove}`,
      ),
    ).toEqual(['3 0.3 normal', '3 3 high_level_3', '2 0.3 normal', '2 2 high_level_2', '1 0.3 normal']);
  });
});

describe('bands', () => {
  test.each([
    [
      'a patch that crosses edges',
      '{path: outliers.bands.low.to, value: 3.5}',
      'error band_overlap outliers.bands.high',
    ],
    [
      'a patch that leaves a gap',
      '{path: retention.bands.shared.from, value: 1.05}',
      'error band_gap retention.bands.shared',
    ],
    [
      'a patch that closes the last band',
      '{path: retention.bands.beyond.to, value: 2}',
      'error band_gap retention.bands.beyond',
    ],
    [
      'a patch that empties a band',
      '{path: retention.bands.kept.to, value: 0.5}',
      'error band_empty retention.bands.kept',
    ],
  ])('%s is found', (_, patch, expected) => {
    expect(briefOf({}, `  - ${patch}`)).toContain(expected);
  });

  test('bands of different levels do not overlap, the same level twice does; a name is used once', () => {
    const bands = (second: string) =>
      `{bands: [{name: a, from: 3, pay: standard, levels: ["3"]}, {${second}, from: 2, pay: standard}]}`;
    expect(briefOf({ ...PLAIN, outliers: bands('name: b, levels: ["2"]') })).toEqual([]);
    expect(briefOf({ ...PLAIN, outliers: bands('name: b, levels: ["2", "3"]') })).toEqual([
      'error band_overlap outliers.bands.b',
    ]);
    expect(briefOf({ ...PLAIN, outliers: bands('name: a, levels: ["2"]') })).toEqual([
      'error band_name_twice outliers.bands.a',
    ]);
  });
});

describe('pools and rates', () => {
  test.each([
    [0.69, false],
    [0.7, true],
    [0.846, true],
    [0.9, true],
    [0.91, false],
  ])('a fund_share of %f looks like the in-list share: %s', (share, expected) => {
    const list = findings({ ...PLAIN, pools: `[{insurance: employee, fund: 1, fund_share: ${share}}]` }).filter(
      ({ code }) => code === 'fund_share_looks_in_list',
    );
    expect(list).toHaveLength(expected ? 1 : 0);
    if (expected) {
      expect(list[0]!.zh).toContain('政策范围内支付比例（基金支付 ÷ 政策范围内费用）');
      expect(list[0]!.zh).toContain('实际报销比（基金支付 ÷ 总费用）');
    }
  });

  test.each<[string, Parts, string[]]>([
    [
      'two pools for one insurance',
      { pools: '[{insurance: employee, fund: 1}, {insurance: employee, fund: 2}]' },
      ['error pool_twice pools.employee'],
    ],
    [
      'a budget rate without fund_share',
      { rate: '{kind: budget}' },
      ['error budget_without_fund_share pools.employee', 'error budget_without_fund_share pools.resident'],
    ],
    ['a pool without a rate', { rate: '{kind: fixed, value: {employee: 1}}' }, ['error pool_without_rate rate.value']],
    [
      'a rate without a pool',
      { rate: '{kind: fixed, value: {employee: 1, resident: 1, other: 1}}' },
      ['warning rate_without_pool rate.value.other'],
    ],
    [
      'plain weights with coefficients',
      { rate: '{kind: budget, denominator: plain_weight}', pools: '[{insurance: employee, fund: 1, fund_share: 0.6}]' },
      ['warning plain_weight_misses_budget rate.denominator'],
    ],
    [
      'percentiles the wrong way round',
      { weights: '{trim: {method: percentile, lower: 0.9, upper: 0.1}}' },
      ['error trim_percentiles weights.trim'],
    ],
    ['refuse', { ungrouped: 'refuse' }, ['note refuse_stops_run ungrouped']],
    ['a step twice', { clearing: '{steps: [reserve, reserve]}' }, ['error clearing_step_twice clearing.steps']],
  ])('%s', (_, parts, expected) => {
    expect(briefOf({ ...PLAIN, ...parts })).toEqual(expected);
  });

  test('retention bands without the step do nothing, which is told', () => {
    expect(briefOf({ outliers: '{bands: []}', clearing: '{steps: [reserve]}' })).toContain(
      'warning retention_not_in_steps clearing.steps',
    );
  });
});

describe('dates', () => {
  test('a fund that changes within the year is warned of: clearing takes the last', () => {
    expect(briefOf(PLAIN, '  - {path: pools.employee.fund, value: 5, from_date: 2026-07-01}')).toEqual([
      'warning yearly_value_changes pools.employee.fund',
    ]);
    expect(briefOf(PLAIN, '  - {path: pools.employee.fund, value: 5}')).toEqual([]);
    const [finding] = findings(PLAIN, '  - {path: pools.employee.fund, value: 5, from_date: 2026-07-01}');
    expect(finding!.en).toContain('takes the value of its last day (5) for the whole year');
  });

  test('a value that only the second half of the year has is warned of too', () => {
    expect(briefOf(PLAIN, '  - {path: pools.employee.fund_share, value: 0.6, from_date: 2026-07-01}')).toEqual([
      'note fund_share_unread pools',
      'warning yearly_value_changes pools.employee.fund_share',
    ]);
  });

  const STEPS = '{steps: [reserve, carve_outs, point_value]}';
  test('a cap or a period of a floating value that changes within the year holds for all of it, which is told', () => {
    const floating = { ...PLAIN, rate: '{kind: floating, opening: 9000, cap: 9500}', clearing: STEPS };
    const changed = '  - {path: rate.cap, value: 9900, from_date: 2026-07-01}';
    expect(briefOf(floating, changed)).toEqual(['warning yearly_value_changes rate.cap']);
    expect(findings(floating, changed)[0]!.zh).toContain('年终清算全年只用年末最后一日的值（9900）');
    const late = '  - {path: rate.floor, value: 8000, from_date: 2026-07-01}';
    expect(briefOf(floating, late)).toEqual(['warning yearly_value_changes rate.floor']);
    expect(briefOf(floating, '  - {path: rate.opening, value: 9100, from_date: 2026-07-01}')).toEqual([]);
    expect(briefOf(floating, '  - {path: rate.cap, value: 9900}')).toEqual([]);
  });

  test('the fixed part of an elastic rate that changes prices cases by day and closes by the last, which is told', () => {
    const elastic = {
      ...PLAIN,
      rate: '{kind: elastic, fixed: 9000, formula: "0.8 * fixed + 0.2 * floating"}',
      clearing: STEPS,
    };
    const changed = '  - {path: rate.fixed, value: 9100, from_date: 2026-07-01}';
    expect(briefOf(elastic, changed)).toEqual(['warning elastic_fixed_changes rate.fixed']);
    expect(findings(elastic, changed)[0]!.en).toContain('takes that of the last day (9100)');
    expect(briefOf(elastic, '  - {path: rate.fixed, value: 9100}')).toEqual([]);
  });

  test('notes of the timeline are among the findings', () => {
    expect(briefOf(PLAIN, '  - {path: rate.value, value: 5, from_date: 2028-07-01}')).toEqual([
      'warning patch_outside_year rate.value',
    ]);
  });

  test('a chained comparison in a formula is warned of', () => {
    const outliers = '{bands: [{name: high, from: 3, pay: "2 < ratio < 9 ? standard : cost"}]}';
    expect(briefOf({ ...PLAIN, outliers })).toContain('warning formula_chained_comparison outliers.bands.high.pay');
  });

  test('checking changes nothing', () => {
    const timeline = resolveTimeline(policyOf(), []);
    const before = JSON.stringify(timeline);
    checkPolicy(timeline);
    expect(JSON.stringify(timeline)).toBe(before);
  });
});
