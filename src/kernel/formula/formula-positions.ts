import type { FormulaNode } from './formula-node.js';
import type { FormulaToken } from './formula-tokens.js';

/** Beside the trees, not in them: a tree is plain data whose equal parts are equal. */
const POSITIONS = new WeakMap<FormulaNode, number>();

/** Index in the formula's text of a part's first number or name; 0 for trees that were not parsed from a text. */
export function positionOf(node: FormulaNode): number {
  const known = POSITIONS.get(node);
  if (known !== undefined) return known;
  switch (node.kind) {
    case 'unary':
      return positionOf(node.operand);
    case 'binary':
      return positionOf(node.left);
    case 'conditional':
      return positionOf(node.test);
    default:
      return 0;
  }
}

/** Gives the leaves of a tree their places: a tree's numbers and names come in the order of the text. */
export class LeafPositions {
  private readonly leaves: readonly FormulaToken[];
  private next = 0;

  constructor(tokens: readonly FormulaToken[]) {
    const words = new Set(['and', 'or', 'not']);
    this.leaves = tokens.filter(({ kind, text }) => kind === 'number' || (kind === 'name' && !words.has(text)));
  }

  /** The place of the next leaf, without taking it. */
  get here(): number {
    return this.leaves[Math.min(this.next, this.leaves.length - 1)]?.at ?? 0;
  }

  take(): number {
    const at = this.here;
    this.next += 1;
    return at;
  }

  mark<Node extends FormulaNode>(node: Node, at: number): Node {
    POSITIONS.set(node, at);
    return node;
  }
}
