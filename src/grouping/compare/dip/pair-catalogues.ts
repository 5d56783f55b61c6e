import { overlapsPattern } from '../../../schemes/dip/diagnosis-patterns.js';
import type { DipDocument, DipEntry } from '../../../schemes/dip/dip-document.js';
import { SAME_CONTENT } from '../pair-schemes.js';

/** Which entry of one catalogue is, by content, which entry of the other. */
export interface CataloguePair {
  readonly from: DipDocument;
  readonly to: DipDocument;
  /** Entry of `from` → its counterpart in `to`; one to one, absent where there is none. */
  readonly counterparts: ReadonlyMap<DipEntry, DipEntry>;
  readonly originals: ReadonlyMap<DipEntry, DipEntry>;
  readonly fromEntries: ReadonlyMap<string, DipEntry>;
  readonly toEntries: ReadonlyMap<string, DipEntry>;
}

/**
 * Pairs the entries of two catalogues (病种): 1. same code, and the same name or a like content; 2. of the rest the same
 * diagnoses, procedures and condition under another code; 3. of the rest the same name and a like content. Contents are
 * alike where some diagnosis may meet both and the main procedures share half of the smaller side, or both have none.
 */
export function pairCatalogues(from: DipDocument, to: DipDocument): CataloguePair {
  const counterparts = new Map<DipEntry, DipEntry>();
  const originals = new Map<DipEntry, DipEntry>();
  const pair = (before: DipEntry, after: DipEntry): void => {
    counterparts.set(before, after);
    originals.set(after, before);
  };
  const toEntries = byKey(to.entries, ({ code }) => code);
  for (const entry of from.entries) {
    const same = toEntries.get(entry.code);
    if (same !== undefined && (isSameName(entry, same) || isAlike(entry, same))) pair(entry, same);
  }
  const left = (entries: readonly DipEntry[], paired: ReadonlyMap<DipEntry, DipEntry>): DipEntry[] =>
    entries.filter((entry) => !paired.has(entry));
  const byContent = byKey(left(to.entries, originals), (entry) => contentOf(entry, to));
  for (const entry of left(from.entries, counterparts)) {
    const same = byContent.get(contentOf(entry, from));
    if (same !== undefined && !originals.has(same)) pair(entry, same);
  }
  const byName = new Map<string, DipEntry[]>();
  for (const entry of left(to.entries, originals)) {
    const name = plainName(entry);
    byName.set(name, [...(byName.get(name) ?? []), entry]);
  }
  for (const entry of left(from.entries, counterparts)) {
    const like = (byName.get(plainName(entry)) ?? []).find((other) => !originals.has(other) && isAlike(entry, other));
    if (like !== undefined) pair(entry, like);
  }
  return { from, to, counterparts, originals, fromEntries: byKey(from.entries, ({ code }) => code), toEntries };
}

/** Whether a code means the same entry in both; two cases without an entry stay too. */
export function isSameEntry(pair: CataloguePair, from: string, to: string): boolean {
  if (from !== to) return false;
  const before = pair.fromEntries.get(from);
  return before === undefined ? !pair.toEntries.has(to) : pair.counterparts.get(before) === pair.toEntries.get(to);
}

/** The first entry of each key, in order of the entries' numbers. */
function byKey(entries: readonly DipEntry[], keyOf: (entry: DipEntry) => string): Map<string, DipEntry> {
  const map = new Map<string, DipEntry>();
  for (const entry of entries) {
    const key = keyOf(entry);
    if (!map.has(key)) map.set(key, entry);
  }
  return map;
}

/** Spaces and punctuation are spelling. */
const plainName = ({ name }: DipEntry): string => name.replace(/[\s\p{P}]/gu, '');

const isSameName = (a: DipEntry, b: DipEntry): boolean => plainName(a) !== '' && plainName(a) === plainName(b);

function isAlike(a: DipEntry, b: DipEntry): boolean {
  if (!a.diagnoses.some((one) => b.diagnoses.some((other) => overlapsPattern(one, other)))) return false;
  if (a.procedureUse === 'class' && b.procedureUse === 'class') return a.kind === b.kind;
  const smaller = Math.min(a.main.length, b.main.length);
  if (smaller === 0) return a.main.length === b.main.length;
  const others = new Set(b.main);
  return a.main.filter((code) => others.has(code)).length >= SAME_CONTENT * smaller;
}

/** All that decides which cases an entry takes, as a text. */
function contentOf(entry: DipEntry, { conditions }: DipDocument): string {
  const { diagnoses, procedureUse, kind, main, related, condition } = entry;
  const sorted = (codes: readonly string[]): string => [...codes].sort().join('|');
  return [
    sorted(diagnoses.map((pattern) => JSON.stringify(pattern))),
    procedureUse,
    procedureUse === 'class' ? kind : '',
    sorted(main),
    sorted(related.map(sorted)),
    condition === undefined ? '' : conditions[condition]!.text,
  ].join('\t');
}
