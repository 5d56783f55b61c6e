import {
  CHUNK_ROWS,
  type ColumnComparison,
  type ColumnRounding,
  EXACT,
  EXACT_QUOTIENT,
  type KernelSteps,
} from './kernel-steps.js';

/** A buffer of integers with a bound on their size in the chunk at hand. */
export interface Slot {
  readonly values: Float64Array;
  bound: number;
}

/**
 * The primitive steps of a kernel over chunks of integers. Each step knows how large its operands can be in this chunk;
 * only where a result could pass 2^53 are its rows looked at, and rows that do pass (or hold NaN, or divide by zero)
 * are marked `hard` and left to the literal evaluator. Nothing is allocated after building.
 */
export class ColumnSteps implements KernelSteps<Slot> {
  /** 1 for rows of the chunk that the fast path must not answer. */
  readonly hard = new Uint8Array(CHUNK_ROWS);
  private readonly steps: ((count: number) => void)[] = [];
  private readonly constants = new Map<number, Slot>();

  run(count: number): void {
    this.hard.fill(0, 0, count);
    for (const step of this.steps) step(count);
  }

  constant(value: number): Slot {
    const known = this.constants.get(value);
    if (known) return known;
    const slot: Slot = { values: new Float64Array(CHUNK_ROWS).fill(value), bound: Math.abs(value) };
    this.constants.set(value, slot);
    return slot;
  }

  truth(value: 0 | 1): Slot {
    return this.constant(value);
  }

  /** Copies rows of a caller's column; `source` is set before each chunk. */
  input(source: { column: Float64Array; from: number }): Slot {
    const { hard } = this;
    const out = this.slot();
    this.steps.push((count) => {
      const { column, from } = source;
      const { values } = out;
      let bound = 0;
      for (let i = 0; i < count; i++) {
        const value = column[from + i]!;
        const size = Math.abs(value);
        values[i] = value;
        if (size > bound) bound = size;
        if (!(size < EXACT)) hard[i] = 1;
      }
      out.bound = bound;
    });
    return out;
  }

  linear(a: Slot, aFactor: number, b: Slot, bFactor: number): Slot {
    const { hard } = this;
    const out = this.slot();
    const [aSize, bSize] = [Math.abs(aFactor), Math.abs(bFactor)];
    this.steps.push((count) => {
      const [left, right, values] = [a.values, b.values, out.values];
      for (let i = 0; i < count; i++) values[i] = left[i]! * aFactor + right[i]! * bFactor;
      out.bound = a.bound * aSize + b.bound * bSize;
      if (out.bound < EXACT) return;
      for (let i = 0; i < count; i++) {
        if (!(Math.abs(left[i]! * aFactor) + Math.abs(right[i]! * bFactor) < EXACT)) hard[i] = 1;
      }
    });
    return out;
  }

  scaled(a: Slot, factor: number): Slot {
    if (factor === 1) return a;
    const { hard } = this;
    const out = this.slot();
    const size = Math.abs(factor);
    this.steps.push((count) => {
      const [left, values] = [a.values, out.values];
      for (let i = 0; i < count; i++) values[i] = left[i]! * factor;
      out.bound = a.bound * size;
      if (!(out.bound < EXACT)) markLarge(values, hard, count);
    });
    return out;
  }

  product(a: Slot, b: Slot): Slot {
    if (this.isOne(a)) return b;
    if (this.isOne(b)) return a;
    const { hard } = this;
    const out = this.slot();
    this.steps.push((count) => {
      const [left, right, values] = [a.values, b.values, out.values];
      for (let i = 0; i < count; i++) values[i] = left[i]! * right[i]!;
      out.bound = a.bound * b.bound;
      if (!(out.bound < EXACT)) markLarge(values, hard, count);
    });
    return out;
  }

  absolute(a: Slot): Slot {
    const out = this.slot();
    this.steps.push((count) => {
      const [left, values] = [a.values, out.values];
      for (let i = 0; i < count; i++) values[i] = Math.abs(left[i]!);
      out.bound = a.bound;
    });
    return out;
  }

  oriented(numerator: Slot, denominator: Slot): Slot {
    const { hard } = this;
    const out = this.slot();
    this.steps.push((count) => {
      const [top, bottom, values] = [numerator.values, denominator.values, out.values];
      for (let i = 0; i < count; i++) {
        values[i] = bottom[i]! < 0 ? -top[i]! : top[i]!;
        if (bottom[i] === 0) hard[i] = 1;
      }
      out.bound = numerator.bound;
    });
    return out;
  }

  comparison(operator: ColumnComparison, a: Slot, aFactor: number, b: Slot, bFactor: number): Slot {
    const left = this.scaled(a, aFactor).values;
    const right = this.scaled(b, bFactor).values;
    const out = this.slot();
    const { values } = out;
    out.bound = 1;
    this.steps.push(comparisonLoop(operator, left, right, values));
    return out;
  }

  not(a: Slot): Slot {
    const out = this.slot();
    out.bound = 1;
    this.steps.push((count) => {
      for (let i = 0; i < count; i++) out.values[i] = 1 - a.values[i]!;
    });
    return out;
  }

  and(a: Slot, b: Slot): Slot {
    const out = this.slot();
    out.bound = 1;
    this.steps.push((count) => {
      for (let i = 0; i < count; i++) out.values[i] = a.values[i]! * b.values[i]!;
    });
    return out;
  }

  select(test: Slot, whenTrue: Slot, whenFalse: Slot): Slot {
    if (whenTrue === whenFalse) return whenTrue;
    const out = this.slot();
    this.steps.push((count) => {
      const [choice, yes, no, values] = [test.values, whenTrue.values, whenFalse.values, out.values];
      for (let i = 0; i < count; i++) values[i] = choice[i] === 1 ? yes[i]! : no[i]!;
      out.bound = Math.max(whenTrue.bound, whenFalse.bound);
    });
    return out;
  }

  quotient(rounding: ColumnRounding, numerator: Slot, denominator: Slot): Slot {
    if (this.isOne(denominator)) return numerator;
    const { hard } = this;
    const out = this.slot();
    this.steps.push((count) => {
      const [top, bottom, values] = [numerator.values, denominator.values, out.values];
      for (let i = 0; i < count; i++) {
        const n = top[i]!;
        const d = bottom[i]!;
        const size = n < 0 ? -n : n;
        // Division rounds at most up to the next whole number; the remainder, which is exact, shows it.
        let whole = Math.floor(size / d);
        let rest = size - whole * d;
        if (rest < 0) {
          whole -= 1;
          rest += d;
        }
        if (rounding === 'half_away' ? 2 * rest >= d : rest > 0 && n < 0 === (rounding === 'floor')) whole += 1;
        values[i] = n < 0 ? -whole : whole;
        if (!(size < EXACT_QUOTIENT && d < EXACT_QUOTIENT)) hard[i] = 1;
      }
      out.bound = numerator.bound + 1;
    });
    return out;
  }

  private isOne(slot: Slot): boolean {
    return this.constants.get(1) === slot;
  }

  private slot(): Slot {
    return { values: new Float64Array(CHUNK_ROWS), bound: 0 };
  }
}

function markLarge(values: Float64Array, hard: Uint8Array, count: number): void {
  for (let i = 0; i < count; i++) if (!(Math.abs(values[i]!) < EXACT)) hard[i] = 1;
}

function comparisonLoop(
  operator: ColumnComparison,
  left: Float64Array,
  right: Float64Array,
  out: Float64Array,
): (count: number) => void {
  switch (operator) {
    case '<':
      return (count) => {
        for (let i = 0; i < count; i++) out[i] = left[i]! < right[i]! ? 1 : 0;
      };
    case '<=':
      return (count) => {
        for (let i = 0; i < count; i++) out[i] = left[i]! <= right[i]! ? 1 : 0;
      };
    case '>':
      return (count) => {
        for (let i = 0; i < count; i++) out[i] = left[i]! > right[i]! ? 1 : 0;
      };
    case '>=':
      return (count) => {
        for (let i = 0; i < count; i++) out[i] = left[i]! >= right[i]! ? 1 : 0;
      };
    case '==':
      return (count) => {
        for (let i = 0; i < count; i++) out[i] = left[i] === right[i] ? 1 : 0;
      };
    default:
      return (count) => {
        for (let i = 0; i < count; i++) out[i] = left[i] !== right[i] ? 1 : 0;
      };
  }
}

export { CHUNK_ROWS } from './kernel-steps.js';
