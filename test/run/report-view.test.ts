import { expect, test } from 'vitest';
import type { ResultTable } from '../../src/kernel/result-table.js';
import { leftOutNotices, singleCharts, TableRow, tablesShown } from '../../src/run/report-view.js';
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

test('hospitals part at CMI 1, at 100 points, and at the region’s own mean score: 3,600 over 3 cases', () => {
  const { columns: fundColumns } = resultSchema('fund', 4);
  const fund: ResultTable = {
    schema: resultSchema('fund', 4),
    rowCount: 1,
    columns: Object.fromEntries(
      fundColumns.map(({ name, type }) => [name, type === 'text' ? ['total'] : Float64Array.of(0)]),
    ),
  };
  const row = new TableRow(
    {
      ...fund,
      columns: { ...fund.columns, total_weight: Float64Array.of(3600), group_paid_cases: Float64Array.of(3) },
    },
    'total',
  );
  const roles = (['drg-rate', 'drg-points', 'dip'] as const).map((method) => singleCharts(row, method).marginQuadrant!);
  expect(roles.map(({ boundary }) => boundary?.at)).toEqual([undefined, 100, 1200]);
  expect(roles.map(({ subject }) => subject.zh)).toEqual([
    'CMI 与费用结余率',
    '例均点数与费用结余率',
    '例均分值与费用结余率',
  ]);
  expect(roles.map(({ subject }) => subject.en)[2]).toBe('Mean score and margin of charges');
});
