import { EVALUATION_ERRORS } from './evaluate-formula.js';
import { formatFormula } from './format-formula.js';
import type { FormulaNode } from './formula-node.js';
import type { ColumnComparison, ColumnRounding, KernelSteps } from './kernel-steps.js';

/** A column of exact fractions: numerator / (denominator × 10^scale), the denominator positive. */
export interface Fraction<Slot> {
  readonly numerator: Slot;
  readonly denominator: Slot;
  readonly scale: number;
}

/**
 * Turns a tree into primitive steps; equal parts are computed once. Division only moves its divisor to the denominator,
 * comparisons multiply across, and only `roundedTo` divides.
 */
export class FractionBuilder<Slot> {
  private readonly numbers = new Map<string, Fraction<Slot>>();
  private readonly conditions = new Map<string, Slot>();
  private readonly one: Slot;

  constructor(
    private readonly steps: KernelSteps<Slot>,
    private readonly input: (name: string) => { slot: Slot; scale: number },
  ) {
    this.one = steps.constant(1);
  }

  number(node: FormulaNode): Fraction<Slot> {
    const key = JSON.stringify(node);
    const known = this.numbers.get(key) ?? this.makeNumber(node);
    this.numbers.set(key, known);
    return known;
  }

  private condition(node: FormulaNode): Slot {
    const key = JSON.stringify(node);
    const known = this.conditions.get(key) ?? this.makeCondition(node);
    this.conditions.set(key, known);
    return known;
  }

  private makeNumber(node: FormulaNode): Fraction<Slot> {
    switch (node.kind) {
      case 'number':
        return this.whole(this.steps.constant(node.value.digits), node.value.scale);
      case 'name': {
        const { slot, scale } = this.input(node.name);
        return this.whole(slot, scale);
      }
      case 'unary': {
        const value = this.number(node.operand);
        return { ...value, numerator: this.steps.scaled(value.numerator, -1) };
      }
      case 'conditional':
        return this.select(this.condition(node.test), this.number(node.whenTrue), this.number(node.whenFalse));
      case 'call':
        return this.call(node.name, node.args);
      case 'binary': {
        const left = this.number(node.left);
        const right = this.number(node.right);
        switch (node.operator) {
          case '+':
            return this.sum(left, right, 1);
          case '-':
            return this.sum(left, right, -1);
          case '*':
            return this.product(left, right);
          case '/':
            return this.ratio(left, right);
          default:
            throw EVALUATION_ERRORS.formula_not_a_number({ part: formatFormula(node), expected: 'number' });
        }
      }
    }
  }

  private makeCondition(node: FormulaNode): Slot {
    if (node.kind === 'name') return this.steps.truth(node.name === 'true' ? 1 : 0);
    if (node.kind === 'unary') return this.steps.not(this.condition(node.operand));
    if (node.kind === 'conditional') {
      return this.steps.select(
        this.condition(node.test),
        this.condition(node.whenTrue),
        this.condition(node.whenFalse),
      );
    }
    if (node.kind !== 'binary')
      throw EVALUATION_ERRORS.formula_not_a_number({ part: formatFormula(node), expected: 'condition' });
    if (node.operator === 'and') return this.steps.and(this.condition(node.left), this.condition(node.right));
    if (node.operator === 'or') {
      const neither = this.steps.and(
        this.steps.not(this.condition(node.left)),
        this.steps.not(this.condition(node.right)),
      );
      return this.steps.not(neither);
    }
    return this.comparison(node.operator as ColumnComparison, this.number(node.left), this.number(node.right));
  }

  private call(name: string, args: readonly FormulaNode[]): Fraction<Slot> {
    const values = args.map((arg) => this.number(arg));
    const first = values[0]!;
    const least = (a: Fraction<Slot>, b: Fraction<Slot>) => this.select(this.comparison('<=', a, b), a, b);
    const greatest = (a: Fraction<Slot>, b: Fraction<Slot>) => this.select(this.comparison('>=', a, b), a, b);
    switch (name) {
      case 'min':
        return values.reduce(least);
      case 'max':
        return values.reduce(greatest);
      case 'clamp':
        return least(greatest(first, values[1]!), values[2]!);
      case 'abs':
        return { ...first, numerator: this.steps.absolute(first.numerator) };
      case 'floor':
      case 'ceil':
        return this.roundedTo(first, 0, name);
      case 'round': {
        const decimals = args[1];
        return this.roundedTo(first, decimals?.kind === 'number' ? decimals.value.digits : 0, 'half_away');
      }
      default:
        return first;
    }
  }

  private whole(numerator: Slot, scale: number): Fraction<Slot> {
    return { numerator, denominator: this.one, scale };
  }

  private sum(a: Fraction<Slot>, b: Fraction<Slot>, sign: 1 | -1): Fraction<Slot> {
    const scale = Math.max(a.scale, b.scale);
    const [aFactor, bFactor] = [10 ** (scale - a.scale), sign * 10 ** (scale - b.scale)];
    if (a.denominator === b.denominator) {
      const numerator = this.steps.linear(a.numerator, aFactor, b.numerator, bFactor);
      return { numerator, denominator: a.denominator, scale };
    }
    const left = this.steps.product(a.numerator, b.denominator);
    const right = this.steps.product(b.numerator, a.denominator);
    return {
      numerator: this.steps.linear(left, aFactor, right, bFactor),
      denominator: this.steps.product(a.denominator, b.denominator),
      scale,
    };
  }

  private product(a: Fraction<Slot>, b: Fraction<Slot>): Fraction<Slot> {
    return {
      numerator: this.steps.product(a.numerator, b.numerator),
      denominator: this.steps.product(a.denominator, b.denominator),
      scale: a.scale + b.scale,
    };
  }

  private ratio(a: Fraction<Slot>, b: Fraction<Slot>): Fraction<Slot> {
    const denominator = this.steps.product(a.denominator, b.numerator);
    const numerator = this.steps.product(a.numerator, b.denominator);
    return {
      numerator: this.steps.oriented(numerator, denominator),
      denominator: this.steps.absolute(denominator),
      scale: a.scale - b.scale,
    };
  }

  private comparison(operator: ColumnComparison, a: Fraction<Slot>, b: Fraction<Slot>): Slot {
    const isShared = a.denominator === b.denominator;
    const left = isShared ? a.numerator : this.steps.product(a.numerator, b.denominator);
    const right = isShared ? b.numerator : this.steps.product(b.numerator, a.denominator);
    const scale = Math.max(a.scale, b.scale);
    return this.steps.comparison(operator, left, 10 ** (scale - a.scale), right, 10 ** (scale - b.scale));
  }

  private select(test: Slot, whenTrue: Fraction<Slot>, whenFalse: Fraction<Slot>): Fraction<Slot> {
    const scale = Math.max(whenTrue.scale, whenFalse.scale);
    return {
      numerator: this.steps.select(
        test,
        this.steps.scaled(whenTrue.numerator, 10 ** (scale - whenTrue.scale)),
        this.steps.scaled(whenFalse.numerator, 10 ** (scale - whenFalse.scale)),
      ),
      denominator: this.steps.select(test, whenTrue.denominator, whenFalse.denominator),
      scale,
    };
  }

  /** The value as a whole number of 10^-decimals. */
  roundedTo(value: Fraction<Slot>, decimals: number, rounding: ColumnRounding): Fraction<Slot> {
    const shift = decimals - value.scale;
    const numerator = this.steps.scaled(value.numerator, shift > 0 ? 10 ** shift : 1);
    const divisor = this.steps.product(value.denominator, this.steps.constant(10 ** Math.max(0, -shift)));
    return this.whole(this.steps.quotient(rounding, numerator, divisor), decimals);
  }
}
