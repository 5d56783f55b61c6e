import type { Decimal } from '../decimal.js';
import { EngineError } from '../errors.js';
import { MISSING_FEN } from '../money.js';
import { CHUNK_ROWS, type ColumnComparison, ColumnSteps, type Slot } from './column-steps.js';
import { EVALUATION_ERRORS, evaluateFormula } from './evaluate-formula.js';
import { formatFormula } from './format-formula.js';
import type { FormulaNode } from './formula-node.js';
import { roundRational } from './rational.js';
import { formulaNames } from './read-formula.js';

/** A column of integers: value = integer / 10^scale. Money is fen, that is yuan with scale 2; NaN is missing. */
export interface FormulaInput {
  readonly name: string;
  readonly scale: number;
}

export interface FormulaKernel {
  /** The order in which `run` takes the columns. */
  readonly inputs: readonly FormulaInput[];
  /** Rows so far that the literal evaluator had to answer: larger than 2^53 on the way, missing, or a zero divisor. */
  readonly literalRows: number;
  /**
   * Amounts in fen for rows [from, to) of the columns into out[outFrom …], each rounded half away from zero once.
   * NaN where a needed value is missing, a divisor is zero, or the result passes 2^53 fen; `explain` says which.
   * @returns the number of rows left NaN
   */
  run(columns: readonly Float64Array[], from: number, to: number, out: Float64Array, outFrom: number): number;
  /** Why a row was left NaN: an error to be reported with the row's case, or undefined for a missing value. */
  explain(columns: readonly Float64Array[], row: number): EngineError | undefined;
}

/** A column of exact fractions: numerator / (denominator × 10^scale), denominator positive, absent for 1. */
interface Fraction {
  readonly numerator: Slot;
  readonly denominator: Slot;
  readonly scale: number;
}

/**
 * Compiles a tree of readFormula for columns. Everything is exact: a value is a fraction of integers held in doubles
 * (division only moves its divisor to the denominator; comparisons multiply across), a row whose integers would pass
 * 2^53 goes to the exact fractions of `evaluateFormula`, and the result is rounded once. So kernel and literal
 * evaluator always agree, on band edges too.
 * A kernel owns its buffers: one kernel for each thread.
 * @throws formula_unbound_name where the tree reads a name that `inputs` does not give
 */
export function createFormulaKernel(node: FormulaNode, inputs: readonly FormulaInput[]): FormulaKernel {
  const steps = new ColumnSteps();
  const sources: { column: Float64Array; from: number }[] = inputs.map(() => ({
    column: new Float64Array(0),
    from: 0,
  }));
  const used = new Set<number>();
  for (const name of formulaNames(node)) {
    const index = inputs.findIndex((input) => input.name === name);
    if (index < 0) throw EVALUATION_ERRORS.formula_unbound_name({ name });
    used.add(index);
  }
  const builder = new FractionBuilder(steps, (name) => {
    const index = inputs.findIndex((input) => input.name === name);
    return { slot: steps.input(sources[index]!), scale: inputs[index]!.scale };
  });
  const fen = builder.roundedTo(builder.number(node), 2, 'half_away').numerator;

  const bindings = new Map<string, Decimal | undefined>();
  const literalFen = (columns: readonly Float64Array[], row: number): number => {
    for (const index of used) {
      const digits = columns[index]![row]!;
      bindings.set(inputs[index]!.name, Number.isNaN(digits) ? undefined : { digits, scale: inputs[index]!.scale });
    }
    const value = evaluateFormula(node, bindings);
    if (value === undefined) return MISSING_FEN;
    const amount = Number(roundRational(value, 2));
    if (!Number.isSafeInteger(amount)) throw EVALUATION_ERRORS.formula_result_too_large({ amount });
    return amount;
  };
  /** The error of a row as data: bad rows are not exceptions. */
  const tryLiteral = (columns: readonly Float64Array[], row: number): number | EngineError => {
    try {
      return literalFen(columns, row);
    } catch (error) {
      if (error instanceof EngineError) return error;
      throw error;
    }
  };

  let literalRows = 0;
  return {
    inputs,
    get literalRows() {
      return literalRows;
    },
    run(columns, from, to, out, outFrom) {
      let failed = 0;
      for (let start = from; start < to; start += CHUNK_ROWS) {
        const count = Math.min(CHUNK_ROWS, to - start);
        for (const index of used) {
          sources[index]!.column = columns[index]!;
          sources[index]!.from = start;
        }
        steps.run(count);
        const base = outFrom + start - from;
        for (let i = 0; i < count; i++) {
          if (steps.hard[i] === 0) {
            // + 0 turns the −0 of a rounded small negative into 0.
            out[base + i] = fen.values[i]! + 0;
            continue;
          }
          literalRows += 1;
          const amount = tryLiteral(columns, start + i);
          out[base + i] = typeof amount === 'number' ? amount : MISSING_FEN;
          if (Number.isNaN(out[base + i])) failed += 1;
        }
      }
      return failed;
    },
    explain(columns, row) {
      const amount = tryLiteral(columns, row);
      return typeof amount === 'number' ? undefined : amount;
    },
  };
}

/** Turns a tree into primitive steps; equal parts are computed once. */
class FractionBuilder {
  private readonly numbers = new Map<string, Fraction>();
  private readonly conditions = new Map<string, Slot>();
  private readonly one: Slot;

  constructor(
    private readonly steps: ColumnSteps,
    private readonly input: (name: string) => { slot: Slot; scale: number },
  ) {
    this.one = steps.constant(1);
  }

  number(node: FormulaNode): Fraction {
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

  private makeNumber(node: FormulaNode): Fraction {
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
    if (node.kind === 'name') return this.steps.constant(node.name === 'true' ? 1 : 0);
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

  private call(name: string, args: readonly FormulaNode[]): Fraction {
    const values = args.map((arg) => this.number(arg));
    const first = values[0]!;
    const least = (a: Fraction, b: Fraction) => this.select(this.comparison('<=', a, b), a, b);
    const greatest = (a: Fraction, b: Fraction) => this.select(this.comparison('>=', a, b), a, b);
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

  private whole(numerator: Slot, scale: number): Fraction {
    return { numerator, denominator: this.one, scale };
  }

  private sum(a: Fraction, b: Fraction, sign: 1 | -1): Fraction {
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

  private product(a: Fraction, b: Fraction): Fraction {
    return {
      numerator: this.steps.product(a.numerator, b.numerator),
      denominator: this.steps.product(a.denominator, b.denominator),
      scale: a.scale + b.scale,
    };
  }

  private ratio(a: Fraction, b: Fraction): Fraction {
    const denominator = this.steps.product(a.denominator, b.numerator);
    const numerator = this.steps.product(a.numerator, b.denominator);
    return {
      numerator: this.steps.oriented(numerator, denominator),
      denominator: this.steps.absolute(denominator),
      scale: a.scale - b.scale,
    };
  }

  private comparison(operator: ColumnComparison, a: Fraction, b: Fraction): Slot {
    const isShared = a.denominator === b.denominator;
    const left = isShared ? a.numerator : this.steps.product(a.numerator, b.denominator);
    const right = isShared ? b.numerator : this.steps.product(b.numerator, a.denominator);
    const scale = Math.max(a.scale, b.scale);
    return this.steps.comparison(operator, left, 10 ** (scale - a.scale), right, 10 ** (scale - b.scale));
  }

  private select(test: Slot, whenTrue: Fraction, whenFalse: Fraction): Fraction {
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
  roundedTo(value: Fraction, decimals: number, rounding: 'half_away' | 'floor' | 'ceil'): Fraction {
    const shift = decimals - value.scale;
    const numerator = this.steps.scaled(value.numerator, shift > 0 ? 10 ** shift : 1);
    const divisor = this.steps.product(value.denominator, this.steps.constant(10 ** Math.max(0, -shift)));
    return this.whole(this.steps.quotient(rounding, numerator, divisor), decimals);
  }
}
