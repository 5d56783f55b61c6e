import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { TextColumn } from '../../src/cases/case-table.js';
import { findDoubledTexts } from '../../src/cases/read/doubled-texts.js';
import { sharedUint8, sharedUint32 } from '../../src/kernel/shared-arrays.js';

function columnOf(texts: readonly string[]): TextColumn {
  const parts = texts.map((text) => new TextEncoder().encode(text));
  const offsets = sharedUint32(texts.length + 1);
  for (const [row, part] of parts.entries()) offsets[row + 1] = offsets[row]! + part.length;
  const bytes = sharedUint8(offsets[texts.length]!);
  for (const [row, part] of parts.entries()) bytes.set(part, offsets[row]);
  return { kind: 'text', offsets, bytes };
}

function doubled(texts: readonly string[]): [number, number][] {
  const found: [number, number][] = [];
  findDoubledTexts(columnOf(texts), texts.length, (row, first) => found.push([row, first]));
  return found;
}

/** What it should find, looked up in a plain map. */
function expected(texts: readonly string[]): [number, number][] {
  const first = new Map<string, number>();
  const found: [number, number][] = [];
  for (const [row, text] of texts.entries()) {
    if (text === '') continue;
    const other = first.get(text);
    if (other === undefined) first.set(text, row);
    else found.push([row, other]);
  }
  return found;
}

describe('doubled texts', () => {
  test.each([
    [['a', 'b', 'c'], []],
    [['a', 'b', 'b'], [[2, 1]]],
    [['a', 'ab', 'abc', 'b'], []],
    [['ab', 'a', 'ab'], [[2, 0]]],
    [['', '', 'a', 'a'], [[3, 2]]],
    [['甲', '乙', '甲'], [[2, 0]]],
    [['9', '10', '11'], []],
  ])('of %j are %j', (texts, pairs) => {
    expect(doubled(texts)).toEqual(pairs);
  });

  test('are found in any order of rows, rising or not', () => {
    const texts = fc.array(fc.string({ unit: fc.constantFrom('a', 'b', '1', '病'), maxLength: 3 }), { maxLength: 40 });
    fc.assert(
      fc.property(texts, (list) => {
        expect(doubled(list)).toEqual(expected(list));
        const rising = [...list].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
        expect(doubled(rising)).toEqual(expected(rising));
        expect(doubled([...new Set(rising)])).toEqual([]);
      }),
    );
  });
});
