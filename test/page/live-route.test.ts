import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestServer, testServer } from '../api/test-app.js';

const CASES = 1_000;
let server: TestServer;
let run = '';
const post = (url: string, payload: object) => server.app.inject({ method: 'POST', url, payload });

interface Side {
  readonly fund_fen: number;
  readonly patient_fen: number;
}
interface Answer {
  readonly method: string;
  readonly reason: { readonly code: string } | null;
  readonly hospitals: readonly { readonly hospital_id: string; readonly baseline: Side; readonly reform: Side }[];
  readonly pools: readonly {
    readonly insurance: string;
    readonly available_fen: number;
    readonly baseline_fund_fen: number;
  }[];
}

const LOWER = {
  id: 'rate-minus-3',
  title: { zh: '费率下调 3%', en: 'Rate 3 % lower' },
  patches: [
    { path: 'rate.value.employee', scale: 0.97 },
    { path: 'rate.value.resident', scale: 0.97 },
  ],
};

beforeAll(async () => {
  server = await testServer();
  run = (await post('/v1/runs', { kind: 'demo', cases: CASES, reforms: [LOWER] })).json<{ id: string }>().id;
  await server.queue.idle();
});
afterAll(() => server.close());

test('a 3 % lower rate by cells and by the full pass: fund before clearing and after equal the run’s own tables, to the fen', async () => {
  const table = (await server.app.inject({ url: `/v1/runs/${run}/tables/hospitals.json` })).json<{
    rows: readonly Readonly<Record<string, string | number>>[];
  }>();
  const before = (await post(`/v1/runs/${run}/live`, { reforms: [LOWER] })).json<Answer>();
  const cleared = (await post(`/v1/runs/${run}/live`, { reforms: [LOWER], clearing: 'year' })).json<Answer>();
  expect([before.method, cleared.method, cleared.reason?.code]).toEqual(['cells', 'pass', 'clearing']);
  const told = (answer: Answer) =>
    new Map(answer.hospitals.map((one) => [one.hospital_id, [one.baseline.fund_fen, one.reform.fund_fen]]));
  const [cells, year] = [told(before), told(cleared)];
  expect(cells.size).toBe(table.rows.length);
  for (const row of table.rows) {
    const id = String(row.hospital_id);
    expect(cells.get(id)).toEqual([row.baseline_fund_before_clearing_fen, row.reform_fund_before_clearing_fen]);
    expect(year.get(id)).toEqual([row.baseline_fund_fen, row.reform_fund_fen]);
  }
});

test('what is available less what the fund pays is the balance of the run’s fund table', async () => {
  const start = (await server.app.inject({ url: `/v1/runs/${run}/live` })).json<{
    answer: Answer;
    parameters: readonly { readonly path: string }[];
  }>();
  expect(start.parameters.map(({ path }) => path)).toContain('rate.value.employee');
  const fund = (await server.app.inject({ url: `/v1/runs/${run}/tables/fund.json` })).json<{
    rows: readonly Readonly<Record<string, string | number>>[];
  }>();
  for (const pool of start.answer.pools) {
    const row = fund.rows.find(({ insurance }) => insurance === pool.insurance)!;
    expect(pool.available_fen - pool.baseline_fund_fen).toBe(row.baseline_balance_fen);
  }
});

test('a path that does not exist is answered with 400, in both languages; a run that is gone with 404', async () => {
  const wrong = await post(`/v1/runs/${run}/live`, {
    reforms: [{ ...LOWER, patches: [{ path: 'rate.valve', value: 1 }] }],
  });
  expect(wrong.statusCode).toBe(400);
  expect(wrong.json<{ code: string; zh: string }>()).toMatchObject({ code: 'reform_invalid' });
  expect((await server.app.inject({ url: '/v1/runs/gone/live' })).statusCode).toBe(404);
});

test('a browser that has the page already keeps its rules: 304 carries the same content-security-policy as 200', async () => {
  for (const url of ['/', '/web/page.js', `/v1/runs/${run}/report.html`]) {
    const first = await server.app.inject({ url });
    const again = await server.app.inject({ url, headers: { 'if-none-match': String(first.headers.etag) } });
    expect([first.statusCode, again.statusCode]).toEqual([200, 304]);
    expect(again.headers['content-security-policy']).toBe(first.headers['content-security-policy']);
    expect(first.headers['content-security-policy']).toContain('script-src');
  }
});

test('a further run needs no file names: a reform on the demo made from a seed alone is told why not, and rejected.csv of a run that rejected nothing is 404', async () => {
  const further = await post(`/v1/runs/${run}/further`, { kind: 'simulate', reforms: [LOWER] });
  expect([further.statusCode, further.json<{ code: string }>().code]).toEqual([409, 'run_without_files']);
  const rejected = await server.app.inject({ url: `/v1/runs/${run}/rejected.csv` });
  expect([rejected.statusCode, rejected.json<{ code: string }>().code]).toEqual([404, 'nothing_rejected']);
});
