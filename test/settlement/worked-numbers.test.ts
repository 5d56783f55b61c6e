import { describe, expect, it } from 'vitest';
import { formatYuan, parseYuan } from '../../src/kernel/money.js';
import type { Settlement, StatementLine } from '../../src/settlement/settlement.js';
import { settleYear } from '../../src/settlement/steps.js';
import { type PolicyDocument, pricedInput, type SmallCase, smallWeights } from '../pricing/small-region.js';

/** Settles cases whose patient's part is 0, so that recorded fund = cost and the fund's part = the standard. */
async function settle(cases: readonly SmallCase[], policy: PolicyDocument): Promise<Settlement> {
  const weights = smallWeights({ A: '1', B: '0.5', D: '0.25' });
  return settleYear(await pricedInput({ cases, policy, weights }));
}

const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);

function line(settlement: Settlement, name: string, hospital = 'H1'): StatementLine {
  const found = settlement.statements.filter((entry) => entry.line === name && entry.hospitalId === hospital);
  if (found.length !== 1) throw new Error(`${found.length} lines ${name}`);
  return found[0]!;
}

/** Final fund payment, yuan text, of one case recorded at `recorded` yuan whose standard is `standard` yuan. */
async function finalOf(recorded: number, standard: number, retention: PolicyDocument): Promise<string> {
  const settlement = await settle([{ cost: parseYuan(recorded)! }], {
    rate: { kind: 'standard', value: standard },
    retention,
  });
  expect(line(settlement, 'final_fund').amountFen).toBe(sum(settlement.cells.sums.fund));
  return formatYuan(line(settlement, 'final_fund').amountFen);
}

describe('M1 package payment: retained surplus, no compensation of overruns', () => {
  it('standard 8,000: cost 7,000 keeps 1,000.00, cost 9,000 bears 1,000.00', async () => {
    const cases = [
      { hospital: 'H1', cost: 700_000, pooled: 500_000 },
      { hospital: 'H2', cost: 900_000, pooled: 700_000 },
    ];
    const settlement = await settle(cases, { rate: { kind: 'standard', value: 8_000 } });
    expect(formatYuan(line(settlement, 'kept_or_borne', 'H1').amountFen)).toBe('1000.00');
    expect(formatYuan(line(settlement, 'kept_or_borne', 'H2').amountFen)).toBe('-1000.00');
    expect(sum(settlement.cells.sums.pay)).toBe(1_600_000);
  });
});

describe('§4.6 quota rule: half of an overrun up to 20 %, 30 % of a saving up to 3 % of the quota', () => {
  const retention = {
    bands: [
      { name: 'saving', to: 1, pay: 'recorded + min(0.3 * (standard - recorded), 0.03 * standard)' },
      { name: 'shared', to: 1.2, fund_share_of_overrun: 0.5 },
      { name: 'beyond', pay: 'standard + 0.5 * 0.2 * standard' },
    ],
  };
  it.each([
    [11_000_000, '10500000.00'],
    [13_000_000, '11000000.00'],
    [9_000_000, '9300000.00'],
    [8_000_000, '8300000.00'],
    [10_000_000, '10000000.00'],
    [12_000_000, '11000000.00'],
  ])('quota 10M, actual %d pays %s', async (recorded, expected) => {
    expect(await finalOf(recorded, 10_000_000, retention)).toBe(expected);
  });
});

describe('§4.6 and M2 recorded below 80 %, standard to 100 %, shared to 110 %, nothing beyond', () => {
  const retention = {
    level: 'hospital',
    bands: [
      { name: 'low', to: 0.8, to_included: false, pay: 'recorded' },
      { name: 'kept', to: 1, pay: 'standard' },
      { name: 'shared', to: 1.1, fund_share_of_overrun: 0.7 },
      { name: 'beyond', pay: 'standard + 0.7 * 0.1 * standard' },
    ],
  };
  it.each([
    [75_000_000, '75000000.00'],
    [92_000_000, '100000000.00'],
    [106_000_000, '104200000.00'],
    [118_000_000, '107000000.00'],
    // The cliff at 80 %: the edge belongs to the upper band.
    [79_900_000, '79900000.00'],
    [79_999_999.99, '79999999.99'],
    [80_000_000, '100000000.00'],
    [100_000_000, '100000000.00'],
    [100_000_000.01, '100000000.01'],
    [110_000_000, '107000000.00'],
    [110_000_000.01, '107000000.00'],
  ])('standard 100M, recorded %d pays %s', async (recorded, expected) => {
    expect(await finalOf(recorded, 100_000_000, retention)).toBe(expected);
  });
  it('a hospital within 1 % of the cliff is told with the height of the jump, 20M', async () => {
    const settlement = await settle([{ cost: 7_990_000_000 }], {
      rate: { kind: 'standard', value: 100_000_000 },
      retention,
    });
    const cliff = settlement.notices.find((notice) => notice.code === 'retention_cliff_near');
    expect(cliff?.count).toBe(1);
    expect(cliff?.en).toContain('20,000,000.00 yuan');
    const away = await settle([{ cost: 7_890_000_000 }], { rate: { kind: 'standard', value: 100_000_000 }, retention });
    expect(away.notices.map((notice) => notice.code)).not.toContain('retention_cliff_near');
  });
});

describe('§4.6 region level, 85 % and 15 %', () => {
  const retention = {
    level: 'region',
    bands: [
      { name: 'surplus', to: 1, pay: 'recorded + 0.85 * (standard - recorded)' },
      { name: 'overrun', fund_share_of_overrun: 0.15 },
    ],
  };
  /** Three hospitals and two pools; standards 250M, 150M and 100M. */
  const cases = (scale: number): SmallCase[] => [
    { hospital: 'H1', group: 'A', cost: 25_000_000_000 * scale },
    { hospital: 'H2', group: 'B', cost: 15_000_000_000 * scale },
    { hospital: 'H3', group: 'D', cost: 10_000_000_000 * scale, insurance: 'resident' },
  ];
  const policy = {
    rate: { kind: 'fixed', value: 250_000_000 },
    retention,
    hospital_coefficient: { by_hospital: { H1: 1, H2: 1.2, H3: 1.6 } },
  };
  it('budget 500M, recorded 520M: hospitals bear 17M, the fund pays 503M', async () => {
    const settlement = await settle(cases(1.04), policy);
    expect(formatYuan(sum(settlement.cells.sums.fund_before_clearing))).toBe('500000000.00');
    expect(formatYuan(sum(settlement.cells.sums.recorded_fund))).toBe('520000000.00');
    expect(formatYuan(sum(settlement.cells.sums.fund))).toBe('503000000.00');
    const shares = ['H1', 'H2', 'H3'].map((hospital) => formatYuan(line(settlement, 'retention', hospital).amountFen));
    expect(shares).toEqual(['1500000.00', '900000.00', '600000.00']);
  });
  it('recorded 480M: 85 % of the surplus of 20M goes to the hospitals, 497M in all', async () => {
    const settlement = await settle(cases(0.96), policy);
    expect(formatYuan(sum(settlement.cells.sums.fund))).toBe('497000000.00');
  });
});

describe('§6.2 A in a statement', () => {
  it('standard 12,000, total 10,000, recorded 7,140.00: final fund payment 9,140.00', async () => {
    const settlement = await settle([{ cost: 1_000_000, pooled: 714_000 }], { rate: { kind: 'fixed', value: 12_000 } });
    expect(formatYuan(line(settlement, 'final_fund').amountFen)).toBe('9140.00');
    expect(formatYuan(line(settlement, 'patient').amountFen)).toBe('2860.00');
  });
});
