import { describe, expect, test } from 'vitest';
import { STATUS_UNGROUPED } from '../../src/grouping/group-columns.js';
import { buildCellIndex } from '../../src/settlement/cell-index.js';
import { chooseWithinQuotas } from '../../src/settlement/quota.js';
import { settleRetention } from '../../src/settlement/settle-retention.js';
import { sumCells } from '../../src/settlement/sum-cells.js';
import { type PolicyDocument, pricedInput, registerNumbers, type SmallCase } from '../pricing/small-region.js';

/** Standards are 10,000.00 of A, 5,000.00 of B and 22,500.00 of C; patients pay nothing where `pooled` is not given. */
async function retained(cases: readonly SmallCase[], retention: PolicyDocument, more: PolicyDocument = {}) {
  const hospitals = {
    H1: { numbers: registerNumbers({ quota_amount: '40000' }) },
    H2: { numbers: registerNumbers({ quota_amount: '10000' }) },
  };
  const input = await pricedInput({ cases, policy: { retention, ...more }, hospitals });
  const index = buildCellIndex(input);
  const quota = chooseWithinQuotas(input);
  const adjustment = new Float64Array(index.cellCount);
  const { policy } = input.timeline.segments[0]!;
  const outcome = settleRetention(input, policy, index, sumCells(input, index, quota), quota, adjustment);
  const lines = outcome.lines.map(({ account, band, amountFen }) => [account, band, amountFen]);
  const words = outcome.lines.map(({ formula }) => formula());
  return { lines, words, adjustment: [...adjustment], cliff: [outcome.cliffCount, outcome.cliffFen] };
}
const one = (hospital: string, cost: number, more: SmallCase = {}): SmallCase => ({ hospital, cost, ...more });
const outside: SmallCase = { group: '0000', cost: 100_000, status: STATUS_UNGROUPED };
/** To the standard it is paid, half of an overrun to 110 % is shared; beyond, the hospital bears 10 % of the standard. */
const bands = [
  { name: 'kept', to: 1, pay: 'standard' },
  { name: 'shared', to: 1.1, fund_share_of_overrun: 0.5 },
  { name: 'beyond', pay: 'recorded - 0.1 * standard' },
];

describe('retention by hospital', () => {
  test('without a band nothing is done', async () => {
    const none = { lines: [], words: [], adjustment: [0], cliff: [0, 0] };
    expect(await retained([one('H1', 1_100_000)], { bands: [] })).toEqual(none);
    expect(await retained([one('H1', 1_100_000)], { level: 'case', bands: [] })).toEqual(none);
    expect(await retained([one('H1', 1_100_000)], { level: 'pool', against: 'quota_amount', bands: [] })).toEqual(none);
  });

  test('each account by itself, its cells by their fund; one with no case paid by its group has no line', async () => {
    const cases = [
      one('H2', 1_050_001),
      one('H1', 1_250_000),
      one('H1', 400_000, { group: 'B' }),
      one('H1', 1_000_000, { insurance: 'resident' }),
      { ...outside, hospital: 'H1' },
      { ...outside, hospital: 'H3' },
    ];
    const { lines, words, adjustment } = await retained(cases, { level: 'hospital', bands });
    // H1: 16,500 of 15,000 is exactly 110 %; half of 1,500 by 2 : 1, ungrouped ones apart. H2: half of 500.01.
    expect(lines).toEqual([
      [0, 'shared', 75_000],
      [1, 'kept', 0],
      [2, 'shared', 25_001],
    ]);
    expect(adjustment).toEqual([0, 50_000, 25_000, 0, 25_001, 0]);
    expect(words[0]).toEqual({
      zh: '医疗机构 H1（职工）：记账额 16,500.00 元 ÷ 标准中的基金部分 15,000.00 元，分段“shared” (1, 1.1]，支付 标准 + 0.5 ×（记账额 − 标准） = 15,750.00 元；调整 = 15,750.00 − 15,000.00 = 750.00 元',
      en: 'hospital H1 (employee): recorded 16,500.00 yuan / fund\'s part of the standard 15,000.00 yuan, band "shared" (1, 1.1], paid standard + 0.5 × (recorded − standard) = 15,750.00 yuan; change = 15,750.00 − 15,000.00 = 750.00 yuan',
    });
    expect(words[1]!.en).toContain('hospital H1 (resident): recorded 10,000.00 yuan');
  });

  test('recorded in no band is paid the standard, and says so', async () => {
    const { lines, words } = await retained([one('H1', 900_000)], {
      bands: [{ name: 'over', from: 1, pay: 'recorded' }],
    });
    expect(lines).toEqual([[0, '', 0]]);
    expect(words[0]!.zh).toContain('不在任何分段，支付 标准 = 10,000.00 元；调整 = 10,000.00 − 10,000.00 = 0.00 元');
    expect(words[0]!.en).toContain('in no band, paid the standard = 10,000.00 yuan');
  });

  test('a formula without an amount is refused with band, unit, both sums and its path', async () => {
    const bad = { bands: [{ name: 'bad', pay: '0.1 * standard / (ratio - 1.5)' }] };
    await expect(retained([one('H2', 1_500_000)], bad)).rejects.toMatchObject({
      code: 'retention_formula_without_amount',
      details: { band: 'bad', unit: 'hospital H2 (employee)', recorded: '15,000.00', standard: '10,000.00' },
      path: 'retention.bands.bad.pay',
    });
    await expect(retained([one('H2', 1_500_000)], { level: 'case', ...bad })).rejects.toMatchObject({
      details: { band: 'bad', unit: 'one case', recorded: '15,000.00', standard: '10,000.00' },
    });
  });
});

describe('retention of a pool and of the region', () => {
  const overrun = [{ name: 'overrun', from: 1, fund_share_of_overrun: 0.15 }];
  const cases = [
    one('H1', 1_300_000),
    one('H1', 500_000, { insurance: 'resident', group: 'B' }),
    one('H2', 600_000, { group: 'B' }),
    one('H2', 1_100_000, { insurance: 'resident' }),
    { ...outside, hospital: 'H3' },
  ];
  test('each pool shares over its own accounts, whose lines stand by hospital: 15 % of 4,000.00 by 2 : 1 and of 1,000.00 by 1 : 2', async () => {
    const { lines, words, adjustment } = await retained(cases, { level: 'pool', bands: overrun });
    expect(lines).toEqual([
      [0, 'overrun', 40_000],
      [1, 'overrun', 5_000],
      [2, 'overrun', 20_000],
      [3, 'overrun', 10_000],
    ]);
    expect(adjustment).toEqual([40_000, 5_000, 20_000, 10_000, 0]);
    expect(words[2]).toEqual({
      zh: '职工资金池：记账额 19,000.00 元 ÷ 标准中的基金部分 15,000.00 元，分段“overrun” [1, -)，支付 标准 + 0.15 ×（记账额 − 标准） = 15,600.00 元；调整 600.00 元按标准中的基金部分分摊，本单位 5,000.00 ÷ 15,000.00，得 200.00 元',
      en: 'employee pool: recorded 19,000.00 yuan / fund\'s part of the standard 15,000.00 yuan, band "overrun" [1, -), paid standard + 0.15 × (recorded − standard) = 15,600.00 yuan; the change of 600.00 yuan is shared by the fund\'s part of the standard, here 5,000.00 / 15,000.00, giving 200.00 yuan',
    });
    expect(words[1]!.zh).toMatch(/^居民资金池：记账额 16,000.00 元/);
  });
  test('the region shares 15 % of 5,000.00 by 10 : 5 : 5 : 10; without a case paid by its group there is no line', async () => {
    const { lines, words } = await retained(cases, { level: 'region', bands: overrun });
    expect(lines.map(([account, , amount]) => [account, amount])).toEqual([
      [0, 25_000],
      [1, 12_500],
      [2, 12_500],
      [3, 25_000],
    ]);
    expect(words[0]!.zh).toMatch(/^全地区：.*本单位 10,000.00 ÷ 30,000.00，得 250.00 元$/);
    expect(words[0]!.en).toMatch(/^the region: .*here 10,000.00 \/ 30,000.00, giving 250.00 yuan$/);
    const none = { lines: [], words: [], adjustment: [0], cliff: [0, 0] };
    for (const level of ['hospital', 'pool', 'region', 'case']) {
      expect([level, await retained([outside], { level, bands: overrun })]).toEqual([level, none]);
      // Nor is a formula asked that divides by what was recorded for them.
      const divided = [{ name: 'all', pay: 'standard / ratio' }];
      expect([level, await retained([outside], { level, bands: divided })]).toEqual([level, none]);
    }
  });
  test('a pool of one account says its change without sharing', async () => {
    const { words } = await retained([one('H1', 1_200_000), outside], { level: 'pool', bands: overrun });
    expect(words[0]!.en).toMatch(/^employee pool: .*; change = 10,300.00 − 10,000.00 = 300.00 yuan$/);
  });
});

describe('retention against the quota of the register', () => {
  const cases = [
    one('H1', 3_000_000, { group: 'C' }),
    one('H1', 1_500_000, { insurance: 'resident' }),
    one('H2', 900_000, { group: 'B' }),
    { ...outside, hospital: 'H3', insurance: 'resident' },
  ];
  const against = { against: 'quota_amount', bands };
  test('a hospital with all its insurances: 45,000 of 40,000 is beyond, 41,000 paid, 8,500 more than its fund by 2.25 : 1', async () => {
    const { lines, words, adjustment } = await retained(cases, { level: 'hospital', ...against });
    expect(lines).toEqual([
      [0, 'beyond', 588_462],
      [1, 'beyond', 261_538],
      [2, 'kept', 500_000],
    ]);
    expect(adjustment).toEqual([588_462, 261_538, 500_000, 0]);
    expect(words[0]!.zh).toBe(
      '医疗机构 H1：记账额 45,000.00 元 ÷ 定额 40,000.00 元，分段“beyond” (1.1, -)，支付 记账额 − 0.1 × 标准 = 41,000.00 元；调整 8,500.00 元按标准中的基金部分分摊，本单位 22,500.00 ÷ 32,500.00，得 5,884.62 元',
    );
    expect(words[1]!.en).toMatch(
      /^hospital H1: recorded 45,000.00 yuan \/ quota of the register 40,000.00 yuan, .*here 10,000.00 \/ 32,500.00, giving 2,615.38 yuan$/,
    );
    expect(words[2]!.en).toMatch(/^hospital H2: .*; change = 10,000.00 − 5,000.00 = 5,000.00 yuan$/);
  });
  test('the region, or its one pool, against the sum of quotas: 54,000 of 50,000 pays 52,000 for 37,500', async () => {
    const expected = [
      [0, 'shared', 870_000],
      [1, 'shared', 386_667],
      [2, 'shared', 193_333],
    ];
    const region = await retained(cases, { level: 'region', ...against });
    expect(region.lines).toEqual(expected);
    expect(region.words[0]!.zh).toMatch(/^全地区：记账额 54,000.00 元 ÷ 定额 50,000.00 元/);
    expect(region.words[0]!.zh).toMatch(/调整 14,500.00 元按标准中的基金部分分摊，本单位 22,500.00 ÷ 37,500.00/);
    const employee = cases.filter(({ insurance }) => insurance === undefined);
    const onePool = { pools: [{ insurance: 'employee', fund: 1_000_000 }] };
    const pool = await retained(employee, { level: 'pool', ...against }, onePool);
    // 39,000 of 50,000 is kept: 50,000 for 27,500, by 22.5 : 5.
    expect(pool.lines).toEqual([
      [0, 'kept', 1_840_909],
      [1, 'kept', 409_091],
    ]);
  });
  test('by case, or by pool where there are two, is refused; without a case paid by its group no quota is asked for', async () => {
    for (const level of ['case', 'pool']) {
      await expect(retained(cases, { level, ...against })).rejects.toMatchObject({
        code: 'quota_amount_by_pool',
        path: 'retention.level',
      });
    }
    const h3 = [{ ...outside, hospital: 'H3' }];
    expect((await retained(h3, { level: 'hospital', ...against })).lines).toEqual([]);
    expect((await retained(h3, { level: 'region', ...against })).lines).toEqual([]);
    await expect(retained([one('H3', 1)], { level: 'region', ...against })).rejects.toMatchObject({
      code: 'quota_amount_missing',
      details: { hospitals: 'H3' },
    });
  });
});

describe('retention by case', () => {
  test('each case against its own standard, its change to its cell; an account has a line a band, first the cases in none', async () => {
    const cases = [
      one('H2', 1_100_000),
      one('H1', 1_300_000),
      one('H1', 600_000, { group: 'B' }),
      one('H1', 1_000_001),
      one('H1', 400_000, { group: 'B' }),
      { ...outside, hospital: 'H1' },
    ];
    const own = [
      { name: 'even', from: 1, to: 1.1, to_included: true, fund_share_of_overrun: 0.5 },
      { name: 'more', to: 1.3, to_included: true, pay: 'recorded' },
    ];
    const { lines, words, adjustment, cliff } = await retained(cases, { level: 'case', bands: own });
    expect(lines).toEqual([
      [0, '', 0],
      // Half a fen up.
      [0, 'even', 1],
      [0, 'more', 400_000],
      [1, 'even', 50_000],
    ]);
    expect(adjustment).toEqual([0, 300_001, 100_000, 50_000]);
    expect(cliff).toEqual([0, 0]);
    expect(words[2]).toEqual({
      zh: '逐例：2 例，分段“more” (1.1, 1.3]，支付 记账额；与标准之差合计 4,000.00 元',
      en: 'case by case: 2 cases, band "more" (1.1, 1.3], paid what was recorded; differences from the standard add up to 4,000.00 yuan',
    });
    expect(words[0]!.zh).toBe('逐例：1 例，不在任何分段，支付 标准；与标准之差合计 0.00 元');
  });
  test('a case beyond the quota of its special rule is held against its ordinary price', async () => {
    const special_cases = [{ name: 'out', when: { cost: { from: 15_000 } }, pay: 'by_item', counts: 'outside' }];
    const cases = [one('H1', 2_000_000, { id: 'a' }), one('H1', 1_600_000, { id: 'b' })];
    const own = { level: 'case', bands: [{ name: 'half', fund_share_of_overrun: 0.5 }] };
    const limited = [{ ...special_cases[0], quota: { share: 0.5, order: 'case_id' } }];
    expect((await retained(cases, own, { special_cases })).lines).toEqual([]);
    // b returns to the groups: 10,000 + half of 6,000.
    const { lines, adjustment } = await retained(cases, own, { special_cases: limited });
    expect([lines, adjustment]).toEqual([[[0, 'half', 300_000]], [300_000]]);
  });
});

describe('a cliff near what was recorded', () => {
  const cliffOf = async (recorded: number, own: readonly PolicyDocument[]) =>
    (await retained([one('H1', recorded)], { bands: own })).cliff;
  const jump = [
    { name: 'low', to: 0.8, to_included: false, pay: 'recorded' },
    { name: 'kept', pay: 'standard' },
  ];
  test('counts to exactly 1 % of the standard on both sides of the edge, with the height of the jump', async () => {
    // The edge is 8,000.00, there pay jumps from 8,000.00 to 10,000.00.
    expect(await cliffOf(790_000, jump)).toEqual([1, 200_000]);
    expect(await cliffOf(789_999, jump)).toEqual([0, 0]);
    expect(await cliffOf(800_000, jump)).toEqual([1, 200_000]);
    expect(await cliffOf(810_000, jump)).toEqual([1, 200_000]);
    expect(await cliffOf(810_001, jump)).toEqual([0, 0]);
    // A jump down has a height, too.
    expect(
      await cliffOf(1_000_000, [
        { name: 'all', to: 1, pay: 'standard' },
        { name: 'none', pay: '0.4 * standard' },
      ]),
    ).toEqual([1, 600_000]);
  });
  test('beyond the last band stands the standard; a fen is rounding, two are a cliff', async () => {
    expect(await cliffOf(800_000, jump.slice(0, 1))).toEqual([1, 200_000]);
    const second = [...jump.slice(0, 1), { name: 'second', to: 1, pay: 'standard - yuan(50)' }];
    expect(await cliffOf(1_000_000, second)).toEqual([1, 5_000]);
    const last = (pay: string) => [{ name: 'last', to: 1, pay }];
    expect(await cliffOf(1_000_000, last('standard + yuan(0.01)'))).toEqual([0, 0]);
    expect(await cliffOf(1_000_000, last('standard + yuan(0.02)'))).toEqual([1, 2]);
    expect(await cliffOf(1_000_000, last('standard'))).toEqual([0, 0]);
    expect(await cliffOf(1_000_000, [{ name: 'open', pay: 'recorded + yuan(100)' }])).toEqual([0, 0]);
  });
  test('two edges near one hospital add up, and hospitals add up; each counts once', async () => {
    const two = [
      { name: 'a', to: 0.995, pay: 'standard' },
      { name: 'b', to: 1.005, pay: 'standard + yuan(30)' },
      { name: 'c', pay: 'standard + yuan(130)' },
    ];
    expect(await cliffOf(1_000_000, two)).toEqual([1, 13_000]);
    const cases = [one('H1', 1_000_000), one('H2', 500_000, { group: 'B' }), one('H3', 500_000)];
    expect((await retained(cases, { bands: two })).cliff).toEqual([2, 26_000]);
    expect((await retained(cases, { level: 'region', bands: two })).cliff).toEqual([0, 0]);
  });
});
