import { describe, expect, test } from 'vitest';
import { MinistryRuleError, parseMinistryRule } from '../../../src/schemes/import/workbook/ministry-rule.js';
import {
  MINISTRY_VARIABLES,
  translateMinistryRule,
  UntranslatableRule,
} from '../../../src/schemes/import/workbook/translate-ministry-rule.js';

const translate = (text: string) =>
  translateMinistryRule(parseMinistryRule(text, MINISTRY_VARIABLES).rule, (sets) => sets.join('+'));

describe('the rule language of the ministry in ours', () => {
  test.each([
    ['1', 'always'],
    ['ZYZD in A', 'pdx(A)'],
    ['{ZYZD,QTZD} in A', 'adx(A)'],
    ['{ ZYSS , QTSS } in {A,B}', 'apx(A+B)'],
    ['QTSS IN A And QTZD in B', 'spx(A) and sdx(B)'],
    ['ZYSS not in OP_ALL', 'not ppx(OP_ALL)'],
    ['{ZYSS,QTSS} NOT IN A', 'not apx(A)'],
    ['{ZYZD,ZYSS} not in A', 'not (pdx(A) or ppx(A))'],
    ['QTZD in MCC', 'mcc'],
    ['QTZD in {MCC,CC}', 'mcc or cc'],
    ['QTZD in {MCC,CC} and NL>=70', '(mcc or cc) and age_years >= 70'],
    ['QTZD not in MCC and XB=2', 'not mcc and sex == 2'],
    ['QTZD in {MCC, DI_X} or ZYZD in DI_OBD', 'mcc or sdx(DI_X) or pdx(DI_OBD)'],
    ['length(A ∩ {ZYSS,QTSS})>=2', 'count(apx(A)) >= 2'],
    ['length({ZYZD,QTZD} ∩ {A,B}) > 1', 'count(adx(A+B)) > 1'],
    ['XSRTL<29 and XSRTZ ≤ 999', 'age_days < 29 and admission_weight_g <= 999'],
    ['ZYZD in A and (ZYSS in B or ZYSS in C)', 'pdx(A) and (ppx(B) or ppx(C))'],
    ['（ZYZD in A） or ZYSS in 集合-2', 'pdx(A) or ppx(集合-2)'],
  ])('%s', (written, ours) => expect(translate(written)).toBe(ours));

  test('and binds before or, and a rule that mixes them without brackets is marked', () => {
    const mixed = 'ZYZD in A and ZYSS in B or ZYSS in C';
    expect(translate(mixed)).toBe('(pdx(A) and ppx(B)) or ppx(C)');
    expect(parseMinistryRule(mixed, MINISTRY_VARIABLES).isMixed).toBe(true);
    expect(parseMinistryRule('(ZYZD in A and ZYSS in B) or ZYSS in C', MINISTRY_VARIABLES).isMixed).toBe(false);
    expect(parseMinistryRule('ZYZD in A or ZYSS in B', MINISTRY_VARIABLES).isMixed).toBe(false);
  });

  test.each([
    ['ZYZX in A', 1],
    ['ZYZD A', 6],
    ['ZYZD in', 8],
    ['(ZYZD in A', 11],
    ['ZYZD in A B', 11],
    ['NL >= x', 7],
    ['ZYZD in A & ZYSS in B', 10],
    ['length(A ∩ B) >= 2', 15],
  ])('%s is refused at character %i', (written, position) => {
    const error = (() => {
      try {
        return translate(written);
      } catch (cause) {
        return cause;
      }
    })();
    expect(error).toBeInstanceOf(MinistryRuleError);
    expect((error as MinistryRuleError).position).toBe(position);
  });

  test.each(['ZYZD in MCC', 'NL in A', 'ZYZD >= 2', 'length(A ∩ {ZYZD,ZYSS}) >= 2'])(
    '%s has no meaning and is refused',
    (written) => expect(() => translate(written)).toThrow(UntranslatableRule),
  );
});
