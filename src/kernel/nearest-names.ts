import { compareCodePoints } from './compare-code-points.js';

/**
 * The names nearest to a mistyped one, at most `count`: by edit distance, where a name that continues the other or is
 * its beginning counts as one change; ties by code point.
 */
export function nearestNames(name: string, known: readonly string[], count = 3): string[] {
  return known
    .map((candidate) => ({ candidate, distance: distanceOf(name.toLowerCase(), candidate.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance || compareCodePoints(a.candidate, b.candidate))
    .slice(0, count)
    .map(({ candidate }) => candidate);
}

function distanceOf(name: string, candidate: string): number {
  const isPart = name.length > 1 && (candidate.startsWith(name) || name.startsWith(candidate));
  return Math.min(editDistance(name, candidate), isPart ? 1 : Number.POSITIVE_INFINITY);
}

/** Levenshtein's distance, one row at a time. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 0; i < a.length; i++) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j++) {
      const change = row[j]! + (a[i] === b[j] ? 0 : 1);
      next.push(Math.min(change, row[j + 1]! + 1, next[j]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}
