import type { Language, Text } from '../kernel/errors.js';
import type { ResultTable } from '../kernel/result-table.js';
import { renderTextTable } from '../report/render-text-table.js';
import { orderRows } from '../report/table-order.js';
import type { QualityResult } from '../run/group-quality.js';
import { inUnitWords } from '../simulation/unit-words.js';

const MOST_ROWS = 10;

/** What `group --quality` prints after its summary: the worst first, a few lines of each table; all is in the folder. */
export function renderQuality({ folder, tables, method }: QualityResult, language: Language): string {
  const out: string[] = [];
  const show = (
    name: string,
    heading: Text,
    columns: readonly string[],
    rows: (table: ResultTable) => number[],
  ): void => {
    const table = tables.find(({ schema }) => schema.name === name);
    if (table === undefined || table.rowCount === 0) return;
    const scheme = new Set(table.columns.scheme as readonly string[]).size > 1 ? ['scheme'] : [];
    const options = {
      language,
      unit: 'yuan',
      columns: [...scheme, ...columns],
      rows: rows(table),
      limit: MOST_ROWS,
    } as const;
    out.push(inUnitWords(heading, method)[language], renderTextTable(table, options));
  };
  const by =
    (column: string, direction: 'ascending' | 'descending') =>
    (table: ResultTable): number[] =>
      orderRows(table, '', { column, direction }, language);
  show(
    'grouping_by_hospital',
    { zh: '入组率最低的医疗机构', en: 'Hospitals with the lowest grouping rate' },
    ['hospital_id', 'cases', 'unrelated_procedure', 'ungrouped', 'grouping_rate'],
    by('grouping_rate', 'ascending'),
  );
  show(
    'grouping_by_reason',
    { zh: '最多的未入组与歧义', en: 'Most ungrouped and unrelated cases' },
    ['hospital_id', 'grouping_status', 'grouping_reason', 'cases', 'share'],
    by('cases', 'descending'),
  );
  show(
    'cost_by_group',
    { zh: '组内费用差异最大的病组（按 CV）', en: 'Groups with the widest spread of cost (by CV)' },
    ['group', 'group_name', 'costed_cases', 'mean_cost', 'cv', 'within_share'],
    by('cv', 'descending'),
  );
  show(
    'cost_by_chapter',
    { zh: '方差减少量（RIV）', en: 'Reduction in variance (RIV)' },
    ['mdc', 'costed_cases', 'groups', 'mean_cost', 'riv'],
    by('costed_cases', 'descending'),
  );
  return `\n${out.join('\n')}\n→ ${folder}\n`;
}
