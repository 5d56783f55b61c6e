import { describe, expect, test } from 'vitest';
import { bandNameReader } from '../../src/pricing/band-names.js';
import { pricedInput, smallTimeline } from './small-region.js';

const HIGH = { name: 'high', from: 3, from_included: false, pay: 'by_item' };
const LOW = { name: 'low', to: 0.4, pay: 'by_item' };

describe('names of outlier bands in a year with a reform', () => {
  test('a low band put before the high one on 1 July: each case has the name of its own day', async () => {
    const timeline = smallTimeline([
      { policy: { outliers: { bands: [HIGH] } } },
      { from: '2026-07-01', policy: { outliers: { bands: [LOW, HIGH] } } },
    ]);
    // Standard 10,000.00: 30,000.01 is high all year, 3,999.99 is low from July on, 10,000.00 never.
    const cases = [
      { day: '2026-06-30', cost: 3_000_001 },
      { day: '2026-07-01', cost: 3_000_001 },
      { day: '2026-06-30', cost: 399_999 },
      { day: '2026-07-01', cost: 399_999 },
      { day: '2026-12-31', cost: 1_000_000 },
    ];
    const input = await pricedInput({ cases, timeline });
    expect([...input.priced.band]).toEqual([1, 2, 0, 1, 0]);
    const nameAt = bandNameReader(input, input.priced);
    expect(cases.map((_, row) => nameAt(row))).toEqual(['high', 'high', '', 'low', '']);
  });

  test('a policy constant over the year needs no day of the case', async () => {
    const timeline = smallTimeline([{ policy: { outliers: { bands: [LOW, HIGH] } } }]);
    const input = await pricedInput({ cases: [{ day: '', cost: 3_000_001 }], timeline });
    expect(bandNameReader(input, input.priced)(0)).toBe('high');
  });
});
