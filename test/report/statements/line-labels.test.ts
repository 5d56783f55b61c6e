import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packageRoot } from '../../../src/kernel/package-root.js';
import { PAYMENT_METHODS } from '../../../src/pricing/priced-columns.js';
import { STATEMENT_LINE_LABELS, statementLineLabel } from '../../../src/report/statements/line-labels.js';

function missingLabels(keys: Iterable<string>): string[] {
  return [...keys].filter((key) => !Object.hasOwn(STATEMENT_LINE_LABELS, key));
}

/** Fourth field of each row; the three before it hold no comma. */
function linesOf(file: string): Set<string> {
  const rows = readFileSync(join(packageRoot(), 'test', 'golden', 'expected', file), 'utf8')
    .trimEnd()
    .split('\n');
  return new Set(rows.slice(1).map((row) => row.split(',')[3]!));
}

/**
 * Keys that a source gives to a statement's lines, in the forms that the settlement uses: `add('key', …)` and any other
 * call whose name begins so, `{ line: 'key' }`, and rows of a list that begin with a METHOD_… constant.
 */
function keysIn(source: string): string[] {
  const forms = [/\badd\w*\(\s*'([a-z][a-z0-9_]*)'/g, /\bline:\s*'([a-z][a-z0-9_]*)'/g, /\[METHOD_\w+,\s*'([a-z_]+)'/g];
  return forms.flatMap((form) => [...source.matchAll(form)].map((match) => match[1]!));
}

test('every line of the golden region’s statements has a name in both languages', () => {
  const lines = new Set([...linesOf('statements-baseline.csv'), ...linesOf('statements-reform.csv')]);
  expect(lines.size).toBeGreaterThan(12);
  expect(missingLabels(lines)).toEqual([]);
});

test('every payment method’s line has a name in both languages', () => {
  const named: Readonly<Record<string, string>> = { standard: 'standard_fund', outlier: 'outlier_fund' };
  expect(missingLabels(PAYMENT_METHODS.map((method) => named[method] ?? method))).toEqual([]);
});

test('every line key that a file of src/settlement writes has a name: a step added without one fails here', () => {
  const folder = join(packageRoot(), 'src', 'settlement');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  const keys = new Map<string, string>();
  for (const file of files) {
    const source = readFileSync(join(folder, file), 'utf8');
    if (!/StatementLine|AddLine|ClearingLine/.test(source)) continue;
    for (const key of keysIn(source)) keys.set(key, file);
  }
  expect(keys.size).toBeGreaterThanOrEqual(12);
  expect([...keys].filter(([key]) => missingLabels([key]).length > 0)).toEqual([]);
});

test('the forms in which a key is found', () => {
  const source =
    "addTerm(\n    'advance', 'term', 5); push({ line: 'deposit', role }); [METHOD_STANDARD, 'standard_fund', 1]";
  expect(keysIn(source)).toEqual(['advance', 'deposit', 'standard_fund']);
});

test('each name is there in Chinese and in English, and no two lines share one', () => {
  const texts = Object.values(STATEMENT_LINE_LABELS);
  for (const { zh, en } of texts) {
    expect(zh).toMatch(/[一-鿿]/);
    expect(en).not.toMatch(/[一-鿿]/);
  }
  expect(new Set(texts.map(({ zh }) => zh)).size).toBe(texts.length);
  expect(new Set(texts.map(({ en }) => en)).size).toBe(texts.length);
});

test('total cost less the pooled fund is not called the patient’s own part: other insurances bear some of it', () => {
  expect(statementLineLabel('patient', 'zh')).toBe('统筹基金以外部分（含大病、救助、个人）');
  expect(statementLineLabel('patient', 'en')).toBe('Outside the pooled fund (critical illness, assistance, personal)');
});

test('a key without an entry is shown in its own words, also one that every object has', () => {
  expect(statementLineLabel('cross_region_settlement', 'zh')).toBe('cross region settlement');
  expect(statementLineLabel('constructor', 'en')).toBe('constructor');
});
