import { compareCodePoints } from '../kernel/hash.js';
import type { ResultColumnSchema, ResultTable, ResultTableSchema } from '../kernel/result-table.js';

const DRIVERS_SCHEMA: ResultTableSchema = {
  name: 'drivers',
  version: 1,
  title: { zh: '影响变化的主要病组', en: 'Groups that drive the change' },
  columns: [
    { name: 'rank', type: 'count', label: { zh: '位次', en: 'rank' }, isKey: true },
    { name: 'group', type: 'text', label: { zh: '病组编码', en: 'group' } },
    { name: 'group_name', type: 'text', label: { zh: '病组名称', en: 'group name' } },
    { name: 'reform_cases', type: 'count', label: { zh: '病例数', en: 'cases' } },
    { name: 'change_income', type: 'money', label: { zh: '变化·医院收入', en: 'change: hospital income' } },
    {
      name: 'share_of_change',
      type: 'ratio',
      label: { zh: '占变化绝对额', en: 'share of all change' },
      meaning: {
        zh: '本组变化的绝对值 ÷ 各病组变化绝对值之和',
        en: 'absolute change of the group ÷ Σ absolute changes of all groups',
      },
    },
  ],
};

/**
 * The groups whose income changes most, by absolute change, ties by group code; groups without a change are left out.
 * @param groups  the groups table of a comparison
 */
export function drivingGroups(groups: ResultTable, count: number): ResultTable {
  const codes = groups.columns.group as readonly string[];
  const names = groups.columns.group_name as readonly string[];
  const cases = groups.columns.reform_cases as Float64Array;
  const change = groups.columns.change_income as Float64Array;
  const order = [...change.keys()]
    .filter((row) => change[row] !== 0)
    .sort((a, b) => Math.abs(change[b]!) - Math.abs(change[a]!) || compareCodePoints(codes[a]!, codes[b]!))
    .slice(0, count);
  const all = change.reduce((sum, value) => sum + Math.abs(value), 0);
  return {
    schema: { ...DRIVERS_SCHEMA, columns: DRIVERS_SCHEMA.columns.map((own) => labelledAs(own, groups)) },
    rowCount: order.length,
    columns: {
      rank: Float64Array.from(order, (_, index) => index + 1),
      group: order.map((row) => codes[row]!),
      group_name: order.map((row) => names[row]!),
      reform_cases: Float64Array.from(order, (row) => cases[row]!),
      change_income: Float64Array.from(order, (row) => change[row]!),
      share_of_change: Float64Array.from(order, (row) => Math.abs(change[row]!) / all),
    },
  };
}

/** Code and name are called as in the table of groups, which a DIP policy has reworded. */
function labelledAs(own: ResultColumnSchema, groups: ResultTable): ResultColumnSchema {
  const source = own.name.startsWith('group') ? groups.schema.columns.find(({ name }) => name === own.name) : undefined;
  return source === undefined ? own : { ...own, label: source.label };
}
