import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunWorker } from '../../src/api/run-job.js';
import { requestedTimeline, shippedPolicy } from '../../src/api/shipped-names.js';
import { packageRoot } from '../../src/kernel/package-root.js';
import { type TestServer, testServer } from './test-app.js';

/**
 * A server for many requests: runs and live questions answer at once without pricing anything (what they answer is tested
 * elsewhere), the data folder has the files of a region, empty, and run `run` is done.
 */
export async function fuzzServer(work: RunWorker): Promise<TestServer & { readonly run: string }> {
  const server = await testServer({
    queue: { work },
    app: {
      requestsAMinute: 0,
      live: async () => ({
        baseline: requestedTimeline(shippedPolicy('demo-region'), []),
        ask: async (_, clearing) => ({ clearing, method: 'cells', reason: undefined, hospitals: [], pools: [] }),
        close: () => {},
      }),
    },
  });
  const region = join(server.folder, 'region');
  mkdirSync(region);
  for (const name of ['year.csv', 'history.csv', 'register.csv']) writeFileSync(join(region, name), '');
  copyFileSync(join(packageRoot(), 'weights', 'demo-region', 'policy.yaml'), join(region, 'policy.yaml'));
  const { id } = server.queue.submit({ kind: 'demo', cases: 1000, seed: 1, reforms: [], language: 'en' });
  await server.queue.idle();
  return { ...server, run: id };
}
