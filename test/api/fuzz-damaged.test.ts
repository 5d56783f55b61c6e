import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { packageRoot } from '../../src/kernel/package-root.js';
import { fuzzServer } from './fuzz-server.js';
import { table } from './table-fixture.js';
import { SCHEME } from './test-app.js';

let server: Awaited<ReturnType<typeof fuzzServer>>;
beforeAll(async () => {
  const fund = table('fund', [{ name: 'insurance', type: 'text', values: ['employee'] }]);
  server = await fuzzServer(async () => ({
    manifest: { files: {}, scheme: { id: SCHEME } } as never,
    tables: [fund],
  }));
});
afterAll(() => server.close());

/** The requests with a body that the page on the API shows. */
const EXAMPLES = [...readFileSync(join(packageRoot(), 'docs', 'api.md'), 'utf8').matchAll(/```sh 20\d\n([\s\S]*?)```/g)]
  .map(([, command]) => ({
    url: /http:\/\/127\.0\.0\.1:8010(\/[^\s']*)/.exec(command!)![1]!,
    body: /-d '([^']+)'/.exec(command!)?.[1],
  }))
  .flatMap(({ url, body }) => (body === undefined ? [] : [{ url, body: JSON.parse(body) as unknown }]));

type Place = readonly (string | number)[];
/** Every place of a body: fields, items, and the fields within. */
function placesOf(value: unknown, at: Place = []): Place[] {
  if (typeof value !== 'object' || value === null) return [at];
  const inner = Object.entries(value).flatMap(([name, part]) =>
    placesOf(part, [...at, Array.isArray(value) ? Number(name) : name]),
  );
  return [at, ...inner];
}

function damaged(value: unknown, [name, ...rest]: Place, hostile: unknown): unknown {
  if (name === undefined) return hostile;
  const copy = structuredClone(value) as Record<string | number, unknown>;
  if (rest.length === 0 && hostile === undefined) delete copy[name];
  else copy[name] = damaged(copy[name], rest, hostile);
  return copy;
}

const HOSTILE: readonly unknown[] = [
  ...[
    undefined,
    null,
    true,
    0,
    -1,
    1.5,
    1e300,
    Number.MAX_SAFE_INTEGER,
    '',
    ' ',
    '\u0000',
    '\ud800',
    'x'.repeat(5_000),
  ],
  ...['__proto__', 'constructor', '../../etc/passwd', '=1+1', '1e400', 'NaN', '2026-02-30', '9'.repeat(400)],
  ...[[], {}, [[]], [null], [{}], { zh: 1 }, { path: 'rate' }, { path: 'rate.value.employee', scale: -1e308 }],
  { path: 'constructor.prototype', value: 1 },
  { path: '', value: null },
];

test('600 requests of the page with one place damaged: none answers 500, each refusal is a problem with a place to look at', async () => {
  expect(EXAMPLES.length).toBeGreaterThanOrEqual(8);
  const seen = { all: 0, refused: 0 };
  const one = fc.constantFrom(...EXAMPLES).chain(({ url, body }) =>
    fc.record({
      url: fc.constant(url.replace('$RUN', server.run)),
      body: fc.tuple(fc.constantFrom(...placesOf(body)), fc.constantFrom(...HOSTILE)).map(([place, hostile]) =>
        // A body that is missing whole is a request of its own kind.
        place.length === 0 && hostile === undefined ? null : damaged(body, place, hostile),
      ),
    }),
  );
  await fc.assert(
    fc.asyncProperty(one, async ({ url, body }) => {
      const payload = JSON.stringify(body);
      const headers = { 'content-type': 'application/json' };
      const answer = await server.app.inject({ method: 'POST', url, payload, headers });
      seen.all += 1;
      expect(answer.statusCode, `${url} ${payload.slice(0, 600)} ${answer.body.slice(0, 300)}`).toBeLessThan(500);
      if (answer.statusCode < 400) return;
      seen.refused += 1;
      const problem = answer.json<Record<string, unknown>>();
      expect(problem).toMatchObject({ code: expect.any(String), zh: expect.any(String), en: expect.any(String) });
      expect(JSON.stringify(problem)).not.toMatch(/\[object| {4}at /);
    }),
    { numRuns: 600, seed: 20 },
  );
  expect(seen.refused).toBeGreaterThan(seen.all / 3);
});
