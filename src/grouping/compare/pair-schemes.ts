import type { AdrgRule, Chapter, DrgRule, SchemeDocument } from '../../schemes/scheme-document.js';

/** A rule with the chapter it stands in. */
export interface PlacedRule {
  readonly chapter: Chapter;
  readonly rule: AdrgRule;
}

/** Which rule of one scheme is, by content, which rule of the other; and where each group stands. */
export interface SchemePair {
  readonly from: SchemeDocument;
  readonly to: SchemeDocument;
  /** Rule of `from` → its counterpart in `to`; one to one, absent where there is none. */
  readonly counterparts: ReadonlyMap<AdrgRule, PlacedRule>;
  /** Rule of `to` → its counterpart in `from`. */
  readonly originals: ReadonlyMap<AdrgRule, PlacedRule>;
  readonly fromGroups: ReadonlyMap<string, PlacedRule & { readonly group: DrgRule }>;
  readonly toGroups: ReadonlyMap<string, PlacedRule & { readonly group: DrgRule }>;
}

/** Shared codes over the smaller (same code) or over all codes of both (another code); the edge counts as same. */
export const SAME_CONTENT = 0.5;

/**
 * Pairs the ADRGs of two schemes by content, chapter by chapter (an ADRG that went to another chapter is another):
 * 1. same code, and the same name, or half of the smaller one's codes shared, or a side without lists of its own;
 * 2. of the rest the same name; 3. of the rest the two that share most of their codes, each the other's best, at least
 * half of all codes of both. Unrelated-procedure and fallback rules pair with those of the same chapter.
 */
export function pairSchemes(from: SchemeDocument, to: SchemeDocument): SchemePair {
  const counterparts = new Map<AdrgRule, PlacedRule>();
  const originals = new Map<AdrgRule, PlacedRule>();
  for (const chapter of from.chapters) {
    // An overlay may try local ADRGs in a chapter of the same letter before all others.
    const other = to.chapters.findLast(({ mdc }) => mdc === chapter.mdc);
    if (other === undefined) continue;
    const pair = (rule: AdrgRule, match: AdrgRule): void => {
      counterparts.set(rule, { chapter: other, rule: match });
      originals.set(match, { chapter, rule });
    };
    const left = (): [AdrgRule[], AdrgRule[]] => [
      chapter.rules.filter((rule) => !counterparts.has(rule)),
      other.rules.filter((rule) => !originals.has(rule)),
    ];
    for (const isPair of [isKept, isSameName]) {
      for (const rule of left()[0]) {
        const match = left()[1].find((candidate) => isPair(rule, candidate));
        if (match !== undefined) pair(rule, match);
      }
    }
    const [rules, candidates] = left();
    for (const rule of rules) {
      const match = nearest(rule, candidates);
      if (match !== undefined && nearest(match, rules) === rule) pair(rule, match);
    }
  }
  return { from, to, counterparts, originals, fromGroups: groupsOf(from), toGroups: groupsOf(to) };
}

/**
 * Whether a group of one scheme and a group of the other are one and the same to a reader: same code, and their ADRGs
 * have the same content. A code that means another disease now is another group.
 */
export function isSameGroup(pair: SchemePair, from: string, to: string): boolean {
  if (from !== to) return false;
  const before = pair.fromGroups.get(from);
  const after = pair.toGroups.get(to);
  if (before === undefined || after === undefined) return before === after;
  return pair.counterparts.get(before.rule)?.rule === after.rule;
}

function groupsOf(document: SchemeDocument): SchemePair['fromGroups'] {
  const groups = new Map<string, PlacedRule & { readonly group: DrgRule }>();
  for (const chapter of document.chapters) {
    for (const rule of chapter.rules) for (const group of rule.groups) groups.set(group.code, { chapter, rule, group });
  }
  return groups;
}

const isListed = ({ kind }: AdrgRule): boolean => kind !== 'unrelated' && kind !== 'fallback';

function isKept(rule: AdrgRule, candidate: AdrgRule): boolean {
  if (!isListed(rule) || !isListed(candidate)) return rule.kind === candidate.kind;
  if (rule.adrg !== candidate.adrg) return false;
  if (isSameName(rule, candidate)) return true;
  const codes = codesOf(rule);
  const others = codesOf(candidate);
  const smaller = Math.min(codes.size, others.size);
  return smaller === 0 || shared(codes, others) >= SAME_CONTENT * smaller;
}

/** Spaces and punctuation are spelling. */
const plainName = (name: string): string => name.replace(/[\s\p{P}]/gu, '');

function isSameName(rule: AdrgRule, candidate: AdrgRule): boolean {
  return isListed(rule) && isListed(candidate) && plainName(rule.name) === plainName(candidate.name);
}

/** The candidate that shares most codes, if it is at least half of both; the first of equals. */
function nearest(rule: AdrgRule, candidates: readonly AdrgRule[]): AdrgRule | undefined {
  const codes = codesOf(rule);
  let best: AdrgRule | undefined;
  let most = SAME_CONTENT;
  for (const candidate of candidates) {
    if (!isListed(rule) || !isListed(candidate)) continue;
    const others = codesOf(candidate);
    const common = shared(codes, others);
    const likeness = common / (codes.size + others.size - common);
    if (likeness > most || (best === undefined && likeness === most)) {
      best = candidate;
      most = likeness;
    }
  }
  return best;
}

const known = new WeakMap<AdrgRule, ReadonlySet<string>>();

/** Codes of all lists of a rule; the two classifications share no code. */
function codesOf(rule: AdrgRule): ReadonlySet<string> {
  let codes = known.get(rule);
  if (codes === undefined) {
    codes = new Set([...rule.diagnosisLists.values(), ...rule.procedureLists.values()].flatMap((list) => [...list]));
    known.set(rule, codes);
  }
  return codes;
}

function shared(codes: ReadonlySet<string>, others: ReadonlySet<string>): number {
  const [few, many] = codes.size <= others.size ? [codes, others] : [others, codes];
  let count = 0;
  for (const code of few) if (many.has(code)) count++;
  return count;
}
