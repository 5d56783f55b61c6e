import { describe, expect, test } from 'vitest';
import { EngineError, InputError } from '../../src/kernel/errors.js';
import { settleYear } from '../../src/settlement/steps.js';
import { pricedInput, type SmallCase, type SmallRegion } from '../pricing/small-region.js';

const LARGEST = 999_999_999_999; // 9,999,999,999.99 yuan
const KEPT = 9007; // of these, all below 2^53 fen
const byItem = (cost: number): SmallCase => ({ cost, pooled: 0, kind: 'item' });

async function failureOf(region: SmallRegion): Promise<EngineError> {
  const input = await pricedInput(region);
  try {
    settleYear(input);
  } catch (error) {
    if (error instanceof EngineError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('sums of money beyond 2^53 − 1 fen are refused before any table', () => {
  test('12,000 cases of 9,999,999,999.99 yuan: the measure, the limit and the row are named, exit 2', async () => {
    const cases = Array.from({ length: 12_000 }, (_, row) => byItem(row === 4_321 ? LARGEST : LARGEST - 1));
    const error = await failureOf({ cases });
    expect(error).toBeInstanceOf(InputError);
    expect([error.code, error.entry.exit ?? 2]).toEqual(['sum_too_large', 2]);
    for (const language of ['zh', 'en'] as const) {
      const words = error.text(language);
      for (const part of ['90,071,992,547,409.91', '4322', '9,999,999,999.99']) expect(words).toContain(part);
      expect(words).not.toMatch(/[{}]/);
    }
    expect(error.text('zh')).toContain('住院总费用');
    expect(error.text('en')).toContain('total charges');
  });

  test('a sum of exactly 90,071,992,547,409.91 yuan is settled to the fen; one fen more is refused', async () => {
    const rest = Number.MAX_SAFE_INTEGER - KEPT * LARGEST;
    const cases = [...Array.from({ length: KEPT }, () => byItem(LARGEST)), byItem(rest)];
    const { cells } = settleYear(await pricedInput({ cases }));
    expect(cells.sums.total_cost.reduce((sum, value) => sum + value, 0)).toBe(Number.MAX_SAFE_INTEGER);
    const error = await failureOf({ cases: [...cases.slice(0, -1), byItem(rest + 1)] });
    expect(error.details.measure_en).toBe('total charges');
  });

  test('cases that cannot be priced enter no sum, and so refuse none', async () => {
    const cases = Array.from({ length: 12_000 }, () => ({ cost: LARGEST, pooled: Number.NaN }));
    expect(settleYear(await pricedInput({ cases })).cells.cellCount).toBe(1);
  });

  test("the hospital's own cost is named where only it is too large", async () => {
    const cases = Array.from({ length: 9_008 }, () => ({ cost: 100, hospitalCost: LARGEST }));
    expect((await failureOf({ cases })).details.measure_en).toBe("hospital's own cost");
  });

  test('under a rate from the budget the same cases are refused by the same code', async () => {
    const cases = Array.from({ length: 12_000 }, () => ({ cost: LARGEST, pooled: LARGEST }));
    const pools = [{ insurance: 'employee', fund: 1_000_000, fund_share: 0.7 }];
    expect((await failureOf({ cases, policy: { rate: { kind: 'budget' }, pools } })).code).toBe('sum_too_large');
  });
});
