import { compareCodePoints } from '../../kernel/hash.js';
import type { CodePattern } from './code-pattern.js';

/** The valid codes of one kind in code-point order: what patterns are expanded against. */
export class CodeUniverse {
  readonly codes: readonly string[];
  private readonly indexes: ReadonlyMap<string, number>;
  private readonly marks: Uint8Array;

  constructor(codes: Iterable<string>) {
    this.codes = [...new Set(codes)].sort(compareCodePoints);
    this.indexes = new Map(this.codes.map((code, index) => [code, index]));
    this.marks = new Uint8Array(this.codes.length);
  }

  indexOf(code: string): number {
    return this.indexes.get(code) ?? -1;
  }

  /** First index whose code is not below the text. */
  lowerBound(text: string): number {
    let low = 0;
    let high = this.codes.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.codes[middle]! < text) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /**
   * Expands patterns to code indexes in code order.
   * @param base    codes of the lists referred to, which patterns add to or take from
   * @param unused  called with each pattern that matches no valid code
   * @param idle    called with each pattern that overlaps others so that it changes nothing
   */
  expand(
    patterns: readonly CodePattern[],
    base: readonly Int32Array[],
    unused: (pattern: Pattern) => void,
    idle: (pattern: Pattern, why: IdlePattern) => void = () => {},
  ): Int32Array {
    const marks = this.marks.fill(0);
    for (const indexes of base) for (const index of indexes) marks[index] = 1;
    const ordered = patterns.filter((pattern) => pattern.kind === 'codes').sort(byPrecedence);
    const seen = new Map<string, Pattern>();
    for (const pattern of ordered) {
      let isUsed = false;
      let isNeeded = false;
      const value = pattern.isExcluded ? 0 : 1;
      const length = pattern.from.length;
      const first = this.lowerBound(pattern.from);
      const end = this.lowerBound(`${pattern.to}\uffff`);
      for (let index = first; index < end; index++) {
        const codeLength = this.codes[index]!.length;
        if (codeLength < length || (pattern.isExact && codeLength !== length)) continue;
        isNeeded ||= marks[index] !== value;
        marks[index] = value;
        isUsed = true;
      }
      const key = `${pattern.isExact} ${pattern.from}-${pattern.to}`;
      const same = seen.get(key);
      seen.set(key, pattern);
      if (!isUsed) unused(pattern);
      else if (same !== undefined) idle(same, same.isExcluded === pattern.isExcluded ? 'repeated' : 'contradicted');
      else if (!isNeeded && base.length === 0) idle(pattern, 'covered');
    }
    return collect(marks);
  }
}

type Pattern = Extract<CodePattern, { kind: 'codes' }>;

/** Stated twice; taken back by the same pattern with `!`; or with all its codes in (or out) by shorter patterns. */
export type IdlePattern = 'repeated' | 'contradicted' | 'covered';

/** Later ones overwrite earlier ones: short before long, `=` counts as longer, inclusion before exclusion. */
function byPrecedence(a: Pattern, b: Pattern): number {
  return (
    a.from.length - b.from.length ||
    Number(a.isExact) - Number(b.isExact) ||
    Number(a.isExcluded) - Number(b.isExcluded)
  );
}

function collect(marks: Uint8Array): Int32Array {
  let count = 0;
  for (let index = 0; index < marks.length; index++) count += marks[index]!;
  const indexes = new Int32Array(count);
  let next = 0;
  for (let index = 0; index < marks.length; index++) if (marks[index] === 1) indexes[next++] = index;
  return indexes;
}
