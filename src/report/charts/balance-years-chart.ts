import type { ResultTable } from '../../kernel/result-table.js';
import { formatMoney } from '../format-number.js';
import { label, MONEY_UNIT_LABELS } from '../labels.js';
import { columnHeader, columnSchema, formatCell, numberColumn, textColumn, unitInSentence } from '../report-cell.js';
import type { BalanceOverYearsRole } from '../report-model.js';
import type { ChartStyle, ChartView } from './chart-style.js';
import { yearsCharts } from './years-chart.js';

const HEIGHT = 380;
const COLUMNS = ['side', 'year', 'income', 'spending', 'surplus', 'carried', 'low_carried', 'high_carried'];

/** The balance carried over the years with the band of its interval, and the years as the table behind the picture. */
export function balanceYearsChart(table: ResultTable, role: BalanceOverYearsRole, style: ChartStyle): ChartView {
  const { language, unit } = style;
  const rows = textColumn(table, 'insurance').flatMap((name, row) => (name === role.total ? [row] : []));
  const columns = COLUMNS.map((name) => columnSchema(table, name)!);
  const years = textColumn(table, 'year');
  const [first, last] = [rows[0]!, rows.at(-1)!];
  const amount = (row: number): string => formatMoney(numberColumn(table, 'carried')[row]!, unit);
  const unitWord = unitInSentence(MONEY_UNIT_LABELS[unit][language], language);
  const subject = role.subject[language];
  return {
    id: 'balance-years',
    title:
      language === 'zh'
        ? `${subject}：${years[first]} 年 ${amount(first)}，${years[last]} 年 ${amount(last)} ${unitWord}`
        : `${subject}: ${amount(first)} in ${years[first]}, ${amount(last)} in ${years[last]} ${unitWord}`,
    summary: label('yearsBand', language),
    height: HEIGHT,
    option: yearsCharts(table, role.total, style)[0]!.option,
    headers: columns.map((column) => columnHeader(column, style)),
    isNumber: columns.map(({ type }) => type !== 'text'),
    rows: rows.map((row) => columns.map((column) => formatCell(table, column, row, style))),
  };
}
