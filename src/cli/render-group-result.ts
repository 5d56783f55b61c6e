import { listed } from '../cases/read/map-headings.js';
import { REASON_SHORT_WORDS, STATUS_WORDS } from '../grouping/explain/answer-words.js';
import type { Language, Text } from '../kernel/errors.js';
import type { Finding } from '../kernel/finding.js';
import { visibleLines, visibleText } from '../kernel/visible-text.js';
import { displayWidth, padEndWide, padStartWide } from '../report/display-width.js';
import { formatCount, formatPercent } from '../report/format-number.js';
import type { GroupRunResult } from '../run/group-run.js';
import { causesText } from '../run/rejection-causes.js';

/** Warnings on the scheme that are shown; `scheme check` tells all. */
const MOST_WARNINGS = 5;

/** What `group` prints: rows by outcome, reasons, what was read, where the files are. */
export function renderGroupResult(result: GroupRunResult, language: Language): string {
  const zh = language === 'zh';
  const { summary } = result;
  const lines = [
    zh
      ? `读取 ${formatCount(summary.rowsRead)} 行：病例 ${formatCount(summary.cases)}，冲销 ${formatCount(summary.netted)}，拒收 ${formatCount(summary.rejected)}`
      : `${formatCount(summary.rowsRead)} rows read: ${formatCount(summary.cases)} cases, ${formatCount(summary.netted)} netted, ${formatCount(summary.rejected)} rejected`,
    ...outcomeLines(result, language),
  ];
  if (result.causes.length > 0) {
    const why = causesText(result.causes);
    lines.push(
      zh ? `拒收原因：${why.zh}，见 ${result.rejectedFile}` : `rejected for: ${why.en}; see ${result.rejectedFile}`,
    );
  }
  const unused = summary.columnsIgnored.filter((heading) => !summary.personalColumns.includes(heading));
  if (unused.length > 0) {
    lines.push(`${zh ? '未使用的列' : 'columns not used'}: ${visibleText(listed(unused))}`);
  }
  for (const notice of summary.notices) {
    // Told in the line above.
    if (notice.code !== 'notice_columns_ignored') lines.push(`· ${visibleText(notice[language])}`);
  }
  for (const { id, hash, cases } of result.schemes) {
    const count = result.schemes.length > 1 ? `  ${formatCount(cases)}` : '';
    lines.push(`${zh ? '方案' : 'scheme'} ${id} ${hash.slice(0, 12)}${count}`);
  }
  lines.push(...schemeWarningLines(result.schemeWarnings, language));
  const files = [result.out, result.schemeFile, result.schemesFile, result.rejectedFile, result.detailFile].filter(
    (file) => file !== undefined,
  );
  lines.push(...files.map((file) => `→ ${file}`));
  return visibleLines(`${lines.join('\n')}\n`);
}

/** The first warnings of the scheme's loader, and where the others are told. */
function schemeWarningLines(warnings: readonly Finding[], language: Language): string[] {
  const shown = warnings.slice(0, MOST_WARNINGS).map(({ path, ...text }) => `! ${path}  ${text[language]}`);
  const left = warnings.length - shown.length;
  if (left === 0) return shown;
  return [
    ...shown,
    language === 'zh'
      ? `! 方案另有 ${left} 项警告，见 drgdip scheme check`
      : `! ${left} more warnings on the scheme: drgdip scheme check tells all`,
  ];
}

/** A line for each status with its share of the rows; the reasons of the ungrouped below them. */
function outcomeLines({ summary, statuses, reasons }: GroupRunResult, language: Language): string[] {
  const rows: [string, number][] = [];
  for (const [status, count] of Object.entries(statuses)) {
    rows.push([wordsOf(STATUS_WORDS, status)[language], count]);
    if (status !== 'ungrouped') continue;
    for (const [reason, cases] of Object.entries(reasons))
      rows.push([`  · ${wordsOf(REASON_SHORT_WORDS, reason)[language]}`, cases]);
  }
  const width = Math.max(...rows.map(([name]) => displayWidth(name)));
  return rows.map(([name, count]) => {
    const share = summary.rowsRead === 0 ? Number.NaN : count / summary.rowsRead;
    return `  ${padEndWide(name, width)}${padStartWide(formatCount(count), 12)}  ${padStartWide(formatPercent(share), 8)}`;
  });
}

/** An outcome in a few words; one that only a newer engine knows as it is. */
function wordsOf(words: Readonly<Record<string, Text>>, code: string): Text {
  return words[code] ?? { zh: code, en: code };
}
