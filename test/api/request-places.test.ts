import { mkdirSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { withoutTableFiles } from '../../src/api/request-places.js';
import { table } from './table-fixture.js';
import { type TestServer, testServer } from './test-app.js';

let server: TestServer;
let run: string;
beforeAll(async () => {
  const tables = [table('hospitals', [{ name: 'hospital_id', type: 'text', values: ['H1'] }])];
  const work = async (_: unknown, out: string) => {
    mkdirSync(out, { recursive: true });
    return { manifest: { files: {} } as never, tables, statements: new Map([['H1', 'statements/H1']]) };
  };
  server = await testServer({ queue: { work } });
  writeFileSync(`${server.folder}/year.csv`, '');
  const settle = { kind: 'settle', files: ['year.csv'], policy: 'example-standard-8000' };
  run = (await server.app.inject({ method: 'POST', url: '/v1/runs', payload: settle })).json().id;
  await server.queue.idle();
});
afterAll(() => server.close());

const STAY = {
  ...{ case_id: 'A1', dx: ['J18.900'], sex: 1, age_years: 66, los_days: 6, department: 'x' },
  ...{ admit_date: '2026-02-23', discharge_date: '2026-03-01', hospital_id: 'H1', hospital_level: '三级' },
  ...{ insurance: 'employee', total_cost: 7000, pooled_fund: 5000 },
};
const YEAR = {
  policy: 'example-national-base',
  weights: [
    { group: 'ES33', weight: '0.74' },
    { group: 'ES35', weight: '0.52' },
  ],
  cases: [STAY],
};
const REFORM = { id: 'r', title: { zh: '试', en: 'try' }, patches: [{ path: 'nix', scale: 1 }] };
const { hospital_id: _, ...NOWHERE } = STAY;
const POINTS = { person_code: 'P-1', hospital_id: 'H1', department: 'x', points: -1, income_share: 0.2 };
const SWEEP = { kind: 'sweep', files: ['year.csv'], history: ['year.csv'], policy: 'example-national-base' };

describe('where in the request it is wrong', () => {
  test.each<[string, string, object | undefined, string, string, string]>([
    [
      'a register',
      '/v1/price',
      { ...YEAR, hospitals: [{ hospital_id: 'H1', level: '九级' }] },
      'register_level_unknown',
      '/hospitals',
      '九级',
    ],
    ['cases without a column', '/v1/price', { ...YEAR, cases: [NOWHERE] }, 'column_missing', '/cases', 'hospital_id'],
    [
      'cases of another year',
      '/v1/price',
      { policy: 'example-standard-8000', cases: [{ ...STAY, admit_date: '2024-02-23', discharge_date: '2024-03-01' }] },
      'cases_outside_policy_year',
      '/cases',
      '2024-03-01',
    ],
    [
      'weights',
      '/v1/price',
      { ...YEAR, weights: [{ group: 'ES33', weight: 'abc' }] },
      'weights_refused',
      '/weights',
      'abc',
    ],
    ['a reform', '/v1/price', { ...YEAR, reforms: [REFORM] }, 'reform_invalid', '/reforms', 'nix'],
    [
      'weights of a year',
      '/v1/costs',
      { ...YEAR, weights: [...YEAR.weights, { group: 'ES31', weight: 'abc' }] },
      'weights_refused',
      '/weights',
      '/weights/2: ',
    ],
    [
      'a register of a year',
      '/v1/costs',
      { ...YEAR, hospitals: [{ hospital_id: 'H1', level: '九级' }] },
      'register_level_unknown',
      '/hospitals',
      '九级',
    ],
    [
      'cases of a year',
      '/v1/costs',
      { ...YEAR, cases: [{ case_id: 'A', dx: 'J18.900' }] },
      'required_column_missing',
      '/cases',
      'hospital_id',
    ],
    [
      'records',
      '/v1/monitor',
      { ...YEAR, records: [{ case: 'A1' }] },
      'input_table_wrong',
      '/records',
      '/records/case_id: ',
    ],
    [
      'points on persons',
      '/v1/consequences',
      { ...YEAR, persons: [POINTS] },
      'input_table_wrong',
      '/persons',
      '/persons/0/points: ',
    ],
    [
      'amounts of the bureau',
      '/v1/reconcile',
      { ...YEAR, bureau: [{ case_id: 'A1', fund: 'abc' }] },
      'input_table_wrong',
      '/bureau',
      '/bureau/0/fund: ',
    ],
    [
      'a bureau without amounts',
      '/v1/reconcile',
      { ...YEAR, bureau: [{ case_id: 'A1' }] },
      'feedback_without_amount',
      '/bureau',
      'canonical columns',
    ],
    [
      'a bureau with other cases',
      '/v1/reconcile',
      { ...YEAR, bureau: [{ case_id: 'B', fund: '1.00' }] },
      'feedback_without_match',
      '/bureau',
      'one kind of id',
    ],
    [
      'records of other cases',
      '/v1/coding',
      { ...YEAR, records: [{ case_id: 'B', record_principal: 'J18.900' }] },
      'coding_records_without_match',
      '/records',
      'rows of records',
    ],
    [
      'a day of another year',
      '/v1/forecast',
      { ...YEAR, as_of: '2027-06-30' },
      'forecast_day_outside',
      '/as_of',
      '2027-06-30',
    ],
    [
      'a day that is none',
      '/v1/forecast',
      { ...YEAR, as_of: '2026-02-30' },
      'request_invalid',
      '/as_of',
      'no day of the calendar',
    ],
    [
      'a day in hospital that is none',
      '/v1/in-stay',
      { ...YEAR, day: '2026-13-01' },
      'request_invalid',
      '/day',
      'no day of the calendar',
    ],
    [
      'a switch of the other method',
      '/v1/group',
      { scheme: 'dip-3.0', options: { unrelated_procedure: 'medical' }, cases: [STAY] },
      'switch_not_taken',
      '/options',
      'excluded_first=',
    ],
    [
      'a variation',
      '/v1/runs',
      { ...SWEEP, vary: ['outliers.bands.high.from'] },
      'vary_unreadable',
      '/vary',
      'from:to:step',
    ],
    [
      'a parameter that the policy has not',
      '/v1/runs',
      { ...SWEEP, vary: ['rate.value=1,2', 'nix=1,2'] },
      'reform_invalid',
      '/vary/1',
      'no such value',
    ],
    [
      'a parameter of a further run',
      '/v1/runs/RUN/further',
      { kind: 'sweep', vary: ['nix=1:5:1'] },
      'reform_invalid',
      '/vary/0',
      'no such value',
    ],
    [
      'a goal',
      '/v1/runs',
      { ...SWEEP, vary: ['rate.value.employee=1..2'], goal: 'nix=1' },
      'goal_unmeasurable',
      '/goal',
      'fund.balance',
    ],
    [
      'a policy that is none',
      '/v1/runs',
      { ...SWEEP, policy: 'year.csv', vary: ['a=1,2'] },
      'policy_invalid',
      '/policy',
      'year',
    ],
    ['a scheme in the path', '/v1/schemes/x', undefined, 'scheme_not_shipped', '/path/id', 'chs-drg-2.0'],
    ['a policy in the path', '/v1/policies/x', undefined, 'policy_not_shipped', '/path/id', 'demo-region'],
    [
      'a policy in the query',
      '/v1/parameters?policy=x',
      undefined,
      'policy_not_shipped',
      '/query/policy',
      'demo-region',
    ],
    [
      'a day outside of the policy',
      '/v1/policies/demo-region?at=2020-01-01',
      undefined,
      'policy_day_outside_year',
      '/query/at',
      '2020-01-01',
    ],
    [
      'a scheme of a cell',
      '/v1/cell/group?scheme=x&dx=J18.900',
      undefined,
      'scheme_not_shipped',
      '/query/scheme',
      'chs-drg-2.0',
    ],
    [
      'a policy of a template',
      '/v1/template.xlsx?policy=x',
      undefined,
      'policy_not_shipped',
      '/query/policy',
      'demo-region',
    ],
    [
      'a run of a template',
      '/v1/template.xlsx?policy=demo-region&run=x',
      undefined,
      'run_not_found',
      '/query/run',
      'GET /v1/runs',
    ],
    ['a run', '/v1/runs/x', undefined, 'run_not_found', '/path/id', 'GET /v1/runs'],
    ['a table', '/v1/runs/RUN/tables/x.csv', undefined, 'table_not_found', '/path/file', 'hospitals'],
    [
      'a table of a cell',
      '/v1/cell/runs/RUN/x?row=1&column=y',
      undefined,
      'table_not_found',
      '/path/table',
      'hospitals',
    ],
    [
      'a table of a query',
      '/v1/runs/RUN/powerquery.pq?table=x',
      undefined,
      'table_not_found',
      '/query/table',
      'hospitals',
    ],
    [
      'a statement',
      '/v1/runs/RUN/statements/H1.pdf',
      undefined,
      'statement_not_found',
      '/path/file',
      'links.statements',
    ],
  ])('%s', async (_name, url, payload, code, path, words) => {
    const address = url.replace('RUN', run);
    const response = await server.app.inject(
      payload === undefined ? { url: address } : { method: 'POST', url: address, payload },
    );
    const problem = response.json<{ code: string; path: string; en: string; zh: string; remedy: { en: string } }>();
    expect([problem.code, problem.path]).toEqual([code, path]);
    expect(problem.en).toContain(words);
    for (const told of [problem.en, problem.zh]) {
      expect(told).not.toMatch(/\b(cases|weights|register|records|review|persons|bureau)\.csv\b|(^|\s)--\w/);
      expect(told.startsWith(`${path}: `) || code === 'request_invalid', told).toBe(true);
    }
  });

  test('rows of a table are counted from 0, lines of a text from its heading; other files keep their names', () => {
    expect(withoutTableFiles('records.csv:2:points: x')).toBe('/records/1/points: x');
    expect(withoutTableFiles('register.csv:1: x')).toBe('/hospitals/0: x');
    expect(withoutTableFiles('weights.csv:4: x', { weights: 3 })).toBe('/weights/0: x');
    expect(withoutTableFiles('cases.csv, mycases.csv, rejected.csv')).toBe('/cases, mycases.csv, rejected.csv');
  });
});

test('a wrong method is told with those that are taken, in Allow too; a path that nothing takes is 404; OPTIONS of another site gets nothing', async () => {
  const asked = async (method: 'GET' | 'PUT' | 'DELETE' | 'OPTIONS', url: string) => {
    const { statusCode, headers, body } = await server.app.inject({ method, url });
    return [statusCode, headers.allow, JSON.parse(body).code];
  };
  expect(await asked('GET', '/v1/group')).toEqual([405, 'POST', 'method_not_taken']);
  expect(await asked('PUT', `/v1/runs/${run}?x=1`)).toEqual([405, 'DELETE, GET, HEAD', 'method_not_taken']);
  expect(await asked('DELETE', '/v1/template.xlsx')).toEqual([405, 'GET, HEAD, POST', 'method_not_taken']);
  expect(await asked('GET', '/v1/runs/a/b/c')).toEqual([404, undefined, 'route_not_found']);
  expect(await asked('GET', '/v1/groupx')).toEqual([404, undefined, 'route_not_found']);
  expect(await asked('OPTIONS', '/v1/group')).toEqual([404, undefined, 'route_not_found']);
});

test('a packed body is told to be sent as it is', async () => {
  const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' };
  const response = await server.app.inject({ method: 'POST', url: '/v1/group', headers, payload: '\u001f\u008b' });
  expect(response.json()).toMatchObject({ status: 415, code: 'body_packed' });
  expect(response.json().en).toContain('content-encoding: gzip');
});
