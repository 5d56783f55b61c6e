import { join } from 'node:path';
import { runGenerate } from '../../src/run/generate-run.js';
import { runContext, type TestServer, testServer } from './test-app.js';

/** A reform of one patch. */
export const CUT = {
  id: 'cut',
  title: { zh: '费率下调', en: 'a lower rate' },
  patches: [{ path: 'rate.value.employee', scale: 0.97 }],
};

/** The region's files as requests name them. */
export const REGION = {
  files: ['region/year.csv'],
  history: ['region/history.csv'],
  register: 'region/register.csv',
  policy: 'region/policy.yaml',
};

/** A server whose data folder has a generated region of 1,000 cases in `region`. */
export async function regionServer(): Promise<TestServer> {
  const server = await testServer();
  await runGenerate({ out: join(server.folder, 'region'), cases: 1000, seed: 5 }, runContext());
  return server;
}
