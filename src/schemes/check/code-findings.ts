import type { Finding } from '../../kernel/finding.js';
import type { SchemeDocument } from '../scheme-document.js';
import { someCodes } from './finding-text.js';

/** Codes without a place: diagnoses of no chapter, principals of a chapter that no medical ADRG of it names. */
export function codeFindings(document: SchemeDocument): Finding[] {
  const findings: Finding[] = [];
  const placed = new Set<string>();
  for (const chapter of document.chapters) for (const code of chapter.diagnoses) placed.add(code);
  const unplaced = document.diagnoses.filter((code) => !placed.has(code));
  if (unplaced.length > 0) {
    findings.push({
      code: 'codes_in_no_chapter',
      severity: 'note',
      path: 'codes/diagnoses.txt',
      zh: `有效诊断编码中 ${someCodes(unplaced)} 个不属于任何大类，作主要诊断时不能入组。`,
      en: `valid diagnoses in no chapter, which as principal leave a case ungrouped: ${someCodes(unplaced)}.`,
    });
  }
  for (const chapter of document.chapters) {
    const medical = chapter.rules.filter((rule) => rule.kind === 'medical');
    const isByList = medical.some((rule) => rule.diagnosisLists.size > 0);
    const taken = new Set(medical.flatMap((rule) => [...rule.diagnosisLists.values()].flatMap((list) => [...list])));
    const left = isByList ? [...chapter.diagnoses].filter((code) => !taken.has(code)) : [];
    if (left.length === 0) continue;
    findings.push({
      code: 'principals_without_adrg',
      severity: 'note',
      path: `mdc/${chapter.mdc}.yaml`,
      zh: `大类 ${chapter.mdc} 的 ${someCodes(left)} 个主要诊断不在任何内科 ADRG 中，无手术时可能不能入组。`,
      en: `principals of chapter ${chapter.mdc} in no medical ADRG, which without a procedure may stay ungrouped: ${someCodes(left)}.`,
    });
  }
  for (const [level, table] of [
    ['MCC', document.severity.mcc],
    ['CC', document.severity.cc],
  ] as const) {
    const free = [...table].filter(([, list]) => list === 0).map(([code]) => code);
    if (free.length === 0) continue;
    findings.push({
      code: 'severity_never_cancelled',
      severity: 'note',
      path: 'severity.yaml 0',
      zh: `${someCodes(free)} 个 ${level} 编码没有排除表，任何主要诊断都不能排除它们。`,
      en: `${level} codes without an exclusion list, which no principal cancels: ${someCodes(free)}.`,
    });
  }
  return findings;
}
