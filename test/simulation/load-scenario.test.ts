import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { failureText } from '../../src/cli/failure.js';
import { packageRoot } from '../../src/kernel/package-root.js';
import { loadPolicy } from '../../src/policy/load-policy.js';
import { resolveTimeline } from '../../src/policy/resolve-timeline.js';
import { checkedTimeline } from '../../src/run/refuse-findings.js';
import { createScenario } from '../../src/simulation/scenario.js';
import { loadScenario } from '../../src/simulation/scenario-file/load-scenario.js';

const TITLES: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  'm18-ten-years.yaml': { zh: '十年后基金是否收支平衡', en: 'Does the fund last ten years' },
  'm20-hospitals-leave.yaml': { zh: '亏损医疗机构退出医保', en: 'Hospitals that lose leave the insurance' },
  'm30-drug-prices-with-weights.yaml': {
    zh: '药品集采降价 30 %，权重随之重新校准',
    en: 'Drug prices 30 % lower, weights made anew',
  },
  'm32-share-under-each-method.yaml': {
    zh: '各付费方式占基金支出的比重',
    en: "Share of the fund's spend under each method",
  },
  'drg-against-dip.yaml': { zh: '由 DRG 付费改为 DIP 付费', en: 'From DRG to DIP' },
  'rate-and-drug-prices.yaml': {
    zh: '费率降 3%、分担 60% 超支，同时药品集采降价 10%',
    en: 'rate −3 %, 60 % of overruns shared, and drug prices 10 % lower',
  },
  'scheme-3.0-from-march-2027.yaml': {
    zh: '2027-03-01 起由 2.0 版改为 3.0 版',
    en: 'From scheme 2.0 to 3.0 on 1 March 2027',
  },
  'scheme-3.0.yaml': { zh: '分组方案由 2.0 版改为 3.0 版', en: 'From scheme 2.0 to 3.0' },
};
const EXAMPLES = join(packageRoot(), 'examples', 'scenarios');
const folder = mkdtempSync(join(tmpdir(), 'scenario-'));
afterAll(() => rmSync(folder, { recursive: true }));

function written(text: string, name = 'scenario.yaml'): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const REFORM = 'id: inner\ntitle: {zh: 内, en: inner}\npatches: [{path: outliers.bands.high.from, value: 2.5}]\n';

describe('a scenario file', () => {
  test('names a policy, stacks reforms from files and from itself, cuts prices and asks for attribution', () => {
    written(REFORM, 'inner.yaml');
    const scenario = loadScenario(
      written(
        `id: question\npolicy: demo-region\nreforms:\n  - inner.yaml\n  - {id: own, title: {zh: 自, en: own}, patches: [{path: rate.value.employee, scale: 0.97}]}\nprice_cuts:\n  - {part: cost_drug, cut: 0.1}\nseed: 7\nattribute: true\n`,
      ),
    );
    expect(scenario.policy).toBe('demo-region');
    expect(scenario.reforms.map(({ id }) => id)).toEqual(['inner', 'own']);
    expect(scenario.priceCuts).toEqual([{ part: 'cost_drug', groups: ['*'], cut: 0.1, calibration: 'later' }]);
    expect([scenario.seed, scenario.attribute]).toEqual([7, true]);
    expect(scenario.files).toContain(join(folder, 'inner.yaml'));
  });

  test.each(readdirSync(EXAMPLES))('the example %s loads, and its policy with its reforms is fit to run', (name) => {
    const scenario = loadScenario(join(EXAMPLES, name));
    const timeline = checkedTimeline(loadPolicy(scenario.against ?? scenario.policy), scenario.reforms);
    // What stays the same policy asks about something else: years, behaviour, prices, or a year to come.
    const asksElse = scenario.reforms.length === 0 && scenario.against === undefined;
    const bare = checkedTimeline(loadPolicy(scenario.policy), []).hash;
    if (asksElse || scenario.year !== undefined) expect(timeline.hash).toBe(bare);
    else expect(timeline.hash).not.toBe(bare);
    expect(scenario.title).toEqual(TITLES[name] ?? 'a title of its own in this test');
  });

  test('every fault at once with its line: an unknown key with the nearest names, a part that does not exist, a cut above 1', () => {
    const path = written(
      'id: question\npolicy: demo-region\nprice_cut: []\nprice_cuts:\n  - {part: drug, cut: 0.1}\n  - {part: cost_drug, cut: 1.5}\nseed: -1\n',
      'wrong.yaml',
    );
    let text = '';
    try {
      loadScenario(path);
    } catch (error) {
      text = failureText(error, 'en');
    }
    for (const line of ['wrong.yaml:3', 'wrong.yaml:5', 'wrong.yaml:6', 'wrong.yaml:7']) expect(text).toContain(line);
    expect(text).toContain('price_cuts');
    expect(text).toContain('cost_drug');
  });

  test('against and reforms together are refused, and a file that is not there is named', () => {
    const both = written(`id: q\npolicy: demo-region\nagainst: demo-region-dip\nreforms: [inner.yaml]\n`, 'both.yaml');
    expect(() => loadScenario(both)).toThrow(expect.objectContaining({ code: 'scenario_invalid' }));
    expect(() => loadScenario(join(folder, 'none.yaml'))).toThrow(
      expect.objectContaining({ code: 'scenario_not_found' }),
    );
  });
});

describe('the hash of a scenario', () => {
  const timeline = resolveTimeline(loadPolicy('demo-region'), []);
  const cut = { part: 'cost_drug', groups: ['*'], cut: 0.1, calibration: 'later' } as const;

  test('differs by seed and by price cut, and is the same for equal questions', () => {
    const hashes = [
      createScenario(timeline, timeline, 1).hash,
      createScenario(timeline, timeline, 2).hash,
      createScenario(timeline, timeline, 1, [cut]).hash,
      createScenario(timeline, timeline, 1, [{ ...cut, cut: 0.2 }]).hash,
    ];
    expect(new Set(hashes).size).toBe(4);
    expect(createScenario(timeline, timeline, 1, [{ ...cut }]).hash).toBe(hashes[2]);
    expect([
      createScenario(timeline, timeline, 1).isEmpty,
      createScenario(timeline, timeline, 1, [cut]).isEmpty,
    ]).toEqual([true, false]);
  });
});
