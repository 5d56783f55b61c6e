import type { Language } from '../kernel/errors.js';
import type { ResultTable } from '../kernel/result-table.js';
import { visibleText } from '../kernel/visible-text.js';
import { renderTextTable } from '../report/render-text-table.js';

/** What `budget` prints: each pool's fund with its causes, and where the reform lies or what to do next. */
export function renderBudget(table: ResultTable, out: string | undefined, language: Language): string {
  const zh = language === 'zh';
  const written = out === undefined ? '' : visibleText(out);
  const next = zh
    ? '未写文件；加 --out next-year.yaml 写成改革方案，供 settle、simulate 的 --reform 使用。'
    : 'Nothing written; --out next-year.yaml writes it as a reform, for --reform of settle and simulate.';
  return [
    renderTextTable(table, { language, unit: 'yuan' }),
    zh
      ? '本年基金 + 各项原因 = 下年基金。假设未经核实，请逐项注明来源。'
      : 'Fund this year + causes = fund next year. The assumptions are yours to source.',
    out === undefined ? next : `→ ${written}`,
    '',
  ].join('\n');
}
