import type { Language } from '../kernel/errors.js';
import type { ResultTable } from '../kernel/result-table.js';
import { formatCount, formatPercent } from '../report/format-number.js';
import { renderTextTable } from '../report/render-text-table.js';
import type { CompareRunResult } from '../run/compare-run.js';

const MOST_FLOWS = 15;

/** What `scheme compare` prints: both grouping rates, the reasons, the largest flows of cases that moved. */
export function renderComparison(result: CompareRunResult, language: Language): string {
  const { comparison, from, to } = result;
  const [flows, , reasons, rates] = comparison.tables;
  const t = (zh: string, en: string): string => (language === 'zh' ? zh : en);
  const share = formatPercent(comparison.cases === 0 ? Number.NaN : comparison.moved / comparison.cases);
  const show = (table: ResultTable, columns: readonly string[], rows?: readonly number[]): string =>
    renderTextTable(table, {
      language,
      unit: 'yuan',
      columns,
      ...(rows === undefined ? {} : { rows, limit: MOST_FLOWS }),
    });
  const lines = [
    `${from.id} ${from.hash.slice(0, 12)} → ${to.id} ${to.hash.slice(0, 12)}`,
    t(
      `${formatCount(comparison.cases)} 个病例，换组 ${formatCount(comparison.moved)}（${share}）`,
      `${formatCount(comparison.cases)} cases, ${formatCount(comparison.moved)} moved (${share})`,
    ),
    '',
    t('两个方案的入组情况', 'Grouping under each'),
    show(rates, ['side', 'scheme', 'grouped', 'unrelated_procedure', 'ungrouped', 'grouping_rate', 'groups']),
  ];
  if (comparison.moved > 0) {
    lines.push(
      t('换组原因', 'Why cases moved'),
      show(reasons, ['move_reason', 'cases', 'share_of_moved']),
      t('最大的流向（未换组的不列）', 'Largest flows (without those that stayed)'),
      show(flows, ['from_group', 'to_group', 'cases', 'share_of_from', 'from_name', 'to_name'], largestMoves(flows)),
    );
  }
  if (result.folder !== undefined) lines.push(`→ ${result.folder}`, '');
  return lines.join('\n');
}

/** Rows of flows that moved, most cases first; equal ones in the table's order. */
function largestMoves(flows: ResultTable): number[] {
  const kinds = flows.columns.move_kind as readonly string[];
  const cases = flows.columns.cases as Float64Array;
  const rows = kinds.flatMap((kind, row) => (kind === 'moved' ? [row] : []));
  return rows.sort((a, b) => cases[b]! - cases[a]! || a - b);
}
