import { describe, expect, test } from 'vitest';
import { inlineExecutor } from '../../src/kernel/executor.js';
import { hash32 } from '../../src/kernel/random.js';
import { BENEFIT_FLAGS } from '../../src/pricing/benefit/benefit-result.js';
import { computeBenefits } from '../../src/pricing/benefit/compute-benefits.js';
import type { PricingInput } from '../../src/pricing/pricing-input.js';
import { type Stay, splitting, yearInput } from './benefit-years.js';

/** A second stay owes half of 1,000.00, a third nothing. */
const BENEFIT = {
  ladders: [{ name: 'all', deductible: 1000, later_stays: [0.5, 0], bands: [{ name: 'all', ratio: 0.5 }] }],
};

const withKeys = (keys: readonly string[]): PricingInput =>
  yearInput(
    keys.map((patient, i) => ({ patient, total: 5000, day: `2026-03-${String((i % 28) + 1).padStart(2, '0')}` })),
    BENEFIT,
  );

const deductibles = async (keys: readonly string[]): Promise<number[]> =>
  [...(await computeBenefits(withKeys(keys), inlineExecutor)).deductibleFen].map((fen) => fen / 100);

describe('whose stay it is', () => {
  test('13 keys that differ in one byte, in length or by a zero byte at the end are 13 persons, each twice, at 4 to 40 bytes', async () => {
    const common = 'p'.repeat(37);
    const keys = ['a', 'a\0', 'a\0\0', 'abcd', 'abcd\0', 'abcdefgh', 'abcdefgi', 'bbcdefgh', 'abcdefghi', 'abcdefghj'];
    const all = [...keys, `${common}abc`, `${common}abd`, `q${common}ab`];
    expect(await deductibles([...all, ...all])).toEqual([...all.map(() => 1000), ...all.map(() => 500)]);
  });

  test('keys of 41 bytes and more, which are numbered first, are told apart in their last byte: 1,000, 1,000, 500, 500, 0', async () => {
    const long = '身份'.repeat(7);
    expect(Buffer.byteLength(long)).toBe(42);
    expect(await deductibles([`${long}1`, `${long}2`, `${long}1`, `${long}2`, `${long}1`])).toEqual([
      1000, 1000, 500, 500, 0,
    ]);
  });

  test('one person with 60 stays, and 60 with one, in one part', async () => {
    const one = Array.from({ length: 60 }, () => 'P');
    const others = one.map((_, i) => `Q${i}`);
    const days = [...(await deductibles([...one, ...others]))];
    expect(days.slice(60)).toEqual(others.map(() => 1000));
    expect(days.slice(0, 60).reduce((sum, due) => sum + due, 0)).toBe(1500);
    // Three stays are on 1 March, rows 1, 29 and 57: the second row's is on 2 March and the fourth.
    expect([days[0], days[1]]).toEqual([1000, 0]);
  });

  // Made by undoing the steps of the hash: each pair has equal words of it, and the bytes tell them apart.
  test.each([
    ['all 64 bits, in their ninth to twelfth byte', 'qpSH0f4dAFE9', 'cfS3JvdYSPEB'],
    ['all 64 bits, and the ninth to twelfth byte', 'GZ0BSfOnaJejuZoZ', 'Udj8iIzBaJejipCT'],
    ['its second word', 'INK7m1yd', 'aRaZkHoG'],
    ['its first word', 'INK7m1yd', 'h8ViMkoV'],
  ])('two persons whose hashes are the same in %s are two', async (_, one, other) => {
    expect(await deductibles([one, other, one, other, one])).toEqual([1000, 1000, 500, 500, 0]);
  });
});

test('a ceiling that is just reached and a stay that is self-paid to the fen have no mark; a fen beyond has one', async () => {
  const ladders = [{ name: 'all', deductible: 0, bands: [{ name: 'all', ratio: 0.5 }] }];
  const flagsOf = async (...amounts: { total: number; self?: number }[]) => {
    const benefit = { ladders, ceilings: [{ name: 'year', amount: 1000 }] };
    const stays = amounts.map((one, i) => ({ ...one, patient: `P${i}` }));
    return [...(await computeBenefits(yearInput(stays, benefit), inlineExecutor)).flags];
  };
  expect(await flagsOf({ total: 2000 }, { total: 2000.02 })).toEqual([0, BENEFIT_FLAGS.atCeiling]);
  expect(await flagsOf({ total: 1000, self: 1000 }, { total: 1000, self: 1000.01 })).toEqual([
    0,
    BENEFIT_FLAGS.selfPaidAboveTotal,
  ]);
});

describe('40,000 stays of 20,000 persons, over two chunks and 32 parts', () => {
  const COUNT = 40_000;
  const stays = Array.from({ length: COUNT }, (_, i): Stay => {
    const day = hash32(1, 2, i) % 300;
    const month = 1 + Math.floor(day / 28);
    return {
      id: `c${i}`,
      patient: `person-${hash32(1, 1, i) % 20_000}`,
      day: `2026-${String(month).padStart(2, '0')}-${String((day % 28) + 1).padStart(2, '0')}`,
      total: 2000 + (hash32(1, 3, i) % 9000),
    };
  });

  test('each stay owes the deductible of its number among its person’s stays, counted one by one', async () => {
    const { deductibleFen, pooledFen } = await computeBenefits(yearInput(stays, BENEFIT), inlineExecutor);
    const ofPerson = new Map<string, number[]>();
    stays.forEach(({ patient }, row) => {
      const rows = ofPerson.get(patient!) ?? [];
      rows.push(row);
      ofPerson.set(patient!, rows);
    });
    const expected = new Float64Array(COUNT);
    for (const rows of ofPerson.values()) {
      rows.sort((a, b) => before(stays[a]!, stays[b]!));
      rows.forEach((row, number) => {
        expected[row] = [100_000, 50_000][number] ?? 0;
      });
    }
    expect(deductibleFen).toEqual(expected);
    expect(pooledFen).toEqual(expected.map((due, row) => Math.round((stays[row]!.total * 100 - due) / 2)));
  });

  test('rows from the last to the first, in tasks of 12,345 rows from the last to the first, give each stay the same', async () => {
    const made = await computeBenefits(yearInput(stays, BENEFIT), inlineExecutor);
    const again = await computeBenefits(yearInput(stays.toReversed(), BENEFIT), splitting(12_345));
    for (const name of ['deductibleFen', 'pooledFen', 'cashFen', 'flags'] as const) {
      expect(again[name].toReversed()).toEqual(made[name]);
    }
  });
});

/** By day and, as admissions are the same, the text of the id. */
function before(a: Stay, b: Stay): number {
  if (a.day !== b.day) return a.day! < b.day! ? -1 : 1;
  return a.id! < b.id! ? -1 : 1;
}
