import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { InputRow } from '../../../src/cases/tables/input-table.js';
import { EngineError } from '../../../src/kernel/errors.js';
import { formatYuan } from '../../../src/kernel/money.js';
import { packageRoot } from '../../../src/kernel/package-root.js';
import { loadPolicy, loadReform } from '../../../src/policy/load-policy.js';
import { resolveTimeline } from '../../../src/policy/resolve-timeline.js';
import { runBudget } from '../../../src/run/budget-run.js';
import { type Budget, budgetSchema } from '../../../src/simulation/budget/budget-schema.js';
import { nextFunds } from '../../../src/simulation/budget/next-fund.js';
import { smallPolicy } from '../../pricing/small-region.js';
import { temporaryFolder } from '../../temporary-folder.js';

const [BASE, NEXT] = [20_818, 21_183];
const AGES = [
  { name: 'young', until: 59, cost: 1 },
  { name: 'old', from: 60, cost: 4 },
];
const people = (young: number, old: number, from: number, until: number): InputRow[] => [
  { region: 'X', insurance: 'resident', age_until: 59, insured: young, from, until },
  { region: 'X', insurance: 'resident', age_from: 60, insured: old, from, until },
];
const population = [...people(789, 211, 20_454, BASE), ...people(779, 221, 20_819, NEXT)];
const budget = (one: Record<string, unknown> = {}): Budget =>
  budgetSchema.parse({
    id: 'next',
    title: { zh: '下年', en: 'next' },
    people_on: { base: '2026-12-31', next: '2027-12-31' },
    insurances: [{ insurance: 'resident', ages: AGES, ...one }],
    source: { document: 'D', trust: 'unverified' },
  });
const policy = (fund = 100_000_000, reserve = 0.05) =>
  smallPolicy({ pools: [{ insurance: 'resident', fund, reserve }] });
const fundOf = (one: Record<string, unknown>, rows = population) => nextFunds(budget(one), policy(), rows)[0]!;
const refused = (one: Record<string, unknown>, rows = population): string => {
  try {
    fundOf(one, rows);
    return 'none';
  } catch (error) {
    if (error instanceof EngineError) return error.code;
    throw error;
  }
};

describe('M12 dynamic budget', () => {
  it('21.1 % old at 4 times the cost, a point more: 1.633 becomes 1.663, 100 million become 101,837,109.61', () => {
    const fund = fundOf({});
    expect(formatYuan(fund.nextFen)).toBe('101837109.61');
    expect([fund.populationFen, fund.agesFen, fund.spectrumFen, fund.limitFen, fund.emergencyFen]).toEqual([
      0, 183_710_961, 0, 0, 0,
    ]);
  });
  it('2 % more people of the same ages need 2 % more, whatever the ages cost', () => {
    const rows = [...people(78_900, 21_100, 20_454, BASE), ...people(80_478, 21_522, 20_819, NEXT)];
    const fund = fundOf({}, rows);
    expect([fund.populationFen, fund.agesFen].map(formatYuan)).toEqual(['2000000.00', '0.00']);
  });
  it('a fifth of the spending that grows by 10 % and a rest that does not add 2 % on what ages need', () => {
    const spectrum = [
      { name: 'tumours', share: 0.2, growth: 0.1 },
      { name: 'others', share: 0.8, growth: 0 },
    ];
    expect(formatYuan(fundOf({ spectrum }).spectrumFen)).toBe('2036742.20');
  });
  it.each([
    [{ most_growth: 0.01 }, '101000000.00', '-837109.61'],
    [{ least_growth: 0.03 }, '103000000.00', '1162890.39'],
    [{ least_growth: 0, most_growth: 0.05 }, '101837109.61', '0.00'],
  ])('limits %o: %s', (limits, next, cut) => {
    const fund = fundOf(limits);
    expect([fund.nextFen, fund.limitFen].map(formatYuan)).toEqual([next, cut]);
  });
  it('an emergency reserve of 2 % stands on top: 98 % of the new fund are what is needed; the pool reserves 5 % and 2 %', () => {
    const fund = fundOf({ emergency_reserve: 0.02 });
    expect([fund.nextFen, fund.emergencyFen].map(formatYuan)).toEqual(['103915417.97', '2078308.36']);
    expect(fund.reserve).toBe(0.07);
  });
  it('the causes add up to the fen on random budgets', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e9 }),
        fc.array(fc.integer({ min: 1, max: 20_000 }), { minLength: 4, maxLength: 4 }),
        fc.double({ min: 0.1, max: 9, noNaN: true }),
        fc.integer({ min: 0, max: 30 }),
        (fen, [a, b, c, d], cost, emergency) => {
          const rows = [...people(a!, b!, 20_454, BASE), ...people(c!, d!, 20_819, NEXT)];
          const ages = [AGES[0]!, { ...AGES[1]!, cost: Number(cost.toPrecision(4)) }];
          const [fund] = nextFunds(budget({ ages, emergency_reserve: emergency / 100 }), policy(fen / 100), rows);
          const { baseFen, populationFen, agesFen, spectrumFen, limitFen, emergencyFen, nextFen } = fund!;
          expect(baseFen + populationFen + agesFen + spectrumFen + limitFen + emergencyFen).toBe(nextFen);
          expect(baseFen).toBe(fen);
        },
      ),
      { seed: 20261129, numRuns: 200 },
    );
  });
});

describe('bad input', () => {
  it.each([
    ['no pool of the insurance', { insurance: 'other' }, 'budget_without_pool'],
    ['shares of 0.9', { spectrum: [{ name: 'a', share: 0.9, growth: 0 }] }, 'budget_spectrum_sum'],
    ['a hole between the ages', { ages: [{ name: 'a', until: 58, cost: 1 }, AGES[1]] }, 'budget_ages_wrong'],
    ['ages that overlap', { ages: [{ name: 'a', until: 60, cost: 1 }, AGES[1]] }, 'budget_ages_wrong'],
    ['ages that end', { ages: [AGES[0]] }, 'budget_ages_wrong'],
    [
      'people in two bands',
      {
        ages: [
          { name: 'a', until: 17, cost: 1 },
          { name: 'b', from: 18, cost: 2 },
        ],
      },
      'budget_people_band',
    ],
    ['least above most', { least_growth: 0.05, most_growth: 0.01 }, 'budget_growth_limits'],
  ])('%s is refused', (_, one, code) => {
    expect(refused(one)).toBe(code);
  });
  it('a fund beyond what is exact to the fen is refused', () => {
    const rows = [...people(1, 1, 20_454, BASE), ...people(9_000_000, 9_000_000, 20_819, NEXT)];
    expect(refused({}, rows)).toBe('budget_fund_too_large');
  });
  it('a day without people is refused, never taken as the day before', () => {
    expect(refused({}, people(789, 211, 20_454, BASE))).toBe('budget_people_missing');
  });
});

describe('drgdip budget', () => {
  it('writes a reform of the demo region whose funds are the table’s, with a reserve of 7 %', async () => {
    const example = (file: string) => join(packageRoot(), 'examples', 'dynamic-budget', file);
    const out = join(temporaryFolder(), 'next-year.yaml');
    const options = {
      budget: example('budget.yaml'),
      policy: 'demo-region',
      population: example('population.csv'),
      out,
    };
    const { table } = await runBudget(options);
    const { policy: next } = resolveTimeline(loadPolicy('demo-region'), [loadReform(out)]).segments[0]!;
    const funds = table.columns.next_fund as Float64Array;
    expect(next.pools.map(({ fund }) => Math.round(fund * 100))).toEqual([...funds]);
    expect(next.pools.map(({ reserve }) => reserve)).toEqual([0.07, 0.07]);
    // Employees' need grows by more than 5 %: the limit holds it there.
    expect(funds[0]).toBe(Math.round((814_770_000_00 * 1.05) / 0.98));
    expect(readFileSync(out, 'utf8')).toContain('trust: unverified');
  });
});
