import { expect, test } from 'vitest';
import type { ResultTable } from '../../src/kernel/result-table.js';
import { leftOutNotices, tablesShown } from '../../src/run/report-view.js';
import { resultSchema } from '../../src/simulation/result-schemas.js';

const table = (name: 'hospitals' | 'departments', rowCount: number): ResultTable => ({
  schema: resultSchema(name, 4),
  rowCount,
  columns: {},
});

test('a table of 200,000 rows stands in workbook and page; one of 200,001 does not, and a notice names its files', () => {
  const tables = [table('hospitals', 200_000), table('departments', 200_001)];
  expect(tablesShown(tables).map(({ schema }) => schema.name)).toEqual(['hospitals']);
  const notices = leftOutNotices(tables);
  expect(notices).toHaveLength(1);
  expect(notices[0]!.zh).toContain('200,001 行');
  for (const words of [notices[0]!.zh, notices[0]!.en]) expect(words).toMatch(/departments\.csv.*departments\.parquet/);
});
