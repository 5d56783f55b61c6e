import type { Language } from '../kernel/errors.js';
import type { Finding } from '../kernel/finding.js';
import { visibleLines, visibleText } from '../kernel/visible-text.js';

const SEVERITIES = {
  error: { zh: '错误', en: 'error' },
  warning: { zh: '警告', en: 'warning' },
  note: { zh: '提示', en: 'note' },
};
const ORDER = { error: 0, warning: 1, note: 2 };

/**
 * Findings of a check as lines, errors first; then how many of each.
 * @param mostAlike  so many warnings or notes of one kind are shown, the others are counted; errors always whole
 */
export function renderFindings(
  findings: readonly Finding[],
  language: Language,
  mostAlike: number = Number.POSITIVE_INFINITY,
): string {
  const sorted = [...findings].sort((a, b) => ORDER[a.severity] - ORDER[b.severity]);
  const alike = new Map<string, number>();
  const lines = sorted.flatMap((finding) => {
    const kind = `${finding.severity} ${finding.code}`;
    const seen = (alike.get(kind) ?? 0) + 1;
    alike.set(kind, seen);
    if (finding.severity !== 'error' && seen > mostAlike) return [];
    const where = finding.place === undefined ? finding.path : `${finding.path} (${finding.place})`;
    return [`${SEVERITIES[finding.severity][language]}  ${visibleText(where)}  ${visibleLines(finding[language])}`];
  });
  const left = findings.length - lines.length;
  if (left > 0) {
    lines.push(
      language === 'zh'
        ? `…  另有 ${left} 条同类，--json 列出全部`
        : `…  and ${left} more of these kinds; --json lists all`,
    );
  }
  const count = (severity: Finding['severity']): number =>
    findings.filter((finding) => finding.severity === severity).length;
  const foot =
    language === 'zh'
      ? `错误 ${count('error')}，警告 ${count('warning')}，提示 ${count('note')}`
      : `${count('error')} errors, ${count('warning')} warnings, ${count('note')} notes`;
  return `${[...lines, foot].join('\n')}\n`;
}
