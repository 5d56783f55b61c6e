import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CompiledScheme } from '../../src/schemes/compiled-scheme.js';
import { openAnyScheme } from '../../src/schemes/open-any-scheme.js';
import { SCHEME, type TestServer, testServer } from './test-app.js';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

const textOf = async (payload: object): Promise<string> => {
  const answer = await server.app.inject({ method: 'POST', url: '/v1/group', payload });
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.body;
};

/** The same cases with an empty text for a number, which the quick way leaves to the ordinary one. */
const ordinary = (cases: readonly object[]) => cases.map((one) => ({ ...one, age_days: '' }));

test('60 requests of 1 to 6 plain cases are answered with the bytes of the ordinary way, doubled ids included', async () => {
  const { diagnoses, procedures } = openAnyScheme(SCHEME) as CompiledScheme;
  const optional = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.option(arbitrary, { nil: undefined, freq: 4 });
  const one = fc.record(
    {
      case_id: fc.constantFrom('A1', 'A2', 'B-7.x_', '0012', '2E85', '20260001', 'total', '1.2E17'),
      sex: optional(fc.constantFrom(1, 2)),
      age_years: optional(fc.integer({ min: 0, max: 100 })),
      los_days: optional(fc.integer({ min: 0, max: 90 })),
      dx: fc.uniqueArray(fc.constantFrom(...diagnoses.slice(0, 4_000)), { minLength: 1, maxLength: 4 }),
      px: optional(fc.uniqueArray(fc.constantFrom(...procedures), { maxLength: 2 })),
    },
    { requiredKeys: ['case_id', 'dx'] },
  );
  let several = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(one, { minLength: 1, maxLength: 6 }), async (cases) => {
      if (cases.length > 1) several += 1;
      expect(await textOf({ scheme: SCHEME, cases })).toBe(await textOf({ scheme: SCHEME, cases: ordinary(cases) }));
    }),
    { numRuns: 60, seed: 20 },
  );
  expect(several).toBeGreaterThan(20);
});

test('the switches of a request stand in the answer of the quick way too, each set of switches with its own', async () => {
  const cases = [{ case_id: 'A1', sex: 1, age_years: 71, dx: ['J18.900'], px: ['47.0100'] }];
  for (const options of [{}, { unrelated_procedure: 'medical' }, { unrelated_procedure: 'qy' }]) {
    const quick = await textOf({ scheme: SCHEME, options, cases });
    expect(quick).toBe(await textOf({ scheme: SCHEME, options, cases: ordinary(cases) }));
    expect(JSON.parse(quick).options).toMatchObject(options);
  }
});

test('an id twice is rejected the second time, whichever way the cases went', async () => {
  const one = { case_id: 'A1', dx: ['J18.900'], sex: 1, age_years: 60 };
  const { results, rejected } = JSON.parse(await textOf({ scheme: SCHEME, cases: [one, one] }));
  expect(results.map(({ status }: { status: string }) => status)).toEqual(['grouped', 'rejected']);
  expect(rejected[0]).toMatchObject({ row: 2, case_id: 'A1', code: 'row_case_id_doubled' });
});
