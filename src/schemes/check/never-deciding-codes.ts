import type { Finding } from '../../kernel/finding.js';
import type { CodeClasses } from '../compile/code-classes.js';
import type { CodeSource } from '../compile/condition-code.js';
import { visitListTests } from '../compile/partial-truth.js';
import type { AdrgRule, SchemeDocument } from '../scheme-document.js';
import { type ChapterClasses, tryRules } from './chapter-classes.js';
import { ruleName, rulePath, someCodes } from './finding-text.js';

/**
 * Codes of a rule's lists that decide nothing there, because the lists of rules before it overlap: wherever the code as
 * principal (or as first procedure) would let the rule hold, an earlier one is sure to take the case. Rules that no case
 * reaches at all are `rule_unreachable` instead.
 */
export function neverDecidingCodes(document: SchemeDocument, chapters: readonly ChapterClasses[]): Finding[] {
  return chapters.flatMap((classes) => chapterFindings(document, classes));
}

/** Of one rule: classes it is reached with, and of the others the rules that take their cases. */
interface Reach {
  readonly reached: Set<number>;
  readonly takers: Map<number, Set<number>>;
}

const newReach = (): Reach => ({ reached: new Set(), takers: new Map() });

function chapterFindings(document: SchemeDocument, classes: ChapterClasses): Finding[] {
  const { rules } = classes.chapter;
  const reach = { pdx: rules.map(newReach), ppx: rules.map(newReach) };
  tryRules(classes, ({ principal, procedure, rule, taker }) => {
    note(reach.pdx[rule]!, principal, taker);
    note(reach.ppx[rule]!, procedure, taker);
  });
  return rules.flatMap((rule, index) => {
    if (reach.pdx[index]!.reached.size === 0) return [];
    return (['pdx', 'ppx'] as const).flatMap((source) => {
      const [kind, codes] =
        source === 'pdx' ? [classes.principals, document.diagnoses] : [classes.procedures, document.procedures];
      const byTakers = deadCodes(classes, index, source, kind, codes, reach[source][index]!);
      return [...byTakers.values()].map(({ takers, found }) => findingOf(classes, rule, source, takers, found));
    });
  });
}

function note({ reached, takers }: Reach, ofCode: number, taker: number | undefined): void {
  if (taker === undefined) {
    reached.add(ofCode);
    return;
  }
  const known = takers.get(ofCode);
  if (known === undefined) takers.set(ofCode, new Set([taker]));
  else known.add(taker);
}

/** Codes of the rule's own lists that never decide, by the rules that take their cases. */
function deadCodes(
  { chapter, conditionOf }: ChapterClasses,
  rule: number,
  source: CodeSource,
  { classOf }: CodeClasses,
  codes: readonly string[],
  { reached, takers }: Reach,
): Map<string, { readonly takers: AdrgRule[]; readonly found: string[] }> {
  const { node, idsOf } = conditionOf(rule);
  const own = new Set<number>();
  visitListTests(node, (test) => {
    if (test.name === source && test.args[0]?.kind === 'number') for (const id of idsOf(test)) own.add(id);
  });
  const dead = new Map<string, { readonly takers: AdrgRule[]; readonly found: string[] }>();
  for (const id of own) {
    const by = takers.get(classOf[id]!);
    if (by === undefined || reached.has(classOf[id]!)) continue;
    const all = [...by].sort((a, b) => a - b).map((index) => chapter.rules[index]!);
    // A medical principal also meets every surgical rule; what overlaps with its list is a rule of its own rank.
    const ofRank = all.filter(({ kind }) => kind === chapter.rules[rule]!.kind);
    const named = ofRank.length > 0 ? ofRank : all;
    const key = named.map(ruleName).join();
    const entry = dead.get(key);
    if (entry === undefined) dead.set(key, { takers: named, found: [codes[id - 1]!] });
    else entry.found.push(codes[id - 1]!);
  }
  return dead;
}

function findingOf(
  { chapter }: ChapterClasses,
  rule: AdrgRule,
  source: CodeSource,
  takers: readonly AdrgRule[],
  found: readonly string[],
): Finding {
  const name = ruleName(rule);
  const zh = takers.map((taker) => `${ruleName(taker)}“${taker.name}”`).join('、');
  const en = takers.map((taker) => `${ruleName(taker)} "${taker.name}"`).join(', ');
  const [role, as] = source === 'pdx' ? ['主要诊断', 'as principal diagnosis'] : ['主要手术操作', 'as first procedure'];
  return {
    code: 'codes_never_decide',
    severity: 'warning',
    path: rulePath(chapter, rule),
    zh: `${name} 的列表中 ${someCodes(found)} 个编码在此不起作用：排在前面的规则与之重叠，病例以其中之一作${role}时总先归入 ${zh}。若不是本意，请从其中一个列表删去，或把 ${name} 排到前面。`,
    en: `codes in the lists of ${name} decide nothing there: ${someCodes(found)}. Rules before it overlap and always take a case with one of these ${as}: ${en}. If that is not meant, remove them from one of the lists or place ${name} before.`,
  };
}
