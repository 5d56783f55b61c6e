import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packageRoot } from '../../src/kernel/package-root.js';
import { runGroup } from '../../src/run/group-run.js';
import { runContext, SCHEME, type TestServer, testServer } from './test-app.js';

const EXAMPLES = join(packageRoot(), 'examples', 'cases-to-group.csv');

interface GroupAnswer {
  readonly scheme: { readonly id: string; readonly hash: string };
  readonly options: Readonly<Record<string, string>>;
  readonly results: readonly Readonly<Record<string, string>>[];
  readonly rejected: readonly {
    readonly row: number;
    readonly code: string;
    readonly zh: string;
    readonly en: string;
  }[];
  readonly reading: Readonly<Record<string, unknown>>;
  readonly explanations?: readonly ({ readonly answer: { readonly group: string } } | null)[];
}

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

async function group(body: object): Promise<{ status: number; body: GroupAnswer }> {
  const response = await server.app.inject({ method: 'POST', url: '/v1/group', payload: body });
  return { status: response.statusCode, body: response.json() };
}

/** The example file as JSON cases. */
function exampleCases(): Record<string, string>[] {
  const [heading = '', ...lines] = readFileSync(EXAMPLES, 'utf8').trim().split('\n');
  const names = heading.split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, index) => [names[index]!, cell])));
}

const asCsv = (results: GroupAnswer['results']): string =>
  [
    'case_id,mdc,adrg,group,status,reason',
    ...results.map((one) => [one.case_id, one.mdc, one.adrg, one.group, one.status, one.reason].join(',')),
    '',
  ].join('\n');

describe('POST /v1/group', () => {
  test.each(['qy', 'medical'] as const)(
    'the 16 example cases answer the very file that the command line writes (unrelated_procedure: %s)',
    async (unrelated_procedure) => {
      const out = join(server.folder, `groups-${unrelated_procedure}.csv`);
      await runGroup({ files: [EXAMPLES], scheme: SCHEME, out, switches: { unrelated_procedure } }, runContext());
      const { status, body } = await group({ scheme: SCHEME, options: { unrelated_procedure }, cases: exampleCases() });
      expect(status).toBe(200);
      expect(body.results).toHaveLength(16);
      expect(asCsv(body.results)).toBe(readFileSync(out, 'utf8'));
      expect(body.options.unrelated_procedure).toBe(unrelated_procedure);
    },
  );

  test('codes may be an array or one text with | between, and numbers may be numbers or texts', async () => {
    const { body } = await group({
      scheme: SCHEME,
      cases: [
        { case_id: 'A', sex: 1, age_years: 66, los_days: 9, dx: ['J18.900', 'J96.000', 'I10.x00'] },
        { case_id: 'B', sex: '1', age_years: '66', los_days: '9', dx: 'J18.900|J96.000|I10.x00', px: null },
        { case_id: 7, sex: 1, age_years: 66, los_days: 9, dx: [' j18.900', 'Ｊ96.000'], px: [] },
      ],
    });
    expect(body.results.map((one) => [one.case_id, one.group])).toEqual([
      ['A', 'ES31'],
      ['B', 'ES31'],
      ['7', 'ES31'],
    ]);
    expect(body.reading).toMatchObject({ rows_read: 3, cases: 3, rejected: 0, normalised_codes: 2 });
  });

  test('a row that cannot be read answers rejected in its place, with column, value and remedy in both languages', async () => {
    const { status, body } = await group({
      scheme: SCHEME,
      cases: [
        { case_id: 'A', dx: 'J18.900' },
        {},
        { case_id: 'C', dx: 'J18.900', sex: 3, age_years: 131 },
        { case_id: 'A', dx: 'J18.900' },
        { case_id: 'E', dx: 'J18.900', admit_date: '2026-03-05', discharge_date: '2026-03-01' },
        { case_id: 'F', dx: '' },
      ],
    });
    expect(status).toBe(200);
    expect(body.results.map((one) => `${one.case_id} ${one.status} ${one.reason}`)).toEqual([
      'A grouped ',
      ' rejected row_case_id_missing',
      'C rejected cell_value_not_allowed',
      'A rejected row_case_id_doubled',
      'E rejected row_discharge_before_admission',
      'F ungrouped no_principal',
    ]);
    expect(body.rejected.map((one) => `${one.row} ${one.code}`)).toEqual([
      '2 row_case_id_missing',
      '3 cell_value_not_allowed',
      '3 cell_out_of_range',
      '4 row_case_id_doubled',
      '5 row_discharge_before_admission',
    ]);
    expect(body.rejected[2]).toMatchObject({ column: 'age_years', value: '131' });
    expect(body.rejected[2]!.zh).toContain('超出范围');
    expect(body.rejected[2]!.en).toContain('out of range');
    expect(body.reading).toMatchObject({ rows_read: 6, cases: 2, rejected: 4 });
  });

  test('names that are no columns are left aside and told', async () => {
    const { body } = await group({
      scheme: SCHEME,
      cases: [{ case_id: 'A', dx: 'J18.900', ward: '3' }, { case_id: 'B' }],
    });
    expect(body.reading.columns_ignored).toEqual(['ward']);
    expect(body.results.map((one) => one.status)).toEqual(['grouped', 'ungrouped']);
  });

  test('explain tells the group of each case as the compiled engine gave it, and null for a rejected one', async () => {
    const { body } = await group({ scheme: SCHEME, explain: true, cases: [...exampleCases(), {}] });
    expect(body.explanations).toHaveLength(17);
    expect(body.explanations!.slice(0, 16).map((one) => one!.answer.group)).toEqual(
      body.results.slice(0, 16).map((one) => one.group),
    );
    expect(body.explanations![16]).toBeNull();
  });

  test('100 cases are explained, 101 are refused', async () => {
    const cases = Array.from({ length: 101 }, (_, index) => ({ case_id: `${index}`, dx: 'J18.900' }));
    expect((await group({ scheme: SCHEME, explain: true, cases: cases.slice(1) })).status).toBe(200);
    const { status, body } = await group({ scheme: SCHEME, explain: true, cases });
    expect([status, body]).toMatchObject([400, { code: 'explain_too_many', path: '/cases' }]);
  });

  test('whatever a case holds, each gets one result in its place and the counts add up', async () => {
    const cell = fc.oneof(
      fc.string({ maxLength: 12 }),
      fc.constantFrom('J18.900', 'J18.900|J96.000', '', ' ', '1', '2026-02-30', '1e5', '=1+1', '"', 'a,b\nc', '\u0001'),
      fc.constant(null),
    );
    const number = fc.oneof(cell, fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }));
    const one = fc.record(
      { case_id: cell, dx: cell, px: cell, sex: number, age_years: number, discharge_date: cell, los_days: number },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(one, { minLength: 1, maxLength: 20 }), async (cases) => {
        const { status, body } = await group({ scheme: SCHEME, cases });
        expect(status).toBe(200);
        expect(body.results).toHaveLength(cases.length);
        expect(body.results.every((result) => typeof result?.status === 'string')).toBe(true);
        const rejected = body.results.filter((result) => result.status === 'rejected').length;
        expect(body.reading).toMatchObject({ rows_read: cases.length, rejected, cases: cases.length - rejected });
        expect(new Set(body.rejected.map((reason) => reason.row)).size).toBe(rejected);
      }),
      { numRuns: 100 },
    );
  });
});
