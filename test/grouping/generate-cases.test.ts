import { describe, expect, test } from 'vitest';
import { explainCase } from '../../src/grouping/explain/explain-case.js';
import { groupDetail } from '../../src/grouping/explain/group-detail.js';
import { renderExplanation } from '../../src/grouping/explain/render-explanation.js';
import { traceCondition } from '../../src/grouping/explain/trace-condition.js';
import { caseFacts } from '../../src/grouping/interpreter/case-facts.js';
import { caseRecordAt } from '../../src/grouping/interpreter/case-record-at.js';
import { evaluateCondition } from '../../src/grouping/interpreter/evaluate-condition.js';
import { interpretCase } from '../../src/grouping/interpreter/interpret-case.js';
import { caseOf } from './case-of.js';
import { generateCase } from './generate-cases.js';
import { schemeFacts } from './scheme-facts.js';
import { tableOf } from './table-of.js';
import { tinyScheme } from './tiny-scheme.js';

const facts = schemeFacts(tinyScheme);
const cases = Array.from({ length: 4_000 }, (_, index) => generateCase(facts, 7, index));

describe('generated cases of the small scheme', () => {
  test('the same seed and index give the same case', () => {
    expect(generateCase(facts, 7, 1234)).toEqual(cases[1234]);
    expect(generateCase(facts, 8, 1234)).not.toEqual(cases[1234]);
  });

  test('4,000 of them reach every group, every status and every reason the scheme can give', () => {
    const groups = new Set<string>();
    const outcomes = new Set<string>();
    for (const record of cases) {
      const { group, status, reason } = interpretCase(tinyScheme, record);
      groups.add(group);
      outcomes.add(reason === '' ? status : reason);
    }
    const all = tinyScheme.chapters.flatMap((chapter) =>
      chapter.rules.flatMap((rule) => rule.groups.map((group) => group.code)),
    );
    expect([...groups].sort()).toEqual(['0000', ...all].sort());
    expect([...outcomes].sort()).toEqual(
      [
        'grouped',
        'unrelated_procedure',
        'no_principal',
        'unknown_principal',
        'not_allowed_as_principal',
        'missing_sex',
        'sex_conflict',
        'missing_age_years',
        'missing_age_days',
        'missing_birth_weight_g',
        'in_no_group',
      ].sort(),
    );
  });

  test('explain walks as the interpreter does: its trace ends at the interpreter’s group', () => {
    for (const record of cases) {
      const { answer, chapters, groups } = explainCase(tinyScheme, record);
      expect(answer).toEqual(interpretCase(tinyScheme, record));
      const decided = chapters.filter((chapter) => chapter.outcome === 'decided');
      const ended = groups.find((trial) => trial.outcome === 'decided');
      expect(ended?.group ?? '0000').toBe(answer.group);
      expect(decided.map((chapter) => chapter.mdc)).toEqual(answer.mdc === '' ? [] : [answer.mdc]);
      expect(ended?.condition.holds ?? true).toBe(true);
    }
  });

  test('a condition told in words has the truth that the interpreter gives it', () => {
    let holding = 0;
    for (const record of cases.slice(0, 500)) {
      const inCase = caseFacts(tinyScheme, record, tinyScheme.options);
      for (const chapter of tinyScheme.chapters) {
        for (const rule of chapter.rules) {
          for (const node of [chapter.when, rule.when, ...rule.groups.map((group) => group.when)]) {
            const truth = evaluateCondition(node, inCase, { chapter, rule });
            expect(traceCondition(node, inCase, { chapter, rule }).holds).toBe(truth);
            if (truth) holding++;
          }
        }
      }
    }
    expect(holding).toBeGreaterThan(1_000);
  });

  test('the group told as next lower is the one reached when the codes told are taken away', () => {
    let tried = 0;
    for (const record of cases) {
      const { answer, changes } = explainCase(tinyScheme, record);
      if (changes.lower?.without.kind !== 'severity') continue;
      const lost = new Set(changes.lower.without.hits);
      const dx = record.dx.filter((code, position) => position === 0 || !lost.has(code));
      const after = interpretCase(tinyScheme, { ...record, dx });
      // Taking a diagnosis away may also undo an ADRG that asked for it as a secondary one.
      if (after.adrg !== answer.adrg) continue;
      expect(after.group).toBe(changes.lower.group);
      tried++;
    }
    expect(tried).toBeGreaterThan(30);
  });

  test('every explanation can be read in both languages', () => {
    for (const record of cases.slice(0, 1_000)) {
      const explanation = explainCase(tinyScheme, record);
      for (const language of ['zh', 'en'] as const) {
        expect(renderExplanation(explanation, language)).not.toMatch(/undefined|null|NaN|\[object/);
      }
    }
  });
});

describe('cases in a table', () => {
  const table = tableOf(cases, tinyScheme);

  test('a row of the table is the case that went in', () => {
    for (let row = 0; row < cases.length; row++) expect(caseRecordAt(table, row)).toEqual(cases[row]);
  });

  test('columns that a table lacks are missing, never 0', () => {
    const { case_id, dx } = table.columns;
    const bare = { ...table, columns: { case_id: case_id!, dx: dx! } };
    expect(caseRecordAt(bare, 5)).toEqual({ ...caseOf('', ''), case_id: 'G5', dx: cases[5]!.dx });
  });

  test('the detail names each ignored code with field and place, in input order', () => {
    const small = tableOf([caseOf('J18|XX|E11|YY', 'ZZ|47.0', { case_id: 'D1' }), caseOf('J18', '47.0')], tinyScheme);
    expect(groupDetail(tinyScheme, small, 0)).toEqual([
      { case_id: 'D1', field: 'dx', position: 2, code: 'XX', outcome: 'ignored', matched: '' },
      { case_id: 'D1', field: 'dx', position: 4, code: 'YY', outcome: 'ignored', matched: '' },
      { case_id: 'D1', field: 'px', position: 1, code: 'ZZ', outcome: 'ignored', matched: '' },
    ]);
    expect(groupDetail(tinyScheme, small, 1)).toEqual([]);
  });

  test('under code_match: category the detail says where a local extension went', () => {
    const small = tableOf([caseOf('J18x01', '47.0', { case_id: 'D1' })]);
    expect(groupDetail(tinyScheme, small, 0, { code_match: 'category' })).toEqual([
      { case_id: 'D1', field: 'dx', position: 1, code: 'J18x01', outcome: 'matched_by_category', matched: 'J18' },
    ]);
  });
});
