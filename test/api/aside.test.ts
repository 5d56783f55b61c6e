import { mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import exceljs from 'exceljs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { KeyRing } from '../../src/api/access/key-file.js';
import { API_POOL_ERRORS } from '../../src/api/api-errors.js';
import type { Aside, CarriedRequest } from '../../src/api/aside/aside.js';
import { asideInThreads } from '../../src/api/aside/aside-in-threads.js';
import { computingHere } from '../../src/api/aside/computing-app.js';
import { removeRequestFolders } from '../../src/api/hospital-side/request-files.js';
import { JobStore } from '../../src/api/job-store.js';
import { temporaryFolder } from '../temporary-folder.js';
import { bytesForm } from './form.js';
import { SCHEME, type TestServer, testServer } from './test-app.js';

const folder = temporaryFolder();
const YEAR = {
  policy: 'example-national-base',
  weights: [
    { group: 'ES31', weight: '1.18' },
    { group: 'ES33', weight: '0.74' },
    { group: 'ES35', weight: '0.52' },
  ],
};
const STAY = {
  ...{ dx: ['J18.900', 'C79.806'], sex: 1, age_years: 60, los_days: 9, department: '呼吸内科' },
  ...{ admit_date: '2026-03-01', discharge_date: '2026-03-10', hospital_id: 'H1', hospital_level: '二级' },
  ...{ insurance: 'employee', total_cost: '7400.00', pooled_fund: '4000.00' },
};
const stays = (count: number) => Array.from({ length: count }, (_, index) => ({ case_id: `A${index}`, ...STAY }));

/** A sheet of cases as people fill it. */
async function workbookOf(count: number): Promise<Buffer> {
  const book = new exceljs.Workbook();
  const sheet = book.addWorksheet('cases');
  sheet.addRow([...Object.keys(STAY).filter((name) => name !== 'dx'), 'case_id', 'dx']);
  for (const { dx, case_id, ...one } of stays(count))
    sheet.addRow([...Object.values(one).map(String), case_id, dx.join('|')]);
  return Buffer.from(await book.xlsx.writeBuffer());
}

let server: TestServer;
let inline: TestServer;
const carried: CarriedRequest[] = [];
beforeAll(async () => {
  const answer = computingHere({ dataFolder: folder, log: 'none', answers: 'checked' });
  const aside: Aside = {
    answer: (request) => {
      carried.push(request);
      return answer(request);
    },
    close: async () => {},
  };
  const work = async () => ({ manifest: { files: {} } as never, tables: [] });
  server = await testServer({ queue: { dataFolder: folder, work, store: new JobStore(folder) }, app: { aside } });
  inline = await testServer();
});
afterAll(() => Promise.all([server.close(), inline.close()]));

const post = (to: TestServer, url: string, payload: unknown, headers: object = {}) =>
  to.app.inject({
    method: 'POST',
    url,
    payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
    headers: { 'content-type': 'application/json', ...headers },
  });
/** How many requests were carried while it was answered. */
async function asked(url: string, payload: unknown, headers: object = {}) {
  const before = carried.length;
  const response = await post(server, url, payload, headers);
  return { response, aside: carried.length - before };
}

describe('long requests are answered aside', () => {
  test('2,000 cases priced and 400 monitored aside, one of each inline, and a forecast of one, have the bytes of a server that has no aside', async () => {
    for (const [url, count, aside] of [
      ['/v1/price', 2_000, 1],
      ['/v1/price', 1, 0],
      ['/v1/monitor', 400, 1],
      ['/v1/monitor', 1, 0],
      ['/v1/forecast', 1, 1],
    ] as const) {
      const body = { ...YEAR, cases: stays(count) };
      const got = await asked(url, body);
      expect([got.response.statusCode, got.aside]).toEqual([200, aside]);
      const own = await post(inline, url, body);
      expect(got.response.body).toBe(own.body);
      expect(got.response.headers['content-type']).toBe(own.headers['content-type']);
    }
  });

  test('40,000 cases are grouped aside', async () => {
    const { response, aside } = await asked('/v1/group', {
      scheme: SCHEME,
      cases: stays(40_000).map(({ case_id, dx, sex, age_years }) => ({ case_id, dx, sex, age_years })),
    });
    expect([response.statusCode, aside, response.json().results.length]).toEqual([200, 1, 40_000]);
  });

  test('what is wrong with a large body is told as of a small one: place, language, no case in it; the id of the request stays', async () => {
    const cases = [...stays(2_000), { ...STAY, case_id: 'PATIENT-4711', sex: {} }];
    const headers = { 'accept-language': 'zh', 'x-request-id': 'billing-00042' };
    const { response, aside } = await asked('/v1/price', { ...YEAR, cases }, headers);
    const own = await post(inline, '/v1/price', { ...YEAR, cases }, headers);
    expect([response.statusCode, aside]).toEqual([400, 1]);
    expect(response.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(response.headers['x-request-id']).toBe('billing-00042');
    expect(response.json()).toEqual(own.json());
    expect(response.json()).toMatchObject({ code: 'request_invalid', path: '/cases/2000/sex' });
    expect(response.body).not.toContain('4711');
    const broken = await asked('/v1/price', `{"policy": "${'x'.repeat(600_000)}`);
    expect([broken.aside, broken.response.json().code]).toEqual([1, 'body_not_json']);
    const poisoned = await asked('/v1/price', `{"__proto__": 1, "policy": "${'x'.repeat(600_000)}"}`);
    expect([poisoned.aside, poisoned.response.json().code]).toEqual([1, 'body_not_json']);
  });

  test('patients with past cases are answered aside however few they are, and a run of the server is found there', async () => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'past.csv'), 'case_id,sex,age_years,los_days,dx\nP1,1,60,11,J18.900|C79.806\n');
    const one = { ...YEAR, cases: stays(1) };
    expect((await asked('/v1/in-stay', one)).aside).toBe(0);
    const named = await asked('/v1/in-stay', { ...one, past: ['past.csv'] });
    expect([named.aside, named.response.json().table.rows[0].expected_days]).toEqual([1, 11]);
    const settle = { kind: 'settle', files: ['past.csv'], policy: YEAR.policy };
    const { id } = (await post(server, '/v1/runs', settle)).json();
    const ofRun = await asked('/v1/in-stay', { ...one, past_run: id });
    expect([ofRun.aside, ofRun.response.json().table.rows[0].expected_days]).toEqual([1, 11]);
    const unknown = await asked('/v1/in-stay', { ...one, past_run: 'x' });
    expect(unknown.response.json()).toMatchObject({ status: 404, code: 'run_not_found', path: '/past_run' });
  });

  test('a workbook of 2,000 cases is filled aside, one of a case here: the same bytes, name and counts, and nothing left of it', async () => {
    for (const [count, aside] of [
      [2_000, 1],
      [1, 0],
    ] as const) {
      const form = bytesForm([['我的病例.xlsx', await workbookOf(count)]]);
      const sent = { method: 'POST', url: '/v1/template.xlsx?policy=example-standard-8000&lang=en', ...form } as const;
      const before = carried.length;
      const got = await server.app.inject(sent);
      expect([got.statusCode, carried.length - before]).toEqual([200, aside]);
      const own = await inline.app.inject(sent);
      expect(got.rawPayload.equals(own.rawPayload)).toBe(true);
      for (const name of ['content-type', 'content-disposition', 'x-drgdip-cases', 'x-drgdip-grouped'])
        expect([name, got.headers[name]]).toEqual([name, own.headers[name]]);
      expect(got.headers['x-drgdip-cases']).toBe(String(count));
      const nameless = await server.app.inject({ ...sent, url: '/v1/template.xlsx', headers: form.headers });
      expect(nameless.json()).toMatchObject({ status: 400, code: 'workbook_policy_missing', path: '/query/policy' });
      expect(nameless.headers['content-disposition']).toBeUndefined();
    }
    expect(readdirSync(join(folder, 'uploads'))).toEqual([]);
  });

  test('a body without a key, above the limit of bytes, or of another type is refused before it is carried', async () => {
    const body = { ...YEAR, cases: stays(2_000) };
    const seen: CarriedRequest[] = [];
    const aside: Aside = { answer: async (request) => Promise.reject(seen.push(request)), close: async () => {} };
    const guarded = await testServer({ app: { aside, keys: new KeyRing([]), bodyLimit: 600_000 } });
    expect((await post(guarded, '/v1/price', body)).json().code).toBe('key_missing');
    await guarded.close();
    const small = await testServer({ app: { aside, bodyLimit: 550_000 } });
    expect((await post(small, '/v1/price', body)).json().code).toBe('body_too_large');
    expect((await post(small, '/v1/price', body, { 'content-type': 'text/plain' })).json().code).toBe('media_type');
    await small.close();
    expect(seen).toEqual([]);
  });

  test('a full house answers 503 with Retry-After, and a thread that breaks 500 without a trace', async () => {
    const failing = async (error: Error) => {
      const broken = await testServer({
        app: { aside: { answer: () => Promise.reject(error), close: async () => {} } },
      });
      const { statusCode, headers, body } = await post(broken, '/v1/price', { ...YEAR, cases: stays(2_000) });
      await broken.close();
      return { statusCode, headers, body };
    };
    const full = await failing(API_POOL_ERRORS.too_many_large({ limit: 16 }));
    expect([full.statusCode, full.headers['retry-after']]).toEqual([503, '5']);
    const lost = await failing(new Error('PATIENT-4711 at /somewhere'));
    expect([lost.statusCode, JSON.parse(lost.body).code]).toEqual([500, 'internal']);
    expect(lost.body).not.toContain('4711');
  });

  test('the seventeenth at once is refused; closing waits for those under way', async () => {
    const aside = asideInThreads({ dataFolder: folder, log: 'none', answers: 'trusted' });
    const request: CarriedRequest = { url: '/v1/price', id: 'x', acceptLanguage: '', body: '{}' };
    // No thread starts from the sources that tests run: what is asked fails, but after it was counted.
    const all = Array.from({ length: 17 }, () => aside.answer(request).catch((error: { code: string }) => error.code));
    expect(await all[16]).toBe('too_many_large');
    await aside.close();
    expect((await Promise.all(all)).filter((code) => code === 'too_many_large')).toHaveLength(1);
  });
});

test('what a killed server left of a request is removed when the next one starts, and nothing else', () => {
  const data = temporaryFolder();
  const left = mkdtempSync(join(data, '.request-'));
  writeFileSync(join(left, 'cases.csv'), 'case_id\nPATIENT-4711\n');
  mkdirSync(join(data, 'region'));
  removeRequestFolders(data);
  expect(readdirSync(data)).toEqual(['region']);
});
