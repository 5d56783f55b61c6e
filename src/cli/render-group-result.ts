import type { Language } from '../kernel/errors.js';
import { formatCount, formatPercent } from '../report/format-number.js';
import { displayWidth, padEndWide, padStartWide } from '../report/render-text-table.js';
import type { GroupRunResult } from '../run/group-run.js';

const STATUS_WORDS: Readonly<Record<string, { zh: string; en: string }>> = {
  grouped: { zh: '已入组', en: 'grouped' },
  unrelated_procedure: { zh: '歧义（QY）', en: 'unrelated procedure (QY)' },
  ungrouped: { zh: '未入组', en: 'ungrouped' },
  rejected: { zh: '不可读', en: 'unreadable' },
};
const REASON_WORDS: Readonly<Record<string, { zh: string; en: string }>> = {
  no_principal: { zh: '没有主要诊断', en: 'no principal diagnosis' },
  unknown_principal: { zh: '主要诊断编码不在方案编码表中', en: 'principal diagnosis is no code of the scheme' },
  not_allowed_as_principal: { zh: '该诊断不能作主要诊断', en: 'not allowed as principal diagnosis' },
  missing_sex: { zh: '缺少性别', en: 'sex is missing' },
  sex_conflict: { zh: '性别与主要诊断大类不符', en: 'sex against the chapter' },
  in_no_group: { zh: '不符合任何病组', en: 'in no group' },
};

/** What `group` prints: rows by outcome, reasons, what was read, where the files are. */
export function renderGroupResult(result: GroupRunResult, language: Language): string {
  const zh = language === 'zh';
  const { summary } = result;
  const lines = [
    zh
      ? `读取 ${formatCount(summary.rowsRead)} 行：病例 ${formatCount(summary.cases)}，冲销 ${formatCount(summary.netted)}，不可读 ${formatCount(summary.rejected)}`
      : `${formatCount(summary.rowsRead)} rows read: ${formatCount(summary.cases)} cases, ${formatCount(summary.netted)} netted, ${formatCount(summary.rejected)} unreadable`,
    ...outcomeLines(result, language),
  ];
  if (summary.columnsIgnored.length > 0) {
    lines.push(`${zh ? '未使用的列' : 'columns not used'}: ${summary.columnsIgnored.join(', ')}`);
  }
  for (const notice of summary.notices) lines.push(`· ${notice[language]}`);
  for (const { id, hash, cases } of result.schemes) {
    const count = result.schemes.length > 1 ? `  ${formatCount(cases)}` : '';
    lines.push(`${zh ? '方案' : 'scheme'} ${id} ${hash.slice(0, 12)}${count}`);
  }
  const files = [result.out, result.schemesFile, result.rejectedFile, result.detailFile].filter(
    (file) => file !== undefined,
  );
  lines.push(...files.map((file) => `→ ${file}`));
  return `${lines.join('\n')}\n`;
}

/** A line for each status with its share of the rows; the reasons of the ungrouped below them. */
function outcomeLines({ summary, statuses, reasons }: GroupRunResult, language: Language): string[] {
  const rows: [string, number][] = [];
  for (const [status, count] of Object.entries(statuses)) {
    rows.push([STATUS_WORDS[status]?.[language] ?? status, count]);
    if (status !== 'ungrouped') continue;
    for (const [reason, cases] of Object.entries(reasons)) rows.push([`  · ${reasonWords(reason, language)}`, cases]);
  }
  const width = Math.max(...rows.map(([name]) => displayWidth(name)));
  return rows.map(([name, count]) => {
    const share = summary.rowsRead === 0 ? Number.NaN : count / summary.rowsRead;
    return `  ${padEndWide(name, width)}${padStartWide(formatCount(count), 12)}  ${padStartWide(formatPercent(share), 8)}`;
  });
}

/** `missing_los_days` and its like name the column that lacks a value. */
function reasonWords(reason: string, language: Language): string {
  const known = REASON_WORDS[reason];
  if (known !== undefined) return known[language];
  const column = reason.replace(/^missing_/, '');
  if (column === reason) return reason;
  return language === 'zh' ? `缺少 ${column}` : `${column} is missing`;
}
