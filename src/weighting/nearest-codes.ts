import { compareCodePoints } from '../kernel/hash.js';

/** The codes nearest to a mistyped one, by edit distance, ties by code; `*` of a pattern counts as no character. */
export function nearestCodes(pattern: string, codes: readonly string[], count: number): string[] {
  const wanted = pattern.replaceAll('*', '');
  return codes
    .map((code) => ({ code, distance: editDistance(wanted, code) }))
    .sort((a, b) => a.distance - b.distance || compareCodePoints(a.code, b.code))
    .slice(0, count)
    .map((entry) => entry.code);
}

/** Levenshtein's distance, one row at a time. */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = previous[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      current.push(Math.min(change, previous[j]! + 1, current[j - 1]! + 1));
    }
    previous = current;
  }
  return previous[b.length]!;
}
