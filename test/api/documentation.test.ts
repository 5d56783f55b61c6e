import { spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import exceljs from 'exceljs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openHere } from '../../src/api/live/live-regions.js';
import { ROUTE_TEXTS } from '../../src/api/route-texts.js';
import { packageRoot } from '../../src/kernel/package-root.js';
import type { ResultTable } from '../../src/kernel/result-table.js';
import { bytesForm } from './form.js';
import { type TestServer, testServer } from './test-app.js';

const text = readFileSync(join(packageRoot(), 'docs', 'api.md'), 'utf8');
const examples = [...text.matchAll(/```sh (\d+)\n([\s\S]*?)```/g)].map((match) => ({
  status: Number(match[1]),
  command: match[2]!.trim(),
}));

const TABLES: readonly ResultTable[] = ['fund', 'hospitals'].map((name) => ({
  schema: {
    name,
    version: 1,
    title: { zh: '表', en: 'table' },
    columns: [
      { name: 'insurance', type: 'text', label: { zh: '险种', en: 'insurance' }, isKey: true },
      { name: 'baseline_budget', type: 'money', label: { zh: '预算', en: 'budget' } },
      { name: 'baseline_cases', type: 'count', label: { zh: '病例数', en: 'cases' } },
    ],
  },
  rowCount: 1,
  columns: {
    insurance: ['employee'],
    baseline_budget: Float64Array.of(100),
    baseline_cases: Float64Array.of(20),
  },
}));

let server: TestServer;
/** What stands in files that are brought: a template with one case. */
let filled: Buffer;
beforeAll(async () => {
  // What runs compute is tested elsewhere; here their requests are.
  server = await testServer({
    // The files of the page's runs are empty here.
    app: { live: () => openHere({ kind: 'demo', cases: 1_000, seed: 1 }) },
    queue: {
      work: async (_, out) => {
        mkdirSync(out, { recursive: true });
        for (const { schema } of TABLES) writeFileSync(join(out, `${schema.name}.csv`), 'key\n');
        writeFileSync(join(out, 'report.html'), 'page');
        mkdirSync(join(out, 'statements'));
        writeFileSync(join(out, 'statements', 'H1001.html'), 'page');
        const statements = new Map([['H1001', 'statements/H1001']]);
        return { manifest: { files: {}, scheme: { id: 'chs-drg-2.0' } } as never, tables: TABLES, statements };
      },
    },
  });
  const region = join(server.folder, 'region');
  mkdirSync(region);
  for (const name of ['year.csv', 'history.csv', 'register.csv']) writeFileSync(join(region, name), '');
  copyFileSync(join(packageRoot(), 'weights', 'demo-region', 'policy.yaml'), join(region, 'policy.yaml'));
});
afterAll(() => server.close());

beforeAll(async () => {
  const { rawPayload } = await server.app.inject({ url: '/v1/template.xlsx?policy=example-standard-8000&lang=en' });
  const book = new exceljs.Workbook();
  await book.xlsx.load(rawPayload as never);
  book.worksheets[0]!.getCell('A2').value = 'A1';
  filled = Buffer.from(await book.xlsx.writeBuffer());
});

/** The request that a curl command of the page sends. */
function requestOf(command: string): {
  method: 'GET' | 'POST' | 'DELETE';
  url: string;
  headers: Record<string, string>;
  payload?: string | Buffer;
} {
  const forms = [...command.matchAll(/-F file=@(\S+)/g)].map((match) => match[1]!);
  const url = /http:\/\/127\.0\.0\.1:8010(\/[^\s']*)/.exec(command)![1]!;
  const headers = Object.fromEntries(
    [...command.matchAll(/-H '([^:]+): ([^']+)'/g)].map((match) => [match[1]!, match[2]!] as const),
  );
  const payload = /-d '([^']+)'/.exec(command)?.[1];
  if (forms.length > 0) return { method: 'POST', url, ...bytesForm(forms.map((name) => [name, filled])) };
  if (command.includes('-X DELETE')) return { method: 'DELETE', url, headers };
  return payload === undefined ? { method: 'GET', url, headers } : { method: 'POST', url, headers, payload };
}

test('every curl command of the page does what it says, and every route has one', async () => {
  expect(examples.length).toBeGreaterThanOrEqual(14);
  let run = '';
  let upload = '';
  const seen = new Set<string>();
  for (const { status, command } of examples) {
    const request = requestOf(command.replaceAll('$RUN', run).replaceAll('$UPLOAD', upload));
    const response = await server.app.inject(request);
    expect(response.statusCode, `${command}\n${response.body}`).toBe(status);
    if (status === 201) upload = response.json<{ id: string }>().id;
    if (status === 202) {
      run = response.json<{ id: string }>().id;
      await server.queue.idle();
      const state = (await server.app.inject({ url: `/v1/runs/${run}` })).json<{ state: string; error: unknown }>();
      expect(state, command).toMatchObject({ state: 'done', error: null });
    }
    const path = request.url
      .replace(/(runs|uploads)\/[0-9a-f-]{36}/, '$1/{id}')
      .replace(/\?.*/, '')
      .replace(/(tables|statements)\/.*/, '$1/{file}')
      .replace(/(schemes|policies)\/.*/, '$1/{id}')
      .replace(/cell\/(\w+)$/, 'cell/{figure}')
      .replace(/\{id\}\/(fund|hospitals)(?=$|\/column)/, '{id}/{table}');
    seen.add(`${request.method} ${path}`);
  }
  expect([...seen].sort()).toEqual(Object.keys(ROUTE_TEXTS).sort());
});

test('the TypeScript of the page submits a run, waits for its end and prints the table', async () => {
  const address = await server.app.listen({ host: '127.0.0.1', port: 0 });
  const [, code] = /```ts\n([\s\S]*?)```/.exec(text)!;
  expect(code!.trim().split('\n')).toHaveLength(10);
  for (const readme of ['README.md', 'README.zh-CN.md'])
    expect(readFileSync(join(packageRoot(), readme), 'utf8'), readme).toContain(code!);
  const child = spawn(process.execPath, ['--input-type=module', '-e', code!.replace('http://127.0.0.1:8010', address)]);
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString('utf8');
  });
  const ended = await new Promise((resolve) => child.on('exit', resolve));
  expect([ended, output.trim()]).toEqual([0, 'key']);
});
