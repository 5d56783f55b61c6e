import { join } from 'node:path';
import type { Language } from '../kernel/errors.js';
import { visibleText } from '../kernel/visible-text.js';
import { parameterLabel, UNIT_TEXTS } from '../policy/parameter-labels.js';
import { inBandWords } from '../report/band-words.js';
import { formatCount, formatDecimals, formatMoney, formatPercent } from '../report/format-number.js';
import { renderTextTable } from '../report/render-text-table.js';
import type { SweepRunResult } from '../run/sweep-result.js';
import { joinStages, keptStageLines } from './stage-lines.js';

const MOST_ROWS = 30;
/** Units that belong behind a number in a sentence; a share or a coefficient is a plain number. */
const SAID_UNITS: ReadonlySet<string> = new Set(['yuan', 'yuan_per_weight', 'multiple', 'days', 'count']);
const SHOWN = ['change_fund', 'balance', 'margin_share', 'least_margin_share', 'high_outlier_share', 'method'];

/** What `sweep` prints: the answer of a goal in words, how the points were worked out, and the first points. */
export function renderSweep(result: SweepRunResult, language: Language): string {
  const { table, varied, cellPoints, passPoints, reasons, folder } = result;
  const t = (zh: string, en: string): string => (language === 'zh' ? zh : en);
  const lines: string[] = [];
  if (result.goal !== undefined) lines.push(goalSentence(result.goal, varied[0]!.path, language), '');
  lines.push(
    t(
      `${formatCount(table.rowCount)} 个点：单元求和 ${formatCount(cellPoints)} 个，逐例计算 ${formatCount(passPoints)} 个`,
      `${formatCount(table.rowCount)} points: ${formatCount(cellPoints)} from cells, ${formatCount(passPoints)} by the full pass`,
    ),
    ...reasons.map((reason) => `  ${reason[language]}`),
  );
  if (result.clearing === 'none') {
    lines.push(t('  金额均为年终清算之前。', "  All amounts stand before the year's clearing."));
  }
  const paths = table.schema.columns.slice(1, 1 + varied.length).map(({ name }) => name);
  lines.push(
    '',
    renderTextTable(table, { language, unit: 'wan', columns: ['point', ...paths, ...SHOWN], limit: MOST_ROWS }),
    ...(result.notices.length === 0 ? [] : [t('提示', 'Notices')]),
    ...result.notices.map((notice) => `  · ${visibleText(notice[language])}`),
    ...keptStageLines(result.stages.baseline, language),
    ...pointStages(result, language),
    `${t('结果文件夹', 'Results')}  ${folder}`,
    `${t('打开图表', 'Open the plot')}  ${join(folder, 'sweep.html')}`,
    '',
  );
  return lines.join('\n');
}

/** What the full passes of points made anew, and what they took from the baseline; nothing where cells answered all. */
function pointStages({ stages: { points }, passPoints }: SweepRunResult, language: Language): string[] {
  if (passPoints === 0) return [];
  const ran = joinStages(points.ran, language);
  const reused = joinStages(points.reused, language);
  return [
    language === 'zh'
      ? `逐例计算的点重新计算：${ran}；沿用基线：${reused}`
      : `Stages that the full passes ran: ${ran}; reused from the baseline: ${reused}`,
  ];
}

function goalSentence({ goal, answer }: NonNullable<SweepRunResult['goal']>, path: string, language: Language): string {
  const t = (zh: string, en: string): string => (language === 'zh' ? zh : en);
  const value = (y: number) =>
    Number.isNaN(y) ? '—' : goal.unit === 'money' ? `${formatMoney(y, 'yuan')}` : formatPercent(y, 4);
  const x = String(answer.best.x);
  const named = parameterLabel(path);
  const unit = named !== undefined && SAID_UNITS.has(named.unit) ? UNIT_TEXTS[named.unit][language] : '';
  const parameter =
    named === undefined
      ? `${path} = ${x}`
      : `${inBandWords(path, named.label)[language]} ${x}${unit === '' ? '' : ` ${unit}`}`;
  const money = goal.unit === 'money' ? t(' 元', ' yuan') : '';
  const reached = t(
    `${parameter}，此时 ${goal.measure} = ${value(answer.best.y)}${money}`,
    `${parameter}, where ${goal.measure} = ${value(answer.best.y)}${money}`,
  );
  if (answer.outcome === 'none') {
    return t(
      `目标 ${goal.text}：所给区间内无解。最接近的是 ${reached}。`,
      `${goal.text}: no solution in this range. The nearest is ${reached}.`,
    );
  }
  if (answer.outcome === 'everywhere') {
    return t(
      `目标 ${goal.text}：区间内各取样点均满足；最接近边界的是 ${reached}。`,
      `${goal.text}: met at every point looked at; the nearest to breaking it is ${reached}.`,
    );
  }
  const neighbours = (answer.bracket ?? [])
    .map((one) => `${formatDecimals(one.x, 4)} → ${value(one.y)}`)
    .join(language === 'zh' ? '；' : '; ');
  const more =
    answer.crossings > 1
      ? t(
          `区间内共有 ${answer.crossings} 处交点，这是第一处。`,
          ` There are ${answer.crossings} crossings in the range; this is the first.`,
        )
      : '';
  return t(
    `目标 ${goal.text}：${reached}。相邻点：${neighbours}。${more}`,
    `${goal.text}: ${reached}. Neighbours: ${neighbours}.${more}`,
  );
}
