import { describe, expect, test } from 'vitest';
import { EngineError } from '../../src/kernel/errors.js';
import { quotaAmounts } from '../../src/settlement/quota-amounts.js';
import { registerNumbers, smallRegister } from '../pricing/small-region.js';

const register = smallRegister(
  { H1: 3, H2: 2, H3: 1, H4: 1, H5: 1, H6: 1, H7: 1 },
  {
    H1: { numbers: registerNumbers({ quota_amount: '1000.5', score: '90' }) },
    H2: { numbers: registerNumbers({ quota_amount: '0.005' }) },
    H3: { numbers: registerNumbers({ score: '90' }) },
    H5: { numbers: registerNumbers({ quota_amount: '0.004' }) },
    H6: { numbers: registerNumbers({ quota_amount: '0' }) },
    H7: { numbers: registerNumbers({ quota_amount: '-0.01' }) },
  },
);

describe('the quota of the register', () => {
  test('is in fen, half a fen up, by hospital in the order asked; of no hospital there is none', () => {
    expect([...quotaAmounts(register, ['H2', 'H1'])]).toEqual([
      ['H2', 1],
      ['H1', 100_050],
    ]);
    expect([...quotaAmounts(register, [])]).toEqual([]);
  });

  test('no number, no column of numbers, no record, less than half a fen, 0 and less than 0 are refused together by name', () => {
    const refused = () => quotaAmounts(register, ['H9', 'H1', 'H3', 'H4', 'H2', 'H5', 'H6', 'H7']);
    expect(refused).toThrow(EngineError);
    expect(refused).toThrow(
      expect.objectContaining({
        code: 'quota_amount_missing',
        details: { hospitals: 'H9, H3, H4, H5, H6, H7' },
        path: 'retention.against',
      }),
    );
  });
});
