import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DECILES, marginDeciles } from '../../../src/simulation/splits/margin-deciles.js';

const hospital = (hospitalId: string, marginFen: number, chargesFen: number) => ({ hospitalId, marginFen, chargesFen });

describe('deciles of hospital margin', () => {
  test('20 hospitals stand two in each decile, lowest margin first', () => {
    const list = Array.from({ length: 20 }, (_, i) => hospital(`H${String(i).padStart(2, '0')}`, 10 * i - 100, 1_000));
    const deciles = marginDeciles([...list].reverse());
    for (const decile of DECILES.slice(0, 10))
      expect([...deciles.values()].filter((one) => one === decile).length).toBe(2);
    expect([deciles.get('H00'), deciles.get('H01'), deciles.get('H02'), deciles.get('H19')]).toEqual([
      '01',
      '01',
      '02',
      '10',
    ]);
  });

  test('equal margins (1/3 and 2/6, exactly) go by hospital id', () => {
    const deciles = marginDeciles([hospital('B', 2, 6), hospital('A', 1, 3)]);
    expect([deciles.get('A'), deciles.get('B')]).toEqual(['01', '06']);
  });

  test('a hospital without charges stands in its own line, and does not move the others', () => {
    const deciles = marginDeciles([hospital('A', 0, 0), hospital('B', -5, 10), hospital('C', 5, 10)]);
    expect(Object.fromEntries(deciles)).toEqual({ B: '01', C: '06', A: 'empty' });
  });

  test('every hospital once, sizes differ by at most one, order of the input leaves no trace', () => {
    const hospitals = fc.uniqueArray(
      fc.record({
        hospitalId: fc.stringMatching(/^H[0-9]{1,4}$/),
        marginFen: fc.integer({ min: -1e6, max: 1e6 }),
        chargesFen: fc.integer({ min: 0, max: 1e6 }),
      }),
      { selector: ({ hospitalId }) => hospitalId, maxLength: 60 },
    );
    fc.assert(
      fc.property(hospitals, (list) => {
        const deciles = marginDeciles(list);
        expect(deciles.size).toBe(list.length);
        expect(new Map([...marginDeciles([...list].reverse())].sort())).toEqual(new Map([...deciles].sort()));
        const counts = DECILES.slice(0, 10).map((key) => [...deciles.values()].filter((one) => one === key).length);
        if (list.some(({ chargesFen }) => chargesFen > 0))
          expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
      }),
      { seed: 18, numRuns: 200 },
    );
  });
});
