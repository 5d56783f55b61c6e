import type { DiagnosisPattern, DipDocument } from '../dip-document.js';
import { classifyTexts, exactInterval, prefixInterval, rangeInterval, type TextInterval } from './text-classes.js';

/** Diagnoses as principals: all texts in classes by the patterns they meet. Class 0 meets none. */
export interface PrincipalClasses {
  readonly bounds: readonly string[];
  readonly classOf: readonly number[];
  readonly classCount: number;
  /** 1 for a class that never groups. */
  readonly isExcluded: Uint8Array;
  /** Whether a class meets a scope, scopeCount a class. */
  readonly inScope: Uint8Array;
  /** By entry: the classes that meet it, each with the length of its longest pattern. */
  readonly classesOf: readonly ReadonlyMap<number, number>[];
}

export function intervalOf(pattern: DiagnosisPattern): TextInterval {
  if (pattern.kind === 'prefix') return prefixInterval(pattern.text);
  if (pattern.kind === 'range') return rangeInterval(pattern.from, pattern.to);
  return prefixInterval('');
}

/** Length by which patterns are preferred: a prefix its own, a range 0, every diagnosis −1. */
export function lengthOf(pattern: DiagnosisPattern): number {
  return pattern.kind === 'prefix' ? pattern.text.length : pattern.kind === 'range' ? 0 : -1;
}

const keyOf = (pattern: DiagnosisPattern): string =>
  pattern.kind === 'prefix' ? pattern.text : pattern.kind === 'range' ? `${pattern.from} ${pattern.to}` : '*';

/** @param scopes the distinct scopes of procedures, each a list of patterns */
export function compilePrincipals(
  document: DipDocument,
  scopes: readonly (readonly DiagnosisPattern[])[],
): PrincipalClasses {
  const patterns = new Map<string, { readonly index: number; readonly pattern: DiagnosisPattern }>();
  const indexOf = (pattern: DiagnosisPattern): number => {
    const key = keyOf(pattern);
    const known = patterns.get(key);
    if (known !== undefined) return known.index;
    patterns.set(key, { index: patterns.size, pattern });
    return patterns.size - 1;
  };
  const ofEntries = document.entries.map(({ diagnoses }) =>
    diagnoses
      .filter(({ kind }) => kind !== 'every')
      .map((pattern) => ({ index: indexOf(pattern), length: lengthOf(pattern) })),
  );
  const ofScopes = scopes.map((scope) => new Set(scope.map(indexOf)));
  const lists = [...patterns.values()].map(({ pattern }) => [intervalOf(pattern)]);
  const excluded = lists.push([...document.excludedDiagnoses].map(exactInterval)) - 1;
  const { bounds, classOf, listsOf } = classifyTexts(lists);

  const isExcluded = new Uint8Array(listsOf.length);
  const inScope = new Uint8Array(listsOf.length * scopes.length);
  const classesWith: number[][] = lists.map(() => []);
  listsOf.forEach((members, index) => {
    for (const list of members) classesWith[list]!.push(index);
    if (members.includes(excluded)) isExcluded[index] = 1;
    ofScopes.forEach((scope, place) => {
      if (members.some((list) => scope.has(list))) inScope[index * scopes.length + place] = 1;
    });
  });
  // A scope of every case is met without a principal too, which is as a code that meets no pattern.
  scopes.forEach((scope, place) => {
    if (scope.some(({ kind }) => kind === 'every')) inScope[place] = 1;
  });
  const classesOf = ofEntries.map((met) => {
    const longest = new Map<number, number>();
    for (const { index, length } of met) {
      for (const one of classesWith[index]!) longest.set(one, Math.max(length, longest.get(one) ?? -1));
    }
    return longest;
  });
  return { bounds, classOf, classCount: listsOf.length, isExcluded, inScope, classesOf };
}
