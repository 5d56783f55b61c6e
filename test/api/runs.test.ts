import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RunQueue } from '../../src/api/run-queue.js';
import { parseYuan } from '../../src/kernel/money.js';
import { packageRoot } from '../../src/kernel/package-root.js';
import { runDemo } from '../../src/run/demo-run.js';
import { runGenerate } from '../../src/run/generate-run.js';
import { runSimulate } from '../../src/run/simulate-run.js';
import { runContext, type TestServer, testServer, workInline } from './test-app.js';

interface Run {
  readonly id: string;
  readonly kind: string;
  readonly state: string;
  readonly place_in_line: number | null;
  readonly error: { readonly code: string; readonly zh: string; readonly en: string } | null;
  readonly manifest: { readonly cases: number; readonly reconciled: boolean } | null;
  readonly links: { readonly self: string; readonly tables: Readonly<Record<string, Record<'json' | 'csv', string>>> };
}
interface Table {
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly row_count: number;
  readonly rows: readonly Readonly<Record<string, string | number | null>>[];
}

const TABLES = ['hospitals', 'departments', 'groups', 'insurance', 'levels', 'fund'];
/** What a comparison has beside them. */
const FURTHER_TABLES = [
  'mdcs',
  'ages',
  'methods',
  'patients',
  'margin_deciles',
  'outlier_moves',
  'payment_parts',
  'winners',
  'drivers',
];
const CUT = {
  id: 'cut',
  title: { zh: '费率下调', en: 'a lower rate' },
  patches: [{ path: 'rate.value.employee', scale: 0.97 }],
};

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
  await runGenerate({ out: join(server.folder, 'region'), cases: 1000, seed: 5 }, runContext());
});
afterAll(() => server.close());

const post = (body: object) => server.app.inject({ method: 'POST', url: '/v1/runs', payload: body });
const get = async <Body>(url: string): Promise<Body> => (await server.app.inject({ url })).json<Body>();

async function finished(body: object): Promise<Run> {
  const response = await post(body);
  expect(response.statusCode, response.body).toBe(202);
  await server.queue.idle();
  return await get<Run>(response.headers.location as string);
}

const REGION = {
  files: ['region/year.csv'],
  history: ['region/history.csv'],
  register: 'region/register.csv',
  policy: 'region/policy.yaml',
};

describe('runs', () => {
  test('a demo run answers the very tables that the command line writes', async () => {
    const run = await finished({ kind: 'demo', cases: 1000, seed: 3 });
    expect(run).toMatchObject({
      kind: 'demo',
      state: 'done',
      error: null,
      manifest: { cases: 1000, reconciled: true },
    });
    const out = join(server.folder, 'demo');
    const { tables } = await runDemo({ cases: 1000, seed: 3, out }, runContext());
    const names = tables.map(({ schema }) => schema.name);
    expect(names).toEqual([...TABLES, ...FURTHER_TABLES]);
    expect(Object.keys(run.links.tables)).toEqual(names);
    for (const name of names) {
      const response = await server.app.inject({ url: run.links.tables[name]!.csv });
      expect(response.headers['content-type']).toBe('text/csv; charset=utf-8');
      expect(response.rawPayload.equals(readFileSync(join(out, `${name}.csv`))), name).toBe(true);
      const table = await get<Table>(run.links.tables[name]!.json);
      const own = tables.find((one) => one.schema.name === name)!;
      expect(table.row_count).toBe(own.rowCount);
      for (const column of table.columns.filter((one) => one.type === 'money')) {
        const fen = table.rows.map((row) => row[`${column.name}_fen`] ?? Number.NaN);
        expect(fen).toEqual([...(own.columns[column.name] as Float64Array)]);
        const yuan = table.rows.map((row) => parseYuan(String(row[column.name] ?? '')) ?? Number.NaN);
        expect(yuan).toEqual(fen);
      }
      for (const column of table.columns.filter((one) => one.type !== 'money')) {
        const values = table.rows.map((row) => row[column.name] ?? Number.NaN);
        expect(values).toEqual([...own.columns[column.name]!]);
      }
    }
    expect(JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8'))).toEqual(run.manifest);
  });

  test('simulate on files of the data folder answers what the command line writes, with a reform in the request', async () => {
    const run = await finished({ kind: 'simulate', ...REGION, reforms: [CUT], seed: 9 });
    expect(run).toMatchObject({ kind: 'simulate', state: 'done', manifest: { cases: 1000 } });
    const out = join(server.folder, 'simulated');
    const at = (name: string) => join(server.folder, name);
    await runSimulate(
      {
        files: [at('region/year.csv')],
        history: [at('region/history.csv')],
        register: at('region/register.csv'),
        policy: at('region/policy.yaml'),
        reforms: [CUT],
        seed: 9,
        out,
      },
      runContext(),
    );
    const csv = await server.app.inject({ url: run.links.tables.hospitals!.csv });
    expect(csv.body).toBe(readFileSync(join(out, 'hospitals.csv'), 'utf8'));
  });

  test('settle gives single tables; a table is sent once for a tag that the client holds', async () => {
    const run = await finished({ kind: 'settle', ...REGION, language: 'zh' });
    expect(run.state).toBe('done');
    const first = await server.app.inject({ url: run.links.tables.fund!.csv });
    expect(first.body.split('\n')[0]).toMatch(/^insurance,budget,/);
    const again = await server.app.inject({
      url: run.links.tables.fund!.csv,
      headers: { 'if-none-match': `"x", ${first.headers.etag}` },
    });
    expect([again.statusCode, again.body]).toEqual([304, '']);
    const other = await server.app.inject({
      url: run.links.tables.fund!.json,
      headers: { 'if-none-match': String(first.headers.etag) },
    });
    expect(other.statusCode).toBe(200);
    expect(readdirSync(join(server.folder, 'runs', run.id))).toContain('report.html');
  });

  test('a ledger in the request is cleared: a dispute of 1,234.56 is a line of its own and raises the final payment', async () => {
    const lines = 'hospital_id,insurance,month,kind,amount,document';
    const register = readFileSync(join(server.folder, 'region/register.csv'), 'utf8').split('\n');
    const hospital = register[1]!.split(',')[register[0]!.split(',').indexOf('hospital_id')]!;
    writeFileSync(join(server.folder, 'ledger.csv'), `${lines}\n${hospital},employee,2026-03,dispute,1234.56,D1\n`);
    const statement = async (body: object) => {
      const run = await finished({ kind: 'settle', ...REGION, ...body });
      expect(run.error).toBeNull();
      const text = readFileSync(join(server.folder, 'runs', run.id, 'statements.csv'), 'utf8').split('\n');
      const columns = text[0]!.split(',');
      const at = (row: string, name: string) => row.split(',')[columns.indexOf(name)]!;
      const own = text.filter((row) => at(row, 'hospital_id') === hospital && at(row, 'insurance') === 'employee');
      const fen = (line: string) =>
        own.filter((row) => at(row, 'line') === line).map((row) => Number(at(row, 'amount_fen')));
      return { tables: Object.keys(run.links.tables), dispute: fen('ledger_dispute'), final: fen('final_fund')[0]! };
    };
    const without = await statement({});
    const withLedger = await statement({ ledger: 'ledger.csv' });
    expect([without.dispute, withLedger.dispute]).toEqual([[], [123_456]]);
    expect(withLedger.final - without.final).toBe(123_456);
    expect(withLedger.tables).toEqual([...without.tables, 'surpluses']);
  });

  test('population and visits in the request reach the county community: a pool of 45,315.00, as from the command line', async () => {
    const names = ['cases.csv', 'policy.yaml', 'register.csv', 'population.csv', 'outpatient.csv'];
    const example = join(packageRoot(), 'examples', 'mechanisms', 'm10-county-community');
    for (const name of names) copyFileSync(join(example, name), join(server.folder, `m10-${name}`));
    const asked = { kind: 'settle', files: ['m10-cases.csv'], policy: 'm10-policy.yaml', register: 'm10-register.csv' };
    const run = await finished({ ...asked, population: 'm10-population.csv', outpatient: 'm10-outpatient.csv' });
    expect(run.error).toBeNull();
    const text = readFileSync(join(server.folder, 'runs', run.id, 'communities.csv'), 'utf8').split('\n');
    expect(text[1]!.split(',')[text[0]!.split(',').indexOf('pool_income')]).toBe('45315.00');
    const without = await finished({ ...asked, population: 'm10-population.csv' });
    expect(without.error?.code).toBe('community_visits_missing');
  });

  test('group means in the request are read: a file that is none is refused by its name', async () => {
    writeFileSync(join(server.folder, 'means.csv'), 'group,mean\nA,1\n');
    const run = await finished({ kind: 'settle', ...REGION, group_means: 'means.csv' });
    expect([run.state, JSON.stringify(run.error).includes('means.csv')]).toEqual(['failed', true]);
  });

  test('a run that fails tells why, without the machine’s folders, and leaves no folder', async () => {
    writeFileSync(join(server.folder, 'broken.csv'), 'id,dx\nA,J18.900\n');
    const run = await finished({ kind: 'settle', ...REGION, files: ['broken.csv'] });
    expect(run.state).toBe('failed');
    expect(run.error?.code).toBe('required_column_missing');
    writeFileSync(join(server.folder, 'empty.csv'), '');
    const empty = await finished({ kind: 'settle', ...REGION, files: ['empty.csv'] });
    expect(empty.error).toMatchObject({ code: 'file_empty', path: 'empty.csv' });
    writeFileSync(
      join(server.folder, 'odd.csv'),
      readFileSync(join(server.folder, REGION.files[0]!), 'utf8').replaceAll(/^(?!case_id)[^,]*/gm, ''),
    );
    const none = await finished({ kind: 'settle', ...REGION, files: ['odd.csv'] });
    expect(none.error).toMatchObject({ code: 'no_case_left', path: 'odd.csv' });
    expect(JSON.stringify([run, empty, none])).not.toContain(server.folder);
    expect(existsSync(join(server.folder, 'runs', run.id))).toBe(false);
    expect(readdirSync(join(server.folder, 'runs')).filter((name) => name.startsWith('.partial'))).toEqual([]);
    const table = await server.app.inject({ url: `/v1/runs/${run.id}/tables/fund.json` });
    expect([table.statusCode, table.json()]).toMatchObject([409, { code: 'run_not_finished' }]);
  });

  test.each([
    ['..', '../secret.csv'],
    ['.. inside', 'region/../../secret.csv'],
    ['.. with backslashes', 'region\\..\\..\\secret.csv'],
    ['an absolute path', '/etc/passwd'],
    ['a Windows path', 'C:\\secret.csv'],
    ['a drive', 'C:secret.csv'],
    ['a share', '\\\\host\\share\\secret.csv'],
    ['a zero byte', 'region/year.csv\u0000.txt'],
  ])('%s is refused in every place that takes a file', async (_, name) => {
    for (const place of [
      'files',
      'history',
      'weights',
      'register',
      'ledger',
      'population',
      'outpatient',
      'group_means',
      'policy',
    ]) {
      const value = place === 'files' || place === 'history' ? [name] : name;
      const response = await post({ kind: 'settle', ...REGION, [place]: value });
      const path = Array.isArray(value) ? `/${place}/0` : `/${place}`;
      expect([response.statusCode, response.json()]).toMatchObject([400, { code: 'file_outside_data', path }]);
    }
  });

  test('a link that leads out of the data folder is refused, one that stays inside is followed', async () => {
    const outside = await testServer();
    writeFileSync(join(outside.folder, 'secret.csv'), 'case_id,dx\nA,J18.900\n');
    symlinkSync(join(outside.folder, 'secret.csv'), join(server.folder, 'link.csv'));
    symlinkSync(outside.folder, join(server.folder, 'linked-folder'));
    symlinkSync(join(server.folder, 'region', 'year.csv'), join(server.folder, 'inner-link.csv'));
    for (const name of ['link.csv', 'linked-folder/secret.csv']) {
      const response = await post({ kind: 'settle', ...REGION, files: [name] });
      expect(response.json()).toMatchObject({ code: 'file_outside_data', path: '/files/0' });
    }
    expect((await post({ kind: 'settle', ...REGION, files: ['inner-link.csv'] })).statusCode).toBe(202);
    await outside.close();
    await server.queue.idle();
  });

  test('a missing file, a folder, a bad policy or reform is told at once, not by a failed run', async () => {
    const before = server.queue.list().length;
    mkdirSync(join(server.folder, 'just-a-folder'));
    writeFileSync(join(server.folder, 'bad-policy.yaml'), 'id: x\n');
    writeFileSync(
      join(server.folder, 'foreign-scheme.yaml'),
      readFileSync(join(server.folder, 'region', 'policy.yaml'), 'utf8').replace(/^scheme: .*/m, 'scheme: /tmp'),
    );
    const codes = await Promise.all(
      [
        { files: ['no-such.csv'] },
        { files: ['just-a-folder'] },
        { policy: 'no-such-policy' },
        { policy: 'bad-policy.yaml' },
        { policy: 'foreign-scheme.yaml' },
        { reforms: [{ ...CUT, patches: [{ path: 'rate.value.nobody', scale: 0.9 }] }] },
      ].map(async (more) => (await post({ kind: 'settle', ...REGION, ...more })).json<{ code: string }>().code),
    );
    expect(codes).toEqual([
      'data_file_not_found',
      'data_file_not_found',
      'data_file_not_found',
      'policy_invalid',
      'scheme_not_shipped',
      'reform_invalid',
    ]);
    expect(server.queue.list()).toHaveLength(before);
  });

  test('an unknown run or table answers 404 with what there is', async () => {
    const run = (await get<{ runs: Run[] }>('/v1/runs')).runs.find((one) => one.state === 'done')!;
    for (const [method, url] of [
      ['GET', '/v1/runs/nope'],
      ['DELETE', '/v1/runs/nope'],
      ['GET', '/v1/runs/nope/tables/fund.csv'],
    ] as const) {
      const response = await server.app.inject({ method, url });
      expect([response.statusCode, response.json()]).toMatchObject([404, { code: 'run_not_found' }]);
    }
    for (const file of [
      'cases.csv',
      'cases.xlsx',
      'fund.pdf',
      'fund',
      'manifest.json',
      '..%2Fmanifest.json',
      '%2Fetc%2Fpasswd',
    ]) {
      const response = await server.app.inject({ url: `${run.links.self}/tables/${file}` });
      expect([response.statusCode, response.json()]).toMatchObject([404, { code: 'table_not_found' }]);
    }
  });
});

describe('the line', () => {
  /** A queue whose runs end when told. */
  function manualQueue(options: { mostWaiting?: number; mostFinished?: number } = {}) {
    const started: string[] = [];
    const endings: ((error?: Error) => void)[] = [];
    const queue = new RunQueue({
      dataFolder: '/nowhere',
      ...options,
      work: (job, _, { isCancelled }) =>
        new Promise((resolve, reject) => {
          started.push(String(job.kind === 'demo' ? job.seed : -1));
          endings.push((error) => {
            if (error !== undefined || isCancelled()) reject(error ?? new Error('stopped'));
            else resolve({ manifest: {} as never, tables: [] });
          });
        }),
    });
    const submit = (seed: number) => queue.submit({ kind: 'demo', cases: 1000, seed, reforms: [], language: 'en' });
    const turn = () => new Promise((resolve) => setTimeout(resolve, 5));
    return { queue, started, endings, submit, turn };
  }

  test('runs go one at a time in the order in which they came', async () => {
    const { queue, started, endings, submit, turn } = manualQueue();
    const records = [1, 2, 3].map(submit);
    await turn();
    expect(started).toEqual(['1']);
    expect(records.map((record) => [record.state, queue.placeInLine(record)])).toEqual([
      ['running', undefined],
      ['queued', 0],
      ['queued', 1],
    ]);
    endings[0]!();
    await turn();
    expect(started).toEqual(['1', '2']);
    endings[1]!(new Error('boom'));
    await turn();
    endings[2]!();
    await queue.idle();
    expect(records.map((record) => record.state)).toEqual(['done', 'failed', 'done']);
    expect(records[1]!.error).toMatchObject({ code: 'internal', status: 500 });
    expect(JSON.stringify(records[1]!.error)).not.toContain('boom');
  });

  test('a run that waits leaves the line when cancelled; one under way stops at its next step', async () => {
    const { queue, started, endings, submit, turn } = manualQueue();
    const [first, second, third] = [1, 2, 3].map(submit);
    await turn();
    queue.cancel(second!.id);
    queue.cancel(first!.id);
    expect([first!.state, second!.state]).toEqual(['running', 'cancelled']);
    endings[0]!();
    await turn();
    expect(first!.state).toBe('cancelled');
    expect(started).toEqual(['1', '3']);
    endings[1]!();
    await queue.idle();
    expect(third!.state).toBe('done');
    expect(() => queue.cancel(third!.id)).toThrow(expect.objectContaining({ code: 'run_already_over' }));
  });

  test('the line takes 2 where 2 may wait, and refuses the third with 503 and when to come again', async () => {
    const manual = manualQueue({ mostWaiting: 2 });
    for (const seed of [0, 1]) manual.submit(seed);
    await manual.turn();
    manual.submit(2);
    expect(() => manual.submit(3)).toThrow(expect.objectContaining({ code: 'too_many_runs' }));
    const full = await testServer({ queue: { mostWaiting: 0 } });
    const response = await full.app.inject({ method: 'POST', url: '/v1/runs', payload: { kind: 'demo' } });
    expect([response.statusCode, response.headers['retry-after'], response.json()]).toMatchObject([
      503,
      '5',
      { code: 'too_many_runs' },
    ]);
    await full.close();
  });

  test('of 5 finished runs 3 are remembered, the youngest', async () => {
    const { queue, endings, submit, turn } = manualQueue({ mostFinished: 3 });
    const ids = [1, 2, 3, 4, 5].map((seed) => submit(seed).id);
    for (let index = 0; index < 5; index++) {
      await turn();
      endings[index]!();
    }
    await queue.idle();
    expect(queue.list().map((record) => record.id)).toEqual(ids.slice(2));
  });

  test('closing takes no more runs, cancels those that wait and waits for the one under way', async () => {
    const { queue, endings, submit, turn } = manualQueue();
    const [first, second] = [1, 2].map(submit);
    await turn();
    const closed = queue.close();
    expect(() => submit(3)).toThrow(expect.objectContaining({ code: 'shutting_down' }));
    endings[0]!();
    await closed;
    expect([first!.state, second!.state]).toEqual(['cancelled', 'cancelled']);
  });

  test('a real run that is cancelled stops at its next stage and leaves nothing behind', async () => {
    const stages: string[] = [];
    const other = new RunQueue({
      dataFolder: server.folder,
      work: (job, out, { progress, isCancelled }) =>
        workInline(job, out, {
          isCancelled,
          progress: {
            ...progress,
            begin: (...stage) => {
              stages.push(stage[0].en);
              progress.begin(...stage);
              if (stages.length === 3) other.cancel(other.list()[0]!.id);
            },
          },
        }),
    });
    const at = (name: string) => join(server.folder, 'region', name);
    const record = other.submit({
      kind: 'settle',
      files: [at('year.csv')],
      history: [at('history.csv')],
      register: at('register.csv'),
      policy: at('policy.yaml'),
      weights: undefined,
      reforms: [],
      seed: undefined,
      language: 'en',
    });
    await other.idle();
    expect(record).toMatchObject({ state: 'cancelled', error: { code: 'run_cancelled' } });
    expect(stages).toHaveLength(3);
    expect(existsSync(record.folder)).toBe(false);
  });
});
