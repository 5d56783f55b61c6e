import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseCodePatterns } from '../../src/schemes/patterns/code-pattern.js';
import { CodeUniverse } from '../../src/schemes/patterns/code-universe.js';
import { encodePatterns } from '../../src/schemes/patterns/encode-patterns.js';

const universe = new CodeUniverse([
  'K35.000',
  'K35.100',
  'K35.200',
  'K35.300',
  'K35.900',
  'K35.900x001',
  'K35.900x002',
  'K36.x00',
  'K36.x00x001',
  'A01.003',
  'A01.003+G01*',
]);

function expand(text: string, base: string[] = []): string[] {
  const indexes = base.map((code) => universe.indexOf(code));
  const found = universe.expand(parseCodePatterns(text, 'test'), [Int32Array.from(indexes)], () => {});
  return [...found].map((index) => universe.codes[index]!);
}

describe('code patterns', () => {
  test('a bare code takes all that begin with it, = only itself', () => {
    expect(expand('K35.900')).toEqual(['K35.900', 'K35.900x001', 'K35.900x002']);
    expect(expand('=K35.900')).toEqual(['K35.900']);
    expect(expand('=A01.003')).toEqual(['A01.003']);
    expect(expand('A01.003+G01*')).toEqual(['A01.003+G01*']);
  });

  test('the longest match wins, wherever it stands', () => {
    expect(expand('!K35.900 K35 K35.900x001')).toEqual(['K35.000', 'K35.100', 'K35.200', 'K35.300', 'K35.900x001']);
    expect(expand('K35.9 !=K35.900')).toEqual(['K35.900x001', 'K35.900x002']);
  });

  test('a range takes both ends, and ! wins at equal length', () => {
    expect(expand('K35.1-K35.3')).toEqual(['K35.100', 'K35.200', 'K35.300']);
    expect(expand('K35.0-K35.3 !K35.1')).toEqual(['K35.000', 'K35.200', 'K35.300']);
    expect(expand('K35.900x001-K35.900x002')).toEqual(['K35.900x001', 'K35.900x002']);
  });

  test('patterns add to and take from the lists referred to', () => {
    expect(expand('K36.x00x001 !K35.1', ['K35.000', 'K35.100'])).toEqual(['K35.000', 'K36.x00x001']);
  });

  test('a reversed range, a bare sign and a lower-case beginning are refused with the file and line', () => {
    for (const token of ['K35.3-K35.0', '!', 'k35', 'K35-K35.1', '=K35-K36', '$']) {
      expect(() => parseCodePatterns(token, 'x.yaml:7'), token).toThrowError(
        expect.objectContaining({ code: 'scheme_pattern_syntax', path: 'x.yaml:7' }),
      );
    }
  });

  test('any set of codes survives encoding and expanding, with and without a base list', () => {
    const bits = fc.array(fc.boolean(), { minLength: universe.codes.length, maxLength: universe.codes.length });
    fc.assert(
      fc.property(bits, bits, (wanted, base) => {
        const members = Uint8Array.from(wanted, Number);
        const baseMarks = Uint8Array.from(base, Number);
        const baseIndexes = Int32Array.from(base.flatMap((isIn, index) => (isIn ? [index] : [])));
        for (const [marks, list] of [
          [undefined, []],
          [baseMarks, [baseIndexes]],
        ] as const) {
          const text = encodePatterns(universe, members, marks);
          const found = new Set(universe.expand(parseCodePatterns(text, 'test'), list, () => {}));
          expect(wanted.map((_, index) => found.has(index))).toEqual(wanted);
        }
      }),
      { numRuns: 500 },
    );
  });
});
