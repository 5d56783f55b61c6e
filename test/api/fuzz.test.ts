import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ROUTE_TEXTS } from '../../src/api/route-texts.js';
import { SCHEME, type TestServer, testServer } from './test-app.js';

let server: TestServer;
beforeAll(async () => {
  server = await testServer({
    queue: { work: async () => Promise.reject(new Error('not run here')) },
    app: { requestsAMinute: 0 },
  });
});
afterAll(() => server.close());

const names = [
  'scheme',
  'policy',
  'dx',
  'px',
  'sex',
  'age_years',
  'weights',
  'labels',
  'errors',
  'lang',
  'row',
  'column',
  'x',
];
const value = fc.oneof(
  fc.constantFrom(SCHEME, 'example-standard-8000', 'demo-region', 'J18.900|J96.000', '1', 'text', '-0', '1e400', ''),
  fc.string({ unit: 'binary', maxLength: 30 }),
);
const query = fc.dictionary(fc.constantFrom(...names), value);
const part = fc.oneof(
  fc.constantFrom('group', 'margin', 'hospitals', 'fund.csv', '..'),
  fc.string({ unit: 'binary', maxLength: 20 }),
);
const body = fc.oneof(
  fc.jsonValue(),
  fc.record(
    {
      scheme: fc.constantFrom(SCHEME, 'none'),
      policy: fc.constantFrom('example-standard-8000', 'demo-region', 'none'),
      kind: fc.constantFrom('demo', 'settle', 'simulate'),
      files: fc.array(fc.string({ maxLength: 8 }), { maxLength: 2 }),
      cases: fc.array(
        fc.dictionary(
          fc.constantFrom('case_id', 'dx', 'px', 'sex', 'total_cost', 'discharge_date'),
          fc.jsonValue({ maxDepth: 1 }),
        ),
      ),
    },
    { requiredKeys: [] },
  ),
);

test('300 generated requests over every route: no 500, and every failure is a problem in both languages', async () => {
  const routes = fc.constantFrom(...Object.keys(ROUTE_TEXTS).filter((route) => !route.endsWith('/events')));
  await fc.assert(
    fc.asyncProperty(routes, part, part, query, body, async (route, first, second, query, payload) => {
      const [method, path] = route.split(' ') as ['GET' | 'POST' | 'DELETE', string];
      const parts = [first, second];
      const url = path.replace(/\{\w+\}/g, () => encodeURIComponent(parts.shift() ?? 'x'));
      const asked =
        method === 'GET'
          ? { query }
          : method === 'POST'
            ? { payload: JSON.stringify(payload), headers: { 'content-type': 'application/json' } }
            : {};
      const response = await server.app.inject({ method, url, ...asked });
      expect(response.statusCode, `${method} ${url} ${response.body}`).not.toBe(500);
      if (response.statusCode >= 400) {
        expect(response.json()).toMatchObject({
          code: expect.any(String),
          zh: expect.any(String),
          en: expect.any(String),
        });
      }
    }),
    { numRuns: 300, seed: 20 },
  );
});
