import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import { prepareGrouping } from '../../src/grouping/prepare-grouping.js';
import type { Executor, RowPass } from '../../src/kernel/executor.js';
import { packageRoot } from '../../src/kernel/package-root.js';
import { makeDemoRegion } from '../../src/run/demo-region.js';
import { type ClosableExecutor, createExecutor, defaultWorkerCount, taskRows } from '../../src/run/worker-pool.js';
import { openScheme } from '../../src/schemes/open-scheme.js';
import { finished } from '../built-program.js';
import { temporaryFolder } from '../temporary-folder.js';

const folder = temporaryFolder();
const workers = pathToFileURL(`${folder}/`);

/** Worker entries made for these tests: they mark rows of a shared column, slowly, or break. */
writeFileSync(
  join(folder, 'group.mjs'),
  `export function mark({ payload: { marks, pause, failFrom, exitFrom }, from, to }) {
     if (from >= (exitFrom ?? Infinity)) process.exit(7);
     if (from >= (failFrom ?? Infinity)) throw new RangeError('row ' + from + ' is odd');
     for (let row = from; row < to; row++) {
       marks[row] += 1;
       if (row === from + 5) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pause ?? 0);
     }
   }`,
);
writeFileSync(join(folder, 'group.js'), `module.exports = async (task) => (await import('./group.mjs')).mark(task);`);

interface MarkPayload {
  readonly marks: Uint8Array;
  readonly pause?: number;
  readonly failFrom?: number;
  readonly exitFrom?: number;
}
const pass: RowPass<MarkPayload> = {
  name: 'group',
  rows: ({ marks }, from, to) => {
    for (let row = from; row < to; row++) marks[row]! += 1;
  },
};
const marksFor = (rows: number): Uint8Array => new Uint8Array(new SharedArrayBuffer(rows));

const open: ClosableExecutor[] = [];
function executor(count: number, signal?: AbortSignal): ClosableExecutor {
  const made = createExecutor(count, signal, workers);
  open.push(made);
  return made;
}
afterEach(async () => {
  await Promise.all(open.splice(0).map((made) => made.close()));
});

async function markAll(runner: Executor, rows: number): Promise<Uint8Array> {
  const marks = marksFor(rows);
  await runner.run(pass, { marks }, rows);
  return marks;
}

describe('the worker pool', () => {
  test.each([0, 1, 2, 4])('with %i workers each of 10,007 rows is worked on exactly once', async (count) => {
    const marks = await markAll(executor(count), 10_007);
    expect(marks.every((mark) => mark === 1)).toBe(true);
  });

  test('no rows are no task: nothing runs and nothing is told', async () => {
    const told: number[] = [];
    await executor(2).run(pass, { marks: marksFor(0) }, 0, (done) => told.push(done));
    expect(told).toEqual([]);
  });

  test('progress grows from task to task and ends at the last row', async () => {
    const told: number[] = [];
    await executor(2).run(pass, { marks: marksFor(9_000) }, 9_000, (done, count) => {
      told.push(done);
      expect(count).toBe(9_000);
    });
    expect(told.at(-1)).toBe(9_000);
    expect([...told].sort((a, b) => a - b)).toEqual(told);
    expect(told.length).toBe(Math.ceil(9_000 / taskRows(9_000, 2)));
  });

  test('two runs at once share the pool and both are whole', async () => {
    const shared = executor(2);
    const [a, b] = await Promise.all([markAll(shared, 8_000), markAll(shared, 12_000)]);
    expect(a.every((mark) => mark === 1) && b.every((mark) => mark === 1)).toBe(true);
  });

  test('a task that throws ends the run as worker_failed with its reason, in both languages, and hands out no more', async () => {
    const marks = marksFor(100_000);
    const failed = executor(1).run(pass, { marks, failFrom: 1 }, 100_000);
    const error = await failed.then(
      () => undefined,
      (thrown: unknown) => thrown as { code: string; text(language: string): string; entry: { exit: number } },
    );
    expect(error?.code).toBe('worker_failed');
    expect(error?.text('en')).toBe('a worker failed: row 25000 is odd');
    expect(error?.text('zh')).toContain('row 25000 is odd');
    expect(error?.entry.exit).toBe(1);
    expect(marks.subarray(50_000).some((mark) => mark > 0)).toBe(false);
  });

  test('a thread that dies in the middle of a task is a failure of the run, not of the program', async () => {
    const failed = executor(2).run(pass, { marks: marksFor(20_000), exitFrom: 2_500 }, 20_000);
    await expect(failed).rejects.toMatchObject({ code: 'worker_failed' });
  });

  test('after a failure the pool still serves', async () => {
    const pool = executor(1);
    await expect(pool.run(pass, { marks: marksFor(2_000), failFrom: 0 }, 2_000)).rejects.toMatchObject({
      code: 'worker_failed',
    });
    expect((await markAll(pool, 2_000)).every((mark) => mark === 1)).toBe(true);
  });

  test('cancelling hands out no more tasks, lets those under way finish, and is told as run_cancelled', async () => {
    const control = new AbortController();
    const marks = marksFor(60_000);
    const run = executor(2, control.signal).run(pass, { marks, pause: 30 }, 60_000, () => control.abort());
    await expect(run).rejects.toMatchObject({ code: 'run_cancelled' });
    const size = taskRows(60_000, 2);
    const done = marks.reduce((sum, mark) => sum + mark, 0);
    // Whole tasks only: a thread killed in the middle would leave a part of one.
    expect(done % size).toBe(0);
    expect(done).toBeGreaterThanOrEqual(size);
    expect(done).toBeLessThanOrEqual(4 * size);
    await new Promise((resolve) => setTimeout(resolve, 80));
    expect(marks.reduce((sum, mark) => sum + mark, 0)).toBe(done);
  });

  test.each([0, 2])('with %i workers a run cancelled before it begins does nothing', async (count) => {
    const marks = marksFor(3_000);
    const run = executor(count, AbortSignal.abort()).run(pass, { marks }, 3_000);
    await expect(run).rejects.toMatchObject({ code: 'run_cancelled', entry: { exit: 1, status: 409 } });
    expect(marks.every((mark) => mark === 0)).toBe(true);
  });

  test('closing waits for the tasks under way, cancels the rest, and a closed pool starts no thread again', async () => {
    const pool = executor(1);
    const marks = marksFor(40_000);
    const run = pool.run(pass, { marks, pause: 60 }, 40_000);
    const outcome = expect(run).rejects.toMatchObject({ code: 'run_cancelled' });
    await new Promise((resolve) => setTimeout(resolve, 120));
    await pool.close();
    await outcome;
    expect(marks.reduce((sum, mark) => sum + mark, 0) % taskRows(40_000, 1)).toBe(0);
    await expect(markAll(pool, 10)).rejects.toMatchObject({ code: 'run_cancelled' });
  });

  test('a program that closes its pool comes to its end by itself', async () => {
    const script = join(folder, 'ends.mjs');
    writeFileSync(
      script,
      `const { createExecutor } = await import(process.argv[2]);
       const pool = createExecutor(2, undefined, new URL(process.argv[3]));
       const marks = new Uint8Array(new SharedArrayBuffer(5000));
       await pool.run({ name: 'group', rows: () => {} }, { marks }, 5000);
       await pool.close();
       console.log(marks.reduce((a, b) => a + b, 0));`,
    );
    const { builtModule } = await import('../built-program.js');
    const args = [script, builtModule('src/run/worker-pool.js'), workers.href];
    const { code, stdout } = await finished(spawn(process.execPath, args, { timeout: 20_000 }));
    expect([code, stdout.trim()]).toEqual([0, '5000']);
  });

  test('tasks are at least 1,024 and at most 65,536 rows, about four for each worker', () => {
    expect(taskRows(3_000, 4)).toBe(1_024);
    expect(taskRows(300_000, 4)).toBe(18_750);
    expect(taskRows(10_000_000, 2)).toBe(65_536);
    expect(defaultWorkerCount()).toBeGreaterThanOrEqual(1);
  });
});

describe('what goes to a worker', () => {
  test('the grouping payload carries no text but a few one-word switches, and no memory that is not shared', () => {
    const scheme = openScheme('chs-drg-2.0');
    const { year } = makeDemoRegion({ cases: 1_000, seed: 1, historyColumns: 'weighting' });
    const { payload } = prepareGrouping(scheme, year);
    const texts: string[] = [];
    const unshared: string[] = [];
    const walk = (value: unknown, path: string): void => {
      if (typeof value === 'string') texts.push(value);
      else if (ArrayBuffer.isView(value)) {
        if (!(value.buffer instanceof SharedArrayBuffer) && value.byteLength > 1_000) unshared.push(path);
      } else if (value !== null && typeof value === 'object' && !(value instanceof SharedArrayBuffer)) {
        for (const [key, part] of Object.entries(value)) walk(part, `${path}.${key}`);
      }
    };
    walk(payload, 'payload');
    expect(texts.length).toBeLessThanOrEqual(4);
    expect(texts.every((word) => /^[a-z_]{1,12}$/.test(word))).toBe(true);
    expect(unshared).toEqual([]);
  });

  test('a clone of a shared view is the same memory, a slice is not: columns leave by one guarded copy', () => {
    const view = new Uint8Array(new SharedArrayBuffer(4));
    structuredClone(view)[0] = 7;
    expect(view[0]).toBe(7);
    view.slice()[0] = 9;
    expect(view[0]).toBe(7);
  });

  test('nothing waits by Atomics.waitAsync, which lets the program end in the middle, and no buffer is growable', () => {
    const sources = ['src', 'workers'].flatMap((room) =>
      (readdirSync(join(packageRoot(), room), { recursive: true }) as string[])
        .filter((name) => name.endsWith('.ts'))
        .map((name) => join(room, name)),
    );
    expect(sources.length).toBeGreaterThan(100);
    const offenders = sources.filter((file) =>
      /waitAsync|maxByteLength/.test(readFileSync(join(packageRoot(), file), 'utf8')),
    );
    expect(offenders).toEqual([]);
  });
});
