import { describe, expect, test } from 'vitest';
import type { CaseRecord } from '../../src/grouping/group-columns.js';
import { interpretCase } from '../../src/grouping/interpreter/interpret-case.js';
import { compileScheme } from '../../src/schemes/compile-scheme.js';
import { loadScheme } from '../../src/schemes/load-scheme.js';
import type { SchemeOptions } from '../../src/schemes/scheme-document.js';
import { caseOf } from './case-of.js';
import { compiledAnswers } from './compiled-answers.js';
import { tableOf } from './table-of.js';

const document = loadScheme('chs-drg-3.0');
const compiled = compileScheme(document);

/** Group by both engines, which must agree; QY rows and fallbacks with status and reason. */
function groupOf(dx: string, px = '', numbers: Partial<CaseRecord> = {}, options: Partial<SchemeOptions> = {}): string {
  const record = caseOf(dx, px, { sex: 2, age_years: 40, ...numbers });
  const literal = interpretCase(document, record, options);
  expect(compiledAnswers(compiled, tableOf([record]), options)(0)).toEqual(literal);
  return literal.status === 'ungrouped' ? `${literal.group} ${literal.reason}` : literal.group;
}
const newborn = (days: number, grams: number): Partial<CaseRecord> => ({
  age_years: 0,
  age_days: days,
  admission_weight_g: grams,
});

describe('CHS-DRG 3.0: published answers', () => {
  test('E10.300x051+H42.0*, 75 years → CV1H', () => {
    expect(groupOf('E10.300x051+H42.0*', '', { age_years: 75 })).toBe('CV1H');
  });

  test('P07.200, 10 days, 1,200 g → PS29', () => {
    expect(groupOf('P07.200', '', newborn(10, 1_200))).toBe('PS29');
  });

  test('P22.000 with P23.600, which it cancels → PR15; with P77.x01 → PR11', () => {
    expect(groupOf('P22.000|P23.600', '', newborn(3, 3_000))).toBe('PR15');
    expect(groupOf('P22.000|P77.x01', '', newborn(3, 3_000))).toBe('PR11');
  });

  test('N18.500: both transplants in either order → AC19; another procedure before both → LQY', () => {
    expect(groupOf('N18.500', '52.8200|55.6901')).toBe('AC19');
    expect(groupOf('N18.500', '55.6901|52.8200')).toBe('AC19');
    expect(groupOf('N18.500', '54.1100|52.8200|55.6901')).toBe('LQY');
  });

  test('K35.200 with 47.0100 at 5, 6 and 7 years → GE1D, GE1D, GE19: 6 is included', () => {
    expect([5, 6, 7].map((age_years) => groupOf('K35.200', '47.0100', { age_years }))).toEqual([
      'GE1D',
      'GE1D',
      'GE19',
    ]);
  });

  test('the robot list has five exact codes: 17.4200 → GB40, 17.4900 → GB49', () => {
    for (const robot of ['17.4100', '17.4200', '17.4300', '17.4400', '17.4500']) {
      expect(groupOf('C18.700', `17.3200|${robot}`)).toBe('GB40');
    }
    expect(groupOf('C18.700', '17.3200|17.4900')).toBe('GB49');
    expect([...document.namedLists.get('robot')!]).toHaveLength(5);
  });

  test('caesarean: a principal of the high-risk list makes OB21 without any MCC, another OB25', () => {
    expect(groupOf('O24.400', '74.1x01', { age_years: 30 })).toBe('OB21');
    expect(groupOf('O34.201', '74.1x01', { age_years: 30 })).toBe('OB25');
    expect(document.namedLists.get('high_risk_pregnancy')!.size).toBe(811);
  });

  test('T21.300 with the area T31.300 as secondary → WR19, alone → WR25; an area as principal is in no chapter', () => {
    expect(groupOf('T21.300|T31.300')).toBe('WR19');
    expect(groupOf('T21.300')).toBe('WR25');
    expect(groupOf('T31.300')).toBe('0000 not_allowed_as_principal');
  });
});

describe('CHS-DRG 3.0: where good guesses go wrong', () => {
  test('the weight is that on admission: 1,200 g at birth and 2,600 g on admission is no PS2', () => {
    expect(groupOf('P07.200', '', { ...newborn(10, 2_600), birth_weight_g: 1_200 })).toMatch(/^PS5/);
    expect(groupOf('P07.200', '', { ...newborn(10, 1_200), birth_weight_g: 2_600 })).toBe('PS29');
  });

  test('weights on the edge: 999 g PS1, 1,000 PS2, 1,499 PS2, 1,500 PS3, 2,000 PS4, 2,500 PS5', () => {
    const adrgs = [999, 1_000, 1_499, 1_500, 2_000, 2_500].map((grams) => groupOf('P07.200', '', newborn(10, grams)));
    expect(adrgs.map((group) => group.slice(0, 3))).toEqual(['PS1', 'PS2', 'PS2', 'PS3', 'PS4', 'PS5']);
  });

  test('the 28th day is a newborn’s, the 29th is not: only principals of PV1 without a valid operation stay in P', () => {
    expect(groupOf('P07.200', '', newborn(28, 1_200))).toBe('PS29');
    expect(groupOf('P07.200', '', newborn(29, 1_200))).not.toMatch(/^PS/);
  });

  test('ECMO and ventilation from 96 hours on count as the first procedure only, unlike in DIP, where any place will do', () => {
    expect(groupOf('I21.900', '39.6500|36.0700')).toBe('AH19');
    expect(groupOf('I21.900', '36.0700|39.6500')).toBe('FM39');
    expect(groupOf('J96.000', '96.7201')).toBe('AH39');
    expect(groupOf('I21.900', '36.0700|96.7201')).toBe('FM39');
  });

  test('a procedure outside the valid list makes no QY, though it serves its own groups', () => {
    expect(document.validProcedures.has('93.9000')).toBe(false);
    expect(groupOf('K35.200', '93.9000')).toMatch(/^G[R-Z]/);
    // 01.2400 is valid in 2.0; here it is in no list of any ADRG, and so not valid.
    expect(document.validProcedures.has('01.2400')).toBe(false);
    expect(groupOf('K35.200', '01.2400')).toMatch(/^G[R-Z]/);
    expect(groupOf('K35.200', '13.4100x001')).toBe('GQY');
    expect(groupOf('K35.200', '13.4100x001', {}, { unrelated_procedure: 'medical' })).toMatch(/^G[R-Z]/);
  });

  test('in S, T, X and Y a valid first procedure has a group of its own and is never unrelated', () => {
    for (const mdc of 'STXY') {
      const chapter = document.chapters.find((one) => one.mdc === mdc)!;
      expect(chapter.rules.some((rule) => rule.kind === 'unrelated')).toBe(false);
      const group = groupOf([...chapter.diagnoses][0]!, '13.4100x001', { sex: 1 });
      expect(group).toMatch({ S: /^SB1/, T: /^TB1/, X: /^X[A-J]/, Y: /^YC1/ }[mdc]!);
    }
  });

  test('P00 is the only fallback the tables reach: in chapter P and no ADRG, not grouped, last of all', () => {
    const p = document.chapters.find((one) => one.mdc === 'P')!;
    expect(p.rules.at(-1)!.groups[0]!.code).toBe('P00');
    expect(groupOf('K35.200', '', newborn(10, 3_000))).toBe('P00 in_no_group');
    expect(groupOf('K35.200', '', newborn(29, 3_000))).toMatch(/^G/);
  });

  test('age limits: F, G, H begin at 70, C and D end at 6', () => {
    const limits = new Set<string>();
    for (const chapter of document.chapters) {
      for (const rule of chapter.rules) {
        for (const { whenText } of rule.groups) {
          for (const [found] of whenText.matchAll(/age_\w+ \S+ \d+/g)) limits.add(found);
        }
      }
    }
    expect([...limits].sort()).toEqual(['age_years <= 6', 'age_years >= 70']);
    expect([69, 70].map((age_years) => groupOf('E10.300x051+H42.0*', '', { age_years }))).toEqual(['CV19', 'CV1H']);
  });

  test('a missing age meets no limit', () => {
    expect(groupOf('K35.200', '47.0100', { age_years: -1 })).toBe('GE19');
    expect(groupOf('E10.300x051+H42.0*', '', { age_years: -1 })).toBe('CV19');
  });

  test('MDC O asks for no sex; M and N do', () => {
    expect(groupOf('O34.201', '74.1x01', { sex: 1 })).toBe('OB25');
    expect(groupOf('N40.x00', '', { sex: 2 })).toBe('0000 sex_conflict');
    expect(groupOf('N40.x00', '', { sex: -1 })).toBe('0000 missing_sex');
  });

  test('HIV as a secondary diagnosis is no entry into Y', () => {
    const hiv = [...document.chapters.find((one) => one.mdc === 'Y')!.diagnoses][0]!;
    expect(groupOf(`K35.200|${hiv}`)).toMatch(/^G/);
    expect(groupOf(hiv)).toMatch(/^Y/);
  });
});
