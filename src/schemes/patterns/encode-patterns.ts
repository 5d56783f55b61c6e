import { compareCodePoints } from '../../kernel/hash.js';
import type { CodeUniverse } from './code-universe.js';
import { type PrefixNode, parentPrefix, prefixTree } from './prefix-tree.js';

/** What a code is while walking down: as the lists referred to say, in, or out. */
const INHERITED = 0;
const IN = 1;
const OUT = 2;
type State = typeof INHERITED | typeof IN | typeof OUT;
const STATES: readonly State[] = [INHERITED, IN, OUT];

/** Least number of tokens at and below a node for each state above it, and the state chosen there. */
interface Plan {
  readonly node: PrefixNode;
  readonly cost: readonly [number, number, number];
  readonly choice: readonly [State, State, State];
  readonly children: readonly Plan[];
}

interface Token {
  readonly text: string;
  readonly isExcluded: boolean;
  readonly first: number;
}

/**
 * States a set of codes with the fewest prefix patterns (exact dynamic programme over the tree of prefixes), then
 * joins runs of neighbours into ranges. `CodeUniverse.expand` of the result gives the set back.
 * @param members  one byte a code: 1 in the list
 * @param base     one byte a code: 1 where a list referred to already holds it; absent: none
 */
export function encodePatterns(universe: CodeUniverse, members: Uint8Array, base?: Uint8Array): string {
  const memberSums = runningSums(members);
  const baseSums = base === undefined ? new Int32Array(members.length + 1) : runningSums(base);
  const tokens: Token[] = [];
  for (const root of prefixTree(universe)) collectTokens(planNode(root, memberSums, baseSums), INHERITED, tokens);
  return layOut(joinRanges(tokens, universe));
}

function runningSums(marks: Uint8Array): Int32Array {
  const sums = new Int32Array(marks.length + 1);
  for (let index = 0; index < marks.length; index++) sums[index + 1] = sums[index]! + marks[index]!;
  return sums;
}

function planNode(node: PrefixNode, memberSums: Int32Array, baseSums: Int32Array): Plan {
  const size = node.end - node.first;
  const memberCount = memberSums[node.end]! - memberSums[node.first]!;
  const baseCount = baseSums[node.end]! - baseSums[node.first]!;
  if (memberCount === 0) return uniformPlan(node, OUT, baseCount === 0);
  if (memberCount === size) return uniformPlan(node, IN, baseCount === size);
  const children = node.children.map((child) => planNode(child, memberSums, baseSums));
  const below = STATES.map((state) => children.reduce((sum, child) => sum + child.cost[state], 0));
  const cost: [number, number, number] = [0, 0, 0];
  const choice: [State, State, State] = [INHERITED, IN, OUT];
  for (const state of STATES) {
    cost[state] = below[state]!;
    for (const other of [IN, OUT] as const) {
      if (other !== state && below[other]! + 1 < cost[state]) {
        cost[state] = below[other]! + 1;
        choice[state] = other;
      }
    }
  }
  return { node, cost, choice, children };
}

/** All codes below are in, or all are out: at most one token, and nothing below it. */
function uniformPlan(node: PrefixNode, wanted: typeof IN | typeof OUT, isBaseRight: boolean): Plan {
  const isIn = wanted === IN;
  return {
    node,
    cost: [isBaseRight ? 0 : 1, isIn ? 0 : 1, isIn ? 1 : 0],
    choice: [isBaseRight ? INHERITED : wanted, wanted, wanted],
    children: [],
  };
}

function collectTokens(plan: Plan, state: State, tokens: Token[]): void {
  const next = plan.choice[state];
  if (next !== state) tokens.push({ text: plan.node.token, isExcluded: next === OUT, first: plan.node.first });
  for (const child of plan.children) collectTokens(child, next, tokens);
}

/** Three or more neighbours of one length, sign and parent become `A-B`, if no other prefix of that length lies between. */
function joinRanges(tokens: readonly Token[], universe: CodeUniverse): Token[] {
  const byShape = new Map<string, Token[]>();
  const plain: Token[] = [];
  for (const token of tokens) {
    if (token.text.startsWith('=')) {
      plain.push(token);
      continue;
    }
    const key = `${token.isExcluded}:${token.text.length}:${parentPrefix(token.text)}`;
    const group = byShape.get(key);
    if (group === undefined) byShape.set(key, [token]);
    else group.push(token);
  }
  for (const group of byShape.values()) {
    let start = 0;
    for (let next = 1; next <= group.length; next++) {
      if (next < group.length && areNeighbours(group[next - 1]!.text, group[next]!.text, universe)) continue;
      const run = group.slice(start, next);
      if (run.length < 3) plain.push(...run);
      else plain.push({ ...run[0]!, text: `${run[0]!.text}-${run.at(-1)!.text}` });
      start = next;
    }
  }
  return plain.sort(
    (a, b) => a.first - b.first || boundLength(a) - boundLength(b) || compareCodePoints(a.text, b.text),
  );
}

/** Length of what a pattern's codes begin with; what is taken from a pattern is longer and so stands after it. */
const boundLength = (token: Token) => token.text.split('-')[0]!.length;

function areNeighbours(left: string, right: string, universe: CodeUniverse): boolean {
  let index = universe.lowerBound(`${left}\uffff`);
  while (index < universe.codes.length && universe.codes[index]!.length < left.length) index++;
  return universe.codes[index]?.startsWith(right) === true;
}

const LINE = 110;

/** In code order, each exception after what it is taken from; a new line where the ICD chapter or section changes. */
function layOut(tokens: readonly Token[]): string {
  const lines: string[] = [];
  let line = '';
  let section = '';
  for (const token of tokens) {
    const word = token.isExcluded ? `!${token.text}` : token.text;
    const wordSection = token.text.replace('=', '').slice(0, 2);
    const isFull = line.length + 1 + word.length > LINE || (wordSection !== section && line.length > LINE / 2);
    if (line !== '' && isFull) {
      lines.push(line);
      line = '';
    }
    section = wordSection;
    line = line === '' ? word : `${line} ${word}`;
  }
  if (line !== '') lines.push(line);
  return lines.join('\n');
}
