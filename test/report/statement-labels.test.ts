import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packageRoot } from '../../src/kernel/package-root.js';
import { PAYMENT_METHODS } from '../../src/pricing/priced-columns.js';
import { statementLineLabel } from '../../src/report/labels.js';

function missingLabels(keys: Iterable<string>): string[] {
  return [...keys].filter(
    (key) => !/[一-鿿]/.test(statementLineLabel(key, 'zh')) || statementLineLabel(key, 'en') === key,
  );
}

/** Fourth field of each row; the three before it hold no comma. */
function linesOf(file: string): Set<string> {
  const rows = readFileSync(join(packageRoot(), 'test', 'golden', 'expected', file), 'utf8')
    .trimEnd()
    .split('\n');
  return new Set(rows.slice(1).map((row) => row.split(',')[3]!));
}

test('every line of the golden region’s statements has a name in both languages', () => {
  const lines = new Set([...linesOf('statements-baseline.csv'), ...linesOf('statements-reform.csv')]);
  expect(lines.size).toBeGreaterThan(12);
  expect(missingLabels(lines)).toEqual([]);
});

test('every payment method’s line has a name in both languages', () => {
  const named: Readonly<Record<string, string>> = { standard: 'standard_fund', outlier: 'outlier_fund' };
  expect(PAYMENT_METHODS).toHaveLength(9);
  expect(missingLabels(PAYMENT_METHODS.map((method) => named[method] ?? method))).toEqual([]);
});

test('every key that build-statements.ts writes has a name in both languages', () => {
  const source = readFileSync(join(packageRoot(), 'src', 'settlement', 'build-statements.ts'), 'utf8');
  const keys = [...source.matchAll(/\badd\(\s*'([a-z_]+)'/g)].map((match) => match[1]!);
  expect(keys.length).toBeGreaterThanOrEqual(10);
  expect(missingLabels(keys)).toEqual([]);
});
