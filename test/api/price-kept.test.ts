import { readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { bareApp } from '../../src/api/bare-app.js';
import { KeptWeights } from '../../src/api/kept-weights.js';
import { PolicyShelf } from '../../src/api/policy-shelf.js';
import { cellRoute } from '../../src/api/routes/cell-route.js';
import { priceRoute } from '../../src/api/routes/price-route.js';
import { RunQueue } from '../../src/api/run-queue.js';
import { SchemeShelf } from '../../src/api/shipped-names.js';
import type { ScenarioWeights } from '../../src/run/kept-preparation.js';
import { temporaryFolder } from '../temporary-folder.js';
import { workInline } from './test-app.js';

const folder = temporaryFolder();
const PLAIN = 'example-standard-8000';

/** Prices and cells over shelves of their own, with what was made for them rather than taken from the shelves. */
function pricingApp() {
  const app = bareApp({
    log: 'none',
    answers: 'checked',
    bodyLimit: 2 ** 20,
    dataFolder: folder,
    requestId: () => '1',
  });
  const schemes = new SchemeShelf();
  const made: string[] = [];
  const { openScheme, weights } = schemes.prepared;
  const counted = Object.assign(Object.create(schemes) as SchemeShelf, {
    prepared: {
      openScheme: (id: string) => {
        made.push(`asked ${id}`);
        return openScheme(id);
      },
      weights: (key: string, make: () => Promise<ScenarioWeights>) =>
        weights(key, () => {
          made.push('weights');
          return make();
        }),
    },
  });
  const policies = new PolicyShelf(folder);
  priceRoute(app, counted, policies);
  cellRoute(app, counted, policies, new RunQueue({ dataFolder: folder, work: workInline }));
  const priced = async (payload: object) => {
    const { statusCode, body } = await app.inject({ method: 'POST', url: '/v1/price', payload });
    return `${statusCode} ${body}`;
  };
  return { app, made, priced };
}

const stay = (case_id: string, total_cost: number, more: object = {}): Record<string, unknown> => ({
  ...{ case_id, dx: ['J18.900'], sex: 1, age_years: 60, los_days: 8, discharge_date: '2026-03-01' },
  ...{ hospital_id: 'H1', hospital_level: '三级', insurance: 'employee', total_cost, pooled_fund: '5000.00' },
  ...more,
});
const title = { zh: '费率', en: 'the rate' };
const reform = (id: string, scale: number) => ({
  id,
  title,
  patches: [{ path: 'rate.value.employee', scale, from_date: '2026-07-01' }],
});
const cases = [stay('A', 7000), stay('B', 60_000, { discharge_date: '2026-08-01' }), stay('C', 5000, { dx: 'XXX' })];
const demo = { policy: 'demo-region', weights: [{ group: 'ES35', weight: '0.8123' }], cases };

describe('what is kept between requests for prices', () => {
  test('13 questions asked twice in turn, of other policies, reforms, weights, registers and cases, have the bytes of a server that was asked nothing before', async () => {
    const questions = [
      { policy: PLAIN, cases },
      demo,
      { ...demo, reforms: [reform('r', 0.9)] },
      { ...demo, reforms: [reform('r', 0.8)] },
      {
        ...demo,
        reforms: [reform('r', 0.9), { id: 's', title, patches: [{ path: 'rate.value.resident', scale: 0.5 }] }],
      },
      { ...demo, weights: [{ group: 'ES35', weight: '0.9' }] },
      { ...demo, weights: [{ group: 'ES35', weight: 0.8123, 'standard:level=3': '9000.00' }] },
      { ...demo, hospitals: [{ hospital_id: 'H1', level: '二级' }] },
      { ...demo, cases: [stay('B', 7000, { dx: 'I21.900' }), stay('A', 1)] },
      // The same weights, counted in points and under another scheme.
      { ...demo, policy: 'example-points-base' },
      { ...demo, weights: [{ group: 'ES35', weight: -1 }] },
      { ...demo, reforms: [{ id: 'r', title, patches: [{ path: 'rate.valeu', scale: 0.9 }] }] },
      { ...demo, cases: [stay('A', 7000, { discharge_date: '2025-12-31' })] },
    ];
    const kept = pricingApp();
    const first: string[] = [];
    for (const question of questions) first.push(await kept.priced(question));
    const second: string[] = [];
    for (const question of [...questions].reverse()) second.unshift(await kept.priced(question));
    expect(second).toEqual(first);
    for (const [index, question] of questions.entries()) {
      expect(await pricingApp().priced(question)).toBe(first[index]);
    }
    expect(first.map((answer) => answer.slice(0, 3))).toEqual([...Array(10).fill('200'), '400', '400', '400']);
    expect(new Set(first).size).toBe(questions.length);
  });

  test('weights are read for the first of three requests, and for a cell that asks with them not again', async () => {
    const { app, made, priced } = pricingApp();
    await priced(demo);
    expect(made).toEqual(['asked chs-drg-2.0', 'weights']);
    await priced({ ...demo, cases: [stay('Z', 9000, { hospital_id: 'H7' })], reforms: [reform('r', 0.9)] });
    const names = ['dx', 'sex', 'age_years', 'hospital_id', 'hospital_level', 'insurance', 'discharge_date'] as const;
    const given = names.map((name) => [name, String(cases[0]![name])] as [string, string]);
    const amounts = { total_cost: '7000', pooled_fund: '5000', weights: 'ES35:0.8123', policy: 'demo-region' };
    const query = new URLSearchParams([...given, ...Object.entries(amounts)]);
    const { statusCode, body } = await app.inject(`/v1/cell/weight?${query}`);
    expect([statusCode, body]).toEqual([200, '0.8123']);
    expect(made).toEqual(['asked chs-drg-2.0', 'weights', 'asked chs-drg-2.0', 'asked chs-drg-2.0']);
    await priced({ ...demo, weights: [{ group: 'ES35', weight: '0.8124' }] });
    expect(made.filter((one) => one === 'weights')).toHaveLength(2);
  });

  test('a policy of the data folder is seen at once when it has other content, though as long and with the same time as before', async () => {
    const { app, priced } = pricingApp();
    const path = join(folder, 'own.yaml');
    const text = readFileSync(`weights/${PLAIN}/policy.yaml`, 'utf8');
    writeFileSync(path, text);
    const then = new Date('2026-11-01T08:00:00Z');
    utimesSync(path, then, then);
    const { size } = statSync(path);
    const asked = { policy: 'own.yaml', cases: [stay('A', 7000)] };
    const query =
      'policy=own.yaml&dx=J18.900&sex=1&age_years=60&discharge_date=2026-03-01&hospital_id=H1&hospital_level=三级' +
      '&insurance=employee&total_cost=7000&pooled_fund=5000';
    const both = async () => [
      JSON.parse((await priced(asked)).slice(4)).results[0].standard,
      (await app.inject(`/v1/cell/standard?${encodeURI(query)}`)).body,
    ];
    expect(await both()).toEqual(['8000.00', '8000.00']);
    writeFileSync(path, text.replace('value: 8000.00', 'value: 8100.00'));
    utimesSync(path, then, then);
    expect([statSync(path).size, statSync(path).mtimeMs]).toEqual([size, then.getTime()]);
    expect(await both()).toEqual(['8100.00', '8100.00']);
    writeFileSync(path, text.replace('year: 2026', 'year: no'));
    expect(await priced(asked)).toMatch(/^400 .*policy_invalid/);
    writeFileSync(path, text);
    expect(await both()).toEqual(['8000.00', '8000.00']);
  });
});

describe('policies with reforms', () => {
  test('one of equal reforms is made once, however its keys are ordered; the 65th puts out the one asked for longest ago', () => {
    const shelf = new PolicyShelf(folder);
    const first = shelf.open('demo-region', [reform('r', 0.9)]);
    const { id, patches } = reform('r', 0.9);
    expect(shelf.open('demo-region', [{ patches, title, id }])).toBe(first);
    expect(shelf.open('demo-region', [reform('r', 0.8)])).not.toBe(first);
    expect(shelf.open('demo-region')).toBe(shelf.open('demo-region', []));
    // With these two and the policy itself 63; asked for again, the first is the last to go.
    for (let at = 0; at < 60; at++) shelf.open(PLAIN, [{ id: `n${at}`, title, patches: [] }]);
    expect(shelf.open('demo-region', [reform('r', 0.9)])).toBe(first);
    const plain = shelf.open('demo-region');
    for (let at = 60; at < 122; at++) shelf.open(PLAIN, [{ id: `n${at}`, title, patches: [] }]);
    expect(shelf.open('demo-region', [reform('r', 0.9)])).toBe(first);
    expect(shelf.open('demo-region')).toBe(plain);
    for (let at = 0; at < 64; at++) shelf.open(PLAIN, [{ id: `m${at}`, title, patches: [] }]);
    expect(shelf.open('demo-region', [reform('r', 0.9)])).not.toBe(first);
  });

  test('reforms of more than 65,536 characters are not kept', () => {
    const shelf = new PolicyShelf(folder);
    const long = { id: 'long', title: { zh: '长', en: 'x'.repeat(65_536) }, patches: [] };
    expect(shelf.open(PLAIN, [long])).not.toBe(shelf.open(PLAIN, [long]));
    const short = { ...long, title: { zh: '短', en: 'x'.repeat(64_000) } };
    expect(shelf.open(PLAIN, [short])).toBe(shelf.open(PLAIN, [short]));
  });
});

describe('weights of the last requests', () => {
  const make = async (): Promise<ScenarioWeights> => ({ table: {} as never, findings: [] });

  test('16 tables are kept; the one asked for longest ago makes way for the next', async () => {
    const { weights } = new KeptWeights();
    const first = await weights('0', make);
    const second = await weights('1', make);
    for (let at = 2; at < 16; at++) await weights(String(at), make);
    expect(await weights('0', make)).toBe(first);
    await weights('16', make);
    expect(await weights('0', make)).toBe(first);
    expect(await weights('1', make)).not.toBe(second);
  });

  test('a table of more than 1,048,576 characters is not kept, one of as many is', async () => {
    const { weights } = new KeptWeights();
    const [most, more] = ['x'.repeat(2 ** 20), 'x'.repeat(2 ** 20 + 1)];
    expect(await weights(most, make)).toBe(await weights(most, make));
    expect(await weights(more, make)).not.toBe(await weights(more, make));
  });

  test('weights that are refused are read again', async () => {
    const { weights } = new KeptWeights();
    const refused = () => Promise.reject(new Error('refused'));
    await expect(weights('a', refused)).rejects.toThrow('refused');
    expect(await weights('a', make)).toEqual({ table: {}, findings: [] });
  });
});
