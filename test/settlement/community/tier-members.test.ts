import { describe, expect, it } from 'vitest';
import { pool, refused, settleCommunity, stay, title } from './small-community.js';

/** tier → its hospitals, of a pool with H1 (level 2, county), H2 (level 1, township) and H3 (level 1, village). */
async function members(tiers: readonly object[]): Promise<Record<string, string[]>> {
  const named = tiers.map((tier, place) => ({ name: `t${place + 1}`, title, ratio: 1, ...tier }));
  const { communities } = await settleCommunity({ cases: [stay(1)], pools: [pool({ tiers: named })] });
  const of: Record<string, string[]> = {};
  for (const { tier, hospitalId } of communities!.shares) of[tier] = [...(of[tier] ?? []), hospitalId];
  return of;
}

describe('which hospitals of a community stand in a tier', () => {
  it('those named, those of a kind, those of a level; the first tier that takes a hospital has it', async () => {
    expect(await members([{ hospitals: ['H2'] }, { levels: ['1'] }, { kinds: ['county'] }])).toEqual({
      t1: ['H2'],
      t2: ['H3'],
      t3: ['H1'],
    });
    expect(await members([{ levels: ['1', '2'] }])).toEqual({ t1: ['H1', 'H2', 'H3'] });
  });

  it('every test that is written must hold: level 1 among H1 and H2 is H2 alone', async () => {
    expect(await members([{ hospitals: ['H1', 'H2'], levels: ['1'] }, { kinds: ['county', 'village'] }])).toEqual({
      t1: ['H2'],
      t2: ['H1', 'H3'],
    });
    const strict = { hospitals: ['H1', 'H2'], levels: ['1'], kinds: ['village'] };
    expect(await members([strict, { levels: ['1', '2'] }])).toEqual({ t1: [''], t2: ['H1', 'H2', 'H3'] });
  });

  it('a tier without a test takes nobody, and a hospital in none is refused', async () => {
    expect(await members([{}, { levels: ['1', '2'] }])).toEqual({ t1: [''], t2: ['H1', 'H2', 'H3'] });
    const tiers = [{ name: 'county', title, ratio: 1, levels: ['2'] }];
    expect(await refused({ cases: [stay(1)], pools: [pool({ tiers })] })).toBe('community_hospital_without_tier');
  });
});
