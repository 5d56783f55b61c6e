import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { asideInThreads } from '../../src/api/aside/aside-in-threads.js';
import { builtModule } from '../built-program.js';
import { temporaryFolder } from '../temporary-folder.js';
import { testServer } from './test-app.js';

const module = builtModule('src/api/aside/aside-in-threads.js');
const isBuilt = existsSync(fileURLToPath(module));
if (!isBuilt) console.log('skipped: threads need a build (npm run build)');

const CASES = 10_000;
const stay = (index: number) => ({
  ...{ case_id: `A${index}`, dx: ['J18.900'], sex: 1, age_years: 60, los_days: 9, discharge_date: '2026-03-10' },
  ...{ hospital_id: 'H1', hospital_level: '二级', insurance: 'employee', total_cost: '7400.00', pooled_fund: 4000 },
});
const body = (count: number) =>
  JSON.stringify({ policy: 'example-standard-8000', cases: Array.from({ length: count }, (_, index) => stay(index)) });

test.skipIf(!isBuilt)(
  `while ${CASES} cases are priced in a thread, others are answered; two at once are both answered; nothing is left in the data folder`,
  async () => {
    const inThreads = ((await import(module)) as { readonly asideInThreads: typeof asideInThreads }).asideInThreads;
    const dataFolder = temporaryFolder();
    const aside = inThreads({ dataFolder, log: 'failures', answers: 'trusted' });
    const server = await testServer({ app: { aside, answers: 'trusted' } });
    const address = await server.app.listen({ host: '127.0.0.1', port: 0 });
    const price = async (count: number) => {
      const headers = { 'content-type': 'application/json' };
      const answer = await fetch(`${address}/v1/price`, { method: 'POST', headers, body: body(count) });
      expect(answer.status).toBe(200);
      return (await answer.json()) as { readonly results: readonly { readonly pay: string }[] };
    };
    let isOver = false;
    const long = Promise.all([price(CASES), price(CASES)]).finally(() => {
      isOver = true;
    });
    let answered = 0;
    while (!isOver) {
      expect((await fetch(`${address}/health`)).status).toBe(200);
      answered += 1;
    }
    const [first, second] = await long;
    expect(first.results).toHaveLength(CASES);
    expect(first.results[CASES - 1]).toEqual({ ...(await price(1)).results[0], case_id: `A${CASES - 1}` });
    expect(second).toEqual(first);
    // In one thread two answers would come meanwhile: one before each of the long ones.
    expect(answered).toBeGreaterThan(20);
    await server.close();
    expect(readdirSync(dataFolder)).toEqual([]);
  },
);
