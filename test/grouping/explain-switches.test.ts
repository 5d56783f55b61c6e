import { expect, test } from 'vitest';
import { explainCase } from '../../src/grouping/explain/explain-case.js';
import { renderExplanation } from '../../src/grouping/explain/render-explanation.js';
import { interpretCase } from '../../src/grouping/interpreter/interpret-case.js';
import { loadScheme } from '../../src/schemes/load-scheme.js';
import type { SchemeOptions } from '../../src/schemes/scheme-document.js';
import { generateCase } from './generate-cases.js';
import { schemeFacts } from './scheme-facts.js';

const SWITCHES: readonly Partial<SchemeOptions>[] = [
  { unrelated_procedure: 'qy', unrelated_by: 'first' },
  { unrelated_procedure: 'qy', unrelated_by: 'any', 'unrelated_procedure.G': 'medical' },
  { first_procedure: 'valid', multiple_trauma: 'regions' },
  { missing: 'reference', left_out_principals: 'taken' },
];

test.each(['chs-drg-1.1', 'chs-drg-3.0'])('%s: explanations walk as the interpreter does under every switch', (id) => {
  const document = loadScheme(id);
  const facts = schemeFacts(document);
  let decided = 0;
  for (const options of SWITCHES) {
    for (let index = 0; index < 300; index++) {
      const record = generateCase(facts, 5, index);
      const explanation = explainCase(document, record, options);
      expect(explanation.answer).toEqual(interpretCase(document, record, options));
      const ended = explanation.groups.find((trial) => trial.outcome === 'decided');
      expect(ended?.group ?? '0000').toBe(explanation.answer.group);
      expect(ended?.condition.holds ?? true).toBe(true);
      const rule = explanation.chapters.at(-1)?.rules.find((trial) => trial.outcome === 'decided');
      expect(rule?.condition.holds ?? true).toBe(true);
      if (rule !== undefined) decided++;
      for (const language of ['zh', 'en'] as const) {
        expect(renderExplanation(explanation, language)).not.toMatch(/undefined|null|NaN|\[object/);
      }
      const { asMedical } = explanation.changes;
      if (asMedical !== undefined) expect(asMedical.status).not.toBe('unrelated_procedure');
    }
  }
  expect(decided).toBeGreaterThan(800);
});
