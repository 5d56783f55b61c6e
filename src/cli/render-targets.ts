import type { Language } from '../kernel/errors.js';
import { type FigureCheck, TOLERANCE_CASES } from '../simulation/region/check-targets.js';
import { targetTable } from '../simulation/region/target-table.js';
import { renderTerminalTable } from './terminal-table.js';

/** The target table for people, and how many figures hold. */
export function renderTargets(
  checks: readonly FigureCheck[],
  cases: number,
  language: Language,
  width: number,
): string {
  const table = targetTable(checks, language);
  const columns = ['figure', 'target', 'generated', 'deviation', 'tolerance', 'verdict', 'source'];
  const count = (verdict: FigureCheck['verdict']): number => checks.filter((check) => check.verdict === verdict).length;
  const [within, chance, misses] = [count('within'), count('by_chance'), count('misses')];
  const small = cases < TOLERANCE_CASES;
  const zh = language === 'zh';
  const lines = [
    renderTerminalTable(table, { columns, expendable: ['source'], language, width }),
    '',
    zh
      ? `${checks.length} 项：${within} 项在允许偏差内，${chance} 项在抽样误差内，${misses} 项不符。来源为 chosen 的数字没有公开出处，是我们选定的。`
      : `${checks.length} figures: ${within} within their tolerance, ${chance} within chance, ${misses} miss. A figure whose source is "chosen" has not been published: we chose it.`,
    ...(small
      ? [
          zh
            ? `允许偏差按 ${TOLERANCE_CASES} 例承诺；病例较少时会偶然不符。`
            : `The tolerances are promised at ${TOLERANCE_CASES} cases; fewer miss some by chance.`,
        ]
      : []),
  ];
  return `${lines.join('\n')}\n`;
}
