import type { CodeUniverse } from './code-universe.js';

/** Lengths at which a code naturally ends: A, A00, A00.0, A00.000 and 47, 47.0, 47.01, 47.0100. */
const DIAGNOSIS_LENGTHS: readonly number[] = [1, 3, 5, 7];
const PROCEDURE_LENGTHS: readonly number[] = [2, 4, 5, 7];

const lengthsOf = (code: string) => (code.charCodeAt(0) > 57 ? DIAGNOSIS_LENGTHS : PROCEDURE_LENGTHS);

/** Codes [first, end) of the universe, all that begin with one prefix. */
export interface PrefixNode {
  /** The pattern's text; `=` in front where it means this one code and longer ones exist. */
  readonly token: string;
  readonly first: number;
  readonly end: number;
  readonly children: readonly PrefixNode[];
}

const trees = new WeakMap<CodeUniverse, readonly PrefixNode[]>();

/** The tree of natural prefixes of all codes, made once for a universe. */
export function prefixTree(universe: CodeUniverse): readonly PrefixNode[] {
  let roots = trees.get(universe);
  if (roots === undefined) {
    roots = nodesBetween(universe.codes, 0, universe.codes.length, 0);
    trees.set(universe, roots);
  }
  return roots;
}

function nodesBetween(codes: readonly string[], from: number, to: number, level: number): PrefixNode[] {
  const nodes: PrefixNode[] = [];
  let start = from;
  while (start < to) {
    const code = codes[start]!;
    const length = lengthsOf(code)[level];
    const isWhole = length === undefined || code.length < length;
    let end = start + 1;
    if (!isWhole) {
      const prefix = code.slice(0, length);
      while (end < to && codes[end]!.startsWith(prefix)) end++;
    }
    if (end - start === 1) {
      const isLonger = codes[end]?.startsWith(code) === true;
      nodes.push({ token: isLonger ? `=${code}` : code, first: start, end, children: [] });
    } else {
      nodes.push({
        token: code.slice(0, length),
        first: start,
        end,
        children: nodesBetween(codes, start, end, level + 1),
      });
    }
    start = end;
  }
  return nodes;
}

/** The next shorter natural prefix: neighbours are joined to ranges only within it. */
export function parentPrefix(text: string): string {
  const lengths = lengthsOf(text);
  let shorter = 0;
  for (const length of lengths) if (length < text.length) shorter = length;
  return text.slice(0, shorter);
}
