import type { ResultTable } from '../../kernel/result-table.js';
import { COUNT, column, KEY, MONEY, type RowColumn, tableOf } from '../clearing-tables.js';
import type { NextFund } from './next-fund.js';

const COLUMNS: readonly RowColumn<NextFund>[] = [
  column('pool', '资金池', 'pool', KEY, (row) => row.pool),
  column('base_people', '本年参保人数', 'people this year', COUNT, (row) => row.basePeople),
  column('next_people', '下年参保人数', 'people next year', COUNT, (row) => row.nextPeople),
  column('base_fund', '本年基金', 'fund this year', MONEY, (row) => row.baseFen),
  column('population', '人口数量', 'by population', MONEY, (row) => row.populationFen),
  column('ages', '年龄结构', 'by age structure', MONEY, (row) => row.agesFen),
  column('spectrum', '疾病谱', 'by disease spectrum', MONEY, (row) => row.spectrumFen),
  column('limits', '增幅限制', 'by limits of growth', MONEY, (row) => row.limitFen),
  column('emergency', '应急预留', 'emergency reserve', MONEY, (row) => row.emergencyFen),
  column('next_fund', '下年基金', 'fund next year', MONEY, (row) => row.nextFen),
];

/** Next year's fund of each pool and what makes it: base + the causes = next. */
export function budgetTable(funds: readonly NextFund[]): ResultTable {
  return tableOf('budget', '动态预算', 'Dynamic budget', COLUMNS, funds)[0]!;
}
