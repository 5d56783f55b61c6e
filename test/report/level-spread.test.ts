import { expect, test } from 'vitest';
import type { ResultTable } from '../../src/kernel/result-table.js';
import { LIGHT_COLOURS } from '../../src/report/charts/chart-style.js';
import { levelSpreadChart } from '../../src/report/charts/level-spread-chart.js';

/** Hospitals of a level whose incomes change by 1 %, 2 %, … */
function tableOf(counts: Readonly<Record<string, number>>): ResultTable {
  const levels = Object.entries(counts).flatMap(([level, count]) => Array<string>(count).fill(level));
  const within = levels.map((level, row) => row - levels.indexOf(level) + 1);
  const text = (name: string) => ({ name, type: 'text', label: { zh: name, en: name } }) as const;
  const number = (name: string, type: 'money' | 'ratio' | 'count') =>
    ({ name, type, label: { zh: name, en: name } }) as const;
  return {
    schema: {
      ...{ name: 'live_hospitals', version: 1, title: { zh: '医院', en: 'hospitals' } },
      columns: [
        ...[text('hospital_id'), text('hospital_name'), text('level_class')],
        ...[number('relative_income', 'ratio'), number('change_income', 'money'), number('cases', 'count')],
      ],
    },
    rowCount: levels.length,
    columns: {
      hospital_id: levels.map((level, row) => `H${level}${row}`),
      hospital_name: levels.map((level, row) => `Hospital ${level}${row}`),
      level_class: levels,
      relative_income: Float64Array.from(within, (k) => k / 100),
      change_income: Float64Array.from(within, (k) => k * 100),
      cases: Float64Array.from(within, () => 10),
    },
  };
}

test('a level has a median from five hospitals on; one of four has none, and the chart says so in both languages', () => {
  const table = tableOf({ '3': 4, '2': 5 });
  for (const [language, few] of [
    ['zh', '三级 不足 5 家，不显示；二级 +3.00%'],
    ['en', 'Level 3 fewer than 5 hospitals, not shown; Level 2 +3.00%'],
  ] as const) {
    const { option, summary, rows } = levelSpreadChart(table, { language, unit: 'wan', colours: LIGHT_COLOURS });
    expect(summary).toContain(few);
    expect(rows).toHaveLength(9);
    const [points, medians] = option.series as readonly {
      data: unknown[];
      label: { formatter: (at: object) => string };
    }[];
    expect(points!.data).toHaveLength(9);
    // The second band, at a median of 3 %.
    expect(medians!.data).toEqual([[3, 1.5]]);
    expect(medians!.label.formatter({ dataIndex: 0 })).toBe('+3.00%');
  }
});
