import { describe, expect, it } from 'vitest';
import { STATUS_UNGROUPED, STATUS_UNRELATED } from '../../src/grouping/group-columns.js';
import { settleYear } from '../../src/settlement/steps.js';
import { uniqueKeys } from '../../src/settlement/unique-keys.js';
import { type PolicyDocument, pricedInput, type SmallCase, smallTimeline } from '../pricing/small-region.js';

const settle = async (cases: readonly SmallCase[], policy: PolicyDocument = {}) =>
  settleYear(await pricedInput({ cases, policy }));
const total = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0);

describe('quota on a band', () => {
  const outliers = (quota: PolicyDocument) => ({
    outliers: { bands: [{ name: 'high', from: 2, from_included: false, pay: 'by_item', quota }] },
  });
  const plain = Array.from({ length: 17 }, () => ({ cost: 1_000_000 }));

  it('5 % of 59 cases is 2 (⌊2.95⌋): two are paid by item, the third takes the standard', async () => {
    const cases = [
      ...Array.from({ length: 56 }, () => ({ cost: 1_000_000 })),
      { cost: 3_000_000, id: 'a' },
      { cost: 5_000_000, id: 'b' },
      { cost: 4_000_000, id: 'c' },
    ];
    const settlement = await settle(cases, outliers({ share: 0.05 }));
    expect(total(settlement.cells.sums.pay)).toBe(56 * 1_000_000 + 5_000_000 + 4_000_000 + 1_000_000);
    expect(total(settlement.cells.sums.high_outlier_cases)).toBe(3);
    const line = settlement.statements.find((entry) => entry.line === 'quota');
    expect(line?.amountFen).toBe(-2_000_000);
    expect(line?.formula.en).toContain('"high" 3 cases, 2 allowed (of 59)');
    expect(settlement.notices).toContainEqual(expect.objectContaining({ code: 'quota_used_up', count: 1 }));
  });

  it('order excess takes the highest cost − standard, order cost the highest cost', async () => {
    const cases = [
      ...plain,
      { cost: 2_400_000, group: 'A', id: 'excess-14000' },
      { cost: 2_000_000, group: 'B', id: 'excess-15000' },
      { cost: 1_000_000, group: 'A' },
    ];
    const byExcess = await settle(cases, outliers({ share: 0.05, order: 'excess' }));
    // B (standard 5,000) is paid 20,000 by item, A takes its standard 10,000.
    expect(total(byExcess.cells.sums.pay)).toBe(18_000_000 + 2_000_000 + 1_000_000);
    const byCost = await settle(cases, outliers({ share: 0.05, order: 'cost' }));
    expect(total(byCost.cells.sums.pay)).toBe(18_000_000 + 2_400_000 + 500_000);
  });

  it('a tie goes to the smaller case id, whatever the order of rows', async () => {
    const cases = [
      { cost: 2_500_000, id: 'z', department: 'Z' },
      ...plain,
      { cost: 2_500_000, id: 'é', department: 'E' },
      { cost: 2_500_000, id: 'b', department: 'B' },
    ];
    for (const rows of [cases, [...cases].reverse()]) {
      const { cells } = await settle(rows, outliers({ share: 0.05 }));
      const pay = (department: string) =>
        cells.sums.pay[cells.department.indexOf(cells.departments.indexOf(department))];
      expect([pay('B'), pay('E'), pay('Z')]).toEqual([2_500_000, 1_000_000, 1_000_000]);
    }
  });

  it("is each hospital's own, and is read from the last period that has the band", async () => {
    const cases = [
      { cost: 3_000_000, day: '2026-01-05' },
      { cost: 3_000_000, day: '2026-08-05' },
      { cost: 3_000_000, day: '2026-08-05', hospital: 'H2' },
    ];
    const timeline = smallTimeline([
      { policy: outliers({ share: 1 }) },
      { from: '2026-07-01', policy: outliers({ share: 0.5 }) },
    ]);
    const { cells } = settleYear(await pricedInput({ cases, timeline }));
    expect([...cells.sums.pay]).toEqual([4_000_000, 1_000_000]);
  });
});

describe('shares of a pool', () => {
  const bands = [{ name: 'over', fund_share_of_overrun: 0 }];
  it('an overrun of 100.00 borne by three equal hospitals is 33.34, 33.33, 33.33, by code point of the name', async () => {
    const retention = { level: 'pool', bands: [{ name: 'all', pay: 'standard - yuan(100)' }] };
    const cases = ['H3', 'H1', 'H2'].map((hospital) => ({ hospital, cost: 1_000_000 }));
    const settlement = await settle(cases, { retention });
    const shares = settlement.statements
      .filter((line) => line.line === 'retention')
      .map((line) => [line.hospitalId, line.amountFen]);
    expect(shares).toEqual([
      ['H1', -3_334],
      ['H2', -3_333],
      ['H3', -3_333],
    ]);
    expect(total(settlement.cells.sums.fund)).toBe(3_000_000 - 10_000);
    expect(settlement.statements.find((line) => line.line === 'retention')?.formula.en).toContain(
      '10,000.00 / 30,000.00',
    );
  });
  it('cases outside the groups take no part: their fund stays what was recorded', async () => {
    const cases: SmallCase[] = [
      { cost: 2_000_000, pooled: 2_000_000 },
      { cost: 900_000, pooled: 700_000, group: '0000', status: STATUS_UNGROUPED },
      { cost: 500_000, pooled: 400_000, insurance: 'other' },
    ];
    const settlement = await settle(cases, { retention: { level: 'region', bands } });
    const { sums } = settlement.cells;
    expect(total(sums.carved_out_fund)).toBe(1_100_000);
    expect(total(sums.fund)).toBe(1_000_000 + 1_100_000);
    const own = settlement.statements.filter((line) => line.insurance === 'employee').map((line) => line.line);
    expect(own).toContain('by_item_ungrouped');
    expect(own.indexOf('by_item_ungrouped')).toBeLessThan(own.indexOf('fund_before_clearing'));
    expect(settlement.statements.find((line) => line.line === 'by_item_no_pool')?.amountFen).toBe(400_000);
  });
  it('a retention formula that divides by zero is refused with the hospital named', async () => {
    const retention = { bands: [{ name: 'bad', pay: 'standard / (ratio - 1) * 0.1' }] };
    await expect(settle([{ cost: 1_000_000 }], { retention })).rejects.toMatchObject({
      code: 'retention_formula_without_amount',
      details: { band: 'bad', unit: 'hospital H1 (employee)' },
    });
  });
});

describe('pools and notices', () => {
  it('budget 1,000,000 less a reserve of 5 % less 960,000 paid leaves −10,000.00, and says so', async () => {
    const cases = Array.from({ length: 96 }, () => ({ cost: 1_000_000 }));
    const settlement = await settle(cases, { pools: [{ insurance: 'employee', fund: 1_000_000, reserve: 0.05 }] });
    expect(settlement.pools).toEqual([
      {
        insurance: 'employee',
        fundBudget: 100_000_000,
        reserve: 5_000_000,
        carvedOut: 0,
        rateFen: 1_000_000,
        expectedFund: 96_000_000,
        paidFund: 96_000_000,
        balance: -1_000_000,
      },
    ]);
    const notice = settlement.notices.find((entry) => entry.code === 'pool_overspent');
    expect(notice?.en).toBe(
      'Pools that pay more than their budget less the reserve: 1, 10,000.00 yuan in all: employee 10,000.00 yuan.',
    );
    expect(notice?.zh).toBe('1 个资金池支付超过预算减风险金，共超 10,000.00 元：职工 10,000.00 元。');
  });
  it('a plain standard has no rate per weight', async () => {
    const { pools } = await settle([{ cost: 1 }], { rate: { kind: 'standard', value: 8_000 } });
    expect(pools[0]!.rateFen).toBeNaN();
  });
  it('counts what a reader must see: unknown hospital, no pool, missing amount, no weight, floored, negative patient part', async () => {
    const settlement = await settle([
      { cost: 100, hospital: 'H9' },
      { cost: 100, insurance: 'other' },
      { cost: Number.NaN, pooled: 1 },
      { cost: 100, group: 'D' },
      { cost: 5_000_000, pooled: 1_000_000 },
      { cost: 100, pooled: 200 },
      { cost: 1_000_000 },
    ]);
    const counts = Object.fromEntries(settlement.notices.map((notice) => [notice.code, notice.count]));
    expect(counts).toEqual({
      unknown_hospital: 1,
      no_pool: 1,
      unpriced_missing_amount: 1,
      unweighted: 1,
      fund_floored: 1,
      negative_patient_part: 1,
    });
  });
  it('counts low and high outliers, ungrouped, QY and group-paid cases of a cell apart', async () => {
    const bands = [
      { name: 'low', to: 0.4, pay: 'by_item' },
      { name: 'middle', from: 0.9, to: 1.1, pay: 'standard' },
      { name: 'high', from: 3, pay: 'by_item' },
    ];
    const outside: SmallCase = { group: '0000', cost: 100, status: STATUS_UNGROUPED };
    const cases: SmallCase[] = [
      { cost: 100_000 },
      { cost: 100_000 },
      { cost: 1_000_000 },
      { cost: 4_000_000 },
      outside,
      { ...outside, status: STATUS_UNRELATED },
    ];
    const { sums } = (await settle(cases, { outliers: { bands } })).cells;
    const counted = [
      sums.low_outlier_cases,
      sums.high_outlier_cases,
      sums.ungrouped_cases,
      sums.unrelated_cases,
      sums.group_paid_cases,
    ];
    expect(counted.map(total)).toEqual([2, 1, 1, 1, 4]);
  });
  it('length of stay and own cost are summed over cases that have them, with their number: missing is not 0', async () => {
    const { cells } = await settle([
      { cost: 100, los: 3, hospitalCost: 80 },
      { cost: 100 },
      { cost: 100, los: 0, hospitalCost: 0 },
    ]);
    expect([cells.sums.los_days[0], cells.sums.los_cases[0]]).toEqual([3, 2]);
    expect([cells.sums.hospital_cost[0], cells.sums.hospital_cost_cases[0]]).toEqual([80, 2]);
  });
});

describe('uniqueKeys', () => {
  it('equals sorted distinct keys, also beyond 2^32 and past several growths of its table', () => {
    const keys = Array.from({ length: 30_000 }, (_, i) => ((i * 7_919) % 20_011) * 4_294_967);
    const { keys: found, placeOf } = uniqueKeys(keys.length, (entry) => keys[entry]!);
    expect([...found]).toEqual([...new Set(keys)].sort((a, b) => a - b));
    keys.forEach((key, entry) => {
      if (found[placeOf[entry]!] !== key) throw new Error(`entry ${entry}`);
    });
  });
});
