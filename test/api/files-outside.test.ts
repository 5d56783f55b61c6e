import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestServer, testServer } from './test-app.js';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
  const { id } = server.queue.submit({ kind: 'demo', cases: 1000, seed: 1, reforms: [], language: 'en' });
  run = id;
  await server.queue.idle();
});
afterAll(() => server.close());
let run: string;

const PLAIN = 'example-standard-8000';
const SECRET = 'root:secret';
const cases = [
  {
    ...{ case_id: 'A', dx: ['J18.900'], sex: 1, age_years: 60, discharge_date: '2026-03-01', insurance: 'employee' },
    ...{ hospital_id: 'H1', hospital_level: '三级', total_cost: 7000, pooled_fund: 5000 },
  },
];
const asked = async (url: string, payload: object) => {
  const { statusCode, body } = await server.app.inject({ method: 'POST', url, payload });
  const { code, path } = JSON.parse(body) as { code?: string; path?: string };
  return { statusCode, body, code, path };
};
const patched = (path: string, value: unknown) => [
  {
    id: 'a',
    title: { zh: '甲', en: 'a' },
    patches: [
      { path: 'rate.value', scale: 1 },
      { path, value },
    ],
  },
];
/** From weights/NAME of the program or a folder of the data folder to the top of any machine, and beyond. */
const UP = '../'.repeat(30);

describe('a request names no file outside the folder of its policy', () => {
  test.each([
    ['a table upwards', 'weights.table', (file: string) => `${UP}${file.slice(1)}`],
    ['a table by its full path', 'weights.table', (file: string) => file],
    ['a table in the whole part', 'weights', (file: string) => ({ table: `${UP}${file.slice(1)}` })],
    ['a table from a day on', 'weights.table', (file: string) => ({ '2026-01-01': `${UP}${file.slice(1)}` })],
    ['a table of another drive', 'weights.table', () => 'C:table.csv'],
    ['a table by the other system', 'weights.table', () => 'a\\..\\..\\b.csv'],
    ['a list', 'auxiliary.lists', (file: string) => [{ name: 'severity', file }]],
    ['an index', 'auxiliary.charlson', (file: string) => ({ definition: `${UP}${file.slice(1)}` })],
  ])('%s in a patch is refused with its place, and nothing of the file is told', async (_, path, value) => {
    const secret = join(server.folder, 'secret.csv');
    writeFileSync(secret, `${SECRET}\n`);
    const reforms = patched(path, value(secret));
    const answers = [
      await asked('/v1/price', { policy: PLAIN, reforms, cases }),
      await asked('/v1/in-stay', { policy: PLAIN, reforms, cases }),
      await asked('/v1/runs', { kind: 'demo', cases: 1000, seed: 1, reforms }),
      await asked(`/v1/runs/${run}/live`, { reforms }),
    ];
    for (const answer of answers) {
      expect(answer).toMatchObject({
        ...{ statusCode: 400, code: 'policy_file_outside', path: '/reforms/0/patches/1/value' },
        body: expect.not.stringContaining(SECRET),
      });
    }
  });

  test('a policy of the data folder is refused where its table or list lies elsewhere, and taken where they lie beside it', async () => {
    mkdirSync(join(server.folder, 'own'), { recursive: true });
    writeFileSync(join(server.folder, 'secret.csv'), `${SECRET}\n`);
    const text = readFileSync(`weights/${PLAIN}/policy.yaml`, 'utf8');
    const priced = (more: string) => {
      writeFileSync(join(server.folder, 'own', 'policy.yaml'), text.replace(/^rate:/m, `${more}\nrate:`));
      return asked('/v1/price', { policy: 'own/policy.yaml', cases });
    };
    const refused = { statusCode: 400, code: 'policy_file_outside', path: '/policy' };
    const outside = (answer: object) =>
      expect(answer).toMatchObject({ ...refused, body: expect.not.stringContaining(SECRET) });
    const weights = (table: string) => `weights: {table: "${table}"}`;
    outside(await priced(weights('../secret.csv')));
    outside(await priced(weights(join(server.folder, 'secret.csv'))));
    outside(await priced('auxiliary: {lists: [{name: severity, file: ../secret.csv}]}'));
    outside(await priced('auxiliary: {charlson: {definition: ../secret.csv}}'));
    expect(await priced(weights('beside.csv'))).toMatchObject({ code: 'weight_file_unreadable' });
    writeFileSync(join(server.folder, 'own', 'beside.csv'), '# scheme: chs-drg-2.0\ngroup,weight\nES35,0.8\n');
    expect((await priced(weights('beside.csv'))).statusCode).toBe(200);
  });

  test('a scheme that does not come with the program is refused in a patch of a region that is open or yet to be made, a value by date too', async () => {
    for (const value of ['/tmp', { '2026-01-01': 'chs-drg-2.0', '2026-07-01': '/tmp' }]) {
      const reforms = patched('scheme', value);
      for (const answer of [
        await asked('/v1/runs', { kind: 'demo', cases: 1000, seed: 1, reforms }),
        await asked(`/v1/runs/${run}/live`, { reforms }),
      ]) {
        expect(answer).toMatchObject({
          statusCode: 404,
          code: 'scheme_not_shipped',
          path: '/reforms/0/patches/1/value',
        });
      }
    }
  });
});
