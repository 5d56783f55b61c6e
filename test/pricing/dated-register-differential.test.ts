import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { HospitalRegister } from '../../src/cases/register.js';
import { EngineError } from '../../src/kernel/errors.js';
import { inlineExecutor } from '../../src/kernel/executor.js';
import { computeBenefits } from '../../src/pricing/benefit/compute-benefits.js';
import { benefitsLiterally } from '../../src/pricing/literal/literal-benefit.js';
import { priceLiterally } from '../../src/pricing/literal/price-literally.js';
import { PAYMENT_METHODS, type PricedColumns } from '../../src/pricing/priced-columns.js';
import type { PricingInput } from '../../src/pricing/pricing-input.js';
import { priceCases } from '../../src/pricing/steps.js';
import { settleLiterally } from '../../src/settlement/literal/settle-literally.js';
import { settleYear } from '../../src/settlement/steps.js';
import { buildCells } from '../../src/simulation/cells/build-cells.js';
import { WhatIf } from '../../src/simulation/cells/sum-what-if.js';
import { yearInput } from './benefit-years.js';
import { generatedRegion } from './generated-region.js';
import { ruledRegion } from './generated-ruled-region.js';
import { smallInput } from './small-region.js';

const SEED = 20261128;

/** Days of the year at which hospitals change, and whether the second row, of another level, is there at all. */
const change = fc.record({ day: fc.integer({ min: 1, max: 364 }), gap: fc.constantFrom(0, 1, 40), ends: fc.boolean() });
const changes = fc.array(change, { minLength: 3, maxLength: 3 });

function datedRegister(
  { register, timeline }: PricingInput,
  drawn: readonly { day: number; gap: number; ends: boolean }[],
): HospitalRegister {
  const first = timeline.segments[0]!.from;
  const entries = [...register].map(([id, record], h) => {
    const { day, gap, ends } = drawn[h % 3]!;
    const other = { ...record, levelClass: ((record.levelClass % 3) + 1) as 1 | 2 | 3, kind: 'other', level: '二级' };
    const rows = [
      { from: first, until: first + day - 1, record },
      ...(ends || day + gap > 364 ? [] : [{ from: first + day + gap, until: first + 364, record: other }]),
    ];
    return [id, { ...rows.at(-1)!.record, dated: rows }] as const;
  });
  return new Map(entries);
}

it('500 plain and 300 ruled regions whose hospitals change within the year: fast and literal agree to the fen', async () => {
  const seen = new Map<string, number>();
  const count = (key: string) => seen.set(key, (seen.get(key) ?? 0) + 1);
  const agree = async (region: Parameters<typeof smallInput>[0], drawn: Parameters<typeof datedRegister>[1]) => {
    const plain = smallInput(region);
    const input = { ...plain, register: datedRegister(plain, drawn) };
    let priced: PricedColumns;
    try {
      priced = await priceCases(input, inlineExecutor);
    } catch (error) {
      expect(error).toBeInstanceOf(EngineError);
      return undefined;
    }
    const fast = [...priced.payFen].map((pay, row) => [pay, PAYMENT_METHODS[priced.method[row]!]]);
    const literal = priceLiterally(input);
    expect(literal.map(({ pay, method }) => [Number(pay), method])).toEqual(fast);
    for (const { method } of literal) count(method);
    return { input, priced };
  };
  await fc.assert(
    fc.asyncProperty(generatedRegion, changes, async (region, drawn) => {
      const made = await agree(region, drawn);
      if (made === undefined) return;
      const { input, priced } = made;
      const { cells } = settleYear({ ...input, priced });
      const funds = settleLiterally(input).map(({ fund }) => Number(fund));
      expect([...cells.sums.fund]).toEqual(funds);
      const answer = new WhatIf(buildCells(input), input).ask(input.timeline);
      if (!answer.isCarried) return;
      const total = (values: ArrayLike<number>) => Array.from(values).reduce((sum, value) => sum + value, 0);
      expect(total(answer.sums.pay)).toBe(total(cells.sums.pay));
      count('carried by cells');
    }),
    { numRuns: 500, seed: SEED },
  );
  await fc.assert(
    fc.asyncProperty(ruledRegion, changes, async (region, drawn) => {
      await agree(region, drawn);
    }),
    { numRuns: 300, seed: SEED },
  );
  for (const key of ['standard', 'by_item_unknown_hospital', 'special_case', 'carried by cells']) {
    expect(seen.get(key) ?? 0).toBeGreaterThan(50);
  }
});

it('ratios by level follow the register by the day of settlement: 55 % on 06-30, 75 % on 07-01', async () => {
  const ladder = (level: string, ratio: number) => ({
    ...{ name: `level-${level}`, who: { levels: [level] }, deductible: 0 },
    bands: [{ name: 'all', ratio }],
  });
  const stays = ['2026-06-30', '2026-07-01'].map((day) => ({ day, total: 10_000 }));
  const plain = yearInput(stays, { ladders: [ladder('3', 0.55), ladder('2', 0.65), ladder('1', 0.75)] });
  const days = [{ day: 181, gap: 0, ends: false }];
  const input = { ...plain, register: datedRegister(plain, [...days, ...days, ...days]) };
  const columns = await computeBenefits(input, inlineExecutor);
  expect([...columns.pooledFen]).toEqual([550_000, 750_000]);
  expect(benefitsLiterally(input).map((stay) => Number(stay!.pooled))).toEqual([550_000, 750_000]);
});
