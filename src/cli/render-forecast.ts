import { formatDay } from '../kernel/day.js';
import type { Language, Text } from '../kernel/errors.js';
import type { ResultTable } from '../kernel/result-table.js';
import { renderTextTable } from '../report/render-text-table.js';
import { orderRows } from '../report/table-order.js';
import type { ForecastRunResult } from '../run/forecast/forecast-run.js';
import { pagePlaces } from './result-places.js';

const MOST_ROWS = 20;

/** Departments with the greatest expected loss first, and the groups that lose most so far. */
export function renderForecast({ tables, rest, notices, folder }: ForecastRunResult, language: Language): string {
  const table = (name: string) => tables.find(({ schema }) => schema.name === name)!;
  const departments = table('forecast_departments');
  const hasReform = departments.columns.change !== undefined;
  const zh = language === 'zh';
  const out = [
    zh
      ? `${departments.schema.title.zh}，截至 ${formatDay(rest.asOf)}`
      : `${departments.schema.title.en}, as of ${formatDay(rest.asOf)}`,
    renderTextTable(inShortWords(departments, OF_THE_YEAR), {
      language,
      unit: 'wan',
      columns: [
        ...['hospital_id', 'department', 'cases', 'margin', 'low_margin', 'high_margin'],
        ...(hasReform ? ['change'] : []),
        'cost_cut_needed',
      ],
      rows: orderRows(departments, '', { column: 'margin', direction: 'ascending' }, language),
      limit: MOST_ROWS,
    }).trimEnd(),
    zh
      ? '收入、费用、成本盈亏、CMI 与保本所需 CMI 见 forecast_departments.csv 与报告。'
      : 'Income, charges, cost margin, CMI and the CMI that would break even: forecast_departments.csv and the report.',
    '',
  ];
  const groups = table('forecast_groups');
  out.push(
    groups.schema.title[language],
    renderTextTable(inShortWords(groups, { margin: OF_THE_YEAR.margin }), {
      language,
      unit: 'yuan',
      columns: ['hospital_id', 'department', 'group', 'cases', 'mean_pay', 'mean_cost', 'gap_per_case', 'margin'],
      rows: orderRows(groups, '', { column: 'margin', direction: 'ascending' }, language),
      limit: 10,
    }),
    '',
  );
  for (const notice of notices) out.push(`! ${notice[language]}`);
  out.push('', ...(folder === undefined ? [] : pagePlaces(folder, language)), '');
  return out.join('\n');
}

/** Headers that fit a terminal beside each other; the file and the report have the labels in full. */
const OF_THE_YEAR = {
  cases: { zh: '全年例数', en: 'cases' },
  margin: { zh: '费用结余', en: 'margin' },
  low_margin: { zh: '下限', en: 'low' },
  high_margin: { zh: '上限', en: 'high' },
  change: { zh: '改革变化', en: 'reform' },
  cost_cut_needed: { zh: '费用需降', en: 'cut needed' },
} as const satisfies Readonly<Record<string, Text>>;

function inShortWords(table: ResultTable, words: Readonly<Record<string, Text>>): ResultTable {
  const columns = table.schema.columns.map((column) => ({ ...column, label: words[column.name] ?? column.label }));
  return { ...table, schema: { ...table.schema, columns } };
}
