import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { numberValue } from '../../src/grouping/explain/condition-words.js';
import { explainCase } from '../../src/grouping/explain/explain-case.js';
import { renderExplanation } from '../../src/grouping/explain/render-explanation.js';
import { packageRoot } from '../../src/kernel/package-root.js';
import { loadScheme } from '../../src/schemes/load-scheme.js';
import { readPlainCases } from './sample-cases.js';

const document = loadScheme('chs-drg-2.0');
const examples = readPlainCases(join(packageRoot(), 'examples', 'cases-to-group.csv'));

// The text of each is kept beside this file, to be read by people; `vitest -u` writes it anew.
test.each([
  ['E02', 'cancelled-cc'],
  ['E13', 'sex-conflict'],
  ['E08', 'unrelated-procedure'],
  ['E14', 'missing-age-days'],
  ['E07', 'two-regions'],
  ['E16', 'ignored-codes'],
])('explanation of %s (%s) in Chinese and English', async (caseId, name) => {
  const record = examples.find((entry) => entry.case_id === caseId)!;
  const explanation = explainCase(document, record);
  for (const language of ['zh', 'en'] as const) {
    const text = `${renderExplanation(explanation, language)}\n`;
    await expect(text).toMatchFileSnapshot(`explanations/${name}.${language}.txt`);
  }
});

test('the six ways of discharge are told in the words of docs/columns.md, a value outside the list as it is', () => {
  const page = readFileSync(join(packageRoot(), 'docs', 'columns.md'), 'utf8');
  const section = page.slice(page.indexOf('## `discharge_type`')).split('\n## ')[0]!;
  const stated = [...section.matchAll(/^\| `(\d)` \| (\S+) (.+) \|$/gm)].map(([, value, zh, en]) => ({
    value,
    zh,
    en,
  }));
  expect(stated.map(({ value }) => value)).toEqual(['1', '2', '3', '4', '5', '9']);
  for (const { value, zh, en } of stated) {
    expect(numberValue('discharge_type', Number(value), 'zh')).toBe(`${value} ${zh}`);
    expect(numberValue('discharge_type', Number(value), 'en')).toBe(`${value} ${en}`);
  }
  expect(numberValue('discharge_type', 7, 'zh')).toBe('7');
});
