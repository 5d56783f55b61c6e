import { compareCodePoints } from '../../kernel/compare-code-points.js';
import { notice } from '../read/notices.js';
import type { Notice } from '../read/read-result.js';
import type { CodeChange } from './code-change.js';

const EXAMPLES = 5;

const NOTICE_OF = {
  repaired: 'notice_codes_repaired',
  converted: 'notice_codes_converted',
  not_in_crosswalk: 'notice_codes_not_in_crosswalk',
  suspicious: 'notice_codes_suspicious',
} as const;

/** One entry a code and fate, the most frequent first; spellings of one code are put together. */
export function mergeChanges(changes: readonly CodeChange[]): CodeChange[] {
  const merged = new Map<string, CodeChange>();
  for (const change of changes) {
    const key = [change.column, change.fate, change.from, change.to].join('\n');
    merged.set(key, { ...change, count: change.count + (merged.get(key)?.count ?? 0) });
  }
  return [...merged.values()].sort(
    (a, b) => b.count - a.count || compareCodePoints(a.column, b.column) || compareCodePoints(a.from, b.from),
  );
}

/** What is told of them: how many of each fate, and the most frequent. */
export function changeNotices(changes: readonly CodeChange[]): Notice[] {
  const notices: Notice[] = [];
  for (const [fate, code] of Object.entries(NOTICE_OF)) {
    const list = changes.filter((change) => change.fate === fate);
    if (list.length === 0) continue;
    const shown = list.slice(0, EXAMPLES).map(({ from, to }) => (from === to ? from : `${from} → ${to}`));
    const examples = list.length > EXAMPLES ? [...shown, '…'] : shown;
    notices.push(notice(code, { count: countOf(changes, fate as CodeChange['fate']), examples: examples.join(', ') }));
  }
  return notices;
}

/** How many codes had a fate, each appearance counted. */
export function countOf(changes: readonly CodeChange[], fate: CodeChange['fate']): number {
  return changes.reduce((sum, change) => sum + (change.fate === fate ? change.count : 0), 0);
}
