import { expect, test } from 'vitest';
import { pairSchemes } from '../../../src/grouping/compare/pair-schemes.js';
import { reasonOfMove } from '../../../src/grouping/compare/reason-of-move.js';
import { interpretCase } from '../../../src/grouping/interpreter/interpret-case.js';
import type { SchemeDocument } from '../../../src/schemes/scheme-document.js';
import { caseOf } from '../case-of.js';
import { tinyScheme } from '../tiny-scheme.js';

const record = caseOf('J18', '89.52|47.0', { sex: 1, age_years: 50 });
const changed = (change: Partial<SchemeDocument>): SchemeDocument => ({ ...tinyScheme, id: 'changed', ...change });

test('with invalid first procedures dropped a code is still told by its place in the record', () => {
  const options = { first_procedure: 'valid' } as const;
  const without = changed({ procedures: tinyScheme.procedures.filter((code) => code !== '47.0') });
  expect(interpretCase(tinyScheme, record, options).group).toBe('EQY');
  expect(interpretCase(without, record, options).group).toBe('ES35');
  const pair = pairSchemes(tinyScheme, without);
  expect(reasonOfMove(pair, record, options)).toEqual({ reason: 'code_unknown', detail: '47.0: tiny' });
});

test('a scheme that drops them by default takes another procedure for the first: its validity decides', () => {
  const dropping = changed({ options: { ...tinyScheme.options, first_procedure: 'valid' } });
  expect(interpretCase(tinyScheme, record).group).toBe('ES35');
  expect(interpretCase(dropping, record).group).toBe('EQY');
  expect(reasonOfMove(pairSchemes(tinyScheme, dropping), record)).toEqual({
    reason: 'procedure_validity',
    detail: '47.0: changed',
  });
});

test('a code known to both by its category is not unknown to the one that lists it whole', () => {
  const options = { code_match: 'category' } as const;
  const longer = caseOf('J18.900x001|I10', '', { sex: 1, age_years: 50 });
  const finer = changed({
    diagnoses: [...tinyScheme.diagnoses, 'J18.900x001'].sort(),
    severity: { ...tinyScheme.severity, cc: new Map() },
    chapters: tinyScheme.chapters.map((chapter) =>
      chapter.mdc !== 'E'
        ? chapter
        : {
            ...chapter,
            diagnoses: new Set([...chapter.diagnoses, 'J18.900x001']),
            rules: chapter.rules.map((rule) =>
              rule.adrg === 'ES3' ? { ...rule, diagnosisLists: new Map([[1, new Set(['J18', 'J18.900x001'])]]) } : rule,
            ),
          },
    ),
  });
  expect([interpretCase(tinyScheme, longer, options).group, interpretCase(finer, longer, options).group]).toEqual([
    'ES33',
    'ES35',
  ]);
  expect(reasonOfMove(pairSchemes(tinyScheme, finer), longer, options)).toEqual({
    reason: 'severity_changed',
    detail: 'I10: CC → –',
  });
});
