import { existsSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { JobStore } from '../../src/api/job-store.js';
import { runIdentity } from '../../src/api/run-identity.js';
import type { RunJob, RunWorker } from '../../src/api/run-job.js';
import { RunQueue } from '../../src/api/run-queue.js';
import type { ResultTable } from '../../src/kernel/result-table.js';
import { temporaryFolder } from '../temporary-folder.js';
import { testServer } from './test-app.js';

const root = temporaryFolder();
let count = 0;
const newFolder = () => {
  const path = join(root, String(count++));
  mkdirSync(path);
  return path;
};
const job = (seed: number): RunJob => ({ kind: 'demo', cases: 1000, seed, reforms: [], language: 'en' });
const shared = new Float64Array(new SharedArrayBuffer(16));
shared.set([12.5, Number.NaN]);
const TABLE: ResultTable = {
  schema: { name: 'fund', version: 1, title: { zh: '基金', en: 'fund' }, columns: [] },
  rowCount: 2,
  columns: { insurance: ['employee', 'resident'], budget: shared },
};
const OUTCOME = { manifest: { files: {} } as never, tables: [TABLE], statements: new Map([['H1', 'statements/H1']]) };

/** Finishes at once, its folder written. */
const quick: RunWorker = async (_, out) => {
  mkdirSync(out, { recursive: true });
  return OUTCOME;
};
/** Never ends by itself; stops when cancelled. */
const endless: RunWorker = (_job, _out, { isCancelled }) =>
  new Promise((_, reject) => {
    const timer = setInterval(() => {
      if (!isCancelled()) return;
      clearInterval(timer);
      reject(new Error('stopped'));
    }, 2);
  });
const turn = () => new Promise((resolve) => setTimeout(resolve, 10));

describe('after a restart', () => {
  test('finished runs are there with their tables (shared memory and missing values included), statements and errors', async () => {
    const dataFolder = newFolder();
    const store = new JobStore(dataFolder);
    const first = new RunQueue({ dataFolder, work: quick, store });
    const { id } = first.submit(job(1));
    await first.idle();
    const failing = new RunQueue({ dataFolder, work: async () => Promise.reject(new Error('boom')), store });
    const failed = failing.submit(job(2));
    await failing.idle();

    const second = new RunQueue({ dataFolder, work: quick, store: new JobStore(dataFolder) });
    expect(second.list().map(({ id, state }) => [id, state])).toEqual([
      [id, 'done'],
      [failed.id, 'failed'],
    ]);
    const { outcome } = second.find(id);
    expect([...(outcome!.tables[0]!.columns.budget as Float64Array)]).toEqual([12.5, Number.NaN]);
    expect(outcome!.statements!.get('H1')).toBe('statements/H1');
    expect(second.find(failed.id).error).toMatchObject({ code: 'internal' });
  });

  test('a run of each of the six kinds is found again', async () => {
    const dataFolder = newFolder();
    const files = { files: ['/x/year.csv'], language: 'en' } as const;
    const paid = { ...files, policy: 'p', history: undefined, weights: undefined, register: undefined, reforms: [] };
    const jobs: RunJob[] = [
      job(1),
      { ...paid, kind: 'settle', seed: undefined },
      { ...paid, kind: 'simulate', seed: undefined },
      { ...paid, kind: 'sweep', seed: undefined, vary: ['a=1,2'], goal: undefined, clearing: 'none' },
      { ...files, kind: 'compare', from: 'chs-drg-1.1', to: 'chs-drg-2.0' },
      { ...files, kind: 'monitor', scheme: 'chs-drg-2.0', register: undefined },
    ];
    const first = new RunQueue({ dataFolder, work: quick, store: new JobStore(dataFolder) });
    for (const one of jobs) first.submit(one);
    await first.idle();
    const second = new RunQueue({ dataFolder, work: quick, store: new JobStore(dataFolder) });
    expect(second.list().map(({ kind, state }) => [kind, state])).toEqual(jobs.map(({ kind }) => [kind, 'done']));
  });

  test('the run under way and those that wait stand in line again, in their order; one cancelled before does not', async () => {
    const dataFolder = newFolder();
    const first = new RunQueue({ dataFolder, work: endless, store: new JobStore(dataFolder) });
    const ids = [1, 2, 3].map((seed) => first.submit(job(seed)).id);
    await turn();
    first.cancel(ids[1]!);
    await first.close();
    const worked: string[] = [];
    const second = new RunQueue({
      dataFolder,
      store: new JobStore(dataFolder),
      work: (job, out, surroundings) => {
        worked.push(out.split('/').at(-1)!);
        return quick(job, out, surroundings);
      },
    });
    await second.idle();
    expect(worked).toEqual([ids[0], ids[2]]);
    expect(second.list().map(({ state }) => state)).toEqual(['done', 'cancelled', 'done']);
    const next = second.submit(job(9));
    expect(next.order).toBeGreaterThan(second.find(ids[2]!).order);
    await second.close();
  });

  test('a process that was killed finds the run that it was doing', async () => {
    const dataFolder = newFolder();
    const killed = new RunQueue({ dataFolder, work: () => new Promise(() => {}), store: new JobStore(dataFolder) });
    const { id } = killed.submit(job(1));
    await turn();
    const second = new RunQueue({ dataFolder, work: quick, store: new JobStore(dataFolder) });
    await second.idle();
    expect(second.find(id).state).toBe('done');
  });

  test('a run whose folder was moved away, and files that are not whole, are forgotten without a failure', async () => {
    const dataFolder = newFolder();
    // The worker writes no folder.
    const first = new RunQueue({ dataFolder, work: async () => OUTCOME, store: new JobStore(dataFolder) });
    first.submit(job(1));
    await first.idle();
    writeFileSync(join(dataFolder, 'jobs', 'broken.json'), '{"version": 1, "id"');
    const second = new RunQueue({ dataFolder, work: quick, store: new JobStore(dataFolder) });
    expect(second.list()).toEqual([]);
    expect(readdirSync(join(dataFolder, 'jobs'))).toEqual(['broken.json']);
  });

  test('a run that is forgotten leaves no job behind', async () => {
    const dataFolder = newFolder();
    const queue = new RunQueue({ dataFolder, work: quick, store: new JobStore(dataFolder), mostFinished: 1 });
    queue.submit(job(1));
    const { id } = queue.submit(job(2));
    await queue.idle();
    expect(readdirSync(join(dataFolder, 'jobs')).sort()).toEqual([`${id}.json`, `${id}.outcome`]);
  });
});

describe('two equal runs', () => {
  test('share one result while it waits, is under way and is done, and not after it failed or its folder is gone', async () => {
    const dataFolder = newFolder();
    let worked = 0;
    const queue = new RunQueue({
      dataFolder,
      work: (...order) => {
        worked += 1;
        return quick(...order);
      },
    });
    const first = queue.submit(job(1));
    expect(queue.submit(job(1))).toBe(first);
    expect(queue.submit(job(2))).not.toBe(first);
    await queue.idle();
    expect(queue.submit(job(1))).toBe(first);
    expect(worked).toBe(2);
    const failing = new RunQueue({ dataFolder, work: async () => Promise.reject(new Error('x')) });
    const failed = failing.submit(job(1));
    await failing.idle();
    expect(failing.submit(job(1))).not.toBe(failed);
    await failing.idle();
  });

  test('a file that changed, or one beside the policy, makes another run', () => {
    const folder = newFolder();
    const files = ['year.csv', 'policy.yaml', 'weights.csv'].map((name) => join(folder, name));
    for (const file of files) writeFileSync(file, 'a');
    const settle = { kind: 'settle', files: [files[0]!], policy: files[1]!, reforms: [], language: 'en' };
    const identity = () => runIdentity(settle as unknown as RunJob);
    const before = identity();
    expect(identity()).toBe(before);
    utimesSync(files[0]!, 1_000, 1_000);
    const touched = identity();
    expect(touched).not.toBe(before);
    writeFileSync(files[2]!, 'longer');
    expect(identity()).not.toBe(touched);
  });

  test('over HTTP the second answers the id of the first', async () => {
    const server = await testServer({ queue: { work: quick } });
    const submit = async () =>
      (await server.app.inject({ method: 'POST', url: '/v1/runs', payload: { kind: 'demo', seed: 4 } })).json().id;
    const id = await submit();
    await server.queue.idle();
    expect(await submit()).toBe(id);
    await server.close();
  });
});

describe('/v1/runs/{id}/events', () => {
  test('tells the run from waiting to done, each change once, and ends', async () => {
    const server = await testServer({
      queue: {
        work: async (_, out, { progress }) => {
          progress.begin({ zh: '分组', en: 'grouping' }, 10, 'cases');
          await new Promise((resolve) => setTimeout(resolve, 500));
          progress.advance(7, 10);
          await new Promise((resolve) => setTimeout(resolve, 500));
          mkdirSync(out, { recursive: true });
          return OUTCOME;
        },
      },
    });
    const { id } = server.queue.submit(job(1));
    const response = await server.app.inject({ url: `/v1/runs/${id}/events` });
    expect(response.headers['content-type']).toBe('text/event-stream; charset=utf-8');
    const events = [...response.body.matchAll(/event: run\ndata: (.*)\n\n/g)].map((match) => JSON.parse(match[1]!));
    expect(events[0].state).toMatch(/queued|running/);
    expect(events.slice(-2).map(({ state, progress }) => [state, progress?.done])).toEqual([
      ['running', 7],
      ['done', undefined],
    ]);
    expect(new Set(events.map((event) => JSON.stringify(event))).size).toBe(events.length);
    expect(events.at(-1).links.tables.fund.csv).toBe(`/v1/runs/${id}/tables/fund.csv`);
    expect((await server.app.inject({ url: '/v1/runs/none/events' })).statusCode).toBe(404);
    await server.close();
  });

  test('ends when the server closes, so that a listener does not hold it', async () => {
    const server = await testServer({ queue: { work: endless } });
    const { id } = server.queue.submit(job(1));
    const listening = server.app.inject({ url: `/v1/runs/${id}/events` });
    await turn();
    const started = performance.now();
    await Promise.all([listening, server.close()]);
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});

test('a table comes as Parquet too, the file of the result', async () => {
  const server = await testServer({
    queue: {
      work: async (_, out) => {
        mkdirSync(out, { recursive: true });
        writeFileSync(join(out, 'fund.parquet'), 'PAR1');
        return OUTCOME;
      },
    },
  });
  const { id, folder } = server.queue.submit(job(1));
  await server.queue.idle();
  const response = await server.app.inject({ url: `/v1/runs/${id}/tables/fund.parquet` });
  expect([response.statusCode, response.headers['content-type'], response.body]).toEqual([
    200,
    'application/vnd.apache.parquet',
    readFileSync(join(folder, 'fund.parquet'), 'utf8'),
  ]);
  expect(existsSync(join(folder, 'fund.parquet'))).toBe(true);
  await server.close();
});
