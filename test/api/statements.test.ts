import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestServer, testServer } from './test-app.js';

const HOSTILE = ['../../fund', '=1+1', '市一院/二部', 'H1'];

let server: TestServer;
let demo: string;
let plain: string;

async function submitted(body: object): Promise<string> {
  const response = await server.app.inject({ method: 'POST', url: '/v1/runs', payload: body });
  expect(response.statusCode, response.body).toBe(202);
  await server.queue.idle();
  return response.json<{ id: string }>().id;
}
const get = (url: string, headers: Record<string, string> = {}) => server.app.inject({ url, headers });
const codeOf = async (url: string) => (await get(url)).json<{ code: string }>().code;

beforeAll(async () => {
  server = await testServer();
  demo = await submitted({ kind: 'demo', cases: 1000, seed: 3, statements: true });
  plain = await submitted({ kind: 'demo', cases: 1000, seed: 3 });
});
afterAll(() => server.close());

test('each hospital of a run has its statement as page, workbook and CSV: the files of the result folder', async () => {
  const run = (await get(`/v1/runs/${demo}`)).json<{ links: { statements: string } }>();
  const { statements } = (await get(run.links.statements)).json<{ statements: Record<string, string>[] }>();
  expect(statements.length).toBeGreaterThan(10);
  const one = statements[0]!;
  for (const form of ['html', 'xlsx', 'csv']) {
    const answer = await get(one[form]!);
    expect(answer.statusCode).toBe(200);
    const file = join(server.folder, 'runs', demo, 'statements', `${one.hospital_id}.${form}`);
    expect(answer.rawPayload.equals(readFileSync(file)), form).toBe(true);
    expect(answer.headers['content-disposition']).toMatch(form === 'html' ? /^inline;/ : /^attachment;/);
    const again = await get(one[form]!, { 'if-none-match': String(answer.headers.etag) });
    expect([again.statusCode, again.body]).toEqual([304, '']);
  }
  expect((await get(one.html!)).body).toContain('测算结果，不作为清算依据');
});

test('a run without statements says how to get them; its links say none', async () => {
  expect((await get(`/v1/runs/${plain}`)).json()).toMatchObject({ links: { statements: null } });
  expect(await codeOf(`/v1/runs/${plain}/statements`)).toBe('statements_not_written');
  expect(await codeOf(`/v1/runs/${plain}/statements/H001.html`)).toBe('statements_not_written');
});

test('a name that is no hospital of the run is not found, whatever it tries', async () => {
  for (const name of [
    'nobody.html',
    '..%2F..%2Fmanifest.json',
    '..%2Ffund.csv',
    'H001.exe',
    '__proto__.html',
    '%00.csv',
  ])
    expect(await codeOf(`/v1/runs/${demo}/statements/${name}`), name).toBe('statement_not_found');
});

test('a file that was moved away is said to be gone', async () => {
  const { statements } = (await get(`/v1/runs/${demo}/statements`)).json<{ statements: Record<string, string>[] }>();
  const last = statements.at(-1)!;
  rmSync(join(server.folder, 'runs', demo, 'statements', `${last.hospital_id}.csv`));
  expect(await codeOf(last.csv!)).toBe('result_file_gone');
});

test('ids of any characters are addressed by the links that the list gives', async () => {
  const hostile = await testServer({
    queue: {
      work: async () => ({
        manifest: { files: {} } as never,
        tables: [],
        statements: new Map([...HOSTILE, '医'.repeat(60)].map((id) => [id, `statements/${id.length}`])),
      }),
    },
  });
  const response = await hostile.app.inject({ method: 'POST', url: '/v1/runs', payload: { kind: 'demo' } });
  await hostile.queue.idle();
  const base = response.headers.location as string;
  const { statements } = (await hostile.app.inject({ url: `${base}/statements` })).json<{
    statements: Record<string, string>[];
  }>();
  expect(statements.map(({ hospital_id }) => hospital_id)).toEqual([...HOSTILE, '医'.repeat(60)]);
  // Each is found by its id; that its file is not there is another matter.
  for (const { csv } of statements) {
    expect((await hostile.app.inject({ url: csv! })).json<{ code: string }>().code).toBe('result_file_gone');
  }
  await hostile.close();
});
