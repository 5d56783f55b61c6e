import { describe, expect, test } from 'vitest';
import { bureauCondition, conditionByNumber } from '../../../src/schemes/import/workbook/bureau-condition.js';
import { plainHeading } from '../../../src/schemes/import/workbook/bureau-headings.js';

describe('conditions as bureaus write them', () => {
  test.each([
    ['年龄≤6岁 且 (MCC 或 CC)', 'age_years <= 6 and (mcc or cc)'],
    ['住院天数 > 30 天', 'los_days > 30'],
    ['性别＝女', 'sex == 2'],
    ['手术数（robot）>=2', 'count(apx(robot)) >= 2'],
    ['主要诊断(1)，主要手术(1)', 'pdx(1) and ppx(1)'],
    ['其他诊断(2) 或者 任一手术（1）', 'sdx(2) or apx(1)'],
    ['年龄不小于70周岁', 'age_years >= 70'],
    ['非 任一手术(valid)', 'not apx(valid)'],
    ['其余', 'always'],
    ['入院体重<1500克 且 日龄<29', 'admission_weight_g < 1500 and age_days < 29'],
    ['pdx(mdc) and sex == 2', 'pdx(mdc) and sex == 2'],
  ])('%s is %s', (written, ours) => expect(bureauCondition(written)).toBe(ours));

  test('only a fourth sign 1, 3, 5 or 9 tells its condition', () => {
    expect(['GB11', 'GB13', 'GB15', 'GB19'].map(conditionByNumber)).toEqual(['mcc', 'mcc or cc', 'always', 'always']);
    expect(['GB10', 'GB17', 'GB1C', 'GB19a', 'GB1'].map(conditionByNumber)).toEqual(Array(5).fill(undefined));
  });

  test('headings are compared without spaces, brackets, width and case', () => {
    expect(['ICD - 10 编码', 'ＩＣＤ－１０编码', 'icd10编码', ' CC／MCC '].map(plainHeading)).toEqual([
      'ICD10编码',
      'ICD10编码',
      'ICD10编码',
      'CCMCC',
    ]);
  });
});
