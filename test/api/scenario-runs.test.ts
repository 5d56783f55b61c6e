import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runSimulate, scenarioOptions } from '../../src/run/simulate-run.js';
import { runSweep } from '../../src/run/sweep-run.js';
import { CUT, REGION, regionServer } from './region-server.js';
import { runContext, type TestServer } from './test-app.js';

const LEAVING = {
  ...{ kind: 'hospitals_leaving', hospitals: ['H3001'], from: '2026-04-01', delay_months: 1 },
  ...{ private: 0.1, vanish: 0.05, destination: 'share' },
};
const OUTLOOK = {
  id: 'ten-years',
  ageing: { old_share: 0.211, old_share_step: 0.005, old_cost_ratio: 4 },
  income_growth: { first: 0.107, last: 0.062 },
  cost_growth: { first: 0.082, last: 0.031, spread: 0.01 },
  recalibration: 'yearly',
  spending: 'cost',
  opening_balance: { employee: 100_000_000, resident: 80_000_000 },
  replicates: 50,
};

let server: TestServer;
beforeAll(async () => {
  server = await regionServer();
  writeFileSync(join(server.folder, 'region', 'outlook.yaml'), JSON.stringify(OUTLOOK));
});
afterAll(() => server.close());

const here = (name: string) => join(server.folder, name);
const post = (body: object) => server.app.inject({ method: 'POST', url: '/v1/runs', payload: body });

/** Every table of a run through the API, by name. */
async function tablesOf(body: object): Promise<Record<string, string>> {
  const response = await post(body);
  expect(response.statusCode, response.body).toBe(202);
  await server.queue.idle();
  const run = (await server.app.inject({ url: response.headers.location as string })).json();
  expect(run.error).toBeNull();
  const links = Object.entries(run.links.tables) as [string, { readonly csv: string }][];
  const read = async (url: string) => (await server.app.inject({ url })).body;
  return Object.fromEntries(await Promise.all(links.map(async ([name, { csv }]) => [name, await read(csv)] as const)));
}

/** The same through the run of the command line, from a scenario file. */
async function tablesOfScenario(document: object, out: string): Promise<(name: string) => string> {
  const scenario = here('region/scenario.yaml');
  writeFileSync(scenario, JSON.stringify({ id: 'same', policy: 'policy.yaml', ...document }));
  const files = { files: [here('region/year.csv')], history: [here('region/history.csv')] };
  const options = { ...files, register: here('region/register.csv'), ...scenarioOptions(scenario), out: here(out) };
  await runSimulate(options, runContext());
  return (name) => readFileSync(here(join(out, `${name}.csv`)), 'utf8');
}

describe('the same question through the API and through the command line gives the same bytes in every table', () => {
  test('hospitals that leave and an outlook over ten years, beside the static comparison', async () => {
    const years = { from: 2026, until: 2036, outlook: OUTLOOK };
    const mine = await tablesOf({
      ...{ kind: 'simulate', ...REGION, reforms: [CUT], behaviour: [LEAVING], years, seed: 3 },
    });
    const theirs = await tablesOfScenario(
      { reforms: [CUT], behaviour: [LEAVING], years: { ...years, outlook: 'outlook.yaml' }, seed: 3 },
      'own-behaviour',
    );
    const names = Object.keys(mine);
    expect(names).toEqual(expect.arrayContaining(['behaviour', 'behaviour_steps', 'with_behaviour_fund', 'years']));
    for (const name of names) expect(mine[name], name).toBe(theirs(name));
    expect(mine.years!.split('\n').length).toBeGreaterThan(11 * 3);
  });

  test('an outlook as a data file answers as the same outlook in the request, and another year as a scenario’s', async () => {
    const asked = { kind: 'simulate', ...REGION, reforms: [CUT], seed: 3 };
    const inline = await tablesOf({ ...asked, years: { from: 2026, until: 2030, outlook: OUTLOOK } });
    const named = await tablesOf({ ...asked, years: { from: 2026, until: 2030, outlook: 'region/outlook.yaml' } });
    expect(named).toEqual(inline);
    expect(inline.years_crossing).toBeDefined();
  });

  test('DRG against DIP', async () => {
    const mine = await tablesOf({ kind: 'simulate', ...REGION, against: 'region/policy-dip.yaml' });
    const theirs = await tablesOfScenario({ against: 'policy-dip.yaml' }, 'own-against');
    for (const name of Object.keys(mine)) expect(mine[name], name).toBe(theirs(name));
    expect(mine.methods).toContain('dip');
  });

  test('the rate at which the fund is balanced', async () => {
    const question = { vary: ['rate.value*=0.9..1.1'], goal: 'fund.balance=0', tolerance: 1000 };
    const mine = await tablesOf({ kind: 'sweep', ...REGION, ...question });
    const files = { files: [here('region/year.csv')], history: [here('region/history.csv')] };
    const out = here('own-goal');
    const policy = here('region/policy.yaml');
    const own = {
      ...files,
      register: here('region/register.csv'),
      policy,
      clearing: 'year',
      out,
      ...question,
    } as const;
    const { goal } = await runSweep(own, runContext());
    expect(goal!.answer.outcome).toBe('found');
    expect(mine.sweep).toBe(readFileSync(join(out, 'sweep.csv'), 'utf8'));
  });
});

describe('what a scenario file would be refused for is refused before the run waits in line', () => {
  const { elasticity: _, ...without } = { kind: 'volume_response', elasticity: 0.3 };
  test.each<[string, object, number, RegExp]>([
    ['a behaviour without its elasticity', { behaviour: [without] }, 400, /elasticity/],
    ['an outlook of another first year', { years: { from: 2025, until: 2030, outlook: OUTLOOK } }, 400, /2026/],
    [
      'distances outside the data folder',
      { behaviour: [{ ...LEAVING, destination: 'level_distance', distances: '../secret.csv' }] },
      400,
      /secret/,
    ],
    ['an outlook that is not there', { years: { from: 2026, until: 2030, outlook: 'no.yaml' } }, 400, /no\.yaml/],
    ['another policy and reforms', { against: 'region/policy-dip.yaml', reforms: [CUT] }, 400, /against/],
  ])('%s', async (_name, more, status, said) => {
    const response = await post({ kind: 'simulate', ...REGION, ...more });
    expect([response.statusCode, response.body]).toEqual([status, expect.stringMatching(said)]);
  });
});
