import { describe, expect, test } from 'vitest';
import { MOVE_REASONS, type MoveReason } from '../../../src/grouping/compare/move-reasons.js';
import { isSameGroup, pairSchemes } from '../../../src/grouping/compare/pair-schemes.js';
import { reasonOfMove } from '../../../src/grouping/compare/reason-of-move.js';
import type { CaseRecord } from '../../../src/grouping/group-columns.js';
import { interpretCase } from '../../../src/grouping/interpreter/interpret-case.js';
import { parseFormula } from '../../../src/kernel/formula/parse-formula.js';
import {
  type AdrgRule,
  type Chapter,
  conditionVocabulary,
  type SchemeDocument,
} from '../../../src/schemes/scheme-document.js';
import { caseOf } from '../case-of.js';
import { tinyScheme } from '../tiny-scheme.js';

const vocabulary = conditionVocabulary(['high_risk', 'robot']);
const condition = (text: string) => ({ when: parseFormula(text, vocabulary), whenText: text });
const set = (codes: string) => new Set(codes === '' ? [] : codes.split(' '));

/** The tiny scheme with one chapter or one rule of it changed. */
function withChapter(mdc: string, change: (chapter: Chapter) => Chapter): SchemeDocument {
  const chapters = tinyScheme.chapters.map((chapter) => (chapter.mdc === mdc ? change(chapter) : chapter));
  return { ...tinyScheme, id: 'tiny-changed', chapters };
}
function withRule(adrg: string, change: (rule: AdrgRule) => AdrgRule): SchemeDocument {
  const mdc = adrg[0]!;
  return withChapter(mdc, (chapter) => ({
    ...chapter,
    rules: chapter.rules.map((rule) => (rule.adrg === (adrg.slice(1) === 'QY' ? 'QY' : adrg) ? change(rule) : rule)),
  }));
}
const pneumonia = caseOf('J18|I10', '', { sex: 1, age_years: 50 });

/** For each reason a changed scheme, a case it moves, what it moves from and to, and the detail. */
const MOVES: readonly (readonly [MoveReason, SchemeDocument, CaseRecord, string, string])[] = [
  [
    'code_unknown',
    { ...tinyScheme, id: 'tiny-changed', diagnoses: tinyScheme.diagnoses.filter((code) => code !== 'J18') },
    pneumonia,
    'ES33 → 0000',
    'J18: tiny',
  ],
  [
    'code_unknown',
    { ...tinyScheme, id: 'tiny-changed', diagnoses: tinyScheme.diagnoses.filter((code) => code !== 'I10') },
    pneumonia,
    'ES33 → ES35',
    'I10: tiny',
  ],
  [
    'procedure_validity',
    { ...tinyScheme, id: 'tiny-changed', validProcedures: new Set() },
    caseOf('J18', '47.0', { sex: 1, age_years: 50 }),
    'EQY → ES35',
    '47.0: tiny',
  ],
  [
    'chapter_changed',
    withChapter('E', (chapter) => ({ ...chapter, diagnoses: set('J44 J96 J98') })),
    pneumonia,
    'ES33 → 0000',
    'J18: E → –',
  ],
  [
    'unrelated_rule',
    withChapter('E', (chapter) => ({ ...chapter, rules: chapter.rules.filter(({ kind }) => kind !== 'unrelated') })),
    caseOf('J18', '47.0', { sex: 1, age_years: 50 }),
    'EQY → ES35',
    'EQY → ES3',
  ],
  [
    'list_changed',
    withChapter('E', (chapter) => ({
      ...chapter,
      rules: chapter.rules.map((rule) =>
        rule.adrg === 'ES3'
          ? { ...rule, diagnosisLists: new Map([[1, set('')]]) }
          : rule.adrg === 'EX1'
            ? { ...rule, diagnosisLists: new Map([[1, set('J18 J44 J96')]]) }
            : rule,
      ),
    })),
    pneumonia,
    'ES33 → EX19',
    'J18: ES3 → EX1',
  ],
  [
    'list_changed',
    withRule('EB1', (rule) => ({ ...rule, procedureLists: new Map([[1, set('32.4 34.04')]]) })),
    caseOf('J18', '34.04|34.51', { sex: 1, age_years: 50 }),
    'EB29 → EB19',
    '34.04: EB2 → EB1',
  ],
  [
    'condition_changed',
    withRule('PU1', (rule) => ({ ...rule, ...condition('pdx(1) and age_days <= 7') })),
    caseOf('P59', '', { sex: 1, age_years: 0, age_days: 8 }),
    'PU19 → 0000',
    'PU1: pdx(1) and age_days <= 28 → pdx(1) and age_days <= 7',
  ],
  [
    'condition_changed',
    withChapter('M', (chapter) => ({ ...chapter, ...condition('pdx(mdc) and sex == 2') })),
    caseOf('N40', '', { sex: 1, age_years: 50 }),
    'MR19 → 0000',
    'M: pdx(mdc) and sex == 1 → pdx(mdc) and sex == 2',
  ],
  [
    'order_changed',
    withChapter('E', (chapter) => {
      const [first, second, ...rest] = chapter.rules;
      return { ...chapter, rules: [second!, first!, ...rest] };
    }),
    caseOf('J18', '32.4|34.04|34.51', { sex: 1, age_years: 50 }),
    'EB19 → EB29',
    'EB1 → EB2',
  ],
  [
    'severity_changed',
    {
      ...tinyScheme,
      id: 'tiny-changed',
      severity: { ...tinyScheme.severity, mcc: new Map([['I10', 2]]), cc: new Map() },
    },
    pneumonia,
    'ES33 → ES31',
    'I10: CC → MCC',
  ],
  [
    'severity_changed',
    { ...tinyScheme, id: 'tiny-changed', severity: { ...tinyScheme.severity, cc: new Map() } },
    pneumonia,
    'ES33 → ES35',
    'I10: CC → –',
  ],
  [
    'exclusion_changed',
    {
      ...tinyScheme,
      id: 'tiny-changed',
      severity: { ...tinyScheme.severity, exclusions: new Map([[2, set('I10 J18')]]) },
    },
    pneumonia,
    'ES33 → ES35',
    'I10: CC → CC ✗ J18',
  ],
  [
    'suffix_rule',
    withRule('EB1', (rule) => ({
      ...rule,
      groups: rule.groups.map((group) =>
        group.code === 'EB1C' ? { ...group, ...condition('age_years <= 17') } : group,
      ),
    })),
    caseOf('J18', '32.4', { sex: 1, age_years: 12 }),
    'EB19 → EB1C',
    'EB19 always → EB1C age_years <= 17',
  ],
  [
    'renamed',
    withRule('ES3', (rule) => ({
      ...rule,
      adrg: 'ET4',
      groups: rule.groups.map((group) => ({ ...group, code: group.code.replace('ES3', 'ET4') })),
    })),
    pneumonia,
    'ES33 → ET43',
    'ES33 → ET43',
  ],
];

describe('why a case moved', () => {
  test.each(MOVES)('%s', (reason, changed, record, groups, detail) => {
    const pair = pairSchemes(tinyScheme, changed);
    const [from, to] = [interpretCase(tinyScheme, record).group, interpretCase(changed, record).group];
    expect(`${from} → ${to}`).toBe(groups);
    expect(isSameGroup(pair, from, to)).toBe(false);
    expect(reasonOfMove(pair, record)).toEqual({ reason, detail });
  });

  test.each(MOVES)('the way back has the same reason: %s', (reason, changed, record) => {
    expect(reasonOfMove(pairSchemes(changed, tinyScheme), record).reason).toBe(reason);
  });

  test('every reason of DRG in the list is shown by a case; those of DIP in dip-compare.test.ts', () => {
    const ofDip = /^(principal_excluded|leading_|class_|entry_|option_|other_method)/;
    expect([...new Set(MOVES.map(([reason]) => reason))]).toEqual(MOVE_REASONS.filter((reason) => !ofDip.test(reason)));
  });

  test('of two reasons the first in order is given: a list moved and a level lost is list_changed', () => {
    const [, listed] = MOVES.find(([reason]) => reason === 'list_changed')!;
    const both = { ...listed, severity: { ...listed.severity, cc: new Map() } };
    expect(reasonOfMove(pairSchemes(tinyScheme, both), pneumonia).reason).toBe('list_changed');
  });

  test('a switch that only one scheme has by default is the rule of QY, not the validity of the procedure', () => {
    const medical = {
      ...tinyScheme,
      id: 'tiny-changed',
      options: { ...tinyScheme.options, unrelated_procedure: 'medical' as const },
    };
    const record = caseOf('J18', '47.0', { sex: 1, age_years: 50 });
    expect(reasonOfMove(pairSchemes(tinyScheme, medical), record)).toEqual({
      reason: 'unrelated_rule',
      detail: 'EQY → ES3',
    });
  });
});

describe('which group is which', () => {
  const reused = withRule('ES3', (rule) => ({ ...rule, name: '结核', diagnosisLists: new Map([[1, set('J98')]]) }));

  test('a code that means another disease is another group, though it reads the same', () => {
    const pair = pairSchemes(tinyScheme, reused);
    expect(isSameGroup(pair, 'ES31', 'ES31')).toBe(false);
    expect(isSameGroup(pair, 'EX19', 'EX19')).toBe(true);
  });

  test('half of the smaller list shared keeps a code, less does not', () => {
    const named = (codes: string) =>
      withRule('EX1', (rule) => ({ ...rule, name: '另一名称', diagnosisLists: new Map([[1, set(codes)]]) }));
    const isKept = (codes: string) => isSameGroup(pairSchemes(tinyScheme, named(codes)), 'EX19', 'EX19');
    expect(isKept('J44 J98')).toBe(true);
    expect(isKept('J18 J98')).toBe(false);
    expect(isKept('J44 J18 J98')).toBe(true);
  });

  test('the same name or half of all codes make a counterpart under another code; an ADRG of another chapter is none', () => {
    const recoded = (name: string, codes: string) =>
      withRule('EX1', (rule) => ({ ...rule, adrg: 'EW7', name, diagnosisLists: new Map([[1, set(codes)]]) }));
    const original = tinyScheme.chapters.find(({ mdc }) => mdc === 'E')!.rules.find(({ adrg }) => adrg === 'EX1')!;
    const counterpart = (to: SchemeDocument) => pairSchemes(tinyScheme, to).counterparts.get(original)?.rule.adrg;
    expect(counterpart(recoded('慢性阻塞性 肺疾病', ''))).toBe('EW7');
    expect(counterpart(recoded('另一名称', 'J44 J96 J98 J18'))).toBe('EW7');
    expect(counterpart(recoded('另一名称', 'J44 J98 J18'))).toBeUndefined();
    const elsewhere = {
      ...tinyScheme,
      chapters: tinyScheme.chapters.map((c) => (c.mdc === 'E' ? { ...c, mdc: 'F' } : c)),
    };
    expect(counterpart(elsewhere)).toBeUndefined();
  });

  test('ungrouped and ungrouped is no move', () => {
    expect(isSameGroup(pairSchemes(tinyScheme, reused), '0000', '0000')).toBe(true);
    expect(isSameGroup(pairSchemes(tinyScheme, reused), '0000', 'ES31')).toBe(false);
  });
});
