import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ANY_SWITCHES } from '../../src/schemes/any-switches.js';
import { listSchemes } from '../../src/schemes/list-schemes.js';
import { openAnyScheme } from '../../src/schemes/open-any-scheme.js';
import { SCHEME, type TestServer, testServer } from './test-app.js';

interface Parameter {
  readonly path: string;
  readonly label: { readonly zh: string; readonly en: string };
  readonly value: string;
  readonly raw: unknown;
  readonly unit: { readonly zh: string };
  readonly from: string;
  readonly until: string;
  readonly source: { readonly document: string } | null;
  readonly trust: string;
  readonly range: {
    readonly types: string[];
    readonly minimum?: number;
    readonly minimum_included?: boolean;
    readonly maximum?: number;
    readonly values?: unknown[];
  } | null;
}

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

const get = async <Body>(url: string): Promise<Body> => {
  const response = await server.app.inject({ url });
  expect(response.statusCode, response.body).toBe(200);
  return response.json<Body>();
};
const parametersOf = async (query: string): Promise<Map<string, Parameter>> =>
  new Map((await get<{ parameters: Parameter[] }>(`/v1/parameters?${query}`)).parameters.map((one) => [one.path, one]));

describe('/v1/schemes', () => {
  test('lists every shipped scheme with title, hash, counts and where its rules come from', async () => {
    const { schemes } = await get<{ schemes: Record<string, unknown>[] }>('/v1/schemes');
    expect(schemes.map(({ id }) => id)).toEqual(listSchemes());
    const { hash, catalogue } = openAnyScheme(SCHEME);
    const one = schemes.find(({ id }) => id === SCHEME)!;
    expect(one).toMatchObject({ method: 'drg', hash, groups: catalogue.codes.length - 1 });
    expect(one.provenance).toMatchObject({ document: expect.any(String), trust: expect.stringMatching(/\w{4}/) });
  });

  test('one scheme tells its switches with defaults, and its groups only on request', async () => {
    const plain = await get<{ options: { name: string; values: string[]; default: string | null }[]; list?: unknown }>(
      `/v1/schemes/${SCHEME}`,
    );
    expect(plain.list).toBeUndefined();
    expect(plain.options.find(({ name }) => name === 'unrelated_procedure')).toEqual({
      name: 'unrelated_procedure',
      values: ['qy', 'medical'],
      default: 'qy',
    });
    // What is offered is what a request may set.
    for (const { name, values } of plain.options) {
      for (const value of values) expect(ANY_SWITCHES[name]).toContain(value);
    }
    const { list } = await get<{ list: { code: string; name: string }[] }>(`/v1/schemes/${SCHEME}?groups=1`);
    expect(list).toHaveLength(openAnyScheme(SCHEME).catalogue.codes.length - 1);
    expect(list.find(({ code }) => code === 'ES35')?.name).toContain('呼吸系统感染');
    expect(list.some(({ code }) => code === '0000')).toBe(false);
  });

  test('a table that is empty is told as one', async () => {
    const empty = (await parametersOf('policy=demo-region')).get('hospital_coefficient.by_hospital');
    expect(empty).toMatchObject({ raw: {}, range: { types: ['table'] } });
  });

  test('an unknown scheme answers 404 with those there are', async () => {
    const response = await server.app.inject({ url: '/v1/schemes/..' });
    const other = await server.app.inject({ url: '/v1/schemes/none' });
    expect([response.statusCode, other.statusCode]).toEqual([404, 404]);
    expect(other.json()).toMatchObject({ code: 'scheme_not_shipped', en: expect.stringContaining(SCHEME) });
  });
});

describe('/v1/policies', () => {
  test('lists every shipped policy, and says which pay without weights', async () => {
    const { policies } = await get<{ policies: { id: string; needs_weights: boolean; title: object }[] }>(
      '/v1/policies',
    );
    const needs = new Map(policies.map((one) => [one.id, one.needs_weights]));
    expect([needs.get('example-standard-8000'), needs.get('demo-region')]).toEqual([false, true]);
  });

  test('a policy is told as it holds on a day: values, hash, and the stretches of its year', async () => {
    const held = await get<{ values: { rate: object }; day: string; stretches: object[]; hash: string }>(
      '/v1/policies/demo-region?at=2026-03-01',
    );
    expect(held).toMatchObject({ day: '2026-03-01', stretches: [{ from: '2026-01-01', until: '2027-01-01' }] });
    expect(held.values.rate).toMatchObject({ kind: 'fixed', value: { employee: 9780, resident: 9420 } });
    expect(held.hash).toMatch(/^[0-9a-f]{64}$/);
  });

  test('a day outside the year, and what is no day, are told', async () => {
    const outside = await server.app.inject({ url: '/v1/policies/demo-region?at=2031-03-01' });
    const none = await server.app.inject({ url: '/v1/parameters?policy=demo-region&at=soon' });
    expect([outside.statusCode, outside.json<{ code: string }>().code]).toEqual([400, 'policy_day_outside_year']);
    expect([none.statusCode, none.json<{ code: string }>().code]).toEqual([400, 'day_invalid']);
  });
});

describe('/v1/parameters', () => {
  test('each has value, unit, names in both languages, source, trust, and the range that the schema allows', async () => {
    const parameters = await parametersOf('policy=demo-region');
    expect(parameters.size).toBeGreaterThan(50);
    for (const { label, path, trust } of parameters.values()) {
      expect(label.zh, path).not.toBe('');
      expect(label.en, path).not.toBe('');
      expect(['cited', 'press', 'unverified', 'chosen', 'computed', 'none']).toContain(trust);
    }
    expect(parameters.get('rate.value.employee')).toMatchObject({
      raw: 9780,
      value: '9,780.00',
      unit: { zh: '元/权重' },
      trust: 'computed',
      source: { document: '模拟统筹区' },
      range: { types: ['number'], minimum: 0, minimum_included: false },
    });
    expect(parameters.get('pools.employee.reserve')?.range).toEqual({
      types: ['number'],
      minimum: 0,
      minimum_included: true,
      maximum: 1,
      maximum_included: true,
    });
    expect(parameters.get('outliers.bands.low.to_included')?.range).toEqual({ types: ['yes_no'] });
    expect(parameters.get('benefit.mode')?.range?.values).toContain('recorded');
  });

  test('every value of every shipped policy lies in the range told for it', async () => {
    const { policies } = await get<{ policies: { id: string }[] }>('/v1/policies');
    let told = 0;
    let bounded = 0;
    for (const { id } of policies) {
      for (const { path, raw, range } of (await parametersOf(`policy=${id}`)).values()) {
        expect(range, `${id} ${path}`).not.toBeNull();
        told += 1;
        if (range!.values !== undefined) expect(range!.values, `${id} ${path}`).toContain(raw);
        if (range!.minimum === undefined) continue;
        bounded += 1;
        expect(raw as number, `${id} ${path}`).toBeGreaterThanOrEqual(range!.minimum);
        if (range!.minimum_included === false) expect(raw, `${id} ${path}`).not.toBe(range!.minimum);
        if (range!.maximum !== undefined) expect(raw as number, path).toBeLessThanOrEqual(range!.maximum);
      }
    }
    expect(told).toBeGreaterThan(500);
    expect(bounded).toBeGreaterThan(100);
  });

  test('a patch just outside the range told is refused by a reform, one on its edge is taken', async () => {
    const { range } = (await parametersOf('policy=demo-region')).get('pools.employee.reserve')!;
    const price = (value: number) =>
      server.app.inject({
        method: 'POST',
        url: '/v1/price',
        payload: {
          policy: 'demo-region',
          weights: [{ group: 'ES35', weight: '1' }],
          reforms: [{ id: 'r', title: { zh: '试', en: 'try' }, patches: [{ path: 'pools.employee.reserve', value }] }],
          hospitals: [{ hospital_id: 'H1', level: '三级' }],
          cases: [
            {
              case_id: 'A',
              dx: ['J18.900'],
              sex: 1,
              age_years: 66,
              discharge_date: '2026-03-01',
              hospital_id: 'H1',
              insurance: 'employee',
              total_cost: 7000,
              pooled_fund: 5000,
            },
          ],
        },
      });
    const edge = await price(range!.minimum!);
    expect(edge.statusCode, edge.body).toBe(200);
    expect((await price(range!.maximum! + 0.01)).statusCode).toBe(400);
    expect((await price(range!.minimum! - 0.01)).statusCode).toBe(400);
  });
});
