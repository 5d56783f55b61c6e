import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { inlineExecutor } from '../../src/kernel/executor.js';
import { silentProgress } from '../../src/run/progress.js';
import type { RunContext } from '../../src/run/run-context.js';
import { runSettle } from '../../src/run/settle-run.js';
import { INPUT } from '../golden/golden-run.js';
import { temporaryFolder } from '../temporary-folder.js';

const root = temporaryFolder();

test('a result with refunds lists netted.csv in its manifest, so that the next run may replace it', async () => {
  const [heading, first, ...rest] = readFileSync(join(INPUT, 'year.csv'), 'utf8').trimEnd().split('\n');
  const place = heading!.split(',').indexOf('total_cost');
  const refund = first!
    .split(',')
    .map((cell, k) => (k === place ? `-${cell}` : cell))
    .join(',');
  const year = join(root, 'year.csv');
  writeFileSync(year, `${[heading, first, refund, ...rest].join('\n')}\n`);
  const context: RunContext = { executor: inlineExecutor, progress: silentProgress, timings: [], language: 'en' };
  const options = {
    files: [year],
    history: [join(INPUT, 'history.csv')],
    register: join(INPUT, 'register.csv'),
    policy: join(INPUT, 'policy.yaml'),
    out: join(root, 'result'),
  };
  const { manifest } = await runSettle(options, context);
  expect(manifest.netted).toBe(2);
  expect(Object.keys(manifest.files)).toContain('netted.csv');
  expect((await runSettle(options, context)).manifest.files).toEqual(manifest.files);
});
