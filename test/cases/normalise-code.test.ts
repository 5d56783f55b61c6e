import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isSpreadsheetNumber, normaliseCode } from '../../src/cases/codes/normalise-code.js';
import { sharedReference } from '../shared-reference.js';

describe('codes as schemes write them', () => {
  test.each([
    ['k35.900X001', 'K35.900x001'],
    ['Ｊ１８．９００', 'J18.900'],
    [' I10.X00 x002\t', 'I10.x00x002'],
    ['\ufeffI63\u200b.900\u00a0', 'I63.900'],
    ['e10.300X051+h42.0*', 'E10.300x051+H42.0*'],
    ['x59.900X001', 'X59.900x001'],
    ['99.999a9', '99.999A9'],
    ['45.3400X004', '45.3400x004'],
    ['　47.0100　', '47.0100'],
    ['', ''],
  ])('%j becomes %j', (text, code) => {
    expect(normaliseCode(text)).toBe(code);
    expect(normaliseCode(code)).toBe(code);
  });

  test('1.2E+17 and 1.2e17 are numbers of a spreadsheet or program; I10, 2E85, 47.0100 and the procedure 17.922E0 are not', () => {
    expect(['1.2E+17', '4.7e+01', '3E+5', '1.2345678901234568e17', '-1.2E-17'].every(isSpreadsheetNumber)).toBe(true);
    expect(
      ['I10', '2E85', '47.0100', 'E11.900', '1E-3', '17.922E0', '36.06E01', '1.2E5'].some(isSpreadsheetNumber),
    ).toBe(false);
  });

  const reference = sharedReference();
  test.skipIf(reference === undefined)('every code of the national lists is already normal', () => {
    for (const list of ['chs-drg-1.1/icd10.tsv', 'chs-drg-2.0/icd9cm3.tsv']) {
      const path = join(reference!, list);
      expect(existsSync(path)).toBe(true);
      const codes = readFileSync(path, 'utf8')
        .split('\n')
        .slice(1)
        .map((line) => line.split('\t')[0]!.trim())
        .filter((code) => code !== '');
      expect(codes.length).toBeGreaterThan(10_000);
      expect(codes.filter((code) => normaliseCode(code) !== code)).toEqual([]);
      expect(codes.filter((code) => normaliseCode(code.toUpperCase()) !== code)).toEqual([]);
    }
  });
});
