import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadProfile } from '../../src/cases/import-profile.js';
import { readCases } from '../../src/cases/read/read-cases.js';
import { packageRoot } from '../../src/kernel/package-root.js';
import { tableTexts } from './table-rows.js';

const examples = join(packageRoot(), 'examples');
const profile = loadProfile(join(examples, 'own-columns', 'profile.yaml'));

test.each([
  ['cases.xls', 'html', 'gb18030'],
  ['old-workbook.xls', 'xls', 'utf-8'],
  ['cases.ndjson', 'ndjson', 'utf-8'],
])('examples/other-formats/%s gives the cases of own-columns/cases.csv', async (name, format, encoding) => {
  const csv = await readCases([join(examples, 'own-columns', 'cases.csv')], { profile });
  const other = await readCases([join(examples, 'other-formats', name)], { profile });
  expect(other.summary.files[0]).toMatchObject({ format, encoding });
  expect(other.rejected.map(({ row, code }) => [row, code])).toEqual(csv.rejected.map(({ row, code }) => [row, code]));
  expect(tableTexts(other.table)).toEqual(tableTexts(csv.table));
  expect(other.table.caseCount).toBeGreaterThan(10);
});
