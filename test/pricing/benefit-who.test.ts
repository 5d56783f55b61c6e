import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inlineExecutor } from '../../src/kernel/executor.js';
import { computeBenefits } from '../../src/pricing/benefit/compute-benefits.js';
import { benefitsLiterally } from '../../src/pricing/literal/literal-benefit.js';
import { type Stay, yearInput } from './benefit-years.js';

const all = (ratio: number) => [{ name: 'all', ratio }];
/** A ladder of 90 % for those that a test is about, of 50 % for all others; each stay is charged 1,000.00. */
const ladders = (who: object) => [
  { name: 'about', who, deductible: 0, bands: all(0.9) },
  { name: 'others', deductible: 0, bands: all(0.5) },
];

/** What the fund pays of each stay in yuan, as the fast form and the literal one have it. */
async function pooled(stays: readonly Partial<Stay>[], benefit: object): Promise<number[]> {
  const year = stays.map((stay, i): Stay => ({ total: 1_000, patient: `P${i}`, ...stay }));
  const input = yearInput(year, benefit);
  const made = await computeBenefits(input, inlineExecutor);
  const fast = [...made.pooledFen].map((fen) => fen / 100);
  const literal = benefitsLiterally(input).map((one) => (one === undefined ? Number.NaN : Number(one.pooled) / 100));
  expect(fast).toEqual(literal);
  return fast;
}

describe('whom a rule of benefits is about', () => {
  test('ages from 60 to 69 are 60 and 69, not 59 and 70; of a limit at one side the other is open', async () => {
    const ages = [59, 60, 69, 70].map((age) => ({ age }));
    const of = (who: object) => pooled(ages, { ladders: ladders(who) });
    expect(await of({ age_from: 60, age_to: 69 })).toEqual([500, 900, 900, 500]);
    expect(await of({ age_to: 60 })).toEqual([900, 900, 500, 500]);
    expect(await of({ age_from: 69 })).toEqual([500, 500, 900, 900]);
  });

  test('a blank age is refused where a rule asks for it, by its row, and is nothing where none does', async () => {
    const stays = [{ age: 5 }, { age: -1 }];
    for (const who of [{ age_to: 60 }, { age_from: 0 }]) {
      await expect(pooled(stays, { ladders: ladders(who) })).rejects.toMatchObject({
        code: 'benefit_value_missing',
        details: { count: 1, column: 'age_years' },
      });
    }
    expect(await pooled(stays, { ladders: ladders({ levels: ['3'] }) })).toEqual([900, 900]);
  });

  test('a grade is that of the register; of a hospital that is not in it the grade and level that the case writes', async () => {
    const stays = [
      { hospital: 'H2', level: '三级甲等' },
      { hospital: 'X', level: '三级甲等' },
      { hospital: 'X', level: '二级' },
      { hospital: 'X', level: '' },
    ];
    const of = (who: object) => pooled(stays, { ladders: ladders(who) });
    expect(await of({ grades: ['三级甲等'] })).toEqual([500, 900, 500, 500]);
    expect(await of({ grades: ['2', '二级'] })).toEqual([900, 500, 900, 500]);
    expect(await of({ levels: ['3'] })).toEqual([500, 900, 500, 500]);
    expect(await of({ levels: ['2'] })).toEqual([900, 500, 900, 500]);
  });

  test('what adjustments make of a ratio is kept within 0 and 1: 0.9 − 1 pays nothing, 0.9 + 0.2 the whole', async () => {
    const of = (add: number) =>
      pooled([{}], { ladders: ladders({}), adjustments: [{ name: 'all', who: { levels: ['3'] }, add }] });
    expect(await of(-1)).toEqual([0]);
    expect(await of(-0.9)).toEqual([0]);
    expect(await of(-0.8)).toEqual([100]);
    expect(await of(0.1)).toEqual([1_000]);
    expect(await of(0.2)).toEqual([1_000]);
  });

  test('fast and literal agree on 300 years with random tests of age, level and grade', async () => {
    const stay = fc.record({
      patient: fc.constantFrom('P1', 'P2', 'P3'),
      hospital: fc.constantFrom('H1', 'H3', 'X', 'Y'),
      level: fc.constantFrom('三级甲等', '三级', '二级', '一级', ''),
      age: fc.integer({ min: 0, max: 12 }),
      total: fc.integer({ min: 1, max: 3_000 }),
    });
    const edge = fc.option(fc.integer({ min: 0, max: 12 }), { nil: undefined });
    const who = fc
      .record({
        age_from: edge,
        age_to: edge,
        levels: fc.constantFrom(undefined, ['3'], ['2', '1'], ['1']),
        grades: fc.constantFrom(undefined, ['三级甲等', '3'], ['二级', '一级'], ['1', '三级']),
      })
      .map((drawn) => Object.fromEntries(Object.entries(drawn).filter(([, value]) => value !== undefined)));
    const seen = { about: 0, others: 0, less: 0 };
    await fc.assert(
      fc.asyncProperty(fc.array(stay, { minLength: 1, maxLength: 12 }), who, who, async (stays, first, second) => {
        const paid = await pooled(stays, {
          ladders: ladders(first),
          adjustments: [{ name: 'less', who: second, add: -0.3 }],
        });
        stays.forEach(({ total }, row) => {
          const ratio = paid[row]! / total;
          seen[ratio > 0.55 ? 'about' : 'others'] += 1;
          if (Math.abs(ratio - 0.6) < 0.01 || Math.abs(ratio - 0.2) < 0.01) seen.less += 1;
        });
      }),
      { numRuns: 300, seed: 4 },
    );
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(100);
  });
});
