import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareCodePoints } from '../../src/kernel/hash.js';
import { chooseWithinQuotas, type QuotaChoice, shareOfCases } from '../../src/settlement/quota.js';
import { type PolicyDocument, pricedInput, type SmallCase, smallTimeline } from '../pricing/small-region.js';

/** Standards are 10,000.00 of A and 5,000.00 of B; `high` begins at three times the standard. */
const high = (quota: PolicyDocument): PolicyDocument => ({ name: 'high', from: 3, pay: 'by_item', quota });
const long = (quota: PolicyDocument): PolicyDocument => ({
  ...{ name: 'long', when: { cost: { from: 20_000 } }, pay: 'by_item', quota },
});
const banded = (...bands: readonly PolicyDocument[]): PolicyDocument => ({ outliers: { bands } });
const plain = (count: number, hospital = 'H1', level = ''): SmallCase[] =>
  Array.from({ length: count }, (_, k) => ({ id: `${hospital}-${k}`, hospital, level, cost: 1_000_000 }));
const dear = (id: string, hospital = 'H1', more: SmallCase = {}): SmallCase => ({
  ...{ id, hospital, cost: 4_000_000 },
  ...more,
});

/** Ids of the cases beyond their quota, in order of rows, and where a quota was used up. */
async function chosen(cases: readonly SmallCase[], ...policies: readonly PolicyDocument[]) {
  const timeline = smallTimeline(policies.map((policy, s) => ({ from: ['2026-01-01', '2026-07-01'][s]!, policy })));
  const { isOverQuota, uses } = chooseWithinQuotas(await pricedInput({ cases, timeline }));
  return { over: overOf(cases, isOverQuota), uses };
}
const overOf = (cases: readonly SmallCase[], isOverQuota: QuotaChoice['isOverQuota']) =>
  isOverQuota === undefined ? undefined : cases.filter((_, row) => isOverQuota[row] === 1).map(({ id }) => id);

describe('cases within a quota', () => {
  test('a policy without a quota chooses none', async () => {
    const policy = banded({ name: 'high', from: 3, pay: 'by_item' });
    expect(await chosen([dear('a')], policy)).toEqual({ over: undefined, uses: [] });
  });

  test('⌊0.1 × 20⌋ = 2: two in the band are paid and told nowhere, of three the last by excess is not, of 19 discharges the last two', async () => {
    const policy = banded(high({ share: 0.1 }));
    const three = [dear('b', 'H1', { cost: 4_000_001 }), dear('a'), dear('c', 'H1', { cost: 4_000_002 })];
    expect(await chosen([...three.slice(0, 2), ...plain(18)], policy)).toEqual({ over: [], uses: [] });
    const use = {
      hospitalId: 'H1',
      band: 'high',
      kind: 'band',
      base: 'hospital',
      hospitalCases: 20,
      allowed: 2,
      inBand: 3,
    };
    const found = await chosen([...three, ...plain(17)], policy);
    expect(found.over).toEqual(['a']);
    expect(found.uses).toStrictEqual([use]);
    const fewer = await chosen([...three, ...plain(16)], policy);
    expect(fewer.over).toEqual(['b', 'a']);
    expect(fewer.uses).toStrictEqual([{ ...use, hospitalCases: 19, allowed: 1 }]);
  });

  test('a share of 0 pays none', async () => {
    const { over, uses } = await chosen([dear('b'), dear('a')], banded(high({ share: 0 })));
    expect([over, uses.map(({ allowed, inBand }) => [allowed, inBand])]).toEqual([['b', 'a'], [[0, 2]]]);
  });

  test('by excess, by cost and by id choose three different cases; a tie of excess goes to the smaller id, by bytes and then by length', async () => {
    const cases = [
      // Excess 30,000, 32,000 and 27,500.
      dear('m'),
      dear('z', 'H1', { group: 'B', cost: 3_700_000 }),
      dear('a', 'H1', { group: 'B', cost: 3_250_000 }),
      ...plain(7),
    ];
    const first = async (order: string) => (await chosen(cases, banded(high({ share: 0.1, order })))).over;
    expect(await first('excess')).toEqual(['m', 'a']);
    expect(await first('cost')).toEqual(['z', 'a']);
    expect(await first('case_id')).toEqual(['m', 'z']);
    const tied = ['ab', 'é', 'a', '例', 'abc', 'B'].map((id) => dear(id));
    const over = async (share: number, rows: readonly SmallCase[]) =>
      (await chosen(rows, banded(high({ share })))).over;
    // Of 10 discharges 1 to 5, in the order B, a, ab, abc, é, 例.
    const all = [...tied, ...plain(4)];
    expect(await over(0.1, all)).toEqual(['ab', 'é', 'a', '例', 'abc']);
    expect(await over(0.2, all)).toEqual(['ab', 'é', '例', 'abc']);
    expect(await over(0.3, all)).toEqual(['é', '例', 'abc']);
    expect(await over(0.4, all)).toEqual(['é', '例']);
    expect(await over(0.5, all)).toEqual(['例']);
    expect(await over(0.3, [...all].reverse())).toEqual(['abc', '例', 'é']);
  });

  test('half of the cases by id are the first half in code-point order, on 200 lists of ids that begin alike', async () => {
    const letter = fc.constantFrom('a', 'a', 'b', 'é', '例', '𠀀');
    const id = fc.array(letter, { minLength: 1, maxLength: 5 }).map((letters) => letters.join(''));
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(id, { minLength: 2, maxLength: 9 }), async (ids) => {
        const cases = ids.map((one) => dear(one));
        const { over } = await chosen(cases, banded(high({ share: 0.5, order: 'case_id' })));
        const paid = [...ids].sort(compareCodePoints).slice(0, Math.floor(ids.length / 2));
        expect(over).toEqual(ids.filter((one) => !paid.includes(one)));
      }),
      { numRuns: 200, seed: 20261129 },
    );
  });

  test("one quota of the region's 20 discharges is 2, whoever files; a hospital with none beyond it is not told", async () => {
    const cases = [
      ...[dear('1', 'H3'), dear('2', 'H2', { cost: 4_500_000 }), dear('3', 'H1'), dear('4', 'H3', { cost: 4_400_000 })],
      ...plain(8, 'H1'),
      ...plain(8, 'H2'),
    ];
    const { over, uses } = await chosen(cases, banded(high({ share: 0.1, base: 'region' })));
    expect(over).toEqual(['1', '3']);
    const use = { band: 'high', kind: 'band', base: 'region', hospitalCases: 20, regionAllowed: 2 };
    expect(uses).toStrictEqual([
      { ...use, hospitalId: 'H1', allowed: 0, inBand: 1 },
      { ...use, hospitalId: 'H3', allowed: 1, inBand: 2 },
    ]);
    // Each for itself: H1 and H2 of 9 none, H3 of 2 none.
    const own = await chosen(cases, banded(high({ share: 0.1 })));
    expect(own.over).toEqual(['1', '2', '3', '4']);
    expect(own.uses.map(({ hospitalId, hospitalCases }) => [hospitalId, hospitalCases])).toEqual([
      ['H1', 9],
      ['H2', 9],
      ['H3', 2],
    ]);
  });

  test("by level each level has its share of its own discharges, in a hospital's quota and in the region's", async () => {
    // Levels of the register: H1 3, H2 2, H3 1; of X and Y what the cases write.
    const cases = [
      ...['H1', 'H1', 'H2', 'H3'].map((hospital, k) => dear(`r${k}`, hospital)),
      ...[dear('x0', 'X', { level: '三级' }), dear('x1', 'X', { level: '三级', cost: 5_000_000 })],
      ...[...plain(4, 'H1'), ...plain(5, 'H2'), ...plain(9, 'H3'), ...plain(2, 'X', '三级')],
    ];
    const by_level = { 3: 0.2, 2: 0.16, 1: 0.1 };
    // ⌊0.2 × 6⌋ = 1 of H1, ⌊0.16 × 6⌋ = 0 of H2, ⌊0.1 × 10⌋ = 1 of H3, ⌊0.2 × 4⌋ = 0 of X.
    const own = await chosen(cases, banded(high({ by_level })));
    expect(own.over).toEqual(['r1', 'r2', 'x0', 'x1']);
    // Of the region ⌊0.2 × 10⌋ = 2 at level 3, the dearest and the first by id.
    const region = await chosen(cases, banded(high({ by_level, base: 'region' })));
    expect(region.over).toEqual(['r1', 'r2', 'x0']);
    expect(
      region.uses.map(({ hospitalId, hospitalCases, regionAllowed }) => [hospitalId, hospitalCases, regionAllowed]),
    ).toEqual([
      ['H1', 10, 2],
      ['H2', 6, 0],
      ['X', 10, 2],
    ]);
  });

  test('a band and a special case have a quota each; hospitals stand in code-point order, each with its rules in the order of the policy', async () => {
    const policy = {
      ...banded({ name: 'low', to: 0.5, pay: 'by_item', quota: { share: 0.1 } }, high({ share: 0.1 })),
      special_cases: [{ ...long({ share: 0.25 }), when: { cost: { from: 80_000 } } }],
    };
    const cases = [
      ...[dear('a', 'H2'), dear('b', 'H2', { cost: 9_000_000 }), dear('c', 'H2', { cost: 9_000_001 })],
      ...[dear('d', 'H1'), dear('e', 'H1', { cost: 100 }), dear('f', 'H2', { cost: 200 })],
      ...plain(1, 'H2'),
    ];
    const { over, uses } = await chosen(cases, policy);
    // ⌊0.25 × 5⌋ = 1 of the long ones of H2, none of the others.
    expect(over).toEqual(['a', 'b', 'd', 'e', 'f']);
    expect(
      uses.map(({ hospitalId, kind, band, allowed, inBand }) => [hospitalId, kind, band, allowed, inBand]),
    ).toEqual([
      ['H1', 'band', 'low', 0, 1],
      ['H1', 'band', 'high', 0, 1],
      ['H2', 'band', 'low', 0, 1],
      ['H2', 'band', 'high', 0, 1],
      ['H2', 'special', 'long', 1, 2],
    ]);
  });

  test('a band and a special case of one name have each its own quota: one of two and none of two', async () => {
    const policy = {
      ...banded(high({ share: 0.25 })),
      special_cases: [{ ...long({ share: 0 }), name: 'high', when: { cost: { from: 80_000 } } }],
    };
    const cases = [dear('a'), dear('b'), dear('c', 'H1', { cost: 9_000_000 }), dear('d', 'H1', { cost: 9_000_001 })];
    const { over, uses } = await chosen(cases, policy);
    expect(over).toEqual(['b', 'c', 'd']);
    expect(uses.map(({ kind, allowed, inBand }) => [kind, allowed, inBand])).toEqual([
      ['band', 1, 2],
      ['special', 0, 2],
    ]);
  });

  test('a rule is found by its name in the stretch of the year of the case, at whatever place it stands there', async () => {
    const low = { name: 'low', to: 0.5, pay: 'by_item' };
    const first = { ...banded(low, high({ share: 0.5 })), special_cases: [long({ share: 0 })] };
    const second = banded(high({ share: 0.5 }), { ...low, pay: 'standard' });
    const days = ['2026-01-05', '2026-06-30', '2026-07-01', '2026-08-05'];
    const cases = days.flatMap((day, k) => [
      // Beyond 20,000.00 the special case pays in the first half; B of 15,000.00 is high in both.
      dear(`s${k}`, 'H1', { day, cost: 2_500_000 }),
      dear(`h${k}`, 'H1', { day, group: 'B', cost: 1_500_000 + k }),
      dear(`l${k}`, 'H1', { day, cost: 100 }),
    ]);
    const { over, uses } = await chosen(cases, first, second);
    expect(over).toEqual(['s0', 's1']);
    expect(uses.map(({ band, kind, inBand }) => [band, kind, inBand])).toEqual([['long', 'special', 2]]);
    const scarce = await chosen(cases, first, banded(high({ share: 0.25 }), low));
    // ⌊0.25 × 12⌋ = 3 of 4 high ones, those that cost most.
    expect(scarce.over).toEqual(['s0', 'h0', 's1']);
  });

  test.each([
    [0.05, 59, 2],
    [0.05, 60, 3],
    // In doubles 0.29 × 100 is below 29.
    [0.29, 100, 29],
    [0.07, 100, 7],
    [0, 1_000, 0],
    [1, 7, 7],
    [0.005, 0, 0],
    [1e-7, 9_999_999, 0],
    [1e-7, 10_000_000, 1],
  ])('%d of %d cases are %d, exactly', (share, cases, expected) => {
    expect(shareOfCases(share, cases)).toBe(expected);
  });
});
