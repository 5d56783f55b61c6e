import type { Language } from '../../kernel/errors.js';
import { COLON } from './condition-words.js';
import { describeTrace } from './describe-trace.js';
import type { ChapterTrial, RuleTrial } from './explanation.js';
import type { TreeNode } from './text-tree.js';
import { type ConditionTrace, decidingPart, isCompound } from './trace-condition.js';

/** Chapters in the order tried; neighbours that merely do not list the principal share a line. */
export function chapterNodes(chapters: readonly ChapterTrial[], language: Language): TreeNode[] {
  const nodes: TreeNode[] = [];
  for (let i = 0; i < chapters.length; i++) {
    const first = chapters[i]!;
    if (!isElsewhere(first)) {
      nodes.push(chapterNode(first, language));
      continue;
    }
    const letters = [first.mdc];
    while (i + 1 < chapters.length && isElsewhere(chapters[i + 1]!)) letters.push(chapters[++i]!.mdc);
    const lists = letters.length > 1 ? 'their lists' : 'its list';
    const text = language === 'zh' ? '：主要诊断不在其诊断表中' : `: the principal diagnosis is not in ${lists}`;
    nodes.push({ text: `✗ ${letters.join(' ')}${text}` });
  }
  return nodes;
}

/** Not entered, the principal not being in the chapter's list (whatever else fails too). */
function isElsewhere(chapter: ChapterTrial): boolean {
  if (chapter.outcome !== 'not_entered') return false;
  const isPrincipalTest = (part: ConditionTrace) => part.kind === 'codes' && part.who === 'pdx' && part.list === 'mdc';
  const failed = decidingPart(chapter.condition);
  return isPrincipalTest(failed) || (failed.kind === 'all' && failed.parts.some(isPrincipalTest));
}

function chapterNode(chapter: ChapterTrial, language: Language): TreeNode {
  const { mdc, name, outcome, condition, tried } = chapter;
  const facts = describeTrace(outcome === 'not_entered' ? whatKeptOut(condition) : condition, language);
  const mark = outcome === 'decided' ? '✓' : '✗';
  const passed = language === 'zh' ? `；试了 ${tried} 个 ADRG，均不符合` : `; ${tried} ADRGs tried, none holds`;
  return { text: `${mark} ${mdc} ${name}${COLON[language]}${facts}${outcome === 'passed' ? passed : ''}` };
}

/** The single tests that failed already shut the chapter; only where there are none are the joined ones told. */
function whatKeptOut(condition: ConditionTrace): ConditionTrace {
  const failed = decidingPart(condition);
  if (failed.kind !== 'all') return failed;
  const single = failed.parts.filter((part) => !isCompound(part));
  return single.length === 0 ? failed : { ...failed, parts: single };
}

/** For each chapter entered: the rule that decided and those near it. A chapter with nothing near has no section. */
export function ruleSections(chapters: readonly ChapterTrial[], language: Language): TreeNode[] {
  return chapters
    .filter((chapter) => chapter.rules.length > 0)
    .map((chapter) => ({
      text:
        language === 'zh'
          ? `大类 ${chapter.mdc} 的核心疾病诊断相关组（ADRG）：依次试了 ${chapter.tried} 个，列出相近的与选中的`
          : `ADRGs of chapter ${chapter.mdc}: ${chapter.tried} tried in order; near misses and the one chosen`,
      children: chapter.rules.map((rule) => ruleNode(rule, language)),
    }));
}

function ruleNode(rule: RuleTrial, language: Language): TreeNode {
  const mark = { decided: '✓', failed: '✗', switched_off: '–' }[rule.outcome];
  const off = language === 'zh' ? '已关闭（unrelated_procedure=medical）；' : 'off (unrelated_procedure=medical); ';
  const facts = describeTrace(rule.condition, language);
  return {
    text: `${mark} ${rule.adrg} ${rule.name}${COLON[language]}${rule.outcome === 'switched_off' ? off : ''}${facts}`,
  };
}
