import { describe, expect, test } from 'vitest';
import { explainCase } from '../../src/grouping/explain/explain-case.js';
import type { CaseRecord } from '../../src/grouping/group-columns.js';
import { loadScheme } from '../../src/schemes/load-scheme.js';
import type { SchemeOptions } from '../../src/schemes/scheme-document.js';
import { bothEngines, shownAnswer } from './both-engines.js';
import { caseOf } from './case-of.js';

const document = loadScheme('chs-drg-1.1');
const group = bothEngines(document);
const groupOf = (
  dx: string,
  px = '',
  numbers: Partial<CaseRecord> = {},
  options: Partial<SchemeOptions> = {},
): string => shownAnswer(group(caseOf(dx, px, { sex: 2, age_years: 40, ...numbers }), options));
const newborn = (days: number, grams: number) => ({ age_years: 0, age_days: days, birth_weight_g: grams });

describe('CHS-DRG 1.1: facts', () => {
  test('MDC A asks that the first procedure be valid; both transplants may then stand anywhere', () => {
    expect(groupOf('N18.500', '52.8000|55.6901')).toBe('AC19');
    expect(groupOf('N18.500', '55.6901|52.8000')).toBe('AC19');
    expect(groupOf('N18.500', '54.1100|52.8000|55.6901')).toBe('AC19');
    expect(document.validProcedures.has('88.4103')).toBe(false);
    expect(groupOf('N18.500', '88.4103|52.8000|55.6901')).not.toMatch(/^A/);
  });

  test('an ADRG of one list looks at the first procedure alone', () => {
    expect(groupOf('K35.200', '47.0100')).toMatch(/^GD/);
    expect(groupOf('K35.200', '88.4103|47.0100')).toMatch(/^G[R-Z]/);
  });

  test('birth weights on the edge: 1,499 g PS1, 1,500 PS2, 2,000 PS3, 2,500 PS4; 28 days are newborn, 29 are not', () => {
    const adrgs = [1_499, 1_500, 2_000, 2_500].map((grams) => groupOf('P07.200', '', newborn(10, grams)).slice(0, 3));
    expect(adrgs).toEqual(['PS1', 'PS2', 'PS3', 'PS4']);
    expect(groupOf('P07.200', '', newborn(28, 1_499))).toMatch(/^PS1/);
    expect(groupOf('P07.200', '', newborn(29, 1_499))).toMatch(/^PV1/);
  });

  test('ZZ1 wants no valid procedure at all; several injuries with one outside ZB1 to ZJ1 leave Z', () => {
    const z = document.chapters.find((chapter) => chapter.mdc === 'Z')!;
    const ofRegion = (region: number) => [...z.regions].find(([, number]) => number === region)![0];
    const trauma = `${ofRegion(1)}|${ofRegion(2)}`;
    const early = document.chapters.filter(({ mdc }) => mdc === 'A' || mdc === 'Z').flatMap(({ rules }) => rules);
    const listed = new Set(early.flatMap((rule) => [...rule.procedureLists.values()].flatMap((list) => [...list])));
    const outside = [...document.validProcedures].find((code) => !listed.has(code))!;
    expect(groupOf(trauma)).toMatch(/^ZZ1/);
    expect(groupOf(trauma, outside)).not.toMatch(/^Z/);
    expect(groupOf(trauma, outside, {}, { unrelated_procedure: 'qy' })).toBe('ZQY');
  });

  test('no group depends on years of age, save MDC P', () => {
    for (const age_years of [1, 6, 17, 70, 100]) expect(groupOf('K35.200', '47.0100', { age_years })).toMatch(/^GD/);
  });
});

describe('CHS-DRG 1.1: switches', () => {
  test('unrelated_procedure=qy is on in 19 chapters and off in A S T U W X Y, each of which has a switch', () => {
    expect(groupOf('K35.200', '13.4100x001')).toMatch(/^GU|^G[R-Z]/);
    expect(groupOf('K35.200', '13.4100x001', {}, { unrelated_procedure: 'qy' })).toBe('GQY');
    const withdrawal = [...document.chapters.find((chapter) => chapter.mdc === 'U')!.diagnoses][0]!;
    expect(groupOf(withdrawal, '13.4100x001', {}, { unrelated_procedure: 'qy' })).toMatch(/^U[R-Z]/);
    expect(groupOf(withdrawal, '13.4100x001', {}, { 'unrelated_procedure.U': 'qy' })).toBe('UQY');
    expect(groupOf('K35.200', '13.4100x001', {}, { 'unrelated_procedure.U': 'qy' })).not.toBe('GQY');
    expect(
      groupOf('K35.200', '13.4100x001', {}, { unrelated_procedure: 'qy', 'unrelated_procedure.G': 'medical' }),
    ).not.toBe('GQY');
    const offHere = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].filter(
      (mdc) => (document.options as unknown as Record<string, string>)[`unrelated_procedure.${mdc}`] === 'medical',
    );
    expect(offHere.join('')).toBe('ASTUWXY');
  });

  test('unrelated_by: any valid procedure as written, or the first alone', () => {
    const qy = { unrelated_procedure: 'qy' } as const;
    expect(groupOf('K35.200', '88.4103|13.4100x001', {}, qy)).toBe('GQY');
    expect(groupOf('K35.200', '88.4103|13.4100x001', {}, { ...qy, unrelated_by: 'any' })).toBe('GQY');
    expect(groupOf('K35.200', '88.4103|13.4100x001', {}, { ...qy, unrelated_by: 'first' })).toMatch(/^G[R-Z]/);
    expect(groupOf('K35.200', '13.4100x001', {}, { ...qy, unrelated_by: 'first' })).toBe('GQY');
  });

  test('left_out_principals: burns of the head are in no chapter, or in W as its ADRGs name them', () => {
    expect(groupOf('T20.300')).toBe('0000 not_allowed_as_principal');
    expect(groupOf('T20.300', '', {}, { left_out_principals: 'taken' })).toMatch(/^WR1/);
    expect(groupOf('T20.300', '86.6500x004', {}, { left_out_principals: 'taken' })).toMatch(/^W/);
    expect(groupOf('T21.300')).toBe(groupOf('T21.300', '', {}, { left_out_principals: 'taken' }));
    const w = document.chapters.find((chapter) => chapter.mdc === 'W')!;
    const inSomeChapter = (code: string) => document.chapters.some((chapter) => chapter.diagnoses.has(code));
    expect([...w.leftOut!].filter(inSomeChapter)).toEqual([]);
    expect(w.leftOut!.size).toBe(98);
  });

  test('missing=reference refuses a blank sex, and age 0 up to 28 days without a weight, blanks being 0', () => {
    const reference = { missing: 'reference' } as const;
    expect(groupOf('K35.200', '', { sex: -1 })).toMatch(/^G/);
    expect(groupOf('K35.200', '', { sex: -1 }, reference)).toBe('0000 missing_sex');
    expect(groupOf('K35.200', '', { age_years: -1 })).toMatch(/^G/);
    expect(groupOf('K35.200', '', { age_years: -1 }, reference)).toBe('0000 missing_age_years');
    expect(groupOf('K35.200', '', { age_years: -1, birth_weight_g: 3_000 }, reference)).toMatch(/^G/);
    expect(groupOf('K35.200', '', { age_years: 1 }, reference)).toMatch(/^G/);
    expect(groupOf('P22.000', '', { age_years: 0 }, reference)).toBe('0000 missing_age_days');
    expect(groupOf('P22.000', '', { age_years: 0, age_days: 28 }, reference)).toBe('0000 missing_birth_weight_g');
    expect(groupOf('P22.000', '', { ...newborn(28, 0) }, reference)).toBe('0000 missing_birth_weight_g');
    expect(groupOf('P22.000', '', { age_years: 0, age_days: 29 }, reference)).toMatch(/^PV1/);
    expect(groupOf('P22.000', '', newborn(28, 1), reference)).toMatch(/^PR1/);
    const refused = explainCase(document, caseOf('K35.200', '', { sex: 1 }), reference);
    expect([refused.answer.reason, refused.chapters]).toEqual(['missing_age_years', []]);
  });
});

describe('switches of the other versions', () => {
  const newer = loadScheme('chs-drg-2.0');
  const inNewer = bothEngines(newer);
  const answer = (dx: string, px = '', options: Partial<SchemeOptions> = {}): string =>
    shownAnswer(inNewer(caseOf(dx, px, { sex: 2, age_years: 40 }), options));

  test('unrelated_by=any looks past an invalid first procedure for a valid one', () => {
    expect(answer('K35.200', '87.0100|13.4100x001')).toMatch(/^G[R-Z]/);
    expect(answer('K35.200', '87.0100|13.4100x001', { unrelated_by: 'any' })).toBe('GQY');
    expect(answer('K35.200', '13.4100x001', { unrelated_by: 'any', 'unrelated_procedure.G': 'medical' })).toMatch(
      /^G[R-Z]/,
    );
  });

  test('first_procedure=valid drops leading procedures that are not valid, unknown ones too', () => {
    expect(answer('K35.200', '87.0100|47.0100')).toMatch(/^G[R-Z]/);
    expect(answer('K35.200', '87.0100|47.0100', { first_procedure: 'valid' })).toMatch(/^GE1/);
    expect(answer('K35.200', '??|87.0100|47.0100', { first_procedure: 'valid' })).toMatch(/^GE1/);
    expect(answer('K35.200', '87.0100|87.0100', { first_procedure: 'valid' })).toBe(answer('K35.200'));
    const explained = explainCase(newer, caseOf('K35.200', '87.0100|47.0100'), { first_procedure: 'valid' });
    expect(JSON.stringify(explained.chapters)).toContain('"code":"47.0100"');
  });

  test('multiple_trauma=regions lets several injured regions into Z whatever the principal', () => {
    const z = newer.chapters.find((chapter) => chapter.mdc === 'Z')!;
    const ofRegion = (region: number) => [...z.regions].find(([, number]) => number === region)![0];
    const injuries = `${ofRegion(1)}|${ofRegion(2)}`;
    expect(answer(`K35.200|${injuries}`)).toMatch(/^G/);
    expect(answer(`K35.200|${injuries}`, '', { multiple_trauma: 'regions' })).toMatch(/^ZZ1/);
    expect(answer(`K35.200|${ofRegion(1)}`, '', { multiple_trauma: 'regions' })).toMatch(/^G/);
    expect(answer(injuries, '', { multiple_trauma: 'regions' })).toBe(answer(injuries));
  });
});
