import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packageRoot } from '../../src/kernel/package-root.js';
import { type TestServer, testServer } from './test-app.js';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

/** A CSV of the examples without quoted commas as rows by column; comment lines are no rows. */
function rowsOf(...names: string[]): Record<string, string>[] {
  const text = readFileSync(join(packageRoot(), 'examples', ...names), 'utf8');
  const lines = text
    .trimEnd()
    .split('\n')
    .filter((line) => !line.startsWith('#'));
  const columns = lines[0]!.split(',');
  return lines.slice(1).map((line) => Object.fromEntries(line.split(',').map((cell, c) => [columns[c]!, cell])));
}
const YEAR = {
  policy: 'example-national-base',
  weights: rowsOf('monitor', 'weights.csv').map(({ group, weight }) => ({ group, weight })),
  cases: rowsOf('monitor', 'cases.csv'),
};
const ask = async (route: string, body: object) => {
  const response = await server.app.inject({ method: 'POST', url: `/v1/${route}`, payload: body });
  return { status: response.statusCode, body: response.json() };
};
type Row = Record<string, string | number | null>;
const rowsIn = (body: { tables: { table: string; rows: Row[] }[] }, name: string): Row[] =>
  body.tables.find(({ table }) => table === name)!.rows;
const left = (): string[] => readdirSync(server.folder).filter((name) => name.startsWith('.request-'));

describe('questions of the hospital’s side over HTTP answer as the commands do, and nothing of a request stays', () => {
  test('POST /v1/costs: 121 cases of 8 hospitals; balances of the parts add up to the margin', async () => {
    const { status, body } = await ask('costs', YEAR);
    expect(status, JSON.stringify(body).slice(0, 500)).toBe(200);
    const sum = (name: string, column: string): number =>
      rowsIn(body, name).reduce((all, row) => all + Number(row[column]), 0);
    expect(sum('cost_links', 'balance_fen')).toBe(sum('cost_diseases', 'margin_fen'));
    expect(body.notices[0].en).toContain('cost_diagnostic');
    expect(left()).toEqual([]);
  });

  test('POST /v1/monitor: indicators, checks, findings and the review list', async () => {
    const { status, body } = await ask('monitor', YEAR);
    expect(status).toBe(200);
    expect(rowsIn(body, 'monitor_hospitals')).toHaveLength(8);
    expect(rowsIn(body, 'quality_checks').filter(({ check }) => /^[ABCD]\d\d$/.test(String(check)))).toHaveLength(18);
    expect(rowsIn(body, 'supervision_findings').length).toBeGreaterThan(0);
    expect(rowsIn(body, 'review').length).toBeGreaterThan(0);
  });

  test('POST /v1/coding, /v1/forecast, /v1/consequences, /v1/reconcile', async () => {
    const coding = await ask('coding', { ...YEAR, records: rowsOf('coding', 'medical-records.csv') });
    expect(coding.status, JSON.stringify(coding.body).slice(0, 300)).toBe(200);
    expect(rowsIn(coding.body, 'coding_errors').map(({ error }) => error)).toContain('missing_px');
    const forecast = await ask('forecast', { ...YEAR, as_of: '2026-06-30', replicates: 10, seed: 7 });
    expect(forecast.status, JSON.stringify(forecast.body).slice(0, 300)).toBe(200);
    expect(rowsIn(forecast.body, 'forecast_hospitals')).toHaveLength(8);
    expect((await ask('forecast', { ...YEAR, as_of: '2026-06-30', replicates: 10, seed: 7 })).body).toEqual(
      forecast.body,
    );
    const consequences = await ask('consequences', {
      ...YEAR,
      hospitals: rowsOf('consequences', 'register.csv'),
      review: rowsOf('consequences', 'review.csv'),
      persons: rowsOf('input-tables', 'person-points.csv'),
    });
    expect(consequences.status, JSON.stringify(consequences.body).slice(0, 300)).toBe(200);
    const [m02] = rowsIn(consequences.body, 'consequence_hospitals').filter((row) => row.hospital_id === 'M02');
    expect(m02).toMatchObject({ penalty_least_fen: 2_400_000, penalty_most_fen: 6_400_000, grade: 'B' });
    const reconcile = await ask('reconcile', {
      ...YEAR,
      cases: rowsOf('reconcile', 'cases.csv'),
      bureau: rowsOf('reconcile', 'bureau.csv'),
    });
    expect(reconcile.status, JSON.stringify(reconcile.body).slice(0, 300)).toBe(200);
    expect(rowsIn(reconcile.body, 'reconcile_total')[0]).toMatchObject({ our_cases: 14, matched: 13 });
    expect(left()).toEqual([]);
  });

  test('POST /v1/export: no id of the request comes back, and the log has who and what for, never the salt', async () => {
    const salt = 'sixteen characters and more';
    const asked = { grade: 'restricted', salt, by: 'data office', purpose: 'study 12', cases: YEAR.cases };
    const { status, body } = await ask('export', asked);
    expect(status, JSON.stringify(body).slice(0, 300)).toBe(200);
    expect(body).toMatchObject({ cases: 121, left_out: 0, rejected: 0 });
    expect(body.csv).not.toMatch(/C001|P0000|SPLIT-1/);
    const log = join(server.folder, 'export-log.csv');
    expect(existsSync(log)).toBe(true);
    expect(readFileSync(log, 'utf8')).toMatch(/data office,study 12,restricted/);
    expect(readFileSync(log, 'utf8')).not.toContain(salt);
    expect((await ask('export', { ...asked, grade: 'open' })).body).toMatchObject({ cases: 16, left_out: 105 });
  });
});

describe('bad input is told with what is missing, and no place of the server', () => {
  test('a table without its columns, a feedback that matches nothing, no weights, a policy that is a path', async () => {
    const wrong = await ask('coding', { ...YEAR, records: [{ wrong: '1' }] });
    expect([wrong.status, wrong.body.code]).toEqual([400, 'input_table_wrong']);
    expect(JSON.stringify(wrong.body)).not.toContain(server.folder);
    expect(JSON.stringify(wrong.body)).not.toContain('.request-');
    const lost = await ask('reconcile', { ...YEAR, bureau: [{ case_id: 'NOBODY', fund: '1.00' }] });
    expect(lost.body.code).toBe('feedback_without_match');
    expect((await ask('costs', { ...YEAR, weights: undefined })).body.code).toBe('weights_needed');
    expect((await ask('costs', { ...YEAR, policy: '/etc/passwd' })).status).toBe(404);
    expect(
      (await ask('export', { grade: 'open', salt: 'short', by: 'x', purpose: 'y', cases: YEAR.cases })).status,
    ).toBe(400);
    expect(left()).toEqual([]);
  });
});
