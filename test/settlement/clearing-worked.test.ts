import { describe, expect, it } from 'vitest';
import { EngineError } from '../../src/kernel/errors.js';
import { formatYuan } from '../../src/kernel/money.js';
import type { LedgerEntry, LedgerKind } from '../../src/settlement/ledger-entry.js';
import type { PolicyDocument, SmallCase } from '../pricing/small-region.js';
import { fen, line, refusal, registerWith, settle, title, yuan } from './worked-year.js';

const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);
/** One case of a hospital whose standard, cost and recorded fund are the same, in yuan. */
const plain = (amount: number, hospital = 'H1', insurance = 'employee'): SmallCase => ({
  ...{ hospital, insurance, cost: fen(amount) },
});
const perCase = (value: number) => ({ kind: 'standard', value });
const entry = (kind: LedgerKind, amount: number, document = 'D1', month = '2026-03'): LedgerEntry => ({
  ...{ hospitalId: 'H1', insurance: 'employee', month, kind, amountFen: fen(amount), document },
});

function failureOf(cause: unknown): EngineError {
  if (cause instanceof EngineError) return cause;
  throw new Error('nothing was refused');
}

describe('§4.3 quality deposit of 5 %, returned by the assessment score', () => {
  const steps = [
    { step: 'amount', name: 'deposit', title, amount: '-0.05 * base', kind: 'cash' },
    {
      ...{ step: 'amount', name: 'returned', title, base: 'deposit', kind: 'cash' },
      amount: 'score >= 90 ? -base : -base * score / 90',
    },
  ];
  const policy = { rate: perCase(1_000_000), clearing: { steps } };
  it.each([
    ['92', '50000.00', '1000000.00'],
    ['90', '50000.00', '1000000.00'],
    ['81', '45000.00', '995000.00'],
  ])('payable 1,000,000, score %s: %s comes back, %s to be paid', async (score, returned, toPay) => {
    const register = registerWith({ H1: { score } });
    const settlement = await settle({ cases: [plain(1_000_000)], policy, register });
    expect(yuan(settlement, 'deposit')).toBe('-50000.00');
    expect(yuan(settlement, 'returned')).toBe(returned);
    expect(yuan(settlement, 'final_fund')).toBe('1000000.00');
    expect(yuan(settlement, 'to_pay')).toBe(toPay);
    expect(line(settlement, 'returned').title).toEqual(title);
    expect(line(settlement, 'returned').formula.zh).toContain('考核得分');
  });
  it('a hospital without a score is refused by name, never scored 0', async () => {
    expect(await refusal(() => settle({ cases: [plain(1)], policy }))).not.toBe('none');
    const register = registerWith({ H2: { score: '92' } });
    expect(await refusal(() => settle({ cases: [plain(1)], policy, register }))).toBe('clearing_amount_missing');
  });
  it('a column that no hospital of the register has is told as one to add to it, with its name', async () => {
    const error = failureOf(await settle({ cases: [plain(1)], policy }).catch((cause: unknown) => cause));
    expect([error.code, error.details.column]).toEqual(['clearing_column_missing', 'score']);
    expect(error.text('en')).toContain('Add the number column score to the register');
    expect(error.text('zh')).toContain('加入数字列 score');
  });
  it('a divisor of 0 is told as one, with the hospital and the number that is 0', async () => {
    const step = { step: 'amount', name: 'share', title, base: 'recorded_fund', amount: 'base * (score / beds)' };
    const register = registerWith({ H1: { score: '90', beds: '0' } });
    const error = failureOf(
      await settle({ cases: [plain(1)], policy: { clearing: { steps: [step] } }, register }).catch(
        (cause: unknown) => cause,
      ),
    );
    expect([error.code, error.details.hospital]).toEqual(['clearing_amount_missing', 'H1']);
    expect(error.text('en')).toContain('it divides by zero (base * (score / beds); beds = 0)');
    expect(error.text('zh')).toContain('除数为零');
  });
});

describe('§4.4 and M13 risk reserve and adjustment fund are two keys', () => {
  const pools = [{ insurance: 'employee', fund: 240_000_000, reserve: 0.05, adjustment_fund: 0.03 }];
  const cases = [
    { ...plain(150_000_000, 'H1'), group: 'A' },
    { ...plain(90_000_000, 'H2'), group: 'B' },
  ];
  const payout = { step: 'pool', name: 'peak', title, amount: 'reserve', by: 'recorded_fund', pool_side: 'reserve' };
  const policy = (steps: readonly unknown[]) => ({ pools, rate: perCase(110_000_000), clearing: { steps } });
  it('a reserve of 12 million is set aside, and paid out at a peak by the pool step: 7.5 and 4.5 million', async () => {
    const before = await settle({ cases, policy: policy(['reserve']) });
    expect(formatYuan(before.pools[0]!.reserve)).toBe('19200000.00');
    const after = await settle({ cases, policy: policy(['reserve', payout]) });
    expect([yuan(after, 'peak'), yuan(after, 'peak', 'H2')]).toEqual(['7500000.00', '4500000.00']);
    expect(after.setAside!.map(({ side, setAside, left }) => [side, formatYuan(setAside), formatYuan(left)])).toEqual([
      ['reserve', '12000000.00', '0.00'],
      ['adjustment_fund', '7200000.00', '7200000.00'],
    ]);
    // The reserve bears it: the balance of the fund itself is the same.
    expect(after.pools[0]!.balance).toBe(before.pools[0]!.balance);
    expect(after.pools[0]!.paidFund - before.pools[0]!.paidFund).toBe(fen(12_000_000));
  });
  it('the adjustment fund pays overruns only, in proportion to them', async () => {
    const step = { ...payout, amount: 'adjustment_fund', by: 'overrun', pool_side: 'adjustment_fund' };
    const settlement = await settle({ cases, policy: policy(['reserve', step]) });
    // H1 is recorded 40M above its standard, H2 20M below.
    expect([yuan(settlement, 'peak'), yuan(settlement, 'peak', 'H2')]).toEqual(['7200000.00', '0.00']);
  });
  it('more than was set aside is paid only with a notice; nobody to share by is refused', async () => {
    const step = { ...payout, amount: 'reserve + reserve' };
    const settlement = await settle({ cases, policy: policy(['reserve', step]) });
    expect(settlement.notices.map(({ code }) => code)).toContain('set_aside_overdrawn');
    const nobody = policy(['reserve', { ...payout, by: 'overrun' }]);
    expect(await refusal(() => settle({ cases: [plain(1)], policy: nobody }))).toBe('clearing_nothing_to_share_by');
  });
});

describe('§4.5 incentive by CMI against hospitals of the same level', () => {
  it('above the mean of its level more, below less: CMI 2.0 and 1.0 against 1.5', async () => {
    const steps = [
      {
        step: 'amount',
        name: 'incentive',
        title,
        base: 'standard_fund',
        amount: '0.03 * (cmi / level_cmi - 1) * base',
      },
    ];
    const cases = [
      { hospital: 'H1', group: 'C', cost: fen(20_000) },
      { hospital: 'H9', level: '三级', group: 'A', cost: fen(10_000) },
    ];
    const register = registerWith({});
    const both = new Map([...register, ['H9', { ...register.get('H1')!, hospitalId: 'H9' }]]);
    const settlement = await settle({ cases, policy: { clearing: { steps } }, register: both });
    // 20,000 × 0.03 × (2 / 1.5 − 1) = 200; 10,000 × 0.03 × (1 / 1.5 − 1) = −100.
    expect([yuan(settlement, 'incentive'), yuan(settlement, 'incentive', 'H9')]).toEqual(['200.00', '-100.00']);
    expect(line(settlement, 'incentive').formula.en).toContain('cmi (CMI of the hospital) = 2.00');
  });
});

describe('§4.6 retention against the quota of the register (定额)', () => {
  const retention = {
    against: 'quota_amount',
    bands: [
      { name: 'saving', to: 1, pay: 'recorded + min(0.3 * (standard - recorded), 0.03 * standard)' },
      { name: 'shared', to: 1.2, fund_share_of_overrun: 0.5 },
      { name: 'beyond', pay: 'standard + 0.5 * 0.2 * standard' },
    ],
  };
  const register = registerWith({ H1: { quota_amount: '10000000' }, H2: { quota_amount: '5000000.00' } });
  it.each([
    [11_000_000, '10500000.00'],
    [13_000_000, '11000000.00'],
    [9_000_000, '9300000.00'],
    [8_000_000, '8300000.00'],
  ])('quota 10M, whatever the standards: actual %d pays %s', async (recorded, expected) => {
    const policy = { rate: perCase(7_654_321), retention, clearing: { steps: ['retention'] } };
    const settlement = await settle({ cases: [plain(recorded)], policy, register });
    expect(yuan(settlement, 'final_fund')).toBe(expected);
  });
  it('one quota for the hospital over its insurance types; of the region the sum of quotas', async () => {
    const cases = [plain(6_000_000), plain(5_000_000, 'H1', 'resident'), plain(5_000_000, 'H2')];
    const own = { rate: perCase(5_000_000), retention, clearing: { steps: ['retention'] } };
    const hospitals = await settle({ cases, policy: own, register });
    expect(formatYuan(sum(hospitals.cells.sums.fund))).toBe('15500000.00');
    const region = await settle({ cases, policy: { ...own, retention: { ...retention, level: 'region' } }, register });
    expect(formatYuan(sum(region.cells.sums.fund))).toBe('15500000.00');
    const pool = { ...own, retention: { ...retention, level: 'pool' } };
    expect(await refusal(() => settle({ cases, policy: pool, register }))).toBe('quota_amount_by_pool');
    expect(await refusal(() => settle({ cases: [plain(1, 'H3')], policy: own, register }))).toBe(
      'quota_amount_missing',
    );
  });
  it.each(['0', '0.00', '0.004', '-1'])(
    'a quota of %s is refused by the name of the hospital, as a blank one is',
    async (quota) => {
      const own = { rate: perCase(1), retention, clearing: { steps: ['retention'] } };
      const zero = registerWith({ H1: { quota_amount: quota }, H2: { quota_amount: '0.01' } });
      await expect(settle({ cases: [plain(1), plain(1, 'H2')], policy: own, register: zero })).rejects.toMatchObject({
        code: 'quota_amount_missing',
        details: { hospitals: 'H1' },
      });
    },
  );
});

describe('§4.9 quotas of special review', () => {
  const bands = (quota: PolicyDocument) => ({
    outliers: { bands: [{ name: 'high', from: 3, pay: 'by_item', quota }] },
  });
  /** `high` cases of a hospital at 4 × the standard and more, the others at the standard. */
  const discharges = (hospital: string, count: number, high: number): SmallCase[] =>
    Array.from({ length: count }, (_, k) => ({ hospital, cost: k < high ? fen(40_000) + k : fen(10_000) }));
  const paid = async (cases: readonly SmallCase[], policy: PolicyDocument) => {
    const { cells } = await settle({ cases, policy });
    // Each case paid by its band gets more than 40,000, each other 10,000.
    const byHospital = new Map<string, number>();
    for (let cell = 0; cell < cells.cellCount; cell++) {
      const extra = cells.sums.pay[cell]! - fen(10_000) * cells.sums.cases[cell]!;
      byHospital.set(cells.hospitals[cells.hospital[cell]!]!, Math.floor(extra / fen(30_000)));
    }
    return [...byHospital.values()];
  };
  it.each([
    ['DRG 5 %', { share: 0.05 }, 'H1', 117],
    ['DIP 5 ‰', { share: 0.005 }, 'H1', 11],
    ['level 2 at 3 ‰', { by_level: { 3: 0.005, 2: 0.003, 1: 0.001 } }, 'H2', 7],
    ['level 3 at 5 ‰', { by_level: { 3: 0.005, 2: 0.003, 1: 0.001 } }, 'H1', 11],
  ])('2,350 discharges, %s: whole cases only', async (_, quota, hospital, expected) => {
    expect(await paid(discharges(hospital, 2_350, 200), bands(quota))).toEqual([expected]);
  });
  it('§13 a region of 20,000, 15,000 and 5,000: 200 whoever files; by hospital 100, 75 and 25', async () => {
    const cases = [...discharges('H1', 20_000, 20), ...discharges('H2', 15_000, 290), ...discharges('H3', 5_000, 30)];
    const region = await paid(cases, bands({ share: 0.005, base: 'region', order: 'cost' }));
    expect(region.reduce((total, count) => total + count, 0)).toBe(200);
    expect(region).toEqual([0, 200, 0]);
    const hospitals = await paid(cases, bands({ share: 0.005 }));
    expect(hospitals).toEqual([20, 75, 25]);
    const many = [...discharges('H1', 20_000, 290), ...discharges('H2', 15_000, 290), ...discharges('H3', 5_000, 290)];
    expect(await paid(many, bands({ share: 0.005 }))).toEqual([100, 75, 25]);
  });
  it('a special case beyond its quota takes its ordinary price; by case id the first come first', async () => {
    const cases = Array.from({ length: 10 }, (_, k) => ({ id: `c${k}`, cost: fen(15_000 + k) }));
    const quota = { share: 0.25, order: 'case_id' };
    const policy = {
      special_cases: [{ name: 'long', when: { cost: { from: 1 } }, pay: 'by_item', quota }],
      rate: { kind: 'fixed', value: 10_000 },
    };
    const settlement = await settle({ cases, policy });
    // c0 and c1 are paid by item, the eight others the standard.
    expect(formatYuan(sum(settlement.cells.sums.fund))).toBe('110001.00');
    expect(line(settlement, 'quota').policyPath).toBe('special_cases.long.quota');
    expect(yuan(settlement, 'quota')).toBe('-40044.00');
    const told = settlement.notices.filter(({ code }) => code.includes('quota'));
    expect(told).toEqual([expect.objectContaining({ code: 'special_quota_used_up', count: 8 })]);
    expect([told[0]!.zh, told[0]!.en]).toEqual([
      expect.stringMatching(/8 个病例超出特殊情形的名额，改按普通病例计价/),
      expect.stringMatching(/beyond the quota of their special case: 8\. They are paid their ordinary price/),
    ]);
  });
  it('outside the groups only within the quota: the others return to the groups', async () => {
    const cases = Array.from({ length: 4 }, (_, k) => ({ id: `c${k}`, cost: fen(15_000) }));
    const rule = { name: 'out', when: { cost: { from: 1 } }, pay: 'by_item', counts: 'outside' };
    const policy = { special_cases: [{ ...rule, quota: { share: 0.5 } }], rate: { kind: 'fixed', value: 10_000 } };
    const { cells } = await settle({ cases, policy });
    expect([sum(cells.sums.group_paid_cases), formatYuan(sum(cells.sums.carved_out_fund))]).toEqual([2, '30000.00']);
  });
  it.each([
    ['6 of 10 outside', undefined, 4],
    ['6 of 10 outside but for a quota of 2, 4 of which return', { share: 0.2, order: 'case_id' }, 8],
  ])('the CMI is of the cases that the groups pay, weight 1 each: %s', async (_, quota, inside) => {
    const cases = Array.from({ length: 10 }, (_case, k) => ({ id: `c${k}`, cost: fen(k < 6 ? 15_000 : 10_000) }));
    const rule = { name: 'out', when: { cost: { from: 15_000 } }, pay: 'by_item', counts: 'outside' };
    const step = { step: 'amount', title, base: 'fund_before_clearing' };
    const steps = ['cmi', 'level_cmi', 'region_cmi'].map((name) => ({
      ...{ ...step, name: `by_${name}`, amount: `yuan(100) * ${name}` },
    }));
    const policy = {
      special_cases: [{ ...rule, ...(quota === undefined ? {} : { quota }) }],
      rate: { kind: 'fixed', value: 10_000 },
      clearing: { steps },
    };
    const settlement = await settle({ cases, policy, register: registerWith({ H1: {} }) });
    const { group_paid_cases: paid, weight_scaled: weight } = settlement.cells.sums;
    // What the tables' CMI is made of.
    expect([sum(paid), sum(weight)]).toEqual([inside, inside * 10_000]);
    expect(['by_cmi', 'by_level_cmi', 'by_region_cmi'].map((name) => yuan(settlement, name))).toEqual([
      ...['100.00', '100.00', '100.00'],
    ]);
  });
});

describe('§13 the monthly account', () => {
  const monthly = { advance_ratio: 1, paid_share: 0.9 };
  const cases = [{ cost: fen(10_000_000), pooled: fen(7_500_000), day: '2026-03-31' }];
  const policy = { rate: perCase(10_000_000), clearing: { steps: ['retention'], monthly } };
  it('10M less patients 2.5M less audits 100,000: 7,400,000, of which 6,660,000 paid and 740,000 held', async () => {
    const ledger = [entry('deduction', 100_000)];
    const { months } = await settle({ cases, policy, ledger });
    expect(months).toHaveLength(1);
    const { month, dueFen, paidFen, heldFen } = months![0]!;
    expect([month, ...[dueFen, paidFen, heldFen].map(formatYuan)]).toEqual([
      '2026-03',
      '7400000.00',
      '6660000.00',
      '740000.00',
    ]);
  });
  it('what the months paid and held can be named by a step', async () => {
    const steps = [{ step: 'amount', name: 'advanced', title, amount: '-monthly_paid', kind: 'cash' }];
    const settlement = await settle({ cases, policy: { ...policy, clearing: { steps, monthly } } });
    expect([yuan(settlement, 'advanced'), yuan(settlement, 'to_pay')]).toEqual(['-6750000.00', '750000.00']);
    expect(settlement.notices.find(({ code }) => code === 'clearing_money')!.en).toContain('10.0 %');
  });
});

describe('the ledger', () => {
  const policy = { rate: perCase(1_000_000), clearing: { steps: ['retention'] } };
  const cases = [plain(1_000_000)];
  it('§§4.13, 12 working capital and monthly prepayment stay two ledgers: only the second is set off', async () => {
    const ledger = [
      entry('advance', 300_000),
      entry('advance_repaid', 100_000),
      entry('prepayment', 400_000),
      entry('prepayment', 250_000.5, 'D2', '2026-04'),
    ];
    const settlement = await settle({ cases, policy, ledger });
    expect(yuan(settlement, 'final_fund')).toBe('1000000.00');
    expect(yuan(settlement, 'ledger_prepayment')).toBe('-650000.50');
    expect(yuan(settlement, 'to_pay')).toBe('349999.50');
    expect(line(settlement, 'working_capital')).toMatchObject({ role: 'note', amountFen: fen(200_000) });
  });
  it('§8.6 disputes add, each with its document, and overwrite nothing', async () => {
    const before = await settle({ cases, policy, ledger: [] });
    const ledger = [
      entry('dispute', 12_345.67, '仲裁 1'),
      entry('dispute', -345.67, '仲裁 2'),
      entry('adjustment', 10),
    ];
    const after = await settle({ cases, policy, ledger });
    const own = after.statements.filter(({ line: name }) => name === 'ledger_dispute');
    expect(own.map(({ band, amountFen }) => [band, formatYuan(amountFen)])).toEqual([
      ['仲裁 1', '12345.67'],
      ['仲裁 2', '-345.67'],
    ]);
    expect(yuan(after, 'final_fund')).toBe('1012010.00');
    const kept = before.statements.filter(({ line: name }) => !['final_fund', 'kept_or_borne'].includes(name));
    const still = after.statements.map(({ order: _, ...rest }) => rest);
    expect(still).toEqual(expect.arrayContaining(kept.map(({ order: _, ...rest }) => rest)));
  });
  it('a kind that a step names is the step’s alone; a ledger that a step needs and nobody gave is refused', async () => {
    const steps = [{ step: 'amount', name: 'audit', title, amount: '-2 * ledger_deduction', cap: 0, floor: -500 }];
    const own = { ...policy, clearing: { steps } };
    const ledger = [entry('deduction', 200)];
    const settlement = await settle({ cases, policy: own, ledger });
    expect(yuan(settlement, 'audit')).toBe('-400.00');
    expect(settlement.statements.map(({ line: name }) => name)).not.toContain('ledger_deduction');
    const large = await settle({ cases, policy: own, ledger: [entry('deduction', 250.01)] });
    expect(yuan(large, 'audit')).toBe('-500.00');
    expect(await refusal(() => settle({ cases, policy: own }))).toBe('clearing_ledger_missing');
  });
  it('months outside 2026 take no part in set-off, formulas or months, and are told with count and amounts', async () => {
    const steps = [{ step: 'amount', name: 'audit', title, amount: '-ledger_deduction' }];
    const own = { ...policy, clearing: { steps, monthly: { advance_ratio: 1, paid_share: 1 } } };
    const inside = [entry('prepayment', 1, 'D1', '2026-01'), entry('deduction', 2, 'D2', '2026-12')];
    const outside = [
      entry('prepayment', 1_000, 'D3', '2025-12'),
      entry('deduction', 500, 'D4', '2031-02'),
      entry('dispute', 70, 'D5', '2027-01'),
      entry('advance', 9, 'D6', '2025-12'),
      { ...entry('adjustment', 4, 'D7', '2025-12'), hospitalId: 'H8' },
    ];
    const { notices: plainNotices, ...without } = await settle({ cases, policy: own, ledger: inside });
    const { notices, ...mixed } = await settle({ cases, policy: own, ledger: [...inside, ...outside] });
    expect(mixed).toEqual(without);
    const told = notices.filter((one) => !plainNotices.some(({ code }) => code === one.code));
    expect(told.map(({ code, count }) => [code, count])).toEqual([['ledger_of_other_years', 5]]);
    for (const part of ['2026', '2025-12, 2031-02, 2027-01', '1,000.00', '500.00', '70.00', '9.00', '4.00']) {
      expect(told[0]!.zh).toContain(part);
      expect(told[0]!.en).toContain(part);
    }
  });
  it('entries of hospitals without a case are told, with their sum', async () => {
    const ledger = [{ ...entry('dispute', 77), hospitalId: 'H8' }];
    const { notices } = await settle({ cases, policy, ledger });
    expect(notices.find(({ code }) => code === 'ledger_without_account')!.en).toContain('77.00 yuan in all');
  });
});

describe('§4.1 the order of steps is the policy’s, and each step names its base', () => {
  const assess = { step: 'amount', name: 'assess', title, amount: '-0.02 * base' };
  const audit = { step: 'amount', name: 'audit', title, amount: '-yuan(100000)' };
  it('2 % of what is left after an audit of 100,000 is not 2 % before it', async () => {
    const finalOf = async (steps: readonly unknown[]) =>
      yuan(
        await settle({ cases: [plain(1_000_000)], policy: { rate: perCase(1_000_000), clearing: { steps } } }),
        'final_fund',
      );
    expect(await finalOf([audit, assess])).toBe('882000.00');
    expect(await finalOf([assess, audit])).toBe('880000.00');
    expect(await finalOf([audit, { ...assess, base: 'audit' }])).toBe('902000.00');
    expect(await finalOf([audit, { ...assess, base: 'fund_before_clearing', insurances: ['resident'] }])).toBe(
      '900000.00',
    );
  });
  it('a base that is not there, and a name that is taken, are refused', async () => {
    const of = (steps: readonly unknown[]) =>
      refusal(() => settle({ cases: [plain(1)], policy: { clearing: { steps } } }));
    expect(await of([{ ...assess, base: 'audit' }, audit])).toBe('clearing_base_unknown');
    expect(await of([assess, { ...audit, name: 'assess' }])).toBe('clearing_name_taken');
    expect(await of([{ ...assess, name: 'to_pay' }])).toBe('clearing_name_taken');
  });
});

describe('M19 insurance types have their own pools, rates and steps', () => {
  it('employees at 12,500 with 8 % set aside, residents at 9,649.24 with none, and a step for employees alone', async () => {
    const policy = {
      pools: [
        { insurance: 'employee', fund: 100_000, reserve: 0.08 },
        { insurance: 'resident', fund: 50_000 },
      ],
      rate: { kind: 'fixed', value: { employee: 12_500, resident: 9_649.24 } },
      clearing: {
        steps: ['reserve', { step: 'amount', name: 'bonus', title, amount: '0.1 * base', insurances: ['employee'] }],
      },
    };
    const settlement = await settle({ cases: [plain(10_000), plain(10_000, 'H1', 'resident')], policy });
    expect(
      settlement.pools.map(({ reserve, paidFund, balance }) => [reserve, paidFund, balance].map(formatYuan)),
    ).toEqual([
      ['8000.00', '13750.00', '78250.00'],
      ['0.00', '9649.24', '40350.76'],
    ]);
  });
});

describe('§§4.12, 4.14, 13 hospitals add up to the region; three surpluses are told apart', () => {
  it('region 40,000, hospital and disease −10,000, with formula value, adjustment and basis side by side', async () => {
    const policy = {
      pools: [{ insurance: 'employee', fund: 60_000 }],
      rate: perCase(25_000),
      clearing: { steps: [{ step: 'amount', name: 'cut', title, amount: '-yuan(5000)' }] },
    };
    const { surpluses } = await settle({ cases: [plain(30_000)], policy });
    const shown = surpluses!.map(({ kind, formulaFen, adjustmentFen, finalFen, basisFen, surplusFen }) => [
      kind,
      ...[formulaFen, adjustmentFen, finalFen, basisFen, surplusFen].map(formatYuan),
    ]);
    expect(shown).toEqual([
      ['region', '25000.00', '-5000.00', '20000.00', '60000.00', '40000.00'],
      ['hospital', '25000.00', '-5000.00', '20000.00', '30000.00', '-10000.00'],
      ['disease', '25000.00', '-5000.00', '20000.00', '30000.00', '-10000.00'],
    ]);
  });
});
