import { compareCodePoints } from '../../kernel/compare-code-points.js';
import type { Column } from '../case-table.js';

/** A code of the cases that a scheme does not list. */
export interface UnknownCode {
  readonly column: 'dx' | 'px';
  readonly code: string;
  readonly count: number;
}

/** Codes beyond a scheme's list (the first of the dictionaries), the most frequent first. */
export function unknownCodes(
  columns: Readonly<Record<string, Column>>,
  known: { readonly diagnoses: readonly string[]; readonly procedures: readonly string[] },
): UnknownCode[] {
  const list: UnknownCode[] = [];
  for (const [name, knownCount] of [
    ['dx', known.diagnoses.length],
    ['px', known.procedures.length],
  ] as const) {
    const column = columns[name];
    if (column?.kind !== 'codes' || column.values.length <= knownCount + 1) continue;
    const counts = new Uint32Array(column.values.length);
    const { codes } = column;
    for (let i = 0; i < codes.length; i++) counts[codes[i]!] = counts[codes[i]!]! + 1;
    for (let code = knownCount + 1; code < counts.length; code++) {
      if (counts[code]! > 0) list.push({ column: name, code: column.values[code]!, count: counts[code]! });
    }
  }
  return list.sort((a, b) => b.count - a.count || compareCodePoints(a.code, b.code));
}
