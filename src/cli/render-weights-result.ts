import type { Language } from '../kernel/errors.js';
import { formatCount, formatDecimals, formatMoney } from '../report/format-number.js';
import type { WeightsRunResult } from '../run/weights-run.js';
import { renderFindings } from './render-findings.js';

/** What `weights` prints: how they were made, how many groups of each status, and with --check every finding. */
export function renderWeightsResult(result: WeightsRunResult, language: Language, isCheck: boolean): string {
  const zh = language === 'zh';
  const { table } = result;
  const count = (status: string): number => table.rows.filter((row) => row.status === status).length;
  const lines = [
    table.ruleText?.[language] ?? table.rule,
    zh
      ? `病例 ${formatCount(table.cases)}，裁剪后 ${formatCount(table.keptCases)}；总体例均费用 ${formatMoney(table.regionMeanFen, 'yuan')} 元；RIV ${formatDecimals(table.riv, 4)}`
      : `${formatCount(table.cases)} cases, ${formatCount(table.keptCases)} kept; mean cost ${formatMoney(table.regionMeanFen, 'yuan')} yuan; RIV ${formatDecimals(table.riv, 4)}`,
    zh
      ? `病组：稳定 ${count('stable')}，非稳定 ${count('unstable')}，取 ADRG 均值 ${count('fallback')}，空组 ${count('empty')}，导入 ${count('imported')}`
      : `groups: ${count('stable')} stable, ${count('unstable')} unstable, ${count('fallback')} by ADRG mean, ${count('empty')} empty, ${count('imported')} imported`,
  ];
  if (result.rejected > 0)
    lines.push(
      zh
        ? `拒收的行 ${formatCount(result.rejected)}（用 --rejected 写出清单与原因）`
        : `${formatCount(result.rejected)} rejected rows (--rejected lists them with their reasons)`,
    );
  if (result.out !== undefined) lines.push(`→ ${result.out}`);
  return `${lines.join('\n')}\n${isCheck ? renderFindings(result.findings, language) : ''}`;
}
