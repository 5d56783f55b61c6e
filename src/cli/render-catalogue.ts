import type { Language } from '../kernel/errors.js';
import type { ResultTable } from '../kernel/result-table.js';
import { formatCount, formatMoney, formatPercent } from '../report/format-number.js';
import { renderTextTable } from '../report/render-text-table.js';
import type { CatalogueRunResult } from '../run/catalogue-run.js';
import { coreShare } from '../weighting/catalogue/built-catalogue.js';
import { renderFindings } from './render-findings.js';

const MOST_ROWS = 15;
/** Of findings of one kind so many are printed; the report has them all. */
const MOST_ALIKE = 5;

/** What `catalogue` prints: how it was made, coverage, kinds, CV, the largest cases below the threshold, differences. */
export function renderCatalogue(result: CatalogueRunResult, language: Language): string {
  const { built, tables, findings } = result;
  const zh = language === 'zh';
  const table = (name: string): ResultTable | undefined => tables.find(({ schema }) => schema.name === name);
  const show = (name: string, limit?: number): string[] => {
    const found = table(name);
    if (found === undefined || found.rowCount === 0) return [];
    const options = { language, unit: 'yuan' as const, ...(limit === undefined ? {} : { limit }) };
    return ['', found.schema.title[language], renderTextTable(found, options).trimEnd()];
  };
  const core = built.entries.filter(({ tier }) => tier === 'core').length;
  const mean = formatMoney(built.weights.regionMeanFen, 'yuan');
  const share = formatPercent(coreShare(built));
  const lines = [
    built.weights.ruleText?.[language] ?? built.weights.rule,
    zh
      ? `年度 ${built.years.join('、')}，系数 ${built.factors.join(':')}；病例 ${formatCount(built.cases)}（未计入 ${formatCount(built.part.length - built.cases)}）；次均费用 ${mean} 元`
      : `years ${built.years.join(', ')}, factors ${built.factors.join(':')}; ${formatCount(built.cases)} cases (${formatCount(built.part.length - built.cases)} left out); mean cost ${mean} yuan`,
    zh
      ? `核心病种 ${formatCount(core)} 个（每年 ${built.threshold} 例起），覆盖 ${share}`
      : `${formatCount(core)} core entries (from ${built.threshold} cases a year), covering ${share}`,
    ...show('kinds'),
    ...show('cv_distribution'),
    ...show('below_threshold', MOST_ROWS),
    ...show('auxiliary_types'),
    ...differences(table('differences'), language),
    '',
  ];
  const end =
    result.folder === undefined
      ? zh
        ? '有错误，未写出目录。请按上面的说明处理后重试。\n'
        : 'There are errors, so nothing was written. Settle them as told above and try again.\n'
      : `${result.scheme!.id} ${result.scheme!.hash.slice(0, 12)} → ${result.folder}\n`;
  return `${lines.join('\n')}${renderFindings(findings, language, MOST_ALIKE)}${end}`;
}

function differences(table: ResultTable | undefined, language: Language): string[] {
  if (table === undefined) return [];
  const changes = table.columns.change as readonly string[];
  const count = (name: string) => formatCount(changes.filter((change) => change === name).length);
  const counts =
    language === 'zh'
      ? `新增 ${count('new')}，取消 ${count('gone')}，分值变动较大 ${count('moved')}，其余 ${count('kept')}`
      : `${count('new')} new, ${count('gone')} gone, ${count('moved')} moved in score, ${count('kept')} kept`;
  const rows = changes.flatMap((change, row) => (change === 'kept' ? [] : [row]));
  const text = renderTextTable(table, { language, unit: 'yuan', rows, limit: MOST_ROWS });
  return ['', table.schema.title[language], counts, ...(rows.length === 0 ? [] : [text.trimEnd()])];
}
