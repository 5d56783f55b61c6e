import { expect, test } from 'vitest';
import { resolveTimeline } from '../../src/policy/resolve-timeline.js';
import { demoPolicy } from '../../src/run/demo-region.js';
import { poolFitNotices } from '../../src/run/pool-fit-notices.js';
import { registerFitNotices } from '../../src/run/register-fit-notices.js';
import { schemeChangeNotices } from '../../src/run/scheme-change-notices.js';
import { schemeOfYear } from '../../src/run/scheme-of-year.js';
import { ungroupedNotices } from '../../src/run/ungrouped-notices.js';
import type { PoolResult } from '../../src/settlement/settlement.js';

type Side = Parameters<typeof ungroupedNotices>[0];

/** A side on which so many of 100 cases are ungrouped. */
function side(id: string, ungrouped: number): Side {
  const status = Uint8Array.from({ length: 100 }, (_, row) => (row < ungrouped ? 2 : 0));
  return { scheme: { id, hash: id, method: 'drg', parts: [] }, groups: { status } } as unknown as Side;
}

test('5 of 100 ungrouped are not told and 6 are; a gap of 2 points is not and one of 3 is', () => {
  expect(ungroupedNotices(side('a', 5), side('b', 4))).toEqual([]);
  expect(ungroupedNotices(side('a', 5), side('b', 6))).toHaveLength(1);
  expect(ungroupedNotices(side('a', 1), side('b', 3))).toEqual([]);
  expect(ungroupedNotices(side('a', 4), side('b', 1))[0]!.en).toContain(
    'Ungrouped cases: 4.00% under the baseline (a), 1.00% under the reform (b).',
  );
});

test('one scheme on both sides, or one side alone, compares no groups: nothing is told', () => {
  expect(ungroupedNotices(side('a', 50), side('a', 50))).toEqual([]);
  expect(ungroupedNotices(side('a', 50), undefined)).toEqual([]);
});

test('the national DIP catalogue has no comprehensive entries: scores cover core entries only, in both languages', () => {
  const dipYear = resolveTimeline(demoPolicy([], 'dip'), []);
  const dip = { ...side('', 33), scheme: schemeOfYear(dipYear) };
  const [notice] = ungroupedNotices(side('a', 1), dip);
  expect(notice!.zh).toContain('改革（dip-3.0）33.00%');
  expect(notice!.zh).toContain('dip-3.0 没有综合病种，分值只覆盖核心病种');
  expect(notice!.en).toContain('dip-3.0 has no comprehensive entries: scores cover core entries only.');
});

test('a pool that spends less than half of its budget does not fit the cases; exactly half is not told', () => {
  const pool = (paidFund: number): PoolResult => ({
    insurance: 'employee',
    fundBudget: 100_000_000,
    reserve: 0,
    carvedOut: 0,
    rateFen: 1,
    expectedFund: paidFund,
    paidFund,
    balance: 0,
  });
  expect(poolFitNotices({ pools: [pool(50_000_000)] })).toEqual([]);
  const [notice] = poolFitNotices({ pools: [pool(49_999_900)] });
  expect(notice!.zh).toMatch(/^职工.*支出 499,999\.00 元，仅为预算 1,000,000\.00 元的 50\.00%/);
  expect(notice!.en).toContain('499,999.00 yuan are spent');
});

/** Cases of hospitals, one each, beside a register; `role` says where the register came from. */
function registered(ids: readonly string[], register: readonly [string, string][], role = 'register') {
  const values = [...new Set(ids)];
  const year = {
    caseCount: ids.length,
    columns: { hospital_id: { kind: 'dictionary', codes: Int32Array.from(ids, (id) => values.indexOf(id)), values } },
  };
  const records = register.map(([hospitalId, name]) => [hospitalId, { hospitalId, name }] as const);
  return registerFitNotices({
    year,
    register: new Map(records),
    inputs: [{ role, name: 'r.csv', sha256: '' }],
  } as unknown as Parameters<typeof registerFitNotices>[0]);
}

test('cases that write names where the register writes ids: all 2 hospitals are lost, said first and with the remedy', () => {
  const [notice] = registered(
    ['市一院', '市一院', '县医院'],
    [
      ['H01', '市一院'],
      ['H02', '县医院'],
    ],
  );
  expect(notice!.isUrgent).toBe(true);
  expect(notice!.zh).toContain(
    '病例中的 2 家医疗机构有 2 家不在登记表中（3 例），如“县医院”“市一院”；登记表写的是“H01”“H02”等。',
  );
  expect(notice!.zh).toContain('病例写的是机构名称，登记表写的是代码：请让病例与登记表的医疗机构代码写法一致');
  expect(notice!.en).toContain(
    'Of 2 hospitals of the cases the register lacks 2 (3 cases), such as "县医院", "市一院"',
  );
});

test('one of two hospitals that the register lacks is told but not first; none lacking, or no register given, is silent', () => {
  const [notice, ...others] = registered(['H01', 'H9', 'H9'], [['H01', '']]);
  expect(others).toEqual([]);
  expect(notice!.isUrgent).toBeUndefined();
  expect(notice!.zh).toContain('病例中的 2 家医疗机构有 1 家不在登记表中（2 例），如“H9”');
  expect(notice!.zh).not.toContain('病例写的是机构名称');
  expect(registered(['H01'], [['H01', '']])).toEqual([]);
  expect(registered(['H9'], [['H01', '']], 'cases')).toEqual([]);
});

test('under two schemes a line of a group is nobody’s gain: said with what to compare, chapters only of two DRG schemes', () => {
  const of = (id: string, method: 'drg' | 'dip', parts = 1): Side =>
    ({ ...side(id, 0), scheme: { id, hash: id, method, parts: Array.from({ length: parts }) } }) as unknown as Side;
  const [drg] = schemeChangeNotices(of('a', 'drg'), of('b', 'drg'));
  expect(drg!.zh).toContain('比较请看医疗机构、等级、科室、主要诊断大类等表');
  expect(drg!.zh).toContain('drgdip scheme compare a b --in 病例文件');
  expect(drg!.en).toContain('drgdip scheme compare a b --in CASES');
  const [methods] = schemeChangeNotices(of('a', 'drg'), of('b', 'dip'));
  expect(methods!.zh).toContain('比较请看医疗机构、等级、科室等表');
  expect(schemeChangeNotices(of('a', 'dip'), of('b', 'dip'))[0]!.zh).toContain('的病种不是同一套');
  expect(schemeChangeNotices(of('a', 'drg'), of('a+b', 'drg', 2))[0]!.zh).toContain('scheme compare 旧方案 新方案');
  expect(schemeChangeNotices(of('a', 'drg'), of('a', 'drg'))).toEqual([]);
  expect(schemeChangeNotices(of('a', 'drg'), undefined)).toEqual([]);
});
