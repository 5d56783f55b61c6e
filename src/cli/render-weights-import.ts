import type { Language } from '../kernel/errors.js';
import { visibleText } from '../kernel/visible-text.js';
import { formatCount, formatDecimals } from '../report/format-number.js';
import type { WeightsImportResult } from '../run/weights-import-run.js';
import { renderFindings } from './render-findings.js';

/** What `weights import` prints: columns, counts, range of weights, every finding, and where the file lies. */
export function renderWeightsImport(result: WeightsImportResult, language: Language): string {
  const zh = language === 'zh';
  const { table, weights } = result;
  const columns = result.columns.map(({ heading, meaning }) => `${visibleText(heading)} → ${visibleText(meaning)}`);
  const other = table.rows.filter((row) => row.pay !== undefined).length;
  const lines = [
    `${zh ? '列：' : 'columns: '}${columns.join(zh ? '，' : ', ')}`,
    zh
      ? `读入 ${formatCount(result.rowsRead)} 行，病组 ${formatCount(table.rows.length)} 个，其中有权重 ${formatCount(weights?.count ?? 0)} 个，另行付费 ${formatCount(other)} 个`
      : `${formatCount(result.rowsRead)} rows, ${formatCount(table.rows.length)} groups, ${formatCount(weights?.count ?? 0)} with a weight, ${formatCount(other)} paid otherwise`,
  ];
  if (weights !== undefined) {
    const mean = formatDecimals(weights.mean, 4);
    lines.push(
      zh
        ? `权重最小 ${weights.least}，平均 ${mean}，最大 ${weights.most}`
        : `weights from ${weights.least} to ${weights.most}, mean ${mean}`,
    );
  }
  const end =
    result.out === undefined
      ? zh
        ? '有错误，未写出文件。请按上面的说明处理后重试。\n'
        : 'There are errors, so nothing was written. Settle them as told above and try again.\n'
      : `→ ${result.out}\n`;
  return `${lines.join('\n')}\n${renderFindings(result.findings, language)}${end}`;
}
