import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestServer, testServer } from './test-app.js';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
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
