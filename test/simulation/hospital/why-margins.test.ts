import { expect, test } from 'vitest';
import type { ResultTable } from '../../../src/kernel/result-table.js';
import { COLUMN, tableOfRows } from '../../../src/kernel/table-of-rows.js';
import { whyMargins } from '../../../src/simulation/hospital/why-margins.js';

const { key, text, count, money } = COLUMN;
const place = [
  key('hospital_id', '机构', 'hospital'),
  key('department', '科室', 'department'),
  key('group', '组', 'group'),
];
const title = { zh: '表', en: 'table' };
const at = (group: string) => ({ hospital_id: 'H1', department: '内科', group });

/** Three groups of one department, amounts in fen: dearer than elsewhere, had by nobody else, cheaper than elsewhere. */
const diseases = tableOfRows(
  {
    name: 'cost_diseases',
    version: 1,
    title,
    columns: [
      ...place,
      text('group_name', '名称', 'name'),
      count('cases', '例', 'cases'),
      ...['pay', 'cost', 'standard', 'excess'].map((name) => money(name, name, name)),
    ],
  },
  [
    { ...at('AA19'), group_name: '甲', cases: 2, pay: 90, cost: 200, standard: 100, excess: 70 },
    { ...at('BB19'), group_name: '乙', cases: 1, pay: 100, cost: 400, standard: 100, excess: Number.NaN },
    { ...at('CC19'), group_name: '丙', cases: 1, pay: 100, cost: 60, standard: 100, excess: -30 },
  ],
);
const linksWith = (parts: readonly (readonly [string, string, number])[]): ResultTable =>
  tableOfRows(
    {
      name: 'cost_links',
      version: 1,
      title,
      columns: [
        ...place,
        text('part', '构成', 'part'),
        text('part_zh', '构成', 'part'),
        text('part_en', '构成', 'part'),
        money('excess', '高出', 'excess'),
      ],
    },
    parts.map(([part, words, excess]) => ({ ...at('AA19'), part, part_zh: words, part_en: part, excess })),
  );
const [departments, groups] = whyMargins(diseases, linksWith([['unstated', '未列明', 70]]), new Map(), undefined);
const column = (table: ResultTable | undefined, name: string) => table!.columns[name]!;

test('a group that nobody else has comes down to no level: blank, and as it is in its department', () => {
  expect(column(groups, 'group')).toEqual(['BB19', 'AA19', 'CC19']);
  expect([...(column(groups, 'margin') as Float64Array)]).toEqual([-300, -110, 40]);
  expect([...(column(groups, 'margin_at_peers') as Float64Array)]).toEqual([Number.NaN, -40, 40]);
  expect([...(column(departments, 'margin_at_peers') as Float64Array)]).toEqual([-300 - 40 + 40]);
});

test('what the file does not state is no reason for high charges; a part of the bill is', () => {
  const why = (table: ResultTable | undefined) => (column(table, 'why_zh') as readonly string[])[1];
  expect(why(groups)).toBe('费用比其他科室同病组每例高 0.35 元');
  const parts = [['unstated', '未列明', 50] as const, ['cost_drug', '药品费', 20] as const];
  expect(why(whyMargins(diseases, linksWith(parts), new Map(), undefined)[1])).toBe(
    '费用比其他科室同病组每例高 0.35 元，主要在药品费',
  );
});
