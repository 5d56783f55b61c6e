import { beforeAll, describe, expect, test } from 'vitest';
import { groupCases } from '../../src/grouping/group-cases.js';
import { parseDay } from '../../src/kernel/day.js';
import { inlineExecutor } from '../../src/kernel/executor.js';
import type { ResultTable } from '../../src/kernel/result-table.js';
import { bareCode } from '../../src/kernel/scheme-code.js';
import type { Patch } from '../../src/policy/policy-schema.js';
import { resolveTimeline } from '../../src/policy/resolve-timeline.js';
import { demoPolicy, makeDemoRegion, regionOf } from '../../src/run/demo-region.js';
import { silentProgress } from '../../src/run/progress.js';
import { type RegionRunResult, settleRegion, simulateRegion } from '../../src/run/region-run.js';
import type { RunContext } from '../../src/run/run-context.js';
import { openAnyScheme } from '../../src/schemes/open-any-scheme.js';

const SIZE = { cases: 1_500, seed: 3, historyColumns: 'all' } as const;
const context: RunContext = { executor: inlineExecutor, progress: silentProgress, timings: [], language: 'zh' };
const synthetic = makeDemoRegion(SIZE);
const region = regionOf(synthetic, SIZE);
const policy = demoPolicy(synthetic.budgets);
const baseline = resolveTimeline(policy, []);
const START = '2026-07-01';
const [OLD, NEW] = ['chs-drg-2.0', 'chs-drg-3.0'];

const reformOf = (...patches: Patch[]) =>
  resolveTimeline(policy, [{ id: 'question', title: { zh: '问题', en: 'question' }, patches }]);
const simulate = (...patches: Patch[]): Promise<RegionRunResult> =>
  simulateRegion(region, { baseline, reform: reformOf(...patches) }, undefined, context);
const from = (day: string, value = NEW!): Patch => ({ path: 'scheme', value, from_date: day });

const named = ({ tables }: RegionRunResult, name: string): ResultTable =>
  tables.find(({ schema }) => schema.name === name)!;
const numbers = (table: ResultTable, name: string) => table.columns[name] as Float64Array;
const sum = (table: ResultTable, name: string): number =>
  numbers(table, name).reduce((total, value) => total + value, 0);

const discharged = region.year.columns.discharge_date!;
const days = discharged.kind === 'day' ? discharged.values : new Int32Array(0);
const isNew = (row: number): boolean => days[row]! >= parseDay(START)!;

describe('a scheme that starts within the year', () => {
  let dated: RegionRunResult;
  let whole: RegionRunResult;
  beforeAll(async () => {
    [dated, whole] = [await simulate(from(START)), await simulate({ path: 'scheme', value: NEW! })];
  });

  test('each case is in the group of the scheme in force on its day of discharge, the start date included', async () => {
    const { groups, scheme } = dated.reform!;
    const [old, fresh] = [OLD!, NEW!].map((name) => openAnyScheme(name));
    const ofOld = await groupCases(old!, region.year, inlineExecutor);
    const ofNew = await groupCases(fresh!, region.year, inlineExecutor);
    let onTheDay = 0;
    for (let row = 0; row < SIZE.cases; row++) {
      const [own, columns] = isNew(row) ? [fresh!, ofNew] : [old!, ofOld];
      const group = columns.group[row]!;
      const expected = group === 0 ? '0000' : `${own.catalogue.codes[group]}@${own.id}`;
      expect(scheme.catalogue.codes[groups.group[row]!]).toBe(expected);
      expect(groups.status[row]).toBe(columns.status[row]);
      if (days[row] === parseDay(START)) onTheDay++;
    }
    expect(onTheDay).toBeGreaterThan(0);
  });

  test('before the start a case is paid as under 2.0 alone, from it as under 3.0 alone: rates are fixed, weights of each scheme are its own', () => {
    const rows = [...Array(SIZE.cases).keys()];
    const paid = (result: RegionRunResult['baseline']) => rows.map((row) => result.priced.payFen[row]!);
    const [before, after] = [paid(dated.baseline), paid(whole.reform!)];
    expect(paid(dated.reform!)).toEqual(rows.map((row) => (isNew(row) ? after[row] : before[row])));
    expect(rows.filter((row) => before[row] !== after[row]).length).toBeGreaterThan(100);
  });

  test('weights of both schemes stand in one table, each group once, made from all past cases under its scheme', () => {
    const { weights } = dated.reform!;
    const weightsOf = (result: RegionRunResult['baseline'], scheme: string) =>
      result.weights.rows
        .filter(({ group }) => group.endsWith(`@${scheme}`))
        .map(({ group, weight }) => [group, weight]);
    expect(weightsOf(dated.reform!, OLD!)).toEqual(weightsOf(dated.baseline, OLD!));
    expect(weightsOf(dated.reform!, NEW!)).toEqual(weightsOf(whole.reform!, NEW!));
    expect(new Set(weights.rows.map(({ group }) => group)).size).toBe(weights.rows.length);
    const twice = weights.rows.filter(
      ({ group }) => group.endsWith(OLD!) && weights.rows.some((row) => row.group === `${bareCode(group)}@${NEW}`),
    );
    expect(twice.length, 'one code in two schemes').toBeGreaterThan(300);
    expect([weights.schemeId, dated.reform!.scheme.id]).toEqual([`${OLD}+${NEW}`, `${OLD}+${NEW}`]);
  });

  test('tables add up; groups of 2.0 join the baseline of 2.0 and never 3.0; cases are conserved', () => {
    expect(dated.reconciliation.reconciled).toBe(true);
    const groups = named(dated, 'groups');
    const codes = groups.columns.group as readonly string[];
    const cases = (side: string, scheme: string): number =>
      codes.reduce((total, code, row) => total + (code.endsWith(`@${scheme}`) ? numbers(groups, side)[row]! : 0), 0);
    expect(sum(groups, 'baseline_cases')).toBe(SIZE.cases);
    expect(sum(groups, 'reform_cases')).toBe(SIZE.cases);
    expect(cases('baseline_cases', NEW!)).toBe(0);
    const grouped = dated.reform!.groups;
    const later = [...grouped.group.keys()].filter((row) => isNew(row) && grouped.group[row] !== 0).length;
    expect(cases('reform_cases', NEW!)).toBe(later);
    expect(cases('reform_cases', OLD!)).toBeGreaterThan(SIZE.cases / 3);
    const fund = named(dated, 'fund');
    expect(numbers(fund, 'reform_income').at(-1)).toBe(
      numbers(fund, 'reform_fund').at(-1)! + numbers(fund, 'reform_patient').at(-1)!,
    );
  });

  test('from the first day of the year it is the whole year, to the byte of its hash', () => {
    expect(reformOf(from('2026-01-01')).hash).toBe(reformOf({ path: 'scheme', value: NEW! }).hash);
  });

  test('which stages run: both schemes group the year, the history is regrouped under the new one only', () => {
    const uses = dated.reform!.stages.map(({ stage, use }) => `${stage} ${use}`);
    expect(uses).toEqual([
      ...['group reused', 'group ran', 'group_by_date ran', 'weights reused', 'weights ran', 'group_history ran'],
      ...['price ran', 'settle ran'],
    ]);
  });
});

describe('rules that name groups, in a year of two schemes', () => {
  test('a pattern of codes fits both schemes; a code with its scheme only that one', async () => {
    const lighter = await simulate(from(START), { path: 'tables.weights.E*', scale: 0.5 });
    const onlyNew = await simulate(from(START), { path: `tables.weights.E*@${NEW}`, scale: 0.5 });
    const plain = await simulate(from(START));
    const weightOf = (result: RegionRunResult, of: (code: string) => boolean): number => {
      const groups = named(result, 'groups');
      const codes = groups.columns.group as readonly string[];
      return codes.reduce((total, code, row) => {
        const weight = numbers(groups, 'reform_total_weight')[row]!;
        return total + (of(code) && !Number.isNaN(weight) ? weight : 0);
      }, 0);
    };
    const old = (code: string) => code.startsWith('E') && code.endsWith(`@${OLD}`);
    const fresh = (code: string) => code.startsWith('E') && code.endsWith(`@${NEW}`);
    expect(weightOf(lighter, old) / weightOf(plain, old)).toBeCloseTo(0.5, 3);
    expect(weightOf(lighter, fresh) / weightOf(plain, fresh)).toBeCloseTo(0.5, 3);
    expect(weightOf(onlyNew, old)).toBe(weightOf(plain, old));
    expect(weightOf(onlyNew, fresh) / weightOf(plain, fresh)).toBeCloseTo(0.5, 3);
  });

  test('a policy that itself dates its scheme is settled, its budget shared out to the fen', async () => {
    const document = policy.document as Record<string, unknown>;
    const scheme = {
      by_date: [
        { from: '2026-01-01', value: OLD },
        { from: START, value: NEW },
      ],
    };
    const timeline = resolveTimeline({ ...policy, document: { ...document, scheme } }, []);
    const result = await settleRegion(region, timeline, undefined, context);
    expect(result.reconciliation.reconciled).toBe(true);
    expect(sum(named(result, 'groups'), 'cases')).toBe(SIZE.cases);
    expect(result.baseline.scheme.parts.map(({ scheme: name }) => name)).toEqual([OLD, NEW]);
  });

  test('a readmission across the start is found in groups of one scheme: as many stays as under 3.0 all year', async () => {
    const again: Patch = {
      path: 'special_cases',
      value: [{ name: 'again', when: { readmission: { within_days: 200 } }, pay: '0.5 * standard' }],
    };
    const special = ({ reform }: RegionRunResult): number[] =>
      [...reform!.priced.special.keys()].filter((row) => reform!.priced.special[row] === 1);
    const found = special(await simulate(from(START), again));
    expect(found).toEqual(special(await simulate({ path: 'scheme', value: NEW! }, again)));
    expect(found.filter(isNew).length).toBeGreaterThan(0);
  });

  test('a case without a day of discharge is refused with its row: no scheme can be chosen', async () => {
    const values = new Int32Array(new SharedArrayBuffer(days.length * 4));
    values.set(days);
    values[7] = -2_147_483_648;
    const year = {
      ...region.year,
      columns: { ...region.year.columns, discharge_date: { kind: 'day' as const, values } },
    };
    const run = settleRegion({ ...region, year }, reformOf(from(START)), undefined, context);
    await expect(run).rejects.toMatchObject({ code: 'cases_without_discharge_date', details: { count: 1, row: 8 } });
  });
});
