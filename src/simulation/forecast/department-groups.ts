import { type CaseTable, findColumn } from '../../cases/case-table.js';
import type { GroupCatalogue, GroupColumns } from '../../grouping/group-columns.js';
import { compareCodePoints } from '../../kernel/compare-code-points.js';
import { scaleFen } from '../../kernel/money.js';
import type { ResultTable } from '../../kernel/result-table.js';
import { COLUMN, type TableRowValues, tableOfRows } from '../../kernel/table-of-rows.js';
import type { PricedColumns } from '../../pricing/priced-columns.js';
import type { RestOfYear } from './rest-of-year.js';

const { key, text, count, money, keyOrBlank } = COLUMN;

/** Groups of each department in the year so far, before clearing: what a case brings, what it costs, and the gap. */
export function departmentGroups(
  table: CaseTable,
  groups: GroupColumns,
  { codes, names }: GroupCatalogue,
  priced: PricedColumns,
  { departments }: RestOfYear,
): ResultTable {
  const cost = findColumn(table, 'total_cost', 'money')?.values;
  const rows: TableRowValues[] = [];
  for (const { hospitalId, department, rows: own } of departments) {
    const sums = new Map<number, { cases: number; pay: number; cost: number }>();
    for (const row of own) {
      const charges = cost?.[row] ?? Number.NaN;
      if (Number.isNaN(charges)) continue;
      const group = groups.group[row]!;
      const sum = sums.get(group) ?? { cases: 0, pay: 0, cost: 0 };
      sum.cases++;
      sum.pay += priced.payFen[row]!;
      sum.cost += charges;
      sums.set(group, sum);
    }
    const ofDepartment = [...sums].map(([group, { cases, pay, cost: charges }]): TableRowValues => {
      const gap = scaleFen(pay - charges, 1, cases);
      return {
        hospital_id: hospitalId,
        department,
        group: codes[group]!,
        group_name: names[group]!,
        cases,
        mean_pay: scaleFen(pay, 1, cases),
        mean_cost: scaleFen(charges, 1, cases),
        gap_per_case: gap,
        margin: pay - charges,
      };
    });
    rows.push(...ofDepartment.sort((a, b) => compareCodePoints(String(a.group), String(b.group))));
  }
  return tableOfRows(
    {
      name: 'forecast_groups',
      version: 1,
      title: { zh: '科室病组盈亏（截至目前，清算前）', en: 'Groups of departments so far, before clearing' },
      columns: [
        key('hospital_id', '医疗机构代码', 'hospital id'),
        keyOrBlank('department', '科室', 'department'),
        key('group', '病组', 'group'),
        text('group_name', '病组名称', 'name of the group'),
        count('cases', '病例数', 'cases'),
        money('mean_pay', '例均支付', 'pay a case'),
        money('mean_cost', '例均费用', 'charges a case'),
        money('gap_per_case', '例均结余', 'gap a case'),
        money('margin', '费用结余', 'margin of charges'),
      ],
    },
    rows,
  );
}
