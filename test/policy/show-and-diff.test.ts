import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { formatDay } from '../../src/kernel/day.js';
import { BAND_VOCABULARY, FORMULA_FUNCTIONS, RETENTION_VOCABULARY } from '../../src/kernel/formula/formula-language.js';
import { packageRoot } from '../../src/kernel/package-root.js';
import { checkPolicy } from '../../src/policy/check-policy.js';
import { diffPolicies } from '../../src/policy/diff-policies.js';
import { listPolicies, loadPolicy, parsePolicy, parseReform } from '../../src/policy/load-policy.js';
import { PARAMETER_LABELS, parameterLabel } from '../../src/policy/parameter-labels.js';
import { policyJsonSchema } from '../../src/policy/policy-json-schema.js';
import { policySources } from '../../src/policy/policy-sources.js';
import { resolveTimeline } from '../../src/policy/resolve-timeline.js';
import { POLICY_SHAPE, type SchemaNode } from '../../src/policy/schema-shape.js';
import { showPolicy } from '../../src/policy/show-policy.js';
import { failureOf, timelineOf } from './policy-document.js';

type Parts = Parameters<typeof timelineOf>[0];
const zh = (parts: Parts, ...patches: string[]) =>
  diffPolicies(timelineOf(parts), timelineOf(parts, ...patches)).map((line) => line.zh);
const en = (parts: Parts, ...patches: string[]) =>
  diffPolicies(timelineOf(parts), timelineOf(parts, ...patches)).map((line) => line.en);
const DATED: Parts = {
  rate: '{kind: fixed, value: {by_date: [{from: 2026-01-01, value: 12500}, {from: 2026-07-01, value: 12800}]}}',
};

describe('differences in words', () => {
  test('a policy against itself gives nothing', () => {
    expect(zh({})).toEqual([]);
    expect(diffPolicies(timelineOf(DATED), timelineOf(DATED))).toEqual([]);
  });

  test('费率 12,500.00 → 12,125.00，−3.0 %', () => {
    const patches =
      '  - {path: rate.value, scale: 0.97}\n  - {path: retention.bands.shared.fund_share_of_overrun, value: 0.6}';
    expect(zh({}, patches)).toEqual([
      '费率 12,500.00 → 12,125.00，−3.0 %',
      '留用分段“shared”基金分担超支 0.7 → 0.6，−14.3 %',
    ]);
    expect(en({}, patches)).toEqual([
      'rate 12,500.00 → 12,125.00, −3.0 %',
      "retention band shared, fund's share of the overrun 0.7 → 0.6, −14.3 %",
    ]);
  });

  test('a change of part of the year says when', () => {
    expect(zh({}, '  - {path: rate.value, scale: 0.97, from_date: 2026-03-01, until_date: 2026-07-01}')).toEqual([
      '费率 12,500.00 → 12,125.00，−3.0 %（2026-03-01 至 2026-06-30）',
    ]);
  });

  test('what clearing reads once a year says that the last day decides, not the days of the patch', () => {
    const share = 'path: retention.bands.shared.fund_share_of_overrun, value: 0.6';
    const [from, until] = [`  - {${share}, from_date: 2026-07-01}`, `  - {${share}, until_date: 2026-07-01}`];
    const line = '留用分段“shared”基金分担超支 0.7 → 0.6，−14.3 %';
    expect(zh({}, from)).toEqual([`${line}（适用于全年：清算取年末最后一日的值）`]);
    expect(zh({}, until)).toEqual([`${line}（不起作用：年末最后一日未生效）`]);
    const words = "retention band shared, fund's share of the overrun 0.7 → 0.6, −14.3 %";
    expect(en({}, from)).toEqual([`${words} (applies to the whole year: clearing reads the last day)`]);
    expect(en({}, until)).toEqual([`${words} (no effect: not in force on the last day)`]);
    expect(en({}, '  - {path: clearing.steps, value: [reserve], from_date: 2026-12-31}')[0]).toContain(
      'applies to the whole year',
    );
    expect(en({}, '  - {path: pools.employee.fund, value: 5, until_date: 2026-12-31}')[0]).toContain('no effect');
  });

  test('a pool that comes within the year goes by the day: its cases have a pool from then on', () => {
    const pools = [
      '{insurance: employee, fund: 1200000000.00, reserve: 0.05}',
      '{insurance: resident, fund: 800000000}',
      '{insurance: other, fund: 5}',
    ];
    const lines = en({}, `  - {path: pools, value: [${pools.join(', ')}], from_date: 2026-07-01}`);
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) expect(line).toContain('(2026-07-01 to 2026-12-31)');
  });

  test('a change over a step of the baseline is a line for each step', () => {
    expect(en(DATED, '  - {path: rate.value, scale: 1.1}')).toEqual([
      'rate 12,500.00 → 13,750.00, +10.0 % (2026-01-01 to 2026-06-30)',
      'rate 12,800.00 → 14,080.00, +10.0 % (2026-07-01 to 2026-12-31)',
    ]);
  });

  test('one insurance of a common rate is one line, words and weights have no percentage', () => {
    expect(zh({}, '  - {path: rate.value.employee, value: 13000}')).toEqual([
      '费率（职工） 12,500.00 → 13,000.00，+4.0 %',
    ]);
    expect(en({}, '  - {path: ungrouped, value: zero}')).toEqual(['ungrouped cases by_item → zero']);
    expect(en({}, '  - {path: ungrouped, value: {share_of_items: 0.7}}')).toEqual([
      'ungrouped cases, share of items by_item → 0.7',
    ]);
    expect(zh({}, '  - {path: tables.weights.GD2*, scale: 1.05, from_date: 2026-07-01}')).toEqual([
      '权重 GD2* × 1.05（2026-07-01 至 2026-12-31）',
    ]);
  });

  test('an optional value that comes or goes is set against —', () => {
    expect(en({}, '  - {path: outliers.bands.high.to, value: 5}')).toEqual(['outlier band high, to — → 5']);
    expect(en({}, '  - {path: rate, value: {kind: budget}}')).toEqual([
      'kind of rate fixed → budget',
      'rate 12,500.00 → —',
      'denominator of the rate — → adjusted_weight',
    ]);
  });

  test('the same rates written apart are no difference', () => {
    expect(en({}, '  - {path: rate.value, value: {employee: 12500, resident: 12500}}')).toEqual([]);
  });

  test('policies of two years are compared at the turn of the year', () => {
    const [a, b] = [timelineOf(DATED), timelineOf({ year: '2027', rate: '{kind: fixed, value: 12416}' })];
    expect(diffPolicies(a, b).map((line) => line.en)).toEqual([
      'year 2026 → 2027',
      'rate 12,800.00 → 12,416.00, −3.0 %',
    ]);
  });
});

describe('a policy on a day, with sources', () => {
  test('show --at 2026-03-01 and 2026-07-01 differ by the step; a day of another year is refused', () => {
    const timeline = timelineOf({ ...DATED, sources: '{rate: {document: 某文件, article: 第五条, trust: cited}}' });
    const rateOn = (day: number) => showPolicy(timeline, day).find(({ path }) => path === 'rate.value')!;
    expect(rateOn(20_513)).toMatchObject({
      value: '12,500.00',
      raw: 12_500,
      trust: 'cited',
      unit: { zh: '元/权重' },
      label: { zh: '费率' },
    });
    expect(rateOn(20_513).source?.article).toBe('第五条');
    expect(formatDay(20_513)).toBe('2026-03-01');
    expect(rateOn(20_635).value).toBe('12,800.00');
    expect(failureOf(() => showPolicy(timeline, 20_453)).code).toBe('policy_day_outside_year');
  });

  test('the parameter list holds every value once, and once for each stretch where it changes', () => {
    const lines = policySources(timelineOf(DATED, '  - {path: tables.weights.GD2*, scale: 1.05}'));
    expect(
      lines
        .filter(({ path }) => path === 'rate.value')
        .map(({ value, from, until }) => [value, formatDay(from), formatDay(until)]),
    ).toEqual([
      ['12,500.00', '2026-01-01', '2026-07-01'],
      ['12,800.00', '2026-07-01', '2027-01-01'],
    ]);
    expect(lines.filter(({ path }) => path === 'hospital_coefficient.by_level.2')).toHaveLength(1);
    expect(lines.at(-1)).toMatchObject({
      path: 'tables.weights.GD2*',
      value: '× 1.05',
      trust: 'chosen',
      source: { document: 'reform reform-1' },
    });
    const paths = lines.map(({ path }) => path);
    expect(paths.indexOf('rate.value')).toBe(paths.indexOf('rate.kind') + 1);
  });

  test('the nearest part above a value gives its source', () => {
    const lines = policySources(resolveTimeline(loadPolicy('example-national-base'), []));
    const trust = (path: string) => lines.find((line) => line.path === path)!;
    expect(trust('outliers.bands.low.to').trust).toBe('unverified');
    expect(trust('outliers.bands.high_level_3.quota.share').source?.article).toContain('3%');
    expect(trust('rate.value').trust).toBe('chosen');
  });

  test('what a reform sets comes from the reform', () => {
    const lines = policySources(
      timelineOf(
        { sources: '{rate: {document: D, trust: cited}}' },
        '  - {path: rate.value, value: 1, source: {document: 提案, trust: chosen}}',
      ),
    );
    expect(lines.find(({ path }) => path === 'rate.value')?.source?.document).toBe('提案');
    expect(lines.find(({ path }) => path === 'rate.kind')?.source?.document).toBe('D');
  });
});

/** Paths of every leaf that the schema allows, `*` for names. */
function schemaLeaves(node: SchemaNode, path: string): string[] {
  const below = (child: SchemaNode, key: string) => schemaLeaves(child, path === '' ? key : `${path}.${key}`);
  const branches = [...(node.anyOf ?? []), ...(node.oneOf ?? [])];
  if (branches.length > 0) return branches.flatMap((branch) => schemaLeaves(branch, path));
  if (node.properties !== undefined)
    return Object.entries(node.properties).flatMap(([key, child]) => below(child, key));
  if (node.additionalProperties) return below(node.additionalProperties, '*');
  if (node.type === 'array' && node.items?.properties !== undefined) return below(node.items, '*');
  return [path];
}

describe('schema, labels, documentation', () => {
  const leaves = [...new Set(schemaLeaves(POLICY_SHAPE, ''))].filter((path) => !path.startsWith('sources'));

  test('every value of the schema has a label and unit, and no label is left over', () => {
    expect(leaves.length).toBeGreaterThan(50);
    expect(leaves.filter((path) => parameterLabel(path) === undefined)).toEqual([]);
    const lists = [
      'outliers.bands',
      'retention.bands',
      'hospital_coefficient.by_hospital',
      'tables.weights.*',
      'grouping.*',
    ];
    // A chapter's switch has its letter in its name.
    lists.push('grouping.unrelated_procedure.*');
    // A step is a word or an object, so that its values are no leaves of the list.
    const isStep = (path: string) => path.startsWith('clearing.steps.*');
    expect(
      PARAMETER_LABELS.map(({ path }) => path).filter(
        (path) => !leaves.includes(path) && !lists.includes(path) && !isStep(path),
      ),
    ).toEqual([]);
  });

  test.each(listPolicies())('every value of %s has a label in the parameter list', (id) => {
    const unknown = policySources(resolveTimeline(loadPolicy(id), [])).filter(
      ({ path }) => parameterLabel(path) === undefined,
    );
    expect(unknown.map(({ path }) => path)).toEqual([]);
  });

  test('the JSON Schema takes values by date for what may change, and says what each value means', () => {
    const schema = policyJsonSchema() as {
      properties: Record<string, SchemaNode & { description?: string }>;
      title: string;
    };
    const text = JSON.stringify(schema);
    expect(text).toContain('"by_date"');
    expect(JSON.stringify(schema.properties.year)).not.toContain('by_date');
    expect(JSON.stringify(schema.properties.weights)).not.toContain('by_date');
    const pool = schema.properties.pools!.items!.properties!;
    expect(pool.insurance!.anyOf).toBeUndefined();
    expect((pool.fund as { description?: string }).description).toContain('yuan');
    expect(pool.fund!.anyOf![0]).toMatchObject({ type: 'number', exclusiveMinimum: 0 });
    expect(text.length).toBeLessThan(165_000);
  });

  const documentation = () => readFileSync(join(packageRoot(), 'docs', 'policy.md'), 'utf8');

  test('the policy and the reform printed in docs/policy.md load, check without errors and differ as it says', () => {
    const blocks = [...documentation().matchAll(/```yaml\n([\s\S]*?)```/g)].map((match) => match[1]!);
    const [policy, reform] = [blocks[0]!, blocks[1]!];
    const file = parsePolicy(policy, 'policy.yaml');
    const baseline = resolveTimeline(file, []);
    const reformed = resolveTimeline(file, [parseReform(reform, 'reform.yaml')]);
    expect(checkPolicy(reformed).filter(({ severity }) => severity === 'error')).toEqual([]);
    const lines = diffPolicies(baseline, reformed).map((line) => line.en);
    expect(lines.length).toBeGreaterThan(2);
    for (const line of lines) expect(documentation()).toContain(line);
    // A weight that the reform patches is one of the policy's scheme, else a run refuses what is printed there.
    const adrg = /tables\.weights\.(\w+)\*/.exec(reform)![1]!;
    const scheme = join(packageRoot(), 'groupers', baseline.segments[0]!.policy.scheme, 'mdc', `${adrg[0]}.yaml`);
    expect(readFileSync(scheme, 'utf8')).toContain(`\n  ${adrg}:\n`);
  });

  test('docs/policy.md names every key, every formula name and every function', () => {
    const text = documentation();
    const keys = new Set(leaves.flatMap((path) => path.split('.')).filter((key) => !/^(\*|zh|en|[A-Z])$/.test(key)));
    const names = [
      ...BAND_VOCABULARY.names,
      ...RETENTION_VOCABULARY.names,
      ...FORMULA_FUNCTIONS.map(({ name }) => name),
    ];
    const missing = [...keys, ...names].filter((name) => !new RegExp(`\`[^\`\\n]*\\b${name}\\b[^\`\\n]*\``).test(text));
    expect(missing).toEqual([]);
  });
});
