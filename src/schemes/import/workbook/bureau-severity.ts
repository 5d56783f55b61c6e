import type { OverlaySeverityDraft } from '../../overlay/overlay-draft.js';
import type { SchemeDocument } from '../../scheme-document.js';
import { exclusionNumber } from './bureau-draft.js';
import type { BureauTables } from './bureau-tables.js';
import { firstFew, type WorkbookFindings } from './workbook-findings.js';

/** Where the severity of a workbook differs from a base's: levels, lists of codes, principals of exclusion lists. */
export function bureauSeverity(
  tables: BureauTables,
  base: SchemeDocument,
  findings: WorkbookFindings,
): OverlaySeverityDraft {
  const { severity } = base;
  const principals = new Map<number, ReadonlySet<string>>();
  for (const [name, list] of tables.exclusions) {
    const number = exclusionNumber(name);
    if (number === undefined || number === 0 || principals.has(number)) {
      findings.error(
        'exclusion_number',
        list.place,
        `排除表“${name}”应有自己的编号（1 起）。`,
        `the exclusion list "${name}" needs a number of its own, 1 or more.`,
      );
      continue;
    }
    const before = severity.exclusions.get(number) ?? new Set<string>();
    const codes = list.isDelta ? new Set([...before, ...list.codes]) : new Set(list.codes);
    for (const code of list.removed) codes.delete(code);
    principals.set(number, codes);
  }
  const levels = new Map<string, { level: 'mcc' | 'cc'; list: number }>();
  const neither = new Set<string>();
  const free: string[] = [];
  for (const [code, { level, list, place }] of tables.severity) {
    const levelBefore = severity.mcc.has(code) ? 'mcc' : severity.cc.has(code) ? 'cc' : 'neither';
    if (level === 'neither') {
      if (levelBefore !== 'neither') neither.add(code);
      continue;
    }
    const before = severity.mcc.get(code) ?? severity.cc.get(code);
    const number = list === undefined ? (before ?? 0) : /^[0无—-]$/.test(list) ? 0 : exclusionNumber(list);
    if (number === undefined || (number !== 0 && !severity.exclusions.has(number) && !principals.has(number))) {
      findings.error(
        'exclusion_missing',
        place,
        `${code} 指向的排除表“${list}”不存在。请改正或补上。`,
        `the exclusion list "${list}" of ${code} does not exist. Correct it or add the list.`,
      );
      continue;
    }
    if (list === undefined && before === undefined) free.push(code);
    if (level !== levelBefore || number !== before) levels.set(code, { level, list: number });
  }
  if (free.length > 0) {
    findings.note(
      'exclusion_none',
      'CC',
      `${free.length} 个新的编码没有写明排除表，按不排除读取：${firstFew(free)}`,
      `${free.length} new codes name no exclusion list; nothing cancels them: ${firstFew(free)}`,
    );
  }
  for (const [number, codes] of principals) {
    const before = severity.exclusions.get(number);
    if (before !== undefined && before.size === codes.size && [...codes].every((code) => before.has(code)))
      principals.delete(number);
  }
  return { principals, levels, neither };
}
