import type { Language } from '../kernel/errors.js';
import { visibleLines } from '../kernel/visible-text.js';
import { formatMoney } from '../report/format-number.js';
import { renderTextTable } from '../report/render-text-table.js';
import type { CodedAs, CodingRunResult } from '../run/coding/coding-run.js';
import { pagePlaces } from './result-places.js';

/** The simulated case before and after, and the errors of lists by kind and department. */
export function renderCoding({ simulated, tables, audited, folder }: CodingRunResult, language: Language): string {
  const zh = language === 'zh';
  const out: string[] = [];
  if (simulated !== undefined) {
    const { before, after } = simulated;
    const line = (label: string, { group, groupName, standardFen, dx, px }: CodedAs): string =>
      `  ${label}${zh ? '：' : ': '}${group} ${groupName}, ${formatMoney(standardFen, 'yuan')} ${zh ? '元' : 'yuan'}  [${[...dx].join('|')}${px.length === 0 ? '' : ` + ${px.join('|')}`}]`;
    out.push(
      simulated.caseId,
      line(zh ? '现编码' : 'as coded', before),
      line(zh ? '模拟' : 'simulated', after),
      `  ${zh ? '差额：' : 'difference: '}${formatMoney(after.standardFen - before.standardFen, 'yuan', 'always')} ${zh ? '元' : 'yuan'}`,
      '',
    );
  }
  for (const { name, columns } of [
    { name: 'coding_errors', columns: [zh ? 'name_zh' : 'name_en', 'cases', 'group_changes', 'loss', 'gain'] },
    { name: 'coding_departments', columns: ['hospital_id', 'department', 'judged', 'cases', 'loss', 'gain'] },
  ]) {
    const table = tables.find(({ schema }) => schema.name === name);
    if (table === undefined) continue;
    out.push(`${table.schema.title[language]} (${audited})`);
    out.push(renderTextTable(table, { language, unit: 'yuan', columns, limit: 20 }), '');
  }
  out.push(
    zh
      ? '只用于核对已实施、病案已记载的诊断与操作；没有依据的编码即高套。'
      : 'For checking what was done and recorded; a code without proof is upcoding.',
  );
  if (folder !== undefined) out.push(...pagePlaces(folder, language));
  return visibleLines(`${out.join('\n')}\n`);
}
