import { describe, expect, it } from 'vitest';
import { registerOfRows } from '../../src/cases/read-register.js';
import { recordOn } from '../../src/cases/register.js';
import { parseDay } from '../../src/kernel/day.js';
import { inlineExecutor } from '../../src/kernel/executor.js';
import { priceLiterally } from '../../src/pricing/literal/price-literally.js';
import { PAYMENT_METHODS } from '../../src/pricing/priced-columns.js';
import type { PricingInput } from '../../src/pricing/pricing-input.js';
import { cutPeriods } from '../../src/pricing/pricing-periods.js';
import { priceCases } from '../../src/pricing/steps.js';
import { settleYear } from '../../src/settlement/steps.js';
import { type PolicyDocument, type SmallCase, smallInput, smallTimeline } from './small-region.js';

const HEADINGS = ['hospital_id', 'level', 'kind', 'from', 'until', 'score'];
const CHANGE = [
  ['H1', '三级', 'general', '2026-01-01', '2026-06-30', '1.5'],
  ['H1', '二级', 'tcm', '2026-07-01', '', '1.25'],
  ['H2', '二级', 'general', '', '', '1'],
];
const LEVELS: PolicyDocument = { hospital_coefficient: { by_level: { 3: 1, 2: 0.85, 1: 0.7 } } };

function registerOf(rows: readonly (readonly string[])[]) {
  return registerOfRows({ headings: HEADINGS, rows } as Parameters<typeof registerOfRows>[0], 'register.csv', 2026);
}

function inputOf(rows: readonly (readonly string[])[], cases: readonly SmallCase[], policy = LEVELS): PricingInput {
  const full = cases.map((entry) => ({ cost: 900_000, ...entry }));
  return { ...smallInput({ cases: full, timeline: smallTimeline([{ policy }]) }), register: registerOf(rows) };
}

/** Yuan paid and method of each case, which the literal calculator must say too. */
async function paid(rows: readonly (readonly string[])[], cases: readonly SmallCase[], policy = LEVELS) {
  const input = inputOf(rows, cases, policy);
  const priced = await priceCases(input, inlineExecutor);
  const fast = [...priced.payFen].map((pay, row) => [pay / 100, PAYMENT_METHODS[priced.method[row]!]]);
  expect(priceLiterally(input).map(({ pay, method }) => [Number(pay) / 100, method])).toEqual(fast);
  return fast;
}

describe('the row of the register in force on the day of discharge', () => {
  const days = ['2026-01-01', '2026-06-30', '2026-07-01', '2026-12-31'];

  it('三级 until 06-30 and 二级 from 07-01: 10,000.00 on 06-30, 8,500.00 on 07-01, in any order of rows', async () => {
    const cases = days.map((day) => ({ day }));
    const amounts = [10_000, 10_000, 8_500, 8_500].map((pay) => [pay, 'standard']);
    expect(await paid(CHANGE, cases)).toEqual(amounts);
    expect(await paid([...CHANGE].reverse(), cases)).toEqual(amounts);
    expect(await paid(CHANGE, [...cases].reverse())).toEqual([...amounts].reverse());
  });

  it('a row until 06-30 alone: a case of 07-01 is of an unknown hospital, unless its own level is written', async () => {
    const cases = [{ day: '2026-06-30' }, { day: '2026-07-01' }, { day: '2026-07-01', level: '一级' }];
    expect(await paid([CHANGE[0]!], cases)).toEqual([
      [10_000, 'standard'],
      [9_000, 'by_item_unknown_hospital'],
      [7_000, 'standard'],
    ]);
    const input = inputOf([CHANGE[0]!], cases);
    const { notices } = settleYear({ ...input, priced: await priceCases(input, inlineExecutor) });
    expect(notices.find(({ code }) => code === 'unknown_hospital')).toMatchObject({ count: 1 });
  });

  it('a gap between two rows: only its days are of an unknown hospital', async () => {
    const rows = [
      ['H1', '三级', '', '', '2026-03-31', ''],
      ['H1', '一级', '', '2026-04-02', '', ''],
    ];
    const cases = ['2026-03-31', '2026-04-01', '2026-04-02'].map((day) => ({ day }));
    expect((await paid(rows, cases)).map(([pay]) => pay)).toEqual([10_000, 9_000, 7_000]);
  });

  it('grades, kinds and numbers are those of the row: 0.9 for 二级, zero for tcm, 1.25 of the score', async () => {
    const cases = [{ day: '2026-06-30' }, { day: '2026-07-01' }, { hospital: 'H2', day: '2026-07-01' }];
    const byGrade = { hospital_coefficient: { by_level: { 3: 1, 2: 1, 1: 1 }, by_grade: { 二级: 0.9 } } };
    expect((await paid(CHANGE, cases, byGrade)).map(([pay]) => pay)).toEqual([10_000, 9_000, 9_000]);
    const byKind = { special_cases: [{ name: 'tcm', when: { hospital_kinds: ['tcm'] }, pay: 'zero' }] };
    expect((await paid(CHANGE, cases, byKind)).map(([pay]) => pay)).toEqual([10_000, 0, 10_000]);
    const tests = { special_cases: [{ name: 'third', when: { grades: ['三级'] }, pay: 'by_item' }] };
    expect((await paid(CHANGE, cases, tests)).map(([pay]) => pay)).toEqual([9_000, 10_000, 10_000]);
    const component = { hospital_coefficient: { components: [{ name: 'score', weight: 1, register: 'score' }] } };
    expect((await paid(CHANGE, cases, component)).map(([pay]) => pay)).toEqual([15_000, 12_500, 10_000]);
  });

  it('a case without its day is refused where rows change, and not where every row is open', async () => {
    await expect(paid(CHANGE, [{ day: '' }])).rejects.toMatchObject({ code: 'cases_without_policy_day' });
    expect(await paid([CHANGE[2]!], [{ hospital: 'H2', day: '' }])).toEqual([[8_500, 'standard']]);
  });
});

describe('a register dated within the year', () => {
  it('keeps the last row for tables, and each row only where one does not hold all year', () => {
    const register = registerOf(CHANGE);
    expect(register.get('H1')).toMatchObject({ levelClass: 2, kind: 'tcm' });
    expect(register.get('H2')!.dated).toBeUndefined();
    expect(recordOn(register, 'H1', parseDay('2026-06-30')!)!.levelClass).toBe(3);
    expect(recordOn(register, 'H1', parseDay('2026-07-01')!)!.levelClass).toBe(2);
    expect(registerOf([['H1', '三级', '', '2020-01-01', '2026-12-31', '']]).get('H1')!.dated).toBeUndefined();
  });

  it('cuts the year at its change only: 2 periods, and 1 where every row is open', () => {
    expect(cutPeriods(inputOf(CHANGE, [])).map(({ from }) => from)).toEqual([
      parseDay('2026-01-01'),
      parseDay('2026-07-01'),
    ]);
    expect(cutPeriods(inputOf([CHANGE[2]!], []))).toHaveLength(1);
  });
});
