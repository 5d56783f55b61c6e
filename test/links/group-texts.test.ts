import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TextColumn } from '../../src/cases/case-table.js';
import { groupTexts } from '../../src/links/group-texts.js';
import { stayTable } from './stay-table.js';

const column = (texts: readonly string[]): TextColumn =>
  stayTable(texts.map((patient, i) => ({ id: `${i}`, patient }))).columns.patient_key as TextColumn;

/** Rows by text, as a map would bring them together. */
function literal(texts: readonly string[]): number[][] {
  const rows = new Map<string, number[]>();
  texts.forEach((text, row) => {
    if (text !== '') rows.set(text, [...(rows.get(text) ?? []), row]);
  });
  return [...rows.values()];
}

const groupsOf = (texts: readonly string[]): number[][] => {
  const { rows, starts } = groupTexts(column(texts), texts.length);
  return [...starts.subarray(0, -1)].map((start, i) => [...rows.subarray(start, starts[i + 1])]);
};
const byFirst = (lists: number[][]): number[][] => lists.sort((a, b) => a[0]! - b[0]!);

describe('bringing equal texts together', () => {
  it('gives the rows of each text, ascending, and none of the empty one', () => {
    expect(byFirst(groupsOf(['b', '', 'a', 'b', '患者', 'a', 'b']))).toEqual([[0, 3, 6], [2, 5], [4]]);
    expect(groupsOf([])).toEqual([]);
    expect(groupsOf(['', ''])).toEqual([]);
  });

  it('agrees with a map in 500 lists', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ maxLength: 2, unit: fc.constantFrom('0', '1', '例') }), { maxLength: 60 }),
        (texts) => {
          expect(byFirst(groupsOf(texts))).toEqual(literal(texts));
        },
      ),
      { numRuns: 500, seed: 20261128 },
    );
  });

  it('keeps texts apart that share a hash of 32 bits: costarring and liquid, altarage and zinke', () => {
    const texts = ['liquid', 'costarring', 'zinke', 'liquid', 'altarage', 'costarring', 'liquid', 'zinke'];
    expect(byFirst(groupsOf(texts))).toEqual([[0, 3, 6], [1, 5], [2, 7], [4]]);
    const { rows } = groupTexts(column(texts), texts.length);
    // They do share it: the sort by hash alone puts them side by side, in any order of rows.
    const places = (text: string): number[] =>
      [...rows].flatMap((row, place) => (texts[row] === text ? [place] : [])).sort((x, y) => x - y);
    const both = [...places('liquid'), ...places('costarring')].sort((x, y) => x - y);
    expect(both.at(-1)! - both[0]!).toBe(4);
  });
});
