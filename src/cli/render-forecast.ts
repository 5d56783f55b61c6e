import { formatDay } from '../kernel/day.js';
import type { Language } from '../kernel/errors.js';
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
  const out = [
    language === 'zh'
      ? `${departments.schema.title.zh}，截至 ${formatDay(rest.asOf)}`
      : `${departments.schema.title.en}, as of ${formatDay(rest.asOf)}`,
    renderTextTable(departments, {
      language,
      unit: 'wan',
      columns: [
        ...['hospital_id', 'department', 'cases_so_far', 'cases', 'margin', 'low_margin', 'high_margin'],
        ...(hasReform ? ['change'] : []),
        ...['cmi', 'cmi_needed', 'cost_cut_needed'],
      ],
      rows: orderRows(departments, '', { column: 'margin', direction: 'ascending' }, language),
      limit: MOST_ROWS,
    }),
    '',
  ];
  const groups = table('forecast_groups');
  out.push(
    groups.schema.title[language],
    renderTextTable(groups, {
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
