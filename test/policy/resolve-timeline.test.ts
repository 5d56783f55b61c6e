import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatDay } from '../../src/kernel/day.js';
import { checkPolicy } from '../../src/policy/check-policy.js';
import { loadPolicy } from '../../src/policy/load-policy.js';
import { patternsMeet } from '../../src/policy/plan-patches.js';
import type { Policy, Reform } from '../../src/policy/policy-schema.js';
import { resolveTimeline } from '../../src/policy/resolve-timeline.js';
import { failureOf, policyOf, reformOf, timelineOf } from './policy-document.js';

type Parts = Parameters<typeof timelineOf>[0];

/** Segments as "first day: what `pick` says". */
const steps = (timeline: ReturnType<typeof timelineOf>, pick: (policy: Policy) => unknown) =>
  timeline.segments.map(({ from, policy }) => `${formatDay(from)} ${JSON.stringify(pick(policy))}`);
const rate = (policy: Policy) => (policy.rate.kind === 'fixed' ? policy.rate.value : policy.rate);
const problems = (parts: Parts, ...patches: string[]) => {
  const error = failureOf(() => timelineOf(parts, ...patches));
  return {
    code: error.code,
    lines: error
      .text('en')
      .split('\n')
      .slice(1)
      .map((line) => line.trim()),
  };
};

const DATED: Parts = {
  rate: '{kind: fixed, value: {by_date: [{from: 2026-01-01, value: 12500}, {from: 2026-07-01, value: 12800}]}}',
};

describe('values by date', () => {
  test('a value holds from its day to the next: 12,500 to 30 June, 12,800 from 1 July', () => {
    const timeline = timelineOf(DATED);
    expect(steps(timeline, rate)).toEqual(['2026-01-01 12500', '2026-07-01 12800']);
    expect(timeline.segments[0]!.until).toBe(timeline.segments[1]!.from);
    expect(formatDay(timeline.segments[1]!.until)).toBe('2027-01-01');
  });

  test('a step before the year is the value at its beginning, one after it changes nothing', () => {
    const value =
      '{kind: fixed, value: {by_date: [{from: 2024-05-01, value: 1}, {from: 2025-01-01, value: 2}, {from: 2027-01-01, value: 3}]}}';
    expect(steps(timelineOf({ rate: value }), rate)).toEqual(['2026-01-01 2']);
  });

  test('a day before the first value is an error with its line, never zero and never the first value', () => {
    const { code, lines } = problems({ rate: '{kind: fixed, value: {by_date: [{from: 2026-03-01, value: 12500}]}}' });
    expect(code).toBe('policy_invalid');
    expect(lines).toEqual([
      'policy.yaml:12: rate.value: no value on 2026-01-01, the first holds from 2026-03-01. Add an earlier one.',
    ]);
  });

  test.each([
    ['{by_date: []}', 'write by_date: [{from: 2026-01-01, value: …}].'],
    ['{by_date: 3}', 'write by_date'],
    ['{by_date: [{from: 2026-01-01, value: 1}], value: 2}', 'write by_date'],
    ['{by_date: [{from: 2026-01-01}]}', 'write by_date'],
    ['{by_date: [{from: 2026-02-30, value: 1}]}', 'from "2026-02-30" is no date'],
    ['{by_date: [{from: 2026-01-01, value: 1, until: 2}]}', 'unknown key "until"'],
    ['{by_date: [{from: 2026-01-01, value: 1}, {from: 2026-01-01, value: 2}]}', 'must be later than the one before it'],
    ['{by_date: [{from: 2026-01-01, value: 1}, {from: 2025-01-01, value: 2}]}', 'must be later than the one before it'],
    ['{by_date: [{from: 2026-01-01, value: -1}]}', 'rate.value: found -1, expected a number above 0'],
  ])('%s is refused', (value, reason) => {
    expect(problems({ rate: `{kind: fixed, value: ${value}}` }).lines.join('\n')).toContain(reason);
  });

  test('the line of a bad later value is its own line', () => {
    const { lines } = problems({
      rate: '\n  kind: fixed\n  value:\n    by_date:\n      - {from: 2026-01-01, value: 1}\n      - {from: 2026-07-01, value: 0}',
    });
    expect(lines).toEqual([
      expect.stringMatching(
        /^policy\.yaml:17: rate\.value: found 0, expected a number above 0, or a group of values \(employee, .+\)\. Correct it\.$/,
      ),
    ]);
  });

  test('a band edge may be dated, and a dated value may bring its own source', () => {
    const timeline = timelineOf({
      outliers:
        '{bands: [{name: high, pay: by_item, from: {by_date: [{from: 2026-01-01, value: 3}, {from: 2026-07-01, value: 2.5, source: {document: D, trust: cited}}]}}]}',
    });
    expect(
      steps(timeline, (policy) => [
        policy.outliers.bands[0]!.from,
        policy.sources['outliers.bands.high.from']?.document,
      ]),
    ).toEqual(['2026-01-01 [3,null]', '2026-07-01 [2.5,"D"]']);
  });

  test.each(['method', 'rounding', 'year_by', 'weights'])('%s cannot change within the year', (key) => {
    const { lines } = problems({ [key]: '{by_date: [{from: 2026-01-01, value: a}]}' });
    expect(lines[0]).toContain(`${key}: this holds for the whole year`);
  });
});

describe('a scheme by date', () => {
  const twoSchemes = '{by_date: [{from: 2026-01-01, value: old}, {from: 2026-07-01, value: new}]}';

  test('cuts the year where it changes, and the check says how cases are grouped and weighed', () => {
    const timeline = timelineOf({ scheme: twoSchemes });
    expect(steps(timeline, (policy) => policy.scheme)).toEqual(['2026-01-01 "old"', '2026-07-01 "new"']);
    const found = checkPolicy(timeline).filter(({ code }) => code === 'scheme_changes');
    expect(found.map(({ severity, en }) => [severity, en.includes('old → new')])).toEqual([['note', true]]);
  });

  test('a reform starts another scheme within the year', () => {
    const timeline = timelineOf({}, '  - {path: scheme, value: other, from_date: 2026-07-01}');
    expect(steps(timeline, (policy) => policy.scheme)).toEqual(['2026-01-01 "national"', '2026-07-01 "other"']);
  });

  test('of which only one holds in the year is one scheme', () => {
    const timeline = timelineOf({ scheme: twoSchemes.replace('2026-07-01', '2027-01-01') });
    expect(steps(timeline, (policy) => policy.scheme)).toEqual(['2026-01-01 "old"']);
    expect(checkPolicy(timeline).some(({ code }) => code === 'scheme_changes')).toBe(false);
  });
});

describe('a patch is an interval over the baseline', () => {
  test('3 % lower from 1 March: 12,500 × 0.97 is exactly 12,125', () => {
    const timeline = timelineOf({}, '  - {path: rate.value, scale: 0.97, from_date: 2026-03-01}');
    expect(steps(timeline, rate)).toEqual(['2026-01-01 12500', '2026-03-01 12125']);
  });

  test('a value without an end keeps the later step of the baseline and says so', () => {
    const timeline = timelineOf(DATED, '  - {path: rate.value, value: 12000, from_date: 2026-03-01}');
    expect(steps(timeline, rate)).toEqual(['2026-01-01 12500', '2026-03-01 12000', '2026-07-01 12800']);
    expect(timeline.notes?.map(({ code, en }) => [code, en])).toEqual([
      [
        'patch_ends_at_step',
        'reform "reform-1" changes rate.value only until 2026-07-01, where the baseline takes a step of its own. Give until_date to override it.',
      ],
    ]);
  });

  test('a value with an end overrides the step until then, and the baseline returns after it', () => {
    const timeline = timelineOf(
      DATED,
      '  - {path: rate.value, value: 12000, from_date: 2026-03-01, until_date: 2026-09-01}',
    );
    expect(steps(timeline, rate)).toEqual(['2026-01-01 12500', '2026-03-01 12000', '2026-09-01 12800']);
    expect(timeline.notes).toEqual([]);
  });

  test('scale and add work on every step of the baseline', () => {
    expect(steps(timelineOf(DATED, '  - {path: rate.value, scale: 1.1}'), rate)).toEqual([
      '2026-01-01 13750',
      '2026-07-01 14080',
    ]);
    expect(steps(timelineOf(DATED, '  - {path: rate.value, add: -0.01, from_date: 2026-08-01}'), rate)).toEqual([
      '2026-01-01 12500',
      '2026-07-01 12800',
      '2026-08-01 12799.99',
    ]);
  });

  test('until_date is not included, so neighbours may touch: 1 July belongs to the second', () => {
    const timeline = timelineOf(
      {},
      '  - {path: rate.value, value: 1, until_date: 2026-07-01}',
      '  - {path: rate.value, value: 2, from_date: 2026-07-01}',
    );
    expect(steps(timeline, rate)).toEqual(['2026-01-01 1', '2026-07-01 2']);
  });

  test('a patch outside the year has no effect and is told', () => {
    const timeline = timelineOf({}, '  - {path: rate.value, value: 1, from_date: 2027-01-01}');
    expect(steps(timeline, rate)).toEqual(['2026-01-01 12500']);
    expect(timeline.notes?.map(({ code }) => code)).toEqual(['patch_outside_year']);
  });

  test('an empty reform leaves the hash and every byte as they were', () => {
    const baseline = timelineOf({});
    const reformed = resolveTimeline(policyOf(), [{ id: 'none', title: { zh: '', en: '' }, patches: [] }]);
    expect(reformed.hash).toBe(baseline.hash);
    expect(JSON.stringify(reformed.segments)).toBe(JSON.stringify(baseline.segments));
    expect(baseline.hash).toMatch(/^[0-9a-f]{64}$/);
  });

  test('the order of reforms does not matter, also for weights', () => {
    const reforms = [
      reformOf(
        '  - {path: rate.value, value: 1, until_date: 2026-04-01}\n  - {path: tables.weights.GD2*, scale: 1.05}',
        'a',
      ),
      reformOf('  - {path: rate.value, value: 2, from_date: 2026-04-01}\n  - {path: tables.weights.A*, add: 0.1}', 'b'),
      reformOf(
        '  - {path: outliers.bands.high.from, value: 2.5}\n  - {path: tables.weights.FM35, value: 1.2345, from_date: 2026-07-01}',
        'c',
      ),
    ];
    const [first, ...others] = [
      [0, 1, 2],
      [2, 1, 0],
      [1, 2, 0],
    ].map((order) =>
      resolveTimeline(
        policyOf(),
        order.map((i) => reforms[i]!),
      ),
    );
    for (const other of others) {
      expect(other!.hash).toBe(first!.hash);
      expect(other!.weightPatches).toEqual(first!.weightPatches);
    }
    expect(
      first!.weightPatches.map(({ pattern, from, until }) => `${pattern} ${formatDay(from)} ${formatDay(until)}`),
    ).toEqual(['A* 2026-01-01 2027-01-01', 'FM35 2026-07-01 2027-01-01', 'GD2* 2026-01-01 2027-01-01']);
    expect(first!.reforms[0]!.hash).toMatch(/^[0-9a-f]{64}$/);
  });

  test('property: on every day the rate is the patch that holds, else the baseline of that day', () => {
    const day = fc.integer({ min: 20_454 - 20, max: 20_819 + 20 });
    fc.assert(
      fc.property(
        fc.uniqueArray(day, { minLength: 2, maxLength: 6 }),
        fc.uniqueArray(day, { maxLength: 3 }),
        (cuts, baselineSteps) => {
          const edges = [...cuts].sort((a, b) => a - b);
          const dated = [...baselineSteps]
            .sort((a, b) => a - b)
            .map((from, i) => `{from: ${formatDay(from)}, value: ${200 + i}}`);
          const parts = {
            rate: `{kind: fixed, value: {by_date: [{from: 2020-01-01, value: 100}, ${dated.join(', ')}]}}`,
          };
          const patches: Reform['patches'] = [];
          for (let i = 0; i + 1 < edges.length; i += 2) {
            patches.push({
              path: 'rate.value',
              value: 1 + i,
              from_date: formatDay(edges[i]!),
              until_date: formatDay(edges[i + 1]!),
            });
          }
          const file = policyOf(parts);
          const baseline = resolveTimeline(file, []);
          const timeline = resolveTimeline(file, [{ id: 'r', title: { zh: '', en: '' }, patches }]);
          const at = (line: typeof timeline, when: number) =>
            rate(line.segments.find(({ from, until }) => from <= when && when < until)!.policy);
          for (let when = 20_454; when < 20_819; when += 7) {
            const held = edges.findIndex(
              (edge, i) => i % 2 === 0 && i + 1 < edges.length && edge <= when && when < edges[i + 1]!,
            );
            expect(at(timeline, when)).toBe(held < 0 ? at(baseline, when) : 1 + held);
          }
        },
      ),
      { numRuns: 60, seed: 13 },
    );
  });
});

describe('paths of patches', () => {
  test.each([
    ['outliers.bands.high.from', '2.5', (policy: Policy) => policy.outliers.bands[1]!.from, 2.5],
    [
      'retention.bands.shared.fund_share_of_overrun',
      '0.6',
      (policy: Policy) => policy.retention.bands[2]!.fund_share_of_overrun,
      0.6,
    ],
    ['pools.employee.fund', '1100000000.5', (policy: Policy) => policy.pools[0]!.fund, 1_100_000_000.5],
    ['hospital_coefficient.by_level.2', '0.9', (policy: Policy) => policy.hospital_coefficient.by_level[2], 0.9],
    [
      'hospital_coefficient.by_hospital.H007',
      '1.05',
      (policy: Policy) => policy.hospital_coefficient.by_hospital.H007,
      1.05,
    ],
    [
      'rate.value.employee',
      '13000',
      (policy: Policy) => JSON.stringify(rate(policy)),
      '{"employee":13000,"resident":12500}',
    ],
    [
      'outliers.bands.high.quota',
      '{share: 0.05}',
      (policy: Policy) => policy.outliers.bands[1]!.quota?.order,
      'excess',
    ],
    ['weights.trim.k', '2', (policy: Policy) => (policy.weights.trim.method === 'iqr' ? policy.weights.trim.k : 0), 2],
    [
      'ungrouped',
      '{share_of_items: 0.7}',
      (policy: Policy) => JSON.stringify(policy.ungrouped),
      '{"share_of_items":0.7}',
    ],
    ['retention', '{level: pool, bands: []}', (policy: Policy) => policy.retention.level, 'pool'],
  ])('%s can be set to %s', (path, value, pick, expected) => {
    const timeline = timelineOf({}, `  - {path: ${path}, value: ${value}}`);
    expect(pick(timeline.segments[0]!.policy)).toBe(expected);
    expect(timeline.segments[0]!.policy.sources[path]).toEqual({ document: 'reform reform-1', trust: 'chosen' });
  });

  test('null takes an optional value away', () => {
    const parts = { outliers: '{bands: [{name: high, from: 3, to: 5, pay: by_item}]}' };
    expect(
      timelineOf(parts, '  - {path: outliers.bands.high.to, value: null}').segments[0]!.policy.outliers.bands[0]!.to,
    ).toBeUndefined();
  });

  test.each([
    ['set', 'value.'],
    ['multiply', 'scale.'],
    ['plus', 'add.'],
    ['vale', 'value, scale, '],
  ])('a patch that writes %s is told the key that means it', (key, nearest) => {
    const { lines } = problems({}, `  - {path: rate.value, ${key}: 9000}`);
    expect(lines[0]).toContain(`patches.0.${key}: there is no such value. Nearest names: ${nearest}`);
  });

  test('scaling a rate by insurance scales each: 12,500 and 9,649.24 × 1.03', () => {
    const timeline = timelineOf(
      { rate: '{kind: fixed, value: {employee: 12500, resident: 9649.24}}' },
      '  - {path: rate.value, scale: 1.03}',
    );
    expect(rate(timeline.segments[0]!.policy)).toEqual({ employee: 12_875, resident: 9_938.7172 });
  });

  test('0.1 + 0.2 is 0.3, and 1.1 × 1.1 is 1.21: exact decimals, not doubles', () => {
    const share = (patch: string) =>
      timelineOf({ pools: '[{insurance: employee, fund: 1.1, reserve: 0.1}]' }, `  - {path: pools.employee.${patch}}`)
        .segments[0]!.policy.pools[0]!;
    expect(share('reserve, add: 0.2').reserve).toBe(0.3);
    expect(share('fund, scale: 1.1').fund).toBe(1.21);
  });

  test.each([
    ['outliers.bands.hihg.from', 'outliers.bands.hihg: there is no such value. Nearest names: high, low.'],
    ['outliers.bands.high.form', 'outliers.bands.high.form: there is no such value. Nearest names: from, to, name.'],
    ['outlier.bands.high.from', 'outlier: there is no such value. Nearest names: outliers,'],
    ['pools.other.fund', 'pools.other: there is no such value. Nearest names: employee, resident.'],
    [
      'hospital_coefficient.by_level.4',
      'hospital_coefficient.by_level.4: there is no such value. Nearest names: 1, 2, 3.',
    ],
    [
      'outliers.bands.high.quota.share',
      'this policy has no outliers.bands.high.quota. Set the whole of outliers.bands.high.quota by value.',
    ],
    ['rate.value.children', 'rate.value.children: there is no such value. Nearest names:'],
    ['id', 'id: a reform cannot change this.'],
    ['sources.rate', 'a reform cannot change this'],
    ['tables.weight.GD2*', 'tables.weight.GD2*: a change to a table is written tables.weights.GD2*'],
    ['tables.weights.G?2', 'a change to a table is written'],
  ])('%s: %s', (path, expected) => {
    const { code, lines } = problems({}, `  - {path: "${path}", value: 1}`);
    expect(code).toBe('reform_invalid');
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^reform-1\.yaml:4: /);
    expect(lines[0]).toContain(expected);
  });

  test.each([
    ['{path: outliers.bands.high.from, value: high}', 'found "high", expected a number of at least 0'],
    ['{path: pools.employee.reserve, value: 5}', 'found 5, expected a number from 0 to 1'],
    ['{path: pools.employee.reserve, add: 1}', 'found 1.05, expected a number from 0 to 1'],
    ['{path: weights.min_cases, scale: 1.5}', 'found 7.5, expected a whole number of at least 1'],
    ['{path: rate.value, value: "12,125"}', 'found "12,125", expected a number above 0'],
    ['{path: outliers.bands.high.pay, value: standard + 5}', 'puts an amount of yuan together with a plain number'],
    ['{path: outliers.bands.high.pay, scale: 2}', 'is no number to scale or add to'],
    ['{path: outliers, scale: 2}', 'is no number to scale or add to'],
    ['{path: outliers.bands.high.to, scale: 2}', 'this policy has no such value to scale'],
    ['{path: rate.value, scale: 1.00000000000001}', 'more than 15 digits'],
    ['{path: tables.weights.GD2*, value: 0}', 'a weight must be a number above 0'],
    ['{path: rate, value: {kind: fixed}}', 'rate.value: missing'],
    ['{path: rate.value, value: 1, from_date: 2026-07-01, until_date: 2026-07-01}', 'must be before until_date'],
  ])('%s is refused', (patch, reason) => {
    const { code, lines } = problems({}, `  - ${patch}`);
    expect(code).toBe('reform_invalid');
    expect(lines.join('\n')).toContain(reason);
  });

  test.each([
    ['{path: rate.value, value: 1, scale: 2}', 'exactly one of value, scale, add'],
    ['{path: rate.value}', 'exactly one of value, scale, add'],
    ['{path: rate.value, value: 1, from_date: 2026-13-01}', 'found "2026-13-01", expected a date such as 2026-01-01'],
    [
      '{path: rate.value, value: 1, until: 2026-03-01}',
      'patches.0.until: there is no such value. Nearest names: until_date',
    ],
    ['{path: rate.value, scale: 0}', 'found 0, expected a number above 0'],
  ])('a reform with %s does not load', (patch, reason) => {
    const error = failureOf(() => reformOf(`  - ${patch}`));
    expect(error.code).toBe('reform_invalid');
    expect(error.text('en')).toContain(`reform.yaml:4: `);
    expect(error.text('en')).toContain(reason);
  });

  test('one bad value refuses the whole reform, and all bad ones are told', () => {
    const { lines } = problems(
      {},
      '  - {path: rate.value, value: 12000}\n  - {path: pools.employee.reserve, value: 2}\n  - {path: pools.resident.fund, value: -1}',
    );
    expect(lines).toEqual([
      'reform-1.yaml:5: pools.employee.reserve: found 2, expected a number from 0 to 1. Correct it.',
      'reform-1.yaml:6: pools.resident.fund: found -1, expected a number above 0 and at most 90000000000000. Correct it.',
    ]);
  });

  test('a reform made in memory names itself where a file would stand', () => {
    const reform: Reform = { id: 'typed', title: { zh: '', en: '' }, patches: [{ path: 'rate.valu', value: 1 }] };
    expect(failureOf(() => resolveTimeline(loadPolicy('example-national-base'), [reform])).text('en')).toContain(
      'typed patch 1: rate.valu: there is no such value',
    );
  });
});

describe('overlaps', () => {
  test.each([
    ['the same path on the same days', ['{path: rate.value, value: 1}', '{path: rate.value, value: 2}']],
    ['a scale and a value', ['{path: rate.value, scale: 1.1}', '{path: rate.value, value: 2}']],
    ['a path and its parent', ['{path: rate.value, scale: 1.1}', '{path: rate.value.employee, value: 2}']],
    [
      'a section and a leaf in it',
      ['{path: outliers, value: {bands: []}}', '{path: outliers.bands.high.from, value: 2}'],
    ],
    [
      'one day in common',
      ['{path: rate.value, value: 1, until_date: 2026-07-02}', '{path: rate.value, value: 2, from_date: 2026-07-01}'],
    ],
    [
      'an open end',
      ['{path: rate.value, value: 1, from_date: 2026-03-01}', '{path: rate.value, value: 2, from_date: 2026-09-01}'],
    ],
    [
      'weight patterns that share GD25',
      ['{path: tables.weights.GD2*, scale: 1.1}', '{path: "tables.weights.*25", scale: 1.2}'],
    ],
  ])('%s are refused, in one reform and in two', (_, [a, b]) => {
    for (const patches of [[`  - ${a}\n  - ${b}`], [`  - ${a}`, `  - ${b}`]]) {
      const { code, lines } = problems({}, ...patches);
      expect(code).toBe('reform_invalid');
      expect(lines).toHaveLength(1);
      expect(lines[0]).toContain('overlaps');
    }
  });

  test('the message names both places and the days', () => {
    const { lines } = problems(
      {},
      '  - {path: rate.value, value: 1, from_date: 2026-03-01}',
      '  - {path: rate.value, value: 2, from_date: 2026-09-01}',
    );
    expect(lines).toEqual([
      'reform-2.yaml:4: rate.value overlaps rate.value of reform-1.yaml:4 on 2026-09-01 – 2026-12-31. Part them by until_date, or keep one.',
    ]);
  });

  test.each([
    ['neighbours by name', ['{path: rate.value, value: 1}', '{path: pools.employee.fund, value: 2}']],
    [
      'names that begin alike',
      ['{path: outliers.bands.low.to, value: 0.3}', '{path: outliers.bands.low.to_included, value: true}'],
    ],
    [
      'patterns without a common code',
      ['{path: tables.weights.GD2*, scale: 1.1}', '{path: tables.weights.GD3*, scale: 1.2}'],
    ],
    [
      'days apart',
      ['{path: rate.value, value: 1, until_date: 2026-07-01}', '{path: rate.value, value: 2, from_date: 2026-07-01}'],
    ],
  ])('%s do not overlap', (_, [a, b]) => {
    expect(timelineOf({}, `  - ${a}`, `  - ${b}`).reforms).toHaveLength(2);
  });

  test('a value that ends at the baseline’s step leaves room for another after it', () => {
    const timeline = timelineOf(
      DATED,
      '  - {path: rate.value, value: 1, from_date: 2026-03-01}',
      '  - {path: rate.value, value: 2, from_date: 2026-09-01}',
    );
    expect(steps(timeline, rate)).toEqual(['2026-01-01 12500', '2026-03-01 1', '2026-07-01 12800', '2026-09-01 2']);
  });

  test.each([
    ['GD2*', 'GD25', true],
    ['GD2*', '*5', true],
    ['*', '', true],
    ['A*B', 'A*C', false],
    ['A*', 'B*', false],
    ['A*C*E', 'ABCDE', true],
    ['GD25', 'GD2', false],
  ])('patterns %s and %s meet: %s', (a, b, expected) => {
    expect(patternsMeet(a, b)).toBe(expected);
    expect(patternsMeet(b, a)).toBe(expected);
  });
});
