import type { Finding } from '../../kernel/finding.js';
import { type ChapterClasses, tryRules } from './chapter-classes.js';
import { ruleName, rulePath } from './finding-text.js';

/**
 * Rules that no case can reach: for every kind of principal that may enter the chapter and every kind of first
 * procedure, an earlier rule of the chapter is sure to hold, or the rule itself cannot. Everything but these two codes
 * is taken as possible, so a rule not reported may still be out of reach.
 */
export function unreachableRules(chapters: readonly ChapterClasses[]): Finding[] {
  return chapters.flatMap(chapterFindings);
}

function chapterFindings(classes: ChapterClasses): Finding[] {
  const { chapter } = classes;
  const reached = new Set<number>();
  tryRules(classes, ({ rule, taker }) => {
    if (taker === undefined) reached.add(rule);
  });
  return chapter.rules.flatMap((rule, index): Finding[] => {
    if (reached.has(index)) return [];
    const name = ruleName(rule);
    // An unrelated row or a fallback out of reach is how a scheme says "never here"; an ADRG out of reach loses groups.
    const severity = rule.kind === 'unrelated' || rule.kind === 'fallback' ? 'note' : 'warning';
    return [
      {
        code: 'rule_unreachable',
        severity,
        path: rulePath(chapter, rule),
        zh: `${name}“${rule.name}”无病例可达：本大类中排在它前面的规则总会先成立，或其条件不可能成立。请检查顺序、条件与列表。`,
        en: `${name} "${rule.name}" can be reached by no case: an earlier rule of the chapter always holds first, or its condition cannot hold. Check order, condition and lists.`,
      },
    ];
  });
}
