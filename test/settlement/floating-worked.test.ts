import { describe, expect, it } from 'vitest';
import type { PolicyDocument } from '../pricing/small-region.js';
import { closing, fen, floating, line, refusal, settle, settleUnits, yuan } from './worked-year.js';

describe('§1.12 floating point value', () => {
  const rows = [
    { hospital: 'H1', units: 10_000, cost: 950_000, recorded: 660_000 },
    { hospital: 'H2', units: 990_000, cost: 99_050_000, recorded: 69_340_000 },
  ];
  it('charges 100M, recorded 70M, budget 72M, 1,000,000 points: 102.00; the hospital is paid 730,000.00', () => {
    const settlement = settleUnits(rows, floating(72_000_000));
    expect(closing(settlement)).toBe(102);
    expect(yuan(settlement, 'final_fund')).toBe('730000.00');
    expect(settlement.pools[0]!.paidFund).toBe(fen(72_000_000));
    expect(line(settlement, 'point_value').formula.en).toContain('10,000 × 102.00 = 1,020,000.00');
  });
  it('cases whose pay does not float leave the budget first', () => {
    const outside = { hospital: 'H2', units: 0, cost: 1_000_000, recorded: 1_000_000 };
    const settlement = settleUnits([...rows, outside], floating(73_000_000));
    expect(closing(settlement)).toBe(102);
    expect(settlement.pools[0]!.paidFund).toBe(fen(73_000_000));
    // Without the step nothing leaves it, and the pool pays 1M more than it has.
    const kept = settleUnits([...rows, outside], floating(73_000_000, {}, ['point_value']));
    expect(closing(kept)).toBe(103);
    expect(kept.pools[0]!.balance).toBe(-fen(1_000_000));
  });
  it('a rounded value leaves a remainder, which is a line of the pool; exact leaves only the rounding of hospitals', () => {
    const own = [
      { hospital: 'H1', units: 1, cost: 100, recorded: 100 },
      { hospital: 'H2', units: 2, cost: 100, recorded: 100 },
    ];
    const rounded = settleUnits(own, floating(100, { form: 'fund', decimals: 2 }));
    expect(closing(rounded)).toBe(33.33);
    expect(rounded.pointValues![0]!.remainderFen).toBe(1);
    expect(rounded.pools[0]!.balance).toBe(1);
    expect(rounded.notices.map(({ code }) => code)).toContain('point_value_remainder');
    const exact = settleUnits(own, floating(100, { form: 'fund', decimals: 'exact' }));
    expect([yuan(exact, 'final_fund'), yuan(exact, 'final_fund', 'H2')]).toEqual(['33.33', '66.67']);
    expect(exact.pointValues![0]!.remainderFen).toBe(0);
  });
  it('floor and cap hold the value', () => {
    const own = [{ hospital: 'H1', units: 10, cost: 1_000, recorded: 1_000 }];
    expect(closing(settleUnits(own, floating(1_000, { form: 'fund', floor: 101.5 })))).toBe(101.5);
    expect(closing(settleUnits(own, floating(1_000, { form: 'fund', floor: 100 })))).toBe(100);
    expect(closing(settleUnits(own, floating(1_000, { form: 'fund', cap: 99.5 })))).toBe(99.5);
  });
  it('units of 0 are refused in words, and so is a value below 0', async () => {
    const none = [{ hospital: 'H1', units: 0, cost: 1_000, recorded: 1_000 }];
    expect(await refusal(() => settleUnits(none, floating(1_000)))).toBe('point_value_without_units');
    const over = [...none, { hospital: 'H1', units: 1, cost: 10, recorded: 10 }];
    expect(await refusal(() => settleUnits(over, floating(999)))).toBe('point_value_negative');
    expect(closing(settleUnits(over, floating(1_000)))).toBe(0);
  });
});

describe('§4.7 floating against fixed', () => {
  const of = (units: number) => [{ hospital: 'H1', units, cost: 80_000_000, recorded: 80_000_000 }];
  it('budget 72M, 900,000 points: 80.00; 10 % more points: 72.73', () => {
    expect(closing(settleUnits(of(900_000), floating(72_000_000, { form: 'fund', decimals: 2 })))).toBe(80);
    expect(closing(settleUnits(of(990_000), floating(72_000_000, { form: 'fund', decimals: 2 })))).toBe(72.73);
  });
  it('a fixed rate gets its closing test against the budget, and nothing changes', () => {
    const policy = { ...floating(72_000_000), rate: { kind: 'fixed', value: 80 } };
    const settlement = settleUnits(of(900_000), policy);
    expect(yuan(settlement, 'final_fund')).toBe('80000000.00');
    expect(yuan(settlement, 'closing_test')).toBe('8000000.00');
    expect(line(settlement, 'closing_test').formula.en).toContain('111.1 % of it, 8,000,000.00 yuan over');
  });
  it('three-month float: each quarter has its own value, out of its own share of the budget', async () => {
    const cases = ['2026-01-31', '2026-03-31', '2026-04-01', '2026-12-31'].map((day) => ({ day, cost: fen(10_000) }));
    const rate = { kind: 'floating', opening: 10_000, form: 'fund', period: 'quarter', decimals: 2 };
    const pools = [{ insurance: 'employee', fund: 40_000 }];
    const settlement = await settle({ cases, policy: { pools, rate, clearing: { steps: ['point_value'] } } });
    const values = settlement.pointValues!.map(({ period }, place) => [period, closing(settlement, 2, place)]);
    expect(values).toEqual([
      ['2026-Q1', 5_000],
      ['2026-Q2', 10_000],
      ['2026-Q4', 10_000],
    ]);
    const shares = { ...rate, period_shares: [0.4, 0.1, 0.1, 0.4] };
    const shared = await settle({ cases, policy: { pools, rate: shares, clearing: { steps: ['point_value'] } } });
    expect(shared.pointValues!.map((_, place) => closing(shared, 2, place))).toEqual([8_000, 4_000, 16_000]);
  });
  it('a stay beyond the quota floats by its ordinary price, 1 unit, though the patient paid 40,000.00 of 50,000.00', async () => {
    const pools = [{ insurance: 'employee', fund: 10_000 }];
    const rate = { kind: 'floating', opening: 10_000, form: 'fund', decimals: 4 };
    const cases = [
      { cost: fen(10_000), pooled: fen(10_000) },
      { cost: fen(50_000), pooled: fen(10_000) },
    ];
    const bands = (more: PolicyDocument) => ({ bands: [{ name: 'high', from: 3, pay: 'by_item', ...more }] });
    const paid = async (outliers: PolicyDocument) => {
      const settlement = await settle({
        cases,
        policy: { pools, rate, outliers, clearing: { steps: ['reserve', 'carve_outs', 'point_value'] } },
      });
      return [
        Number(settlement.pointValues![0]!.unitsScaled) / 1e8,
        closing(settlement),
        yuan(settlement, 'final_fund'),
      ];
    };
    // 10,000.00 over 2 units. The quota of 0 leaves what no band leaves; held at the patient's part, the price would be
    // 40,000.00, which are 4 units.
    expect(await paid({ bands: [] })).toEqual([2, 5_000, '10000.00']);
    expect(await paid(bands({ quota: { share: 0 } }))).toEqual([2, 5_000, '10000.00']);
  });
  it('the share of a quarter without cases is told, and stays in the balance of the pool', async () => {
    const cases = [{ day: '2026-01-31', cost: fen(10_000) }];
    const rate = { kind: 'floating', opening: 10_000, form: 'fund', period: 'quarter' };
    const policy = (more: PolicyDocument) => ({
      pools: [{ insurance: 'employee', fund: 40_000 }],
      rate: { ...rate, ...more },
      clearing: { steps: ['point_value'] },
    });
    const settlement = await settle({ cases, policy: policy({ period_shares: [0.4, 0.1, 0.25, 0.25] }) });
    expect(settlement.notices.map(({ code, count }) => [code, count])).toEqual([['point_value_period_empty', 3]]);
    const { zh, en } = settlement.notices[0]!;
    for (const text of [zh, en]) expect(text).toMatch(/2026-Q2, 2026-Q3, 2026-Q4.*24,000\.00/);
    expect(settlement.pools[0]!.balance).toBe(fen(24_000));
    // A share of 0 leaves nothing to tell.
    const none = await settle({ cases, policy: policy({ period_shares: [1, 0, 0, 0] }) });
    expect(none.notices).toEqual([]);
  });
  it('what a cap, a floor or a fixed part leaves or overdraws is told as that, not as rounding alone', () => {
    const own = [{ hospital: 'H1', units: 10, cost: 1_000, recorded: 1_000 }];
    const told = (more: PolicyDocument) => {
      const { notices } = settleUnits(own, floating(1_000, { form: 'fund', ...more }));
      return notices.filter(({ code }) => code.startsWith('point_value')).map(({ code, en }) => [code, en]);
    };
    const capped = told({ cap: 99.5 });
    expect(capped).toEqual([['point_value_remainder', expect.stringContaining('2026, 5.00 yuan are not shared out')]]);
    const floored = told({ floor: 101.5 });
    expect(floored).toEqual([['point_value_overrun', expect.stringContaining('pays 15.00 yuan more')]]);
    for (const [[, en]] of [capped, floored] as [string, string][][]) {
      expect(en).toContain('(rounding, floor, cap, fixed part)');
    }
  });
});

describe('§13 elastic rate', () => {
  const rows = [{ hospital: 'H1', units: 1_000, cost: 10_000_000, recorded: 10_000_000 }];
  const elastic = (formula: string, more: PolicyDocument = {}) => ({
    ...floating(9_000_000),
    rate: { kind: 'elastic', fixed: 10_000, form: 'fund', formula, ...more },
  });
  it('fixed 10,000, floating 9,000: 9,800 by 8:2 and 9,700 by 7:3', () => {
    expect(closing(settleUnits(rows, elastic('0.8 * fixed + 0.2 * floating')))).toBe(9_800);
    expect(closing(settleUnits(rows, elastic('0.7 * fixed + 0.3 * floating')))).toBe(9_700);
  });
  it('fixed groups stay at the fixed value and leave the budget first', async () => {
    const policy = {
      pools: [{ insurance: 'employee', fund: 29_000 }],
      rate: { kind: 'elastic', fixed: 10_000, form: 'fund', formula: 'floating', fixed_groups: ['C*'] },
      clearing: { steps: ['carve_outs', 'point_value'] },
    };
    const cases = ['A', 'C'].map((group) => ({ group, cost: fen(10_000) }));
    const settlement = await settle({ cases, policy });
    // C has weight 2: 20,000 stay; A floats at (29,000 − 20,000) / 1.
    expect(closing(settlement)).toBe(9_000);
    expect(yuan(settlement, 'final_fund')).toBe('29000.00');
  });
});
