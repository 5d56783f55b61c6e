import type { Finding } from '../../kernel/finding.js';
import { ruleName, someCodes } from '../check/finding-text.js';
import { FALSE, partialTruth, visitListTests } from '../compile/partial-truth.js';
import type { AdrgRule, Chapter } from '../scheme-document.js';

/** Where a rule's list of diagnoses stands, for the finding. */
export type ListPlace = (chapter: Chapter, rule: AdrgRule, list: number) => string;

/**
 * Lists of principals that hold codes their chapter lacks, so that these never match: the loader looks for them in every
 * chapter that only principals of its own list enter. A list in which only secondary diagnoses are looked up may hold any.
 */
export function outsideChapterFindings(chapters: readonly Chapter[], placeOf: ListPlace): Finding[] {
  return chapters.flatMap((chapter) => {
    if (!isEnteredByList(chapter)) return [];
    return chapter.rules.flatMap((rule) => {
      const looked = principalLists(rule);
      return [...rule.diagnosisLists].flatMap(([number, list]) => {
        if (!looked.has(String(number))) return [];
        const outside = [...list].filter((code) => !chapter.diagnoses.has(code));
        return outside.length === 0 ? [] : [findingOf(chapter, rule, number, outside, placeOf)];
      });
    });
  });
}

function isEnteredByList({ when }: Chapter): boolean {
  let asksList = false;
  visitListTests(when, ({ name, args: [list] }) => {
    if (name === 'pdx' && list?.kind === 'name' && list.name === 'mdc') asksList = true;
  });
  return asksList && partialTruth(when, 'pdx', () => false) === FALSE;
}

function principalLists({ when }: AdrgRule): Set<string> {
  const numbers = new Set<string>();
  visitListTests(when, ({ name, args: [list] }) => {
    if (name === 'pdx' && list?.kind === 'number') numbers.add(String(list.value.digits));
  });
  return numbers;
}

function findingOf(
  chapter: Chapter,
  rule: AdrgRule,
  number: number,
  outside: readonly string[],
  placeOf: ListPlace,
): Finding {
  const { mdc } = chapter;
  return {
    code: 'list_outside_chapter',
    severity: 'warning',
    path: `${placeOf(chapter, rule, number)} ${ruleName(rule)}`,
    zh: `列表 ${number} 中有 ${someCodes(outside)} 个主要诊断不在大类 ${mdc} 的诊断列表中，不会生效。请补入大类列表或从本列表删除。`,
    en: `list ${number} holds principals that chapter ${mdc} lacks, so they never match: ${someCodes(outside)}. Add them to the chapter or remove them here.`,
  };
}
