import { normaliseCode } from '../../../cases/codes/normalise-code.js';
import type { DiagnosisPattern } from '../dip-document.js';

const CODE = /^[A-Z][0-9A-Z.+*x]*$/;
const PROCEDURE = /^\d{2}(?:\.[0-9A-Za-z]*)?$/;

/**
 * Diagnosis patterns as a cell or list writes them, separated by `|`, `、`, commas, semicolons or white space: A09 (begins so),
 * A09.000x001, A15-A16 (range), `*` (every case). Codes are normalised; a pattern that stands twice is kept once.
 * @returns the patterns, or the token that is none
 */
export function parseDiagnoses(text: string): readonly DiagnosisPattern[] | { readonly wrong: string } {
  const patterns = new Map<string, DiagnosisPattern>();
  for (const token of text.split(/[|,;；，、\s]+/)) {
    if (token === '') continue;
    const pattern = parseDiagnosis(token);
    if (pattern === undefined) return { wrong: token };
    patterns.set(patternText(pattern), pattern);
  }
  return [...patterns.values()];
}

function parseDiagnosis(token: string): DiagnosisPattern | undefined {
  if (token === '*') return { kind: 'every' };
  const [first, last, ...more] = token.split(/[-–~～]/).map(normaliseCode);
  if (first === undefined || !CODE.test(first) || more.length > 0) return undefined;
  if (last === undefined) return { kind: 'prefix', text: first };
  if (!CODE.test(last) || last.length !== first.length || last < first) return undefined;
  return last === first ? { kind: 'prefix', text: first } : { kind: 'range', from: first, to: last };
}

/** A pattern as files write it. */
export function patternText(pattern: DiagnosisPattern): string {
  switch (pattern.kind) {
    case 'prefix':
      return pattern.text;
    case 'range':
      return `${pattern.from}-${pattern.to}`;
    case 'every':
      return '*';
  }
}

/**
 * A combination of procedures: parts joined by `+`, all needed, the first of them the main one; in a part `|` joins codes
 * any of which will do. `45.43*` means every valid code that begins so.
 * @param valid  valid codes, to expand `*`
 * @returns parts with full codes, each code of a part once, or the token that is none
 */
export function parseCombination(
  text: string,
  valid: readonly string[],
): readonly (readonly string[])[] | { readonly wrong: string } {
  if (text.trim() === '') return [];
  const parts: string[][] = [];
  for (const part of text.split(/[+＋]/)) {
    const codes = new Set<string>();
    for (const token of part.split(/[|,;；，、\s]+/)) {
      if (token === '') continue;
      const isPrefix = token.endsWith('*');
      const code = normaliseCode(isPrefix ? token.slice(0, -1) : token);
      if (!PROCEDURE.test(code)) return { wrong: token };
      if (!isPrefix) codes.add(code);
      else for (const known of valid) if (known.startsWith(code)) codes.add(known);
    }
    if (codes.size === 0) return { wrong: part === '' ? text : part };
    parts.push([...codes]);
  }
  return parts;
}

/** A combination as files write it. */
export function combinationText(parts: readonly (readonly string[])[]): string {
  return parts.map((part) => part.join('|')).join('+');
}
