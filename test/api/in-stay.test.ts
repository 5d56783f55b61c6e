import { rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { formOf } from './form.js';
import { type TestServer, testServer } from './test-app.js';

let server: TestServer;
beforeAll(async () => {
  // What runs compute is tested elsewhere; here it counts which cases they have.
  server = await testServer({ queue: { work: async () => ({ manifest: { files: {} } as never, tables: [] }) } });
});
afterAll(() => server.close());

const WEIGHTS = [
  { group: 'ES31', weight: '1.18' },
  { group: 'ES33', weight: 0.74 },
  { group: 'ES35', weight: '0.52' },
];
const patient = (case_id: string, dx: readonly string[], total_cost: string, more: object = {}): object => ({
  ...{ case_id, dx, total_cost, hospital_id: 'H1', hospital_level: '二级', insurance: 'employee' },
  ...{ sex: 1, age_years: 60, los_days: 5, admit_date: '2026-11-20' },
  ...more,
});
const ask = async (body: object) => {
  const response = await server.app.inject({ method: 'POST', url: '/v1/in-stay', payload: body });
  return { status: response.statusCode, body: response.json() };
};

describe('POST /v1/in-stay', () => {
  test('a patient in ES33 (standard 9,250.00) at 7,400.00: yellow exactly at 80 %, ES31 +5,500.00 with an MCC', async () => {
    const cases = [patient('A', ['J18.900', 'C79.806'], '7400.00'), patient('B', ['J18.900', 'C79.806'], '7399.99')];
    const { status, body } = await ask({ policy: 'example-national-base', weights: WEIGHTS, cases });
    expect(status).toBe(200);
    const [first, second] = body.table.rows;
    expect(first).toMatchObject({
      ...{ case_id: 'A', group: 'ES33', alert: 'yellow', standard_fen: 925_000, room_fen: 185_000 },
      ...{ higher_group: 'ES31', higher_standard_fen: 1_475_000, lower_group: 'ES35', low_edge_fen: 277_500 },
    });
    expect(first.higher_needs_en).toContain('MCC');
    expect(second.alert).toBe('');
  });

  test('bad input is told: a policy with a rate from the budget, no weights, a day that is none', async () => {
    const cases = [patient('A', ['J18.900'], '1.00')];
    const budget = await ask({ policy: 'example-dip-base', weights: WEIGHTS, cases });
    expect([budget.status, budget.body.code]).toEqual([400, 'in_stay_rate_from_budget']);
    const bare = await ask({ policy: 'example-national-base', cases });
    expect(bare.body.code).toBe('weights_needed');
    expect((await ask({ policy: 'example-national-base', weights: WEIGHTS, cases, day: '30.11.2026' })).status).toBe(
      400,
    );
  });
});

describe('discharged cases of the same group', () => {
  const HEADINGS = 'case_id,sex,age_years,los_days,dx,px\n';
  // Of ES33: 10, 11 and 12 days; one of another group, and one that cannot be read.
  const PAST = `${HEADINGS}P1,2,71,10,J18.900|C79.806,\nP2,2,71,11,J18.900|C79.806,\nP3,2,71,12,J18.900|C79.806,\nP4,2,71,30,J18.900,\nP5,2,71,x,J18.900,\n`;
  const ward2 = () => patient('WARD-2', ['J18.900', 'C79.806'], '7400.00', { los_days: 9 });
  const asked = (more: object) =>
    ask({
      policy: 'example-national-base',
      weights: WEIGHTS,
      cases: [ward2(), patient('B', ['I20.000'], '1.00')],
      ...more,
    });

  test('7,400.00 in 9 days, 11 days expected of 3 cases in an upload: 9,044.44; none of its group: null', async () => {
    const brought = await server.app.inject({ method: 'POST', url: '/v1/uploads', ...formOf([['past.csv', PAST]]) });
    const [{ name }] = brought.json().files;
    const { status, body } = await asked({ past: [name] });
    expect([status, body.past]).toEqual([200, { cases: 4, rejected: 1 }]);
    expect(body.table.rows[0]).toMatchObject({ expected_days: 11, past_cases: 3, expected_cost_fen: 904_444 });
    expect(body.table.rows[1]).toMatchObject({ expected_days: null, past_cases: 0, expected_cost_fen: null });
    expect((await asked({})).body).not.toHaveProperty('past');
  });

  test('a file is read again when it changed: 21 days of one case then', async () => {
    const path = join(server.folder, 'changing.csv');
    writeFileSync(path, PAST);
    expect((await asked({ past: ['changing.csv'] })).body.table.rows[0].expected_days).toBe(11);
    writeFileSync(path, `${HEADINGS}P1,2,71,21,J18.900|C79.806,\n`);
    utimesSync(path, 1, 1);
    expect((await asked({ past: ['changing.csv'] })).body.table.rows[0]).toMatchObject({
      expected_days: 21,
      past_cases: 1,
    });
  });

  test('the cases of a run: 11 days; a run without files, or whose file is gone, says so', async () => {
    writeFileSync(join(server.folder, 'year.csv'), PAST);
    const files = { files: ['year.csv'], policy: 'example-national-base' };
    const run = await server.app.inject({ method: 'POST', url: '/v1/runs', payload: { kind: 'settle', ...files } });
    const { body } = await asked({ past_run: run.json().id });
    expect(body.table.rows[0]).toMatchObject({ expected_days: 11, past_cases: 3 });
    rmSync(join(server.folder, 'year.csv'));
    const gone = await asked({ past_run: run.json().id });
    expect([gone.status, gone.body.code, gone.body.path]).toEqual([400, 'data_file_not_found', '/past_run']);
    expect(gone.body.en).toContain('"year.csv"');
    const demo = await server.app.inject({ method: 'POST', url: '/v1/runs', payload: { kind: 'demo', cases: 1000 } });
    const bare = await asked({ past_run: demo.json().id });
    expect([bare.status, bare.body.code, bare.body.path]).toEqual([409, 'run_without_files', '/past_run']);
  });

  test('bad input is told with its place: both, a file outside, none there, an unknown run, a file without days', async () => {
    writeFileSync(join(server.folder, 'past.csv'), PAST);
    writeFileSync(join(server.folder, 'daysless.csv'), 'case_id,dx\nP1,J18.900\n');
    const told = async (more: object) => {
      const { status, body } = await asked(more);
      return [status, body.code, body.path];
    };
    expect(await told({ past: ['past.csv'], past_run: 'x' })).toEqual([400, 'past_twice', '/past_run']);
    expect(await told({ past: ['past.csv', '../past.csv'] })).toEqual([400, 'file_outside_data', '/past/1']);
    expect(await told({ past: ['none.csv'] })).toEqual([400, 'data_file_not_found', '/past/0']);
    expect(await told({ past_run: 'x' })).toEqual([404, 'run_not_found', '/past_run']);
    expect(await told({ past: [] })).toEqual([400, 'request_invalid', '/past']);
    const daysless = await asked({ past: ['daysless.csv'] });
    expect([daysless.status, daysless.body.code]).toEqual([400, 'required_column_missing']);
    expect(daysless.body.en).toContain('los_days');
    expect(daysless.body.en).not.toContain(server.folder);
  });
});
