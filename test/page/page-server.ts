import { readFileSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { API_POOL_ERRORS } from '../../src/api/api-errors.js';
import { LARGEST_UPLOAD } from '../../src/api/app.js';
import { keepDemo } from '../../src/api/keep-demo.js';
import type { RunJob, RunWorker } from '../../src/api/run-job.js';
import { UploadStore } from '../../src/api/uploads/upload-store.js';
import { type TestServer, testServer, workInline } from '../api/test-app.js';

export interface PageServer extends TestServer {
  readonly address: string;
  /** A run of which this is true goes on until it is cancelled. */
  hold: (job: RunJob) => boolean;
  /** A run of which this is true fails, as one whose pool has lost its threads. */
  fails: (job: RunJob) => boolean;
}

/** The application on a port of its own, with a demo region of 1,000 cases that is done. */
export async function pageServer(cases = 1_000): Promise<PageServer> {
  const held: Pick<PageServer, 'hold' | 'fails'> = { hold: () => false, fails: () => false };
  const work: RunWorker = async (job, out, surroundings) => {
    surroundings.progress.begin({ zh: '测试中', en: 'held' }, 100, 'cases');
    surroundings.progress.advance(40);
    while (held.hold(job) && !surroundings.isCancelled()) await new Promise((resolve) => setTimeout(resolve, 50));
    if (held.fails(job)) throw API_POOL_ERRORS.internal({ reference: 'page-test' });
    return await workInline(job, out, surroundings);
  };
  const server = await testServer({ queue: { work } });
  keepDemo(server.queue, new UploadStore(server.folder, LARGEST_UPLOAD), cases, 'zh');
  await server.queue.idle();
  await server.app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = server.app.server.address() as AddressInfo;
  return Object.assign(held, server, { address: `http://127.0.0.1:${port}` });
}

/** The year of one hospital of the demo region, as a file of its own. */
export function hospitalFile({ folder }: TestServer, hospital: string): string {
  const [head, ...rows] = readFileSync(join(folder, 'uploads', 'demo', 'year.csv'), 'utf8').split('\n');
  const path = join(folder, `${hospital}.csv`);
  writeFileSync(path, [head, ...rows.filter((row) => row.includes(`,${hospital},`)), ''].join('\n'));
  return path;
}
