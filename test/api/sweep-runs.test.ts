import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runSimulate, scenarioOptions } from '../../src/run/simulate-run.js';
import { runSweep } from '../../src/run/sweep-run.js';
import { CUT, REGION, regionServer } from './region-server.js';
import { runContext, type TestServer } from './test-app.js';

let server: TestServer;
beforeAll(async () => {
  server = await regionServer();
});
afterAll(() => server.close());

const post = (body: object) => server.app.inject({ method: 'POST', url: '/v1/runs', payload: body });
const here = (name: string) => join(server.folder, name);
const filesHere = () => ({
  files: [here('region/year.csv')],
  history: [here('region/history.csv')],
  register: here('region/register.csv'),
});

/** The run's links, once it is done. */
async function finished(body: object) {
  const response = await post(body);
  expect(response.statusCode, response.body).toBe(202);
  await server.queue.idle();
  const run = (await server.app.inject({ url: response.headers.location as string })).json();
  expect(run.error).toBeNull();
  return run as { readonly id: string; readonly links: { readonly tables: Readonly<Record<string, { csv: string }>> } };
}

const csvOf = async (url: string) => (await server.app.inject({ url })).body;

describe('the same question through the API and through the runs of the command line', () => {
  test('a sweep of 2 × 2 points gives the same bytes, table and page', async () => {
    const vary = ['outliers.bands.high.from=2,3', 'rate.value*=0.97,1'];
    const run = await finished({ kind: 'sweep', ...REGION, vary, before_clearing: true, language: 'en' });
    const out = here('own-sweep');
    const question = { ...filesHere(), policy: here('region/policy.yaml'), vary, clearing: 'none', out } as const;
    const own = await runSweep(question, { ...runContext(), language: 'en' });
    expect([own.table.rowCount, own.cellPoints]).toEqual([4, 4]);
    expect(await csvOf(run.links.tables.sweep!.csv)).toBe(readFileSync(join(out, 'sweep.csv'), 'utf8'));
    const page = await server.app.inject({ url: `/v1/runs/${run.id}/report.html` });
    expect(page.statusCode).toBe(200);
    expect(page.body).toBe(readFileSync(join(out, 'sweep.html'), 'utf8'));
  });

  test('a scenario with a price cut, attribution and intervals gives the same hospitals and attribution', async () => {
    const run = await finished({
      kind: 'simulate',
      ...REGION,
      reforms: [CUT],
      price_cuts: [{ part: 'cost_drug', cut: 0.1 }],
      attribute: true,
      intervals: { replicates: 20 },
      seed: 3,
    });
    const scenario = here('region/scenario.yaml');
    const document = {
      id: 'same',
      policy: 'policy.yaml',
      reforms: [CUT],
      price_cuts: [{ part: 'cost_drug', cut: 0.1 }],
      attribute: true,
      seed: 3,
    };
    writeFileSync(scenario, JSON.stringify(document));
    const intervals = { replicates: 20, level: 0.95, resampling: 'cases' } as const;
    const out = here('own-scenario');
    await runSimulate({ ...filesHere(), ...scenarioOptions(scenario), intervals, out }, runContext());
    for (const table of ['hospitals', 'fund', 'attribution']) {
      const csv = await csvOf(run.links.tables[table]!.csv);
      expect(csv).toBe(readFileSync(join(out, `${table}.csv`), 'utf8'));
      if (table === 'hospitals') expect(csv.split('\n')[0]).toContain('low_change_fund');
    }
  });

  test('what cannot be asked is refused at once: a sweep of a million points, a goal that is no measure', async () => {
    const ask = async (more: object) => {
      const response = await post({ kind: 'sweep', ...REGION, ...more });
      return [response.statusCode, response.json().code];
    };
    expect(await ask({ vary: ['rate.value*=0.1:1.1:0.000001'] })).toEqual([400, 'sweep_too_large']);
    expect(await ask({ vary: ['rate.value=1..2'], goal: 'happiness=1' })).toEqual([400, 'goal_unmeasurable']);
    expect((await ask({ vary: [] }))[0]).toBe(400);
  });
});
