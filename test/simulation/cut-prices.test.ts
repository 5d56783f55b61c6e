import { describe, expect, test } from 'vitest';
import { cutLabel, cutPrices, type PriceCut } from '../../src/simulation/levers/cut-prices.js';
import { GROUPS, pricedInput } from '../pricing/small-region.js';

const DRUGS: PriceCut = { part: 'cost_drug', groups: ['*'], cut: 0.1, calibration: 'later' };

async function cut(cases: Parameters<typeof pricedInput>[0]['cases'], cuts: readonly PriceCut[]) {
  const { table, groups, catalogue } = await pricedInput({ cases });
  const after = cutPrices(table, groups, catalogue, cuts);
  const value = (name: string, row = 0): number => (after.columns[name] as { values: Float64Array }).values[row]!;
  return { table, after, value };
}

describe('prices of a part of the bill fall', () => {
  const one = { cost: 1_000_000, pooled: 714_000, hospitalCost: 900_000, amounts: { cost_drug: 300_000 } };

  test('drugs 3,000.00 of 10,000.00, fund 7,140.00, 10 % lower: 2,700.00, 9,700.00 and 6,925.80; own cost 8,700.00', async () => {
    const { value } = await cut([one], [DRUGS]);
    expect(['cost_drug', 'total_cost', 'pooled_fund', 'hospital_cost'].map((name) => value(name))).toEqual([
      270_000, 970_000, 692_580, 870_000,
    ]);
  });

  test('two cuts follow one another: 10 % and then 50 % leave 45 % of the price', async () => {
    const { value } = await cut([one], [DRUGS, { ...DRUGS, cut: 0.5 }]);
    expect(value('cost_drug')).toBe(135_000);
    expect(value('total_cost')).toBe(835_000);
  });

  test('only the groups that match: A is cut, B is not; what was given is unchanged', async () => {
    const { value, table } = await cut([one, { ...one, group: 'B' }], [{ ...DRUGS, groups: ['A*'] }]);
    expect([value('total_cost', 0), value('total_cost', 1)]).toEqual([970_000, 1_000_000]);
    expect((table.columns.total_cost as { values: Float64Array }).values[0]).toBe(1_000_000);
  });

  test('a case without the part keeps its bill, missing stays missing', async () => {
    const { value } = await cut([{ cost: 500_000, pooled: 400_000 }, one], [DRUGS]);
    expect(value('total_cost')).toBe(500_000);
    expect(value('cost_drug')).toBeNaN();
  });

  test('half a fen rounds away from zero: 0.05 yuan less 10 % is 0.04', async () => {
    const { value } = await cut([{ ...one, amounts: { cost_drug: 5 } }], [DRUGS]);
    expect(value('cost_drug')).toBe(4);
  });

  test('signs of codes stand for themselves: I63.9:00.61+39.50 is itself, and I63.9 is not I63X9', async () => {
    const { table, groups, catalogue } = await pricedInput({ cases: [one, { ...one, group: 'B' }] });
    const renamed = (code: string) => ({ A: 'I63.9:00.61+39.50', B: 'I63X9', C: 'I63.9' })[code] ?? code;
    const codes = { ...catalogue, codes: catalogue.codes.map(renamed) };
    const totals = (pattern: string) => [
      ...(
        cutPrices(table, groups, codes, [{ ...DRUGS, groups: [pattern] }]).columns.total_cost as {
          values: Float64Array;
        }
      ).values,
    ];
    expect(totals('I63.9:00.61+39.50')).toEqual([970_000, 1_000_000]);
    expect(totals('I63.9')).toEqual([1_000_000, 1_000_000]);
    expect(totals('I63*')).toEqual([970_000, 970_000]);
  });

  test('a pattern that matches no group is refused by name; no cuts give the same table', async () => {
    await expect(cut([one], [{ ...DRUGS, groups: ['ZZ*'] }])).rejects.toMatchObject({
      code: 'price_cut_without_group',
    });
    const { table, groups, catalogue } = await pricedInput({ cases: [one] });
    expect(cutPrices(table, groups, catalogue, [])).toBe(table);
    expect(GROUPS).toContain('A');
  });

  test('the label says part, cut and groups', () => {
    expect(cutLabel(DRUGS)).toBe('cost_drug −0.1 (*)');
  });
});
