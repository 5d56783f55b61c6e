import { describe, expect, test } from 'vitest';
import type { CaseRecord } from '../../src/grouping/group-columns.js';
import { interpretCase } from '../../src/grouping/interpreter/interpret-case.js';
import type { SchemeOptions } from '../../src/schemes/scheme-document.js';
import { caseOf } from './case-of.js';
import { tinyScheme } from './tiny-scheme.js';

const adult = { sex: 1, age_years: 40 };
const woman = { sex: 2, age_years: 30 };
const newborn = { sex: 1, age_years: 0, age_days: 3 };

/** mdc,adrg,group,status,reason in one line. */
function answer(record: CaseRecord, options: Partial<SchemeOptions> = {}): string {
  const { mdc, adrg, group, status, reason } = interpretCase(tinyScheme, record, options);
  return [mdc, adrg, group, status, reason].join(',');
}

describe('the walk', () => {
  test('chapter A takes a transplant whatever the diagnosis, and without one', () => {
    expect(answer(caseOf('J18', '33.6', adult))).toBe('A,AA1,AA19,grouped,');
    expect(answer(caseOf('', '33.6', adult))).toBe('A,AA1,AA19,grouped,');
  });

  test('only the first procedure is the first: the transplant in second place leaves the case to its chapter', () => {
    expect(answer(caseOf('J18', '32.4|33.6', adult))).toBe('E,EB1,EB19,grouped,');
  });

  test('(sdx or apx 1) and apx 2: a tracheostomy state alone does not open AH1, with ventilation it does', () => {
    expect(answer(caseOf('J18|Z93', '', adult))).toBe('E,ES3,ES35,grouped,');
    expect(answer(caseOf('J18|Z93', '96.72', adult))).toBe('A,AH1,AH19,grouped,');
    expect(answer(caseOf('J18', '96.72|31.1', adult))).toBe('A,AH1,AH19,grouped,');
    expect(answer(caseOf('Z93', '96.72', adult))).toBe(',,0000,ungrouped,not_allowed_as_principal');
  });

  test('an unknown first procedure is still the first: nothing takes its place', () => {
    expect(answer(caseOf('J18', '99.99|32.4', adult))).toBe('E,ES3,ES35,grouped,');
  });

  test('an unknown secondary diagnosis changes nothing', () => {
    expect(answer(caseOf('J18|XXX|E11', '', adult))).toBe('E,ES3,ES33,grouped,');
  });

  test('a valid first procedure outside the chapter gives QY, and its medical group when switched off', () => {
    expect(answer(caseOf('J18', '47.0', adult))).toBe('E,QY,EQY,unrelated_procedure,');
    expect(answer(caseOf('J18', '47.0', adult), { unrelated_procedure: 'medical' })).toBe('E,ES3,ES35,grouped,');
  });

  test('a first procedure that is not valid never gives QY', () => {
    expect(answer(caseOf('J18', '89.52|47.0', adult))).toBe('E,ES3,ES35,grouped,');
  });

  test('two regions among all diagnoses open chapter Z, one region does not', () => {
    expect(answer(caseOf('S06|S27', '', adult))).toBe('Z,ZZ1,ZZ19,grouped,');
    expect(answer(caseOf('S06|S06', '', adult))).toBe(',,0000,ungrouped,in_no_group');
    expect(answer(caseOf('S06', '', adult))).toBe(',,0000,ungrouped,in_no_group');
    expect(answer(caseOf('J18|S06|S27', '', adult))).toBe('E,ES3,ES35,grouped,');
  });

  test('no rule of the chapter of the principal: the case goes on, and ends 0000', () => {
    expect(answer(caseOf('S06|S27', '01.24', adult))).toBe('Z,ZB1,ZB19,grouped,');
    expect(answer(caseOf('S06|S27', '96.72|47.0', adult))).toBe(',,0000,ungrouped,in_no_group');
    expect(answer(caseOf('J98', '', adult))).toBe(',,0000,ungrouped,in_no_group');
  });

  test('the fallback of a chapter keeps mdc and group, and is ungrouped', () => {
    expect(answer(caseOf('O80', '', woman))).toBe('O,,O00,ungrouped,in_no_group');
  });

  test('count: two of the list, a doubled code counting twice', () => {
    expect(answer(caseOf('J18', '34.04', adult))).toBe('E,QY,EQY,unrelated_procedure,');
    expect(answer(caseOf('J18', '34.04|34.51', adult))).toBe('E,EB2,EB29,grouped,');
    expect(answer(caseOf('J18', '34.04|34.04', adult))).toBe('E,EB2,EB29,grouped,');
  });
});

describe('edges of numbers', () => {
  test.each([
    [0, 28, 'P,PU1,PU19,grouped,'],
    [0, 29, 'P,PV1,PV19,grouped,'],
    [1, 28, ',,0000,ungrouped,in_no_group'],
  ])('age %i years and %i days gives %s', (age_years, age_days, expected) => {
    expect(answer(caseOf('P59', '', { sex: 1, age_years, age_days }))).toBe(expected);
  });

  test.each([
    [1, 'PS1'],
    [1499, 'PS1'],
    [1500, 'PS2'],
  ])('birth weight %i g gives %s', (birth_weight_g, adrg) => {
    expect(answer(caseOf('P22|P07', '', { ...newborn, birth_weight_g }))).toBe(`P,${adrg},${adrg}9,grouped,`);
  });

  test.each([
    [6, '', 'EB1C'],
    [7, '', 'EB19'],
    [69, '|E11', 'EB19'],
    [70, '|E11', 'EB1G'],
    [70, '', 'EB19'],
    [-1, '|E11', 'EB19'],
  ])('lobectomy at %i years with J18%s gives %s', (age_years, secondary, group) => {
    expect(interpretCase(tinyScheme, caseOf(`J18${secondary}`, '32.4', { sex: 1, age_years })).group).toBe(group);
  });

  test('a technique stands before age and severity', () => {
    expect(interpretCase(tinyScheme, caseOf('J18', '32.4|17.45', { sex: 1, age_years: 5 })).group).toBe('EB10');
  });
});

describe('severity', () => {
  test.each([
    ['J18', 'ES35', 'nothing'],
    ['J18|E11', 'ES33', 'a CC'],
    ['J18|R99|B34', 'ES33', 'a CC in third place'],
    ['J18|J44', 'ES35', 'a CC cancelled by the principal'],
    ['J18|J96', 'ES35', 'an MCC cancelled by the principal'],
    ['J18|J96|E11', 'ES33', 'a cancelled MCC beside a CC'],
    ['J18|E11|I46', 'ES31', 'an MCC of no exclusion list'],
  ])('%s gives %s: %s', (dx, group) => {
    expect(interpretCase(tinyScheme, caseOf(dx, '', adult)).group).toBe(group);
  });

  test('a CC counts when only another code’s list holds the principal', () => {
    expect(interpretCase(tinyScheme, caseOf('O80|I10', '74.1', woman)).group).toBe('OB13');
    expect(interpretCase(tinyScheme, caseOf('O10', '74.1', woman)).group).toBe('OB11');
  });
});

describe('reasons of ungrouped cases', () => {
  test.each<[string, CaseRecord, string]>([
    ['no diagnosis', caseOf('', '47.0', adult), 'no_principal'],
    ['no diagnosis wins over a missing sex', caseOf('', ''), 'no_principal'],
    ['principal not in the list', caseOf('XXX|J18', '', adult), 'unknown_principal'],
    ['principal known, in no chapter', caseOf('R99', '', adult), 'not_allowed_as_principal'],
    ['sex missing where it decides', caseOf('N40', '', { age_years: 60 }), 'missing_sex'],
    ['sex missing where either would do', caseOf('O10', '', { age_years: 30 }), 'missing_sex'],
    ['sex missing where it changes nothing', caseOf('S06', '', { age_years: 30 }), 'in_no_group'],
    ['wrong sex', caseOf('N40', '', woman), 'sex_conflict'],
    ['wrong sex, and the other would only be fallback', caseOf('O80', '', { sex: 1, age_years: 30 }), 'in_no_group'],
    ['wrong sex, and the other would be QY', caseOf('N40', '47.0', woman), 'sex_conflict'],
    ['age in years missing', caseOf('P59', '', { sex: 1, age_days: 3 }), 'missing_age_years'],
    ['age in days missing', caseOf('P59', '', { sex: 1, age_years: 0 }), 'missing_age_days'],
    ['both ages missing: years come first', caseOf('P59', '', { sex: 1 }), 'missing_age_years'],
    ['birth weight missing', caseOf('P07', '', newborn), 'missing_birth_weight_g'],
    ['weight missing, but the days already say no', caseOf('P07', '', { ...newborn, age_days: 30 }), 'in_no_group'],
    ['age missing, but unknown or not does not matter', caseOf('S06', '', { sex: 1, age_years: 40 }), 'in_no_group'],
  ])('%s', (_claim, record, reason) => {
    expect(interpretCase(tinyScheme, record)).toEqual({
      mdc: '',
      adrg: '',
      group: '0000',
      status: 'ungrouped',
      reason,
    });
  });

  test('with missing: reference a blank sex is refused and blank ages are 0', () => {
    expect(answer(caseOf('J18', '', { age_years: 40 }), { missing: 'reference' })).toBe(',,0000,ungrouped,missing_sex');
    expect(answer(caseOf('P59', '', { sex: 1 }), { missing: 'reference' })).toBe('P,PU1,PU19,grouped,');
  });

  test('with code_match: category a local extension goes where its category goes', () => {
    expect(answer(caseOf('J18.9x01', '', adult))).toBe(',,0000,ungrouped,unknown_principal');
    expect(answer(caseOf('J18.9x01', '', adult), { code_match: 'category' })).toBe('E,ES3,ES35,grouped,');
  });
});

test('a condition on a list that is not there fails loudly instead of being false', () => {
  const chapter = tinyScheme.chapters[0]!;
  const broken = {
    ...tinyScheme,
    chapters: [{ ...chapter, rules: [{ ...chapter.rules[0]!, procedureLists: new Map() }] }],
  };
  expect(() => interpretCase(broken, caseOf('J18', '33.6', adult))).toThrow('tiny AA1: ppx(1) names no list');
});
