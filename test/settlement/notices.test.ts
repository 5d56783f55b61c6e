import { describe, expect, it } from 'vitest';
import { settleYear } from '../../src/settlement/steps.js';
import { type PolicyDocument, pricedInput, type SmallCase } from '../pricing/small-region.js';

const settle = async (cases: readonly SmallCase[], policy: PolicyDocument = {}) =>
  settleYear(await pricedInput({ cases, policy }));
const plain = (count: number): SmallCase[] => Array.from({ length: count }, () => ({ cost: 1_000_000 }));

describe('notices that come first', () => {
  it('6 of 100 cases of unknown hospitals stand first with their share and the remedy; 5 of 100 do not', async () => {
    const unknown = (count: number): SmallCase[] =>
      Array.from({ length: count }, () => ({ cost: 1_000_000, hospital: 'H9' }));
    const missing: SmallCase = { cost: Number.NaN, pooled: 1 };
    const many = (await settle([missing, ...plain(93), ...unknown(6)])).notices;
    expect(many.map(({ code }) => code).slice(0, 2)).toEqual(['unknown_hospital', 'unpriced_missing_amount']);
    expect(many[0]).toMatchObject({ isUrgent: true, count: 6 });
    expect(many[0]!.zh).toMatch(/^占全部病例的 6.0%：6 个病例.*--register/);
    expect(many[0]!.en).toMatch(/^6.0 % of all cases: .*--register/);
    const few = (await settle([missing, ...plain(94), ...unknown(5)])).notices;
    expect(few.map(({ code }) => code).slice(0, 2)).toEqual(['unpriced_missing_amount', 'unknown_hospital']);
    expect(few.some(({ isUrgent }) => isUrgent)).toBe(false);
  });

  it('cases without a weight are told how they were paid, in words', async () => {
    const cases = [...plain(9), { cost: 100, group: 'D' }];
    const zhOf = async (policy: PolicyDocument) => (await settle(cases, policy)).notices[0]!.zh;
    expect(await zhOf({})).toContain('1 个病例的病组没有权重，按政策规定按项目记账额支付。');
    expect(await zhOf({ unweighted: 'zero' })).toContain('没有权重，按政策规定不支付。');
    expect(await zhOf({ unweighted: { share_of_items: 0.7 } })).toContain('按政策规定支付记账额的 0.7。');
  });

  it('hospital cost that 2 of 3 cases lack is told; none at all is not', async () => {
    const partly = await settle([...plain(2), { cost: 1_000_000, hospitalCost: 800_000 }]);
    const notice = partly.notices.find(({ code }) => code === 'hospital_cost_missing');
    expect(notice?.zh).toBe('成本盈亏只在全部病例都有医院成本的行给出；缺 2 例，故各表该列合计不可相加。');
    expect((await settle(plain(3))).notices.map(({ code }) => code)).not.toContain('hospital_cost_missing');
  });

  it('an insurance without a pool is named: 其他', async () => {
    const { notices } = await settle([...plain(1), { cost: 100, insurance: 'other' }]);
    expect(notices.find(({ code }) => code === 'no_pool')?.zh).toContain('险种（其他）没有资金池');
  });
});

describe('no statement and no notice shows a raw code in Chinese', () => {
  it.each(['hospital', 'pool'])('with retention by %s', async (level) => {
    const cases = [...plain(8), { cost: 100, insurance: 'other' }, { cost: 100, group: 'D' }];
    const { statements, notices } = await settle(cases, {
      retention: { level, bands: [{ name: '一', pay: 'standard + 0.1 * recorded' }] },
    });
    const texts = [...statements.map(({ formula }) => formula.zh), ...notices.map(({ zh }) => zh)];
    expect(texts.some((text) => text.includes('标准 + 0.1 × 记账额'))).toBe(true);
    expect(texts.some((text) => text.includes('职工'))).toBe(true);
    expect(
      texts.filter((text) => /employee|resident|other\b|un(grouped|weighted)|\b(standard|recorded)\b/.test(text)),
    ).toEqual([]);
  });
});
