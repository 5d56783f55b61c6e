import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { inlineExecutor } from '../../../src/kernel/executor.js';
import { packageRoot } from '../../../src/kernel/package-root.js';
import { silentProgress } from '../../../src/run/progress.js';
import type { RunContext } from '../../../src/run/run-context.js';
import { runSettle } from '../../../src/run/settle-run.js';
import { runSimulate } from '../../../src/run/simulate-run.js';
import { temporaryFolder } from '../../temporary-folder.js';

const folder = temporaryFolder();
const context: RunContext = { executor: inlineExecutor, progress: silentProgress, timings: [], language: 'en' };

function optionsOf(name: string) {
  const file = (base: string) => join(packageRoot(), 'examples', 'mechanisms', name, base);
  return {
    ...{ files: [file('cases.csv')], policy: file('policy.yaml'), register: file('register.csv') },
    ...(existsSync(file('population.csv')) ? { population: file('population.csv') } : {}),
    outpatient: file('outpatient.csv'),
  };
}

/** Rows of a table of plain cells by column name. */
function rowsOf(out: string, table: string): Record<string, string>[] {
  const [heading, ...lines] = readFileSync(join(out, `${table}.csv`), 'utf8')
    .trimEnd()
    .split('\n');
  const columns = heading!.split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, at) => [columns[at]!, cell])));
}

async function settled(name: string): Promise<string> {
  const out = join(folder, name);
  if (!existsSync(out)) await runSettle({ ...optionsOf(name), out }, context);
  return out;
}

describe('communities by their examples, from files to tables and statements', () => {
  test('M10: a pool of 45,315.00 for 50 heads, 25,290.00 spent inside and outside, 20,025.00 left and shared', async () => {
    const [pool, others] = rowsOf(await settled('m10-county-community'), 'communities');
    expect(pool).toMatchObject({
      ...{ heads: '50', gross: '45000.00', reserve_kept: '2250.00', performance: '2565.00', pool_income: '45315.00' },
      ...{
        cases: '4',
        inside: '18400.00',
        outside: '4000.00',
        inside_visits_fund: '240.00',
        outside_visits_fund: '50.00',
      },
      ...{ referral_payments: '200.00', subsidies: '2400.00', spent: '25290.00', pool_balance: '20025.00' },
      ...{ shared: '20025.00', carried_over: '0.00', fund_side: '0.00', outside_share: '0.25' },
    });
    expect(others).toMatchObject({ pool: '', insurance: 'resident', cases: '1', fund: '6000.00' });
  });
  test('the monthly pre-settlement of M10 has a twelfth of 42,750.00 each month and adds up to its year, stay by stay', async () => {
    const out = await settled('m10-county-community');
    const [pool] = rowsOf(out, 'communities');
    const months = rowsOf(out, 'community_months');
    expect(months.map(({ entry }) => entry)).toEqual([
      ...Array.from({ length: 12 }, (_, at) => `2026-${String(at + 1).padStart(2, '0')}`),
      'year_end',
    ]);
    expect(months.map(({ cases }) => Number(cases))).toEqual([0, 0, 1, 2, 1, 0, 0, 0, 0, 0, 0, 0, 0]);
    expect(months.slice(0, 12).map(({ month_income }) => month_income)).toEqual(Array(12).fill('3562.50'));
    // Performance of 2,565.00 comes at the year's end, with referrals of 200.00 and subsidies of 2,400.00.
    expect(months[12]).toMatchObject({ month_income: '2565.00', month_other: '2600.00', month_visits: '0.00' });
    const sum = (name: string) => months.reduce((all, row) => all + Math.round(Number(row[name]) * 100), 0) / 100;
    expect([sum('month_income'), sum('month_spent'), sum('month_visits')]).toEqual([45_315, 25_290, 290]);
    expect([months[12]!.cumulative_balance, sum('month_balance')]).toEqual([pool!.pool_balance, 20_025]);
    expect(sum('month_stays')).toBe(Number(pool!.inside) + Number(pool!.outside));
  });
  test('M10, M14, M15: tiers by 6:3:1, within them by score and trained doctors, with referrals and signing', async () => {
    const shares = rowsOf(await settled('m10-county-community'), 'community_shares');
    expect(
      shares.map(({ tier, hospital_id, weight, balance_share, referral, subsidy, received }) => [
        tier,
        hospital_id,
        weight,
        balance_share,
        referral,
        subsidy,
        received,
      ]),
    ).toEqual([
      ['county', 'H02', '90', '12015.00', '-1406.25', '0.00', '10608.75'],
      ['township', 'H03', '82', '3078.84', '1508.75', '1440.00', '6027.59'],
      ['township', 'H04', '78', '2928.66', '97.50', '960.00', '3986.16'],
      ['village', '', '', '2002.50', '0.00', '0.00', '2002.50'],
    ]);
  });
  test('M11: first visits of 53 % add 6 %, 2,565.00; chronic management of 58 % is told for next year', async () => {
    const terms = rowsOf(await settled('m10-county-community'), 'community_performance');
    expect(terms.map(({ term, applies_to, add, amount }) => [term, applies_to, add, amount])).toEqual([
      ['first_visits', 'this_year', '0.06', '2565.00'],
      ['chronic', 'next_year', '-0.02', '-855.00'],
    ]);
  });
  test('M9: 28,400.00 by groups and 3,000.00 by heads are 400.00 above the total budget, 280.00 borne', async () => {
    const [budget] = rowsOf(await settled('m9-composite-payment'), 'global_budgets');
    expect(budget).toMatchObject({ groups: '28400.00', heads: '3000.00', budget_balance: '-400.00', borne: '-280.00' });
  });
  test('a hospital’s statement of M10 ends with both: 6,400.00 of groups and 6,027.59 of the community', async () => {
    const text = readFileSync(join(await settled('m10-county-community'), 'statements.csv'), 'utf8');
    expect(text).toMatch(/,H03,[^\n]*,with_communities,[^\n]*,total,,12427\.59,/);
  });
  test('simulate has both sides: at 800.00 a head the balance falls by 5,035.00', async () => {
    const out = join(folder, 'simulated');
    const reform = {
      id: 'less-per-head',
      title: { zh: '人均 800 元', en: '800 a head' },
      patches: [{ path: 'communities.pools.east-residents.per_head', value: 800 }],
    };
    await runSimulate({ ...optionsOf('m10-county-community'), reforms: [reform], out }, context);
    const [before] = rowsOf(out, 'baseline_communities');
    const [after] = rowsOf(out, 'reform_communities');
    expect([before!.pool_income, after!.pool_income]).toEqual(['45315.00', '40280.00']);
    expect([before!.pool_balance, after!.pool_balance]).toEqual(['20025.00', '14990.00']);
  });
});

describe('what a run with communities refuses', () => {
  const code = async (options: Record<string, unknown>): Promise<string> => {
    try {
      await runSettle({ ...optionsOf('m10-county-community'), ...options, out: join(folder, 'refused') }, context);
      return 'none';
    } catch (error) {
      return (error as { code: string }).code;
    }
  };
  test('no population, no visits: neither is guessed', async () => {
    expect(await code({ population: undefined })).toBe('community_heads_missing');
    expect(await code({ outpatient: undefined })).toBe('community_visits_missing');
  });
});
