import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { codesAt, findColumn } from '../../../src/cases/case-table.js';
import { columnSchema } from '../../../src/cases/columns.js';
import { readCases } from '../../../src/cases/read/read-cases.js';
import { writeCaseCsv } from '../../../src/cases/write/write-case-csv.js';
import { caseRecordAt } from '../../../src/grouping/interpreter/case-record-at.js';
import { interpretCase } from '../../../src/grouping/interpreter/interpret-case.js';
import { yearOf } from '../../../src/kernel/day.js';
import { packageRoot } from '../../../src/kernel/package-root.js';
import { checkPolicy } from '../../../src/policy/check-policy.js';
import { loadPolicy, loadReform } from '../../../src/policy/load-policy.js';
import { resolveTimeline } from '../../../src/policy/resolve-timeline.js';
import { loadScheme } from '../../../src/schemes/load-scheme.js';
import { CHARGE_PARTS } from '../../../src/simulation/region/charge-parts.js';
import { expectedBudgets } from '../../../src/simulation/region/expected-budgets.js';
import { generateRegion } from '../../../src/simulation/region/generate-region.js';
import { generateYear } from '../../../src/simulation/region/generate-year.js';
import { target } from '../../../src/simulation/region/targets.js';
import { bytesOf, days, ids, integers, meanOf, money, texts } from './region-cases.js';

const CASES = 30_000;
const scheme = loadScheme('chs-drg-2.0');
const region = generateRegion({ cases: CASES, seed: 7, scheme });
const { model, year, history } = region;

describe('a synthetic region of 30,000 cases a year', () => {
  test('every group of the scheme is reached by verified codes', () => {
    expect(model.groups.length).toBe(634);
    expect(region.unreachableGroups).toEqual([]);
  });

  test('the same seed gives the same bytes, another seed other ones', () => {
    const again = generateYear(model, { cases: 5_000, seed: 7, year: 2026 });
    const first = generateYear(model, { cases: 5_000, seed: 7, year: 2026 });
    expect(bytesOf(again.table)).toEqual(bytesOf(first.table));
    const other = bytesOf(generateYear(model, { cases: 5_000, seed: 8, year: 2026 }).table);
    for (const column of ['total_cost.values', 'hospital_id.codes', 'dx.codes', 'discharge_date.values'])
      expect(other[column]!.equals(bytesOf(first.table)[column]!), column).toBe(false);
  });

  test('a whole model made anew gives the same bytes: nothing depends on what ran before', () => {
    const anew = generateRegion({ cases: 3_000, seed: 7, scheme });
    const known = generateYear(model, { cases: 3_000, seed: 7, year: 2026 });
    expect(bytesOf(anew.year)).toEqual(bytesOf(known.table));
  });

  test('the first 16,384 cases are the same whether 30,000 or 20,000 are made: blocks are independent', () => {
    const smaller = generateYear(model, { cases: 20_000, seed: 7, year: 2026 });
    expect(money(smaller.table, 'cash').slice(0, 16_384)).toEqual(money(year, 'cash').slice(0, 16_384));
  });

  test('history has three years of as many cases, and case ids are unique over all four years', () => {
    expect(history.caseCount).toBe(3 * CASES);
    const counts = new Map<number, number>();
    for (const day of days(history, 'discharge_date')) counts.set(yearOf(day), (counts.get(yearOf(day)) ?? 0) + 1);
    expect([...counts]).toEqual([
      [2023, CASES],
      [2024, CASES],
      [2025, CASES],
    ]);
    expect(new Set([...ids(year, 'case_id'), ...ids(history, 'case_id')]).size).toBe(4 * CASES);
    expect(new Set(days(year, 'discharge_date').map(yearOf))).toEqual(new Set([2026]));
  });

  test('every column is a canonical one, within its bounds', () => {
    for (const [name, column] of Object.entries(year.columns)) {
      const schema = columnSchema(name);
      expect(schema?.kind, name).toBe(column.kind);
      if (column.kind !== 'integer' && column.kind !== 'money') continue;
      const unit = column.kind === 'money' ? 100 : 1;
      const outside = [...column.values].filter(
        (value) => value !== -1 && (value < schema!.least! * unit || value > schema!.most! * unit),
      );
      expect(outside, name).toEqual([]);
    }
  });

  test('charge parts and payers add up to the total of every case, to the fen, none negative', () => {
    const payers = ['pooled_fund', 'critical_illness', 'assistance', 'civil_servant', 'personal_account', 'cash'];
    for (const table of [year, history]) {
      const total = money(table, 'total_cost');
      for (const names of [CHARGE_PARTS, payers]) {
        const columns = names.map((name) => money(table, name));
        let wrong = 0;
        for (let row = 0; row < table.caseCount; row++) {
          let sum = 0;
          for (const column of columns) {
            sum += column[row]!;
            if (!(column[row]! >= 0) || !Number.isInteger(column[row]!)) wrong++;
          }
          if (sum !== total[row]) wrong++;
        }
        expect(wrong).toBe(0);
      }
    }
    const patient = ['self_funded', 'first_paid', 'deductible'].map((name) => money(year, name));
    const fund = money(year, 'pooled_fund');
    const total = money(year, 'total_cost');
    expect(total.every((bill, row) => patient.reduce((sum, part) => sum + part[row]!, fund[row]!) <= bill)).toBe(true);
  });

  test('of 4,000 cases at least 99.5 % fall into the group they were drawn for, by the literal interpreter', () => {
    let same = 0;
    for (let row = 0; row < 4_000; row++) {
      const drawn = region.groupCodes[region.drawnGroup.year[row]!];
      if (interpretCase(scheme, caseRecordAt(year, row)).group === drawn) same++;
    }
    expect(same).toBeGreaterThanOrEqual(3_980);
  });

  test('ungrouped and unrelated-procedure cases stand at 1 % each, ± 0.2 points', () => {
    const statuses = { ungrouped: 0, unrelated: 0 };
    for (const group of region.drawnGroup.year) {
      const code = region.groupCodes[group]!;
      if (code === '0000') statuses.ungrouped++;
      if (code.endsWith('QY')) statuses.unrelated++;
    }
    expect(Math.abs(statuses.ungrouped / CASES - target('ungrouped_share'))).toBeLessThan(0.002);
    expect(Math.abs(statuses.unrelated / CASES - target('unrelated_procedure_share'))).toBeLessThan(0.002);
  });
});

describe('figures against their targets at 30,000 cases', () => {
  const insurance = texts(year, 'insurance');
  const hospital = texts(year, 'hospital_id');
  const total = money(year, 'total_cost');
  const los = integers(year, 'los_days');
  const levelOf = (row: number): number => region.register.get(hospital[row]!)!.levelClass;
  const near = (value: number, wanted: number, tolerance: number): void => {
    expect(value).toBeGreaterThan(wanted * (1 - tolerance));
    expect(value).toBeLessThan(wanted * (1 + tolerance));
  };

  test.each([
    ['employee', 3, 0.04],
    ['employee', 2, 0.05],
    ['employee', 1, 0.1],
  ] as const)('%s cost and days at level %i', (kind, level, tolerance) => {
    const isIn = (row: number): boolean => insurance[row] === kind && levelOf(row) === level;
    near(
      meanOf(year, (row) => total[row]! / 100, isIn),
      target(`employee_cost_level_${level}`),
      tolerance,
    );
    near(
      meanOf(year, (row) => los[row]!, isIn),
      target(`employee_los_level_${level}`),
      0.04,
    );
    const share = meanOf(
      year,
      (row) => (isIn(row) ? 1 : 0),
      (row) => insurance[row] === kind,
    );
    near(share, target(`employee_share_level_${level}`), 0.06);
  });

  test('costs and days of all: employees 11,707, residents 7,674 yuan, 8.8 days', () => {
    near(
      meanOf(
        year,
        (row) => total[row]! / 100,
        (row) => insurance[row] === 'employee',
      ),
      11_707,
      0.04,
    );
    near(
      meanOf(
        year,
        (row) => total[row]! / 100,
        (row) => insurance[row] === 'resident',
      ),
      7_674,
      0.04,
    );
    near(
      meanOf(year, (row) => los[row]!),
      8.8,
      0.02,
    );
  });

  test.each(['employee', 'resident'] as const)('in-list fund share of %ss by level within 1 %%', (kind) => {
    const [fund, self, first] = ['pooled_fund', 'self_funded', 'first_paid'].map((name) => money(year, name));
    for (const level of [3, 2, 1] as const) {
      const isIn = (row: number): boolean => insurance[row] === kind && levelOf(row) === level;
      const inList = meanOf(year, (row) => total[row]! - self![row]! - first![row]!, isIn);
      near(meanOf(year, (row) => fund![row]!, isIn) / inList, target(`${kind}_in_list_share_level_${level}`), 0.01);
    }
  });

  test('who is admitted: age, its spread, women, employees, the retired', () => {
    const age = integers(year, 'age_years');
    const isKnown = (row: number): boolean => age[row] !== -1;
    const mean = meanOf(year, (row) => age[row]!, isKnown);
    near(mean, target('age_mean'), 0.03);
    near(Math.sqrt(meanOf(year, (row) => (age[row]! - mean) ** 2, isKnown)), target('age_sd'), 0.05);
    near(
      meanOf(year, (row) => (integers(year, 'sex')[row] === 2 ? 1 : 0)),
      target('female_share'),
      0.03,
    );
    near(
      meanOf(year, (row) => (insurance[row] === 'employee' ? 1 : 0)),
      target('employee_share'),
      0.04,
    );
    const insured = texts(year, 'insured_class');
    const retired = meanOf(
      year,
      (row) => (insured[row] === 'retired' ? 1 : 0),
      (row) => insurance[row] === 'employee',
    );
    near(retired, target('employee_retired_share'), 0.05);
  });

  test('the case mix: concentration, stays without an operation, codes a case, mortality', () => {
    const counts = new Map<number, number>();
    for (const group of region.drawnGroup.year) counts.set(group, (counts.get(group) ?? 0) + 1);
    const sorted = [...counts.values()].sort((a, b) => b - a);
    const top = (groups: number): number => sorted.slice(0, groups).reduce((sum, count) => sum + count, 0) / CASES;
    near(top(10), target('top_10_group_share'), 0.05);
    near(top(50), target('top_50_group_share'), 0.04);
    near(top(200), target('top_200_group_share'), 0.03);
    const kinds = new Map(model.groups.map((group) => [group.code, group.kind]));
    const isMedical = (row: number): boolean =>
      kinds.get(region.groupCodes[region.drawnGroup.year[row]!]!) === 'medical';
    near(
      meanOf(year, (row) => (isMedical(row) ? 1 : 0)),
      target('no_operation_share'),
      0.04,
    );
    const length = (name: 'dx' | 'px', row: number): number => {
      const { offsets } = findColumn(year, name, 'codes')!;
      return offsets[row + 1]! - offsets[row]!;
    };
    near(
      meanOf(year, (row) => length('dx', row)),
      target('diagnoses_per_case'),
      0.05,
    );
    near(
      meanOf(year, (row) => length('px', row)),
      target('procedures_per_case'),
      0.08,
    );
    const died = meanOf(year, (row) => (integers(year, 'discharge_type')[row] === 5 ? 1 : 0));
    expect(died).toBeGreaterThan(0.001);
    expect(died).toBeLessThan(0.01);
  });

  test('spreads within groups: quantiles of their CVs in the history within 15 % of the published ones', () => {
    const cost = money(history, 'total_cost');
    // The yearly growth is no spread: costs are brought to the first year's prices.
    const trend = (row: number): number => (1 + target('cost_growth')) ** Math.floor(row / CASES);
    const sums = new Map<number, { n: number; sum: number; squares: number }>();
    region.drawnGroup.history.forEach((group, row) => {
      const known = sums.get(group) ?? { n: 0, sum: 0, squares: 0 };
      const value = cost[row]! / trend(row);
      sums.set(group, { n: known.n + 1, sum: known.sum + value, squares: known.squares + value * value });
    });
    const cvs = [...sums.values()]
      .filter(({ n }) => n >= 25)
      .map(({ n, sum, squares }) => Math.sqrt((squares * n) / (sum * sum) - 1))
      .sort((a, b) => a - b);
    for (const [position, name] of [
      [0.05, 'group_cv_p05'],
      [0.25, 'group_cv_p25'],
      [0.5, 'group_cv_p50'],
      [0.75, 'group_cv_p75'],
      [0.95, 'group_cv_p95'],
    ] as const)
      near(cvs[Math.floor(position * (cvs.length - 1))]!, target(name), 0.15);
  });

  test('cost grows 3 % a year over the history, ± 4 points of sampling', () => {
    const mean = (yearIndex: number): number =>
      meanOf(
        history,
        (row) => money(history, 'total_cost')[row]!,
        (row) => Math.floor(row / CASES) === yearIndex,
      );
    near(mean(2) / mean(0), (1 + target('cost_growth')) ** 2, 0.04);
  });

  test('MCC costs more than CC, and CC more than none, in every ADRG that is split, in expectation', () => {
    const relative = new Map(model.groups.map((group, g) => [group.code, model.mix.relativeMean[g]!]));
    let compared = 0;
    for (const low of model.groups) {
      for (const high of model.groups) {
        if (low.adrg !== high.adrg || low.severity < 0 || high.severity <= low.severity) continue;
        expect(relative.get(high.code)!, high.code).toBeGreaterThan(relative.get(low.code)!);
        compared++;
      }
    }
    expect(compared).toBeGreaterThan(150);
  });
});

describe('patients of the synthetic region', () => {
  const keys = ids(year, 'patient_key');
  const admit = days(year, 'admit_date');
  const discharge = days(year, 'discharge_date');

  test('LOS is discharge less admission, at least a day', () => {
    const los = integers(year, 'los_days');
    expect(los.every((stay, row) => stay >= 1 && stay === discharge[row]! - admit[row]!)).toBe(true);
  });

  test('a patient’s stays follow one another, never overlap, keep sex and insurance; nobody returns after death', () => {
    const stay = integers(year, 'stay_number');
    const sex = integers(year, 'sex');
    const type = integers(year, 'discharge_type');
    const insurance = texts(year, 'insurance');
    let followed = 0;
    for (let row = 1; row < CASES; row++) {
      if (keys[row] !== keys[row - 1]) {
        expect(stay[row]).toBe(1);
        continue;
      }
      followed++;
      expect(stay[row]).toBe(stay[row - 1]! + 1);
      expect(admit[row]!).toBeGreaterThan(discharge[row - 1]!);
      expect(insurance[row]).toBe(insurance[row - 1]);
      expect(type[row - 1]).not.toBe(5);
      if (sex[row] !== -1 && sex[row - 1] !== -1) expect(sex[row]).toBe(sex[row - 1]);
    }
    expect(followed / CASES).toBeGreaterThan(0.17);
    expect(new Set(keys).size).toBe(CASES - followed);
  });

  test('6.2 % of stays are followed by another within 30 days, ± 0.6 points', () => {
    let readmitted = 0;
    for (let row = 1; row < CASES; row++) {
      if (keys[row] === keys[row - 1] && admit[row]! - discharge[row - 1]! <= 30) readmitted++;
    }
    expect(Math.abs(readmitted / CASES - target('readmission_30_days'))).toBeLessThan(0.006);
  });

  test('newborns have days and weights, nobody older has', () => {
    const [age, ageDays, weight] = ['age_years', 'age_days', 'birth_weight_g'].map((name) => integers(year, name));
    const newborns = meanOf(year, (row) => (ageDays![row]! >= 0 && ageDays![row]! <= 28 ? 1 : 0));
    expect(newborns).toBeGreaterThan(0.001);
    for (let row = 0; row < CASES; row++) {
      if (age![row]! > 0) expect([ageDays![row], weight![row]]).toEqual([-1, -1]);
      if (ageDays![row]! >= 0 && ageDays![row]! <= 28) expect(weight![row]!).toBeGreaterThanOrEqual(500);
    }
  });

  test('what is missing is missing, never zero, at the stated rates', () => {
    const share = (isMissing: (row: number) => boolean): number => meanOf(year, (row) => (isMissing(row) ? 1 : 0));
    const department = findColumn(year, 'department', 'dictionary')!.codes;
    const cost = money(year, 'hospital_cost');
    expect(Math.abs(share((row) => department[row] === 0) / target('missing_department_share') - 1)).toBeLessThan(0.3);
    expect(Math.abs(share((row) => Number.isNaN(cost[row]!)) / target('missing_hospital_cost_share') - 1)).toBeLessThan(
      0.15,
    );
    expect(cost.every((value) => value !== 0)).toBe(true);
    const known = new Set(scheme.diagnoses);
    const isCareless = (row: number): boolean =>
      codesAt(findColumn(year, 'dx', 'codes'), row).some((code) => !known.has(code));
    const careless = share(isCareless);
    expect(careless).toBeGreaterThan(0.002);
    expect(careless).toBeLessThan(0.008);
  });

  test('no diagnosis stands twice in a case', () => {
    const { codes, offsets, values } = findColumn(year, 'dx', 'codes')!;
    let doubled = 0;
    for (let row = 0; row < CASES; row++) {
      const list = Array.from(codes.subarray(offsets[row]!, offsets[row + 1]!), (code) => values[code]!);
      if (new Set(list).size !== list.length) doubled++;
    }
    expect(doubled).toBe(0);
  });
});

describe('the demo’s policy belongs to the region', () => {
  test('its funds are the model’s budgets for 300,000 cases, its reserve the target, and no error is found in it', () => {
    const timeline = resolveTimeline(loadPolicy('demo-region'), []);
    const { pools } = timeline.segments[0]!.policy;
    expect(pools.map(({ insurance, fund, reserve }) => ({ insurance, fund, reserve }))).toEqual(
      expectedBudgets(model, 300_000).map(({ insurance, fund }) => ({
        insurance,
        fund,
        reserve: target('fund_reserve'),
      })),
    );
    expect(checkPolicy(timeline).filter((finding) => finding.severity === 'error')).toEqual([]);
  });

  test('budgets follow the number of cases, and the recorded fund comes within 3 % of what was expected', () => {
    const [employee, resident] = region.budgets;
    expect(expectedBudgets(model, 60_000)[0]!.expectedRecordedFund / employee!.expectedRecordedFund).toBeCloseTo(2, 10);
    const insurance = texts(year, 'insurance');
    const fund = money(year, 'pooled_fund');
    for (const budget of [employee!, resident!]) {
      const recorded =
        fund.reduce((sum, value, row) => sum + (insurance[row] === budget.insurance ? value : 0), 0) / 100;
      expect(Math.abs(recorded / budget.expectedRecordedFund - 1)).toBeLessThan(0.03);
    }
  });

  test('the question of the README: the rate falls by 3 %, the fund bears 60 % of overruns up to 10 %', () => {
    const reform = loadReform(join(packageRoot(), 'examples/reforms/rate-minus-3-percent-share-60.yaml'));
    const [before, after] = [[], [reform]].map((reforms) => resolveTimeline(loadPolicy('demo-region'), reforms));
    const policyOf = (timeline: typeof before) => timeline!.segments[0]!.policy;
    const rates = (timeline: typeof before) => (policyOf(timeline).rate as { value: Record<string, number> }).value;
    for (const kind of ['employee', 'resident'])
      expect(rates(after)[kind]! / rates(before)[kind]!).toBeCloseTo(0.97, 12);
    expect(policyOf(after).retention.bands.map((band) => band.fund_share_of_overrun ?? band.pay)).toEqual([
      'standard',
      0.6,
      'standard + 0.6 * 0.1 * standard',
    ]);
  });
});

describe('the region as files', () => {
  test('written as CSV and read again it is the same cases: nothing rejected, every total, code and missing value kept', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'region-'));
    try {
      const small = generateYear(model, { cases: 2_000, seed: 7, year: 2026 }).table;
      const path = join(folder, 'cases.csv');
      writeCaseCsv(path, small);
      const { table, rejected } = await readCases([path], {});
      expect(rejected).toEqual([]);
      expect(table.caseCount).toBe(2_000);
      for (const [name, column] of Object.entries(small.columns)) {
        if (column.kind === 'money') expect([...money(table, name)], name).toEqual([...column.values]);
        if (column.kind === 'integer') expect([...integers(table, name)], name).toEqual([...column.values]);
        if (column.kind === 'dictionary') expect(texts(table, name), name).toEqual(texts(small, name));
      }
      const groups = (cases: typeof small): string[] =>
        Array.from({ length: 300 }, (_, row) => interpretCase(scheme, caseRecordAt(cases, row)).group);
      expect(groups(table)).toEqual(groups(small));
      expect(ids(table, 'patient_key')).toEqual(ids(small, 'patient_key'));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
