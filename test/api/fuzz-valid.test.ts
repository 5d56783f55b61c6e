import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bytesForm } from './form.js';
import { fuzzServer } from './fuzz-server.js';
import { allowedValue, type Pool, type RequestSchema } from './schema-requests.js';
import { table } from './table-fixture.js';
import { SCHEME } from './test-app.js';

interface Operation {
  readonly parameters?: readonly { name: string; in: string; required?: boolean; schema: RequestSchema }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: RequestSchema }>> };
}
interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, RequestSchema>> };
}

const HOSPITALS = table('hospitals', [
  { name: 'hospital_id', type: 'text', values: ['H1', 'H2', 'H3'] },
  { name: 'cases', type: 'count', values: Float64Array.of(10, 20, 30) },
  { name: 'margin', type: 'money', values: Float64Array.of(1, 2, 3) },
]);
const GROUPS = table('groups', [
  { name: 'group', type: 'text', values: ['ES31'] },
  { name: 'group_name', type: 'text', values: ['一'] },
  { name: 'cases', type: 'count', values: Float64Array.of(60) },
  { name: 'weight', type: 'number', values: Float64Array.of(0.8) },
]);

let server: Awaited<ReturnType<typeof fuzzServer>>;
let document: Document;
let run: string;
/** One on files, which further runs start from. */
let filesRun: string;
let workbook: Buffer;
beforeAll(async () => {
  server = await fuzzServer(async (_, out) => {
    mkdirSync(join(out, 'statements'), { recursive: true });
    for (const name of ['hospitals', 'groups'])
      for (const form of ['csv', 'parquet']) writeFileSync(join(out, `${name}.${form}`), 'x\n');
    for (const name of ['report.html', 'report.xlsx', 'rejected.csv', 'statements/H1.html', 'statements/H1.csv'])
      writeFileSync(join(out, name), 'x');
    const statements = new Map([['H1', 'statements/H1']]);
    return { manifest: { files: {}, scheme: { id: SCHEME } } as never, tables: [HOSPITALS, GROUPS], statements };
  });
  run = server.run;
  writeFileSync(join(server.folder, 'region', 'year.csv'), 'case_id,dx,los_days\nP1,J18.900,5\n');
  const settled = await server.app.inject({
    method: 'POST',
    url: '/v1/runs',
    payload: { kind: 'settle', files: ['region/year.csv'], history: ['region/year.csv'], policy: 'region/policy.yaml' },
  });
  filesRun = settled.json<{ id: string }>().id;
  await server.queue.idle();
  document = (await server.app.inject({ url: '/openapi.json' })).json<Document>();
  workbook = (await server.app.inject({ url: '/v1/template.xlsx?scheme=chs-drg-2.0' })).rawPayload;
});
afterAll(() => server.close());

const REFORM = { id: 'r', title: { zh: '试', en: 'try' }, patches: [{ path: 'rate.value.employee', scale: 0.97 }] };

const STAY = {
  case_id: 'A',
  dx: 'J18.900',
  sex: 1,
  age_years: 66,
  hospital_id: 'H1',
  insurance: 'employee',
  discharge_date: '2026-03-01',
  total_cost: '7000.00',
  pooled_fund: 5000,
};

const HOSPITAL_SIDE = ['monitor', 'coding', 'forecast', 'costs', 'consequences', 'reconcile', 'export'].map(
  (name) => `POST /v1/${name}`,
);
const BESIDE = {
  cases: [[{ ...STAY, department: '内科' }], [STAY, { ...STAY, case_id: 'B' }]],
  records: [[{ case_id: 'A', record_principal: 'J18.900', record_px: '47.0100' }]],
  review: [[{ finding: 'overlap:H1:A:', hospital_id: 'H1', rule: 'overlap', status: 'confirmed', amount: '100.00' }]],
  persons: [[{ person_code: 'P-001', hospital_id: 'H1', department: '内科', points: 9, income_share: 0.2 }]],
  hospitals: [[{ hospital_id: 'H1', level: '三级', score: 85 }]],
  bureau: [[{ case_id: 'A', fund: '5000.00' }]],
  salt: ['sixteen characters and more'],
  as_of: ['2026-03-01'],
  replicates: [10],
  grade: ['internal', 'restricted'],
  by: ['data office'],
  purpose: ['study'],
};

/** What exists, by field; the rest is the schema's to say. */
const poolOf = (route: string): Pool => {
  const file = route.includes('statements') ? ['H1.html', 'H1.csv'] : ['hospitals.csv', 'hospitals.json', 'groups.csv'];
  const names = ['region/year.csv'];
  const dated = Object.fromEntries(['admit_date', 'settlement_date'].map((name) => [name, ['2026-03-01']]));
  return {
    ...dated,
    id: [
      route.includes('/schemes/')
        ? SCHEME
        : route.includes('/policies/')
          ? 'demo-region'
          : route.endsWith('/further')
            ? filesRun
            : run,
    ],
    to: ['chs-drg-1.1', 'dip-3.0'],
    vary: [['outliers.bands.high.from=2,2.5,3']],
    against: ['demo-region-dip'],
    file,
    table: ['hospitals'],
    column: ['cases', 'margin'],
    row: ['H1', 'H2'],
    scheme: [SCHEME, 'dip-3.0', 'chs-drg-1.1'],
    policy: route.endsWith('/further')
      ? ['demo-region']
      : route.includes('/runs')
        ? ['region/policy.yaml', 'demo-region']
        : ['example-standard-8000'],
    options: [{}, { missing: 'reference' }],
    weights: route.startsWith('POST /v1/runs')
      ? names
      : [[{ group: 'ES31', weight: '0.8' }], [{ group: 'ES31', 'standard:level=3': 8000, weight: 0.8 }]],
    reforms: route.startsWith('POST /v1/runs') ? [[], [REFORM]] : [[]],
    run: [run],
    at: ['2026-03-01', '2026-12-31'],
    key: ['x'],
    rev: ['1', '2'],
    from: ['1', 2],
    hospitals: [[{ hospital_id: 'H1', level: '三级' }]],
    // Pricing asks for columns that its schema leaves open.
    ...(route === 'POST /v1/price' || route === 'POST /v1/in-stay'
      ? { cases: [[STAY], [STAY, { ...STAY, case_id: 'B', total_cost: null, px: ['47.0100'] }]] }
      : {}),
    // Tables beside the cases are checked by their own columns.
    ...(HOSPITAL_SIDE.includes(route) ? BESIDE : {}),
    files: [names],
    past: [names],
    past_run: [filesRun],
    history: [names],
    register: names,
    ledger: names,
    population: names,
    outpatient: names,
    group_means: names,
    case_id: ['A1', 'B2'],
    dx: ['J18.900', 'J18.900|J96.000'],
    px: ['', '47.0100'],
    hospital_id: ['H1'],
    level: ['三级'],
    hospital_level: ['三级', '2'],
    discharge_date: ['2026-03-01'],
    insurance: ['employee', 'resident'],
    sex: ['1', '2'],
    age_years: ['30', '66'],
  };
};

test('requests made from the document: none answers 500, nine of ten are answered, and every route answers at least once', async () => {
  const answered = new Map<string, { all: number; good: number; last: string }>();
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    // Removing the run and the upload that the others ask for is the last thing to do.
    Object.entries(methods).flatMap(([method, operation]) =>
      method === 'delete' ? [] : [{ path, method, operation }],
    ),
  );
  for (const { path, method, operation } of operations) {
    const route = `${method.toUpperCase()} ${path}`;
    const pool = poolOf(route);
    const { schemas } = document.components;
    const parameters = operation.parameters ?? [];
    const body = operation.requestBody?.content['application/json']?.schema;
    const isForm = operation.requestBody?.content['multipart/form-data'] !== undefined;
    const always = parameters.filter((one) => one.in === 'path' || one.required === true);
    const sometimes = parameters.filter((one) => !always.includes(one));
    // A cell takes any of a hundred columns and switches: those whose values are known, and two more.
    const usual = sometimes.filter(({ name, schema }) => name in pool || schema.enum !== undefined);
    const values = fc
      .subarray(usual, { maxLength: Math.min(6, usual.length) })
      .chain((chosen) =>
        fc.record(
          Object.fromEntries(
            [...always, ...chosen, ...needed(route, sometimes)].map(({ name, schema }) => [
              name,
              allowedValue(schema, schemas, pool, name),
            ]),
          ),
        ),
      );
    const count = { all: 0, good: 0, last: '' };
    answered.set(route, count);
    await fc.assert(
      fc.asyncProperty(
        values,
        body === undefined ? fc.constant(undefined) : allowedValue(body, schemas, pool),
        async (given, payload) => {
          const fields = given as Record<string, unknown>;
          const inPath = new Set(always.filter((one) => one.in === 'path').map((one) => one.name));
          const url = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(fields[name])));
          const query = Object.fromEntries(
            Object.entries(fields).flatMap(([name, value]) => (inPath.has(name) ? [] : [[name, String(value)]])),
          );
          const sent = isForm
            ? bytesForm([['cases.xlsx', workbook]])
            : payload === undefined
              ? {}
              : { payload: JSON.stringify(payload), headers: { 'content-type': 'application/json' } };
          const response = await server.app.inject({ method: method.toUpperCase() as 'GET', url, query, ...sent });
          expect(
            response.statusCode,
            `${route} ${JSON.stringify(query)} ${JSON.stringify(payload)} ${response.body}`,
          ).not.toBe(500);
          count.all += 1;
          if (response.statusCode < 300) count.good += 1;
          else count.last = `${JSON.stringify(query)} ${JSON.stringify(payload)} ${response.body}`.slice(0, 600);
        },
      ),
      { numRuns: 20, seed: 20 },
    );
  }
  const sum = (of: 'all' | 'good'): number => [...answered.values()].reduce((total, one) => total + one[of], 0);
  for (const [route, { good, last }] of answered) expect(good, `${route}: ${last}`).toBeGreaterThan(0);
  expect(
    sum('good') / sum('all'),
    JSON.stringify([...answered].filter(([, one]) => one.good < one.all)),
  ).toBeGreaterThan(0.9);
});

/** What a route asks for beyond its schema: a cell wants a scheme or a policy and a diagnosis. */
function needed<One extends { readonly name: string }>(route: string, sometimes: readonly One[]): One[] {
  const names =
    route === 'GET /v1/cell/{figure}'
      ? ['policy', 'dx', 'sex', 'age_years', 'hospital_id', 'hospital_level', 'insurance', 'discharge_date']
      : route.endsWith('/v1/template.xlsx')
        ? ['scheme']
        : [];
  return sometimes.filter(({ name }) => names.includes(name));
}
