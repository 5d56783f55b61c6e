import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { JobStore } from '../../src/api/job-store.js';
import { keepDemo } from '../../src/api/keep-demo.js';
import type { RunJob } from '../../src/api/run-job.js';
import { RunQueue } from '../../src/api/run-queue.js';
import { UploadStore } from '../../src/api/uploads/upload-store.js';
import { type TestServer, testServer } from './test-app.js';

const CASES = 1_000;
let server: TestServer;
let uploads: UploadStore;
beforeAll(async () => {
  server = await testServer();
  uploads = new UploadStore(server.folder, 1e9);
});
afterAll(() => server.close());

const get = (url: string) => server.app.inject({ url });

test('the demo is told as it comes: not asked for, waiting, done; then its report and tables are there', async () => {
  const demo = async () => (await get('/ready')).json<{ demo: string }>().demo;
  expect(await demo()).toBe('none');
  keepDemo(server.queue, uploads, 0, 'zh');
  expect(await demo()).toBe('none');
  keepDemo(server.queue, uploads, CASES, 'zh');
  expect(await demo()).toBe('queued');
  await server.queue.idle();
  expect(await demo()).toBe('done');
  const run = (await get('/v1/runs/demo')).json<{ manifest: { cases: number; reconciled: boolean } }>();
  expect(run.manifest).toMatchObject({ cases: CASES, reconciled: true });
  const report = await get('/v1/runs/demo/report.html');
  expect(report.headers['content-type']).toBe('text/html; charset=utf-8');
  expect(report.headers['content-security-policy']).toContain("default-src 'none'");
  expect(report.body).toContain('</html>');
  const etag = report.headers.etag as string;
  const again = await server.app.inject({ url: '/v1/runs/demo/report.html', headers: { 'if-none-match': etag } });
  expect(again.statusCode).toBe(304);
  expect((await get('/v1/runs/demo/tables/hospitals.csv')).body.split('\n').length).toBeGreaterThan(20);
});

test('its files are an upload: a settlement of them counts the same cases', async () => {
  const listed = (await get('/v1/uploads')).json<{ uploads: { id: string; files: { name: string }[] }[] }>();
  const names = listed.uploads.find(({ id }) => id === 'demo')!.files.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['uploads/demo/year.csv', 'uploads/demo/policy.yaml']));
  const submitted = await server.app.inject({
    method: 'POST',
    url: '/v1/runs',
    payload: {
      kind: 'settle',
      files: ['uploads/demo/year.csv'],
      history: ['uploads/demo/history.csv'],
      register: 'uploads/demo/register.csv',
      policy: 'uploads/demo/policy.yaml',
    },
  });
  await server.queue.idle();
  const { state, manifest } = (await get(submitted.headers.location as string)).json<{
    state: string;
    manifest: { cases: number };
  }>();
  expect([state, manifest.cases]).toEqual(['done', CASES]);
});

test('asked for again it is not made again; a region of another size, and files that were removed, are made anew', async () => {
  const made: RunJob[] = [];
  const folder = server.folder;
  const start = async (cases: number): Promise<void> => {
    const queue = new RunQueue({
      dataFolder: folder,
      store: new JobStore(folder),
      work: async (job, out) => {
        made.push(job);
        for (const folder of [out, uploads.demoFolder]) mkdirSync(folder, { recursive: true });
        writeFileSync(join(uploads.demoFolder, 'manifest.json'), '{}');
        return { manifest: {} as never, tables: [] };
      },
    });
    keepDemo(queue, uploads, cases, 'zh');
    await queue.idle();
    expect(queue.find('demo').state).toBe('done');
    await queue.close();
  };
  await start(CASES);
  await start(CASES);
  expect(made).toHaveLength(1);
  await start(CASES + 100);
  expect(made).toHaveLength(2);
  rmSync(uploads.demoFolder, { recursive: true });
  await start(CASES + 100);
  expect(made).toHaveLength(3);
});

test('cleaning removes old uploads and never the demo', () => {
  uploads.clean(1);
  expect(uploads.list().map(({ id }) => id)).toContain('demo');
});
