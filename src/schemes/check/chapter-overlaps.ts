import type { Finding } from '../../kernel/finding.js';
import type { Chapter, SchemeDocument } from '../scheme-document.js';
import { someCodes } from './finding-text.js';

/** Principals in the lists of two chapters that ask for nothing but their list: the one tried first takes them. */
export function chapterOverlaps({ chapters }: SchemeDocument): Finding[] {
  const firstOf = new Map<string, Chapter>();
  const findings: Finding[] = [];
  for (const chapter of chapters) {
    if (chapter.whenText !== 'pdx(mdc)') continue;
    const shared = new Map<Chapter, string[]>();
    for (const code of chapter.diagnoses) {
      const first = firstOf.get(code);
      if (first === undefined) firstOf.set(code, chapter);
      else shared.set(first, [...(shared.get(first) ?? []), code]);
    }
    for (const [first, codes] of shared) {
      findings.push({
        code: 'principals_in_two_chapters',
        severity: 'warning',
        path: `mdc/${chapter.mdc}.yaml`,
        zh: `${someCodes(codes)} 个主要诊断同在大类 ${first.mdc}“${first.name}”与 ${chapter.mdc}“${chapter.name}”的诊断列表中：先判断 ${first.mdc}，只有 ${first.mdc} 中没有 ADRG 收下时才轮到 ${chapter.mdc}。请从其中一个大类删去，或调整 chapters 的次序。`,
        en: `principals in the lists of both chapter ${first.mdc} "${first.name}" and ${chapter.mdc} "${chapter.name}": ${someCodes(codes)}. ${first.mdc} is tried first, so they reach ${chapter.mdc} only where no ADRG of ${first.mdc} takes the case. Remove them from one of the two, or change the order of chapters.`,
      });
    }
  }
  return findings;
}
