import { describe, expect, test } from 'vitest';
import { TaskQueue } from '../../src/run/task-queue.js';

/** A promise with its handle outside. */
function gate(): { readonly opened: Promise<void>; open: () => void } {
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('the queue before the worker pool', () => {
  test('twelve tasks through two places start in the order in which they asked', async () => {
    const queue = new TaskQueue(2);
    const started: number[] = [];
    const tasks = Array.from({ length: 12 }, (_, task) =>
      queue.run(async () => {
        started.push(task);
        await turn();
      }),
    );
    await Promise.all(tasks);
    expect(started).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  });

  test('never more than its limit is under way, and as many as that', async () => {
    const queue = new TaskQueue(3);
    let underWay = 0;
    let most = 0;
    await Promise.all(
      Array.from({ length: 20 }, () =>
        queue.run(async () => {
          most = Math.max(most, ++underWay);
          await turn();
          underWay -= 1;
        }),
      ),
    );
    expect(most).toBe(3);
  });

  test('who asks while a place changes hands does not overtake those who wait', async () => {
    const queue = new TaskQueue(1);
    const first = gate();
    const started: string[] = [];
    const one = queue.run(() => first.opened);
    const two = queue.run(async () => void started.push('waited'));
    first.open();
    await one;
    const three = queue.run(async () => void started.push('came later'));
    await Promise.all([two, three]);
    expect(started).toEqual(['waited', 'came later']);
  });

  test('a task that fails passes its error on and gives its place to the next', async () => {
    const queue = new TaskQueue(1);
    const failing = queue.run(() => Promise.reject(new Error('broken')));
    const next = queue.run(async () => 'done');
    await expect(failing).rejects.toThrow('broken');
    await expect(next).resolves.toBe('done');
  });
});
