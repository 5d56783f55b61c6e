import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runPrice } from '../../src/run/price-run.js';
import { runContext, type TestServer, testServer } from './test-app.js';

type Result = Readonly<Record<string, string | number | null>>;
interface PriceAnswer {
  readonly results: readonly Result[];
  readonly rejected: readonly { readonly row: number; readonly code: string }[];
  readonly reading: { readonly notices: readonly { readonly code: string }[] };
  readonly policy: { readonly id: string; readonly hash: string };
  readonly caveat: { readonly zh: string; readonly en: string };
  readonly weights_hash: string;
  readonly input_hash: string;
}

const PLAIN = 'example-standard-8000';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

async function price(body: object): Promise<{ status: number; body: PriceAnswer }> {
  const response = await server.app.inject({ method: 'POST', url: '/v1/price', payload: body });
  return { status: response.statusCode, body: response.json() };
}

const stay = (case_id: string, total_cost: number | string, more: object = {}): Record<string, unknown> => ({
  case_id,
  dx: 'J18.900',
  sex: 1,
  age_years: 60,
  los_days: 8,
  hospital_id: 'H1',
  hospital_level: '三级',
  insurance: 'employee',
  discharge_date: '2026-03-01',
  total_cost,
  pooled_fund: '5000.00',
  ...more,
});

describe('POST /v1/price', () => {
  test('a fund above the cost, a patient above the pay and an unknown hospital are told in words of the request', async () => {
    const { body } = await price({
      policy: PLAIN,
      cases: [
        stay('A', 7000, { pooled_fund: 9000 }),
        stay('B', 20_000, { pooled_fund: '11999.99' }),
        stay('C', 7000, { hospital_level: '' }),
      ],
    });
    expect(body.results[0]).toMatchObject({ fund: '10000.00', patient: '-2000.00' });
    expect(body.reading.notices.map(({ code }) => code)).toEqual([
      'unknown_hospital',
      'fund_floored',
      'negative_patient_part',
    ]);
    expect(JSON.stringify(body)).not.toContain('--');
  });

  test('a column that no case has is asked for in the cases, not by an option of the command line', async () => {
    const { hospital_id: _, ...rest } = stay('A', 7000);
    const response = await server.app.inject({
      method: 'POST',
      url: '/v1/price',
      payload: { policy: PLAIN, cases: [rest] },
    });
    const told = response.json<{ zh: string; en: string; remedy: { zh: string; en: string } }>();
    expect(response.statusCode).toBe(400);
    expect(told.zh).toMatch(/hospital_id.*请在病例中加入该列。$/);
    expect(told.remedy.en).toBe('Add it to the cases.');
    expect(response.body).not.toContain('--');
  });

  test('standard 8,000: a cost of 7,000 keeps 1,000.00 and one of 9,000 bears 1,000.00', async () => {
    const { status, body } = await price({ policy: PLAIN, cases: [stay('A', 7000), stay('B', '9000.00')] });
    expect(status).toBe(200);
    expect(body.results[0]).toMatchObject({
      case_id: 'A',
      method: 'standard',
      weight: null,
      standard: '8000.00',
      standard_fen: 800_000,
      pay: '8000.00',
      patient: '2000.00',
      fund: '6000.00',
      fund_fen: 600_000,
      recorded_fund: '5000.00',
      charge_margin: '1000.00',
      charge_margin_fen: 100_000,
    });
    expect(body.results[1]).toMatchObject({
      patient: '4000.00',
      charge_margin: '-1000.00',
      charge_margin_fen: -100_000,
    });
    expect(body.caveat).toEqual({ zh: '测算结果，不作为清算依据', en: 'An estimate, not a settlement' });
    expect(body.policy.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(body.input_hash).toMatch(/^[0-9a-f]{64}$/);
  });

  test('the same cases, weights, register and reform give what the command line writes, cell by cell', async () => {
    const weights = [
      { group: 'ES35', weight: '0.8123' },
      { group: 'ES31', weight: 1.5 },
    ];
    const hospitals = [
      { hospital_id: 'H1', name: '一院', level: '三级' },
      { hospital_id: 'H2', level_class: 2 },
    ];
    const reform = {
      id: 'rate-up',
      title: { zh: '提高费率', en: 'a higher rate' },
      patches: [{ path: 'rate.value.employee', value: 10_000, from_date: '2026-07-01' }],
    };
    const cases = [
      stay('A', 7000),
      stay('B', 60_000, { discharge_date: '2026-08-01' }),
      stay('C', 900, { hospital_id: 'H2', insurance: 'resident', pooled_fund: 400 }),
      stay('D', 5000, { hospital_id: 'H9', hospital_level: '' }),
      stay('E', 5000, { insurance: 'other' }),
      stay('F', 5000, { dx: ['J18.900', 'J96.000'] }),
      stay('G', 5000, { dx: 'XXX' }),
      stay('H', '', {}),
      stay('I', 5000, { payment_kind: 'day' }),
      stay('J', 5000, { dx: 'I21.900' }),
    ];
    const { status, body } = await price({ policy: 'demo-region', weights, hospitals, reforms: [reform], cases });
    expect(status).toBe(200);

    const file = (name: string, rows: readonly Record<string, unknown>[]): string => {
      const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
      const lines = rows.map((row) => names.map((key) => [row[key] ?? ''].flat().join('|')).join(','));
      const path = join(server.folder, name);
      writeFileSync(path, `${[names.join(','), ...lines].join('\n')}\n`);
      return path;
    };
    const out = join(server.folder, 'prices.csv');
    await runPrice(
      {
        files: [file('price-cases.csv', cases)],
        policy: 'demo-region',
        weights: file('price-weights.csv', weights),
        register: file('price-register.csv', hospitals),
        reforms: [reform],
        out,
      },
      runContext(),
    );
    const [heading = '', ...lines] = readFileSync(out, 'utf8').trim().split('\n');
    const columns = heading.split(',');
    expect(lines.map((line) => line.split(','))).toEqual(
      body.results.map((result) => columns.map((column) => String(result[column] ?? ''))),
    );
    const methods = new Set(body.results.map((result) => result.method));
    expect(methods).toEqual(
      new Set([
        'standard',
        'outlier',
        'by_item_unknown_hospital',
        'by_item_no_pool',
        'by_item_ungrouped',
        'unpriced_missing_amount',
        'by_item_kind',
        'by_item_unweighted',
      ]),
    );
  });

  test('published standards and weights by key are taken as a weight file takes them: 9,000.00 for level 3, 0.9 at H2, and the file gives the same', async () => {
    const weights = [
      { group: 'ES35', weight: '0.8', 'standard:level=3': 9000, 'standard:level=2': '' },
      { group: 'ES31', weight: 1.5, 'weight:hospital=H2': '0.9', class: 'basic' },
      { group: 'ES33', 'standard:level=3': '7000.00' },
    ];
    const hospitals = [
      { hospital_id: 'H1', level: '三级' },
      { hospital_id: 'H2', level: '二级' },
    ];
    const title = { zh: '按支付标准', en: 'published standards' };
    const reform = {
      ...{ id: 'standards', title },
      patches: [
        { path: 'weights.use', value: 'standard' },
        { path: 'weights.without_standard', value: 'units' },
      ],
    };
    const cases = ['H1', 'H2'].flatMap((hospital_id) => [
      stay(`A-${hospital_id}`, 9500, { hospital_id }),
      stay(`B-${hospital_id}`, 9500, { hospital_id, dx: ['J18.900', 'J96.000'] }),
    ]);
    const { status, body } = await price({ policy: 'demo-region', weights, hospitals, reforms: [reform], cases });
    expect(body).toMatchObject({ results: expect.anything() });
    expect(status).toBe(200);
    expect(body.results.map(({ case_id, group, weight, standard }) => [case_id, group, weight, standard])).toEqual([
      ['A-H1', 'ES35', '0.8000', '9000.00'],
      ['B-H1', 'ES31', '1.5000', '14670.00'],
      ['A-H2', 'ES35', '0.8000', '6728.64'],
      ['B-H2', 'ES31', '0.9000', '7569.72'],
    ]);
    const headings = [...new Set(weights.flatMap((row) => Object.keys(row)))];
    const rows = weights.map((row: Record<string, string | number>) => headings.map((name) => row[name] ?? '').join());
    const path = join(server.folder, 'standards.csv');
    writeFileSync(path, `# scheme: chs-drg-2.0\n${[headings.join(), ...rows].join('\n')}\n`);
    const names = Object.keys(cases[0]!);
    const lines = cases.map((row) => names.map((name) => [row[name]].flat().join('|')).join());
    const files = [join(server.folder, 'standard-cases.csv')];
    writeFileSync(files[0]!, `${[names.join(), ...lines].join('\n')}\n`);
    const register = join(server.folder, 'standard-register.csv');
    writeFileSync(register, 'hospital_id,level\nH1,三级\nH2,二级\n');
    const out = join(server.folder, 'standard-prices.csv');
    await runPrice({ files, policy: 'demo-region', weights: path, register, reforms: [reform], out }, runContext());
    const [heading = '', ...priced] = readFileSync(out, 'utf8').trim().split('\n');
    expect(priced.map((line) => line.split(','))).toEqual(
      body.results.map((result) => heading.split(',').map((column) => String(result[column] ?? ''))),
    );
  });

  test('a name that no weight file has is refused with its place, a weight that is no number with what it should be', async () => {
    const given = (row: object) =>
      server.app.inject({
        ...{ method: 'POST', url: '/v1/price' },
        payload: { policy: 'demo-region', weights: [{ group: 'ES35', ...row }], cases: [stay('A', 7000)] },
      });
    for (const name of ['wieght', 'standard:levl=3', 'weight:', '__proto__x', 'Weight ']) {
      const response = await given({ weight: 1, [name]: '1' });
      expect([name, response.statusCode]).toEqual([name, 400]);
      expect(response.json().en).toContain(`/weights/0/${name} is not known`);
      expect(response.json().zh).toContain(`/weights/0/${name} 没有此项`);
    }
    const wrong = await given({ weight: 1, 'standard:level=3': 'much' });
    expect([wrong.statusCode, wrong.json().en]).toEqual([400, expect.stringContaining('much')]);
  });

  test('a group of the weights that the scheme has not, and a weight of 0, are told, 20 at most; groups that the request leaves out are not', async () => {
    const one = { policy: 'demo-region', cases: [stay('A', 7000)] };
    const told = async (weights: object[]) =>
      (await price({ ...one, weights })).body.reading.notices.filter(({ code }) => code.startsWith('weight_'));
    expect(await told([{ group: 'ES35', weight: '0.8' }])).toEqual([]);
    const [unknown, zero, ...more] = await told([
      { group: 'ZZ99', weight: '1' },
      { group: 'ES31', weight: 0 },
      { group: 'ES35', weight: '0.8' },
    ]);
    expect(unknown).toEqual({
      code: 'weight_group_unknown',
      zh: '病组 ZZ99 不在分组方案 chs-drg-2.0 中，该行未使用。请核对编码。',
      en: 'group ZZ99 is not in the scheme chs-drg-2.0; the row is left aside. Check the code.',
    });
    expect([zero!.code, more]).toEqual(['weight_zero', []]);
    const many = Array.from({ length: 21 }, (_, at) => ({ group: `none${at}`, weight: 1 }));
    expect(await told(many.slice(0, 19))).toHaveLength(19);
    expect(await told(many)).toHaveLength(20);
  });

  test('weights of a request count in what its policy counts in: 81.23 points at 120 yuan are 9,747.60', async () => {
    const weights = [{ group: 'ES35', weight: '81.23' }];
    const { status, body } = await price({ policy: 'example-points-base', weights, cases: [stay('A', 7000)] });
    expect([status, body.results?.[0]]).toEqual([
      200,
      expect.objectContaining({ weight: '81.2300', standard: '9747.60' }),
    ]);
  });

  test('every amount stands twice: yuan with two decimals, and the same as whole fen', async () => {
    const { body } = await price({ policy: PLAIN, cases: [stay('A', 7000.005), stay('B', '0.01'), stay('C', '')] });
    for (const result of body.results) {
      for (const [name, value] of Object.entries(result)) {
        if (!name.endsWith('_fen')) continue;
        const yuan = result[name.slice(0, -4)];
        if (value === null) expect(yuan, name).toBeNull();
        else {
          expect(Number.isSafeInteger(value), name).toBe(true);
          expect(String(yuan), name).toMatch(/^-?\d+\.\d\d$/);
          expect(Number(String(yuan).replace('.', '')), name).toBe(value);
        }
      }
    }
    expect(body.results[0]!.total_cost).toBe('7000.01');
    expect(body.results[2]).toMatchObject({
      method: 'unpriced_missing_amount',
      total_cost: null,
      charge_margin_fen: null,
    });
  });

  test('a row that cannot be read answers rejected in its place, with no amounts', async () => {
    const { body } = await price({ policy: PLAIN, cases: [stay('A', 7000), stay('B', -1), stay('C', 9000)] });
    expect(body.results.map((one) => one.status)).toEqual(['grouped', 'rejected', 'grouped']);
    expect(body.results[1]).toMatchObject({
      case_id: 'B',
      reason: 'cell_negative_amount',
      method: null,
      pay: null,
      pay_fen: null,
    });
    expect(body.rejected).toMatchObject([{ row: 2, code: 'cell_negative_amount' }]);
  });

  test('a policy by weights without weights is refused with what to send', async () => {
    const { status, body } = await price({ policy: 'demo-region', cases: [stay('A', 7000)] });
    expect([status, body]).toMatchObject([400, { code: 'weights_needed', path: '/weights' }]);
  });

  test.each([
    ['an unknown policy', { policy: 'no-such' }, 404, 'policy_not_shipped'],
    ['a path as policy', { policy: './weights/demo-region/policy.yaml' }, 404, 'policy_not_shipped'],
    [
      'a weight below zero',
      { policy: 'demo-region', weights: [{ group: 'ES35', weight: -1 }] },
      400,
      'weights_refused',
    ],
    [
      'a weight with too many decimals',
      { policy: 'demo-region', weights: [{ group: 'ES35', weight: '0.123456' }] },
      400,
      'weights_refused',
    ],
    ['a hospital without a level', { hospitals: [{ hospital_id: 'H1', level: '' }] }, 400, 'register_level_unknown'],
    [
      'a hospital twice',
      {
        hospitals: [
          { hospital_id: 'H1', level: 3 },
          { hospital_id: 'H1', level: 2 },
        ],
      },
      400,
      'register_hospital_twice',
    ],
    [
      'a case of another year',
      { cases: [stay('A', 7000, { discharge_date: '2025-12-31' })] },
      400,
      'cases_outside_policy_year',
    ],
    ['a case without a hospital', { cases: [{ case_id: 'A', dx: 'J18.900' }] }, 400, 'column_missing'],
    [
      'a reform of nothing',
      { reforms: [{ id: 'a', title: { zh: '甲', en: 'a' }, patches: [{ path: 'rate.valeu', scale: 0.9 }] }] },
      400,
      'reform_invalid',
    ],
    [
      'a reform that names a folder as scheme',
      { reforms: [{ id: 'a', title: { zh: '甲', en: 'a' }, patches: [{ path: 'scheme', value: '/tmp' }] }] },
      404,
      'scheme_not_shipped',
    ],
  ])('%s is refused', async (_, more, status, code) => {
    const answer = await price({ policy: PLAIN, cases: [stay('A', 7000)], ...more });
    expect([answer.status, answer.body]).toMatchObject([status, { code }]);
  });
});
