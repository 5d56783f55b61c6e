import { describe, expect, test } from 'vitest';
import { translateCondition } from '../../src/schemes/import/translate-condition.js';

const named: string[] = [];
const names = {
  weight: 'admission_weight_g',
  lists: new Map([['OBD', 'high_risk_pregnancy']]),
  nameProcedures: (codes: readonly string[]) => {
    named.push(codes.join(','));
    return 'robot';
  },
} as const;
const translate = (text: string) => translateCondition(text, names, 'conditions.tsv X');

describe('conditions of plain tables', () => {
  test.each([
    ['ppx:1', 'ppx(1)'],
    ['true', 'always'],
    ['false', 'false'],
    ['pdx:MDC & sex=1', 'pdx(mdc) and sex == 1'],
    ['!apx:OR', 'not apx(valid)'],
    ['(sdx:1 | apx:1) & apx:2', '(sdx(1) or apx(1)) and apx(2)'],
    ['pdx:1 & ppx:1 | sdx:3 & ppx:1', '(pdx(1) and ppx(1)) or (sdx(3) and ppx(1))'],
    ['((pdx:1 & sdx:2)) & ppx:1', 'pdx(1) and sdx(2) and ppx(1)'],
    [
      '((adx:1 & weight>0 & weight>=1500) & weight<2000) & age_days<=28',
      'adx(1) and admission_weight_g > 0 and admission_weight_g >= 1500 and admission_weight_g < 2000 and age_days <= 28',
    ],
    ['ppx:1 & count(apx:1)>=2', 'ppx(1) and count(apx(1)) >= 2'],
    ['mcc|pdx:OBD', 'mcc or pdx(high_risk_pregnancy)'],
    ['anypx:17.4100,17.4200', 'apx(robot)'],
    [
      'age_years=0 & (age_days<29 | (age_days>=29 & pdx:MDC & !ppx:OR))',
      'age_years == 0 and (age_days < 29 or (age_days >= 29 and pdx(mdc) and not ppx(valid)))',
    ],
    ['!(age_days>=29)', 'not (age_days >= 29)'],
    ['!(pdx:1 | ppx:1) & !!ppx:2', 'not (pdx(1) or ppx(1)) and not not ppx(2)'],
  ])('%s becomes %s', (from, to) => {
    expect(translate(from)).toBe(to);
  });

  test('a set of procedures written out is named once by its codes', () => {
    named.length = 0;
    translate('anypx:17.4100,17.4200');
    expect(named).toEqual(['17.4100,17.4200']);
  });

  test('what is not understood is refused with its place', () => {
    for (const wrong of ['ppx:1 &', 'ppx:1 ppx:2', '(ppx:1', 'weight>', 'ppx:1 ^ ppx:2', '']) {
      expect(() => translate(wrong), wrong).toThrowError(
        expect.objectContaining({ code: 'scheme_table_condition', path: 'conditions.tsv X' }),
      );
    }
  });
});
