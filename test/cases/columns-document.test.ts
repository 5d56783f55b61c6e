import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { COLUMN_SCHEMAS } from '../../src/cases/columns.js';
import { columnsDocument } from '../../src/cases/columns-document.js';
import { packageRoot } from '../../src/kernel/package-root.js';

const path = join(packageRoot(), 'docs', 'columns.md');

test('docs/columns.md says what the code says (DRGDIP_UPDATE_DOCS=1 writes it anew)', () => {
  if (process.env.DRGDIP_UPDATE_DOCS === '1') writeFileSync(path, columnsDocument());
  expect(readFileSync(path, 'utf8')).toBe(columnsDocument());
});

test('every column is listed once, and every closed value set has a meaning for each value', () => {
  const text = columnsDocument();
  for (const schema of COLUMN_SCHEMAS) {
    expect(text.split(`| \`${schema.name}\` |`)).toHaveLength(2);
    for (const value of schema.values ?? []) {
      const section = text.split(`## \`${schema.name}\``)[1]!.split('\n## ')[0]!;
      expect(section).toMatch(new RegExp(`\\| \`${value}\` \\| \\S`));
    }
  }
});
