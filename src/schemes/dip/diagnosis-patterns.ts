import type { DiagnosisPattern } from './dip-document.js';

/** Whether the text of a code meets a pattern. An empty code (no principal) meets `every` alone. */
export function meetsPattern(pattern: DiagnosisPattern, code: string): boolean {
  switch (pattern.kind) {
    case 'every':
      return true;
    case 'prefix':
      return code !== '' && code.startsWith(pattern.text);
    case 'range': {
      if (code === '') return false;
      const beginning = code.slice(0, pattern.from.length);
      return beginning >= pattern.from && beginning <= pattern.to;
    }
  }
}

/** How narrow a pattern is, for `longer_diagnosis`: characters of a prefix; 0 a range; −1 every case. */
export function patternLength(pattern: DiagnosisPattern): number {
  return pattern.kind === 'prefix' ? pattern.text.length : pattern.kind === 'range' ? 0 : -1;
}

/** Whether every code that meets `inner` meets `outer`. */
export function coversPattern(outer: DiagnosisPattern, inner: DiagnosisPattern): boolean {
  if (outer.kind === 'every') return true;
  if (inner.kind === 'every') return false;
  if (outer.kind === 'prefix')
    return inner.kind === 'prefix'
      ? inner.text.startsWith(outer.text)
      : inner.from.startsWith(outer.text) && inner.to.startsWith(outer.text);
  const { length } = outer.from;
  const from = (inner.kind === 'prefix' ? inner.text : inner.from).slice(0, length);
  const to = (inner.kind === 'prefix' ? inner.text : inner.to).slice(0, length);
  return from.length === length && from >= outer.from && to <= outer.to;
}

/** Whether some code may meet both. */
export function overlapsPattern(a: DiagnosisPattern, b: DiagnosisPattern): boolean {
  if (a.kind === 'every' || b.kind === 'every') return true;
  const [fromA, toA] = boundsOf(a);
  const [fromB, toB] = boundsOf(b);
  return fromA <= toB && fromB <= toA;
}

/** First and last text that a pattern takes; the last as an upper bound. */
function boundsOf(pattern: Exclude<DiagnosisPattern, { kind: 'every' }>): [string, string] {
  return pattern.kind === 'prefix' ? [pattern.text, `${pattern.text}\uffff`] : [pattern.from, `${pattern.to}\uffff`];
}
