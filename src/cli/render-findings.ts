import type { Language } from '../kernel/errors.js';
import type { Finding } from '../kernel/finding.js';
import { visibleLines, visibleText } from '../kernel/visible-text.js';

const SEVERITIES = {
  error: { zh: '错误', en: 'error' },
  warning: { zh: '警告', en: 'warning' },
  note: { zh: '提示', en: 'note' },
};
const ORDER = { error: 0, warning: 1, note: 2 };

/** Findings of a check as lines, errors first; then how many of each. */
export function renderFindings(findings: readonly Finding[], language: Language): string {
  const sorted = [...findings].sort((a, b) => ORDER[a.severity] - ORDER[b.severity]);
  const lines = sorted.map((finding) => {
    const where = finding.place === undefined ? finding.path : `${finding.path} (${finding.place})`;
    return `${SEVERITIES[finding.severity][language]}  ${visibleText(where)}  ${visibleLines(finding[language])}`;
  });
  const count = (severity: Finding['severity']): number =>
    findings.filter((finding) => finding.severity === severity).length;
  const foot =
    language === 'zh'
      ? `错误 ${count('error')}，警告 ${count('warning')}，提示 ${count('note')}`
      : `${count('error')} errors, ${count('warning')} warnings, ${count('note')} notes`;
  return `${[...lines, foot].join('\n')}\n`;
}
