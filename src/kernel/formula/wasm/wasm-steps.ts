import {
  CHUNK_ROWS,
  type ColumnComparison,
  type ColumnRounding,
  EXACT,
  EXACT_QUOTIENT,
  type KernelSteps,
} from '../kernel-steps.js';
import { assembleModule, doubleConstant, OP, unsigned, VECTOR, vector, vectorAt } from './wasm-bytes.js';

/** A local of two doubles (or a mask), by its place among the vector locals. */
type Local = number;

const COLUMN_BYTES = CHUNK_ROWS * 8;
const PAGE = 65_536;
/** Local 0 is the number of bytes of a column to go through, local 1 the byte reached. */
const [LENGTH, REACHED, FIRST_VECTOR] = [0, 1, 2];

const COMPARISONS: Readonly<Record<ColumnComparison, number>> = {
  '<': VECTOR.less,
  '<=': VECTOR.lessOrEqual,
  '>': VECTOR.greater,
  '>=': VECTOR.greaterOrEqual,
  '==': VECTOR.equal,
  '!=': VECTOR.unequal,
};

/** How large a local can be, from the sizes of the inputs; false where a double could lose a unit. */
type BoundStep = (bounds: Float64Array) => boolean;

export interface WasmProgram {
  readonly bytes: Uint8Array;
  /** Pages of 64 KiB that it needs. */
  readonly pages: number;
  readonly inputCount: number;
  /** Locals by which `fits` is to be given the largest size of each input. */
  readonly inputLocals: readonly Local[];
  readonly localCount: number;
  readonly fits: readonly BoundStep[];
  /** Byte offsets: columns lie one behind the other from 0. */
  readonly outAt: number;
  readonly sizesAt: number;
}

/**
 * Assembles the steps of a kernel into one loop over two rows at a time, without any check of sizes within: the loop
 * keeps the largest size of each input, from which `fits` finds out afterwards whether every number on the way stayed
 * below 2^53, that is exact. Rows with a missing value or a zero divisor come out as NaN.
 */
export class WasmSteps implements KernelSteps<Local> {
  private readonly before: number[] = [];
  private readonly body: number[] = [];
  private readonly fits: BoundStep[] = [];
  private readonly constants = new Map<number, Local>();
  private readonly inputs: { readonly local: Local; readonly size: Local }[] = [];
  private locals = 0;
  private readonly isHard: Local = this.local();
  private readonly isAnyHard: Local = this.local();
  /** Only the sign bits: −0, which is no constant of its own beside 0. */
  private readonly signBits: Local = this.local();

  constructor() {
    this.before.push(...doubleConstant(-0), ...vector(VECTOR.splat), ...this.set(this.signBits));
  }

  constant(value: number): Local {
    const known = this.constants.get(value);
    if (known !== undefined) return known;
    const out = this.local();
    this.before.push(...doubleConstant(value), ...vector(VECTOR.splat), ...this.set(out));
    this.fits.push((bounds) => {
      bounds[out] = Math.abs(value);
      return true;
    });
    this.constants.set(value, out);
    return out;
  }

  truth(value: 0 | 1): Local {
    const one = this.constant(1);
    return this.emit([...this.get(one), ...this.get(one), ...vector(value === 1 ? VECTOR.equal : VECTOR.unequal)], one);
  }

  /** The next column of the memory. */
  input(): Local {
    const local = this.local();
    const size = this.local();
    const offset = this.inputs.length * COLUMN_BYTES;
    this.inputs.push({ local, size });
    this.body.push(
      ...[OP.localGet, REACHED, ...vectorAt(VECTOR.load, offset), ...this.set(local)],
      ...[...this.get(size), ...this.get(local), ...vector(VECTOR.absolute), ...vector(VECTOR.pseudoMaximum)],
      ...this.set(size),
    );
    this.markHard([...this.get(local), ...this.get(local), ...vector(VECTOR.unequal)]);
    return local;
  }

  linear(a: Local, aFactor: number, b: Local, bFactor: number): Local {
    const [left, right] = [this.scaled(a, aFactor), this.scaled(b, Math.abs(bFactor))];
    const operation = bFactor < 0 ? VECTOR.subtract : VECTOR.add;
    const out = this.emit([...this.get(left), ...this.get(right), ...vector(operation)]);
    return this.bounded(out, (bounds) => bounds[left]! + bounds[right]!);
  }

  scaled(a: Local, factor: number): Local {
    if (factor === 1) return a;
    if (factor === -1) return this.emit([...this.get(a), ...vector(VECTOR.negate)], a);
    return this.product(a, this.constant(factor));
  }

  product(a: Local, b: Local): Local {
    if (a === this.constants.get(1)) return b;
    if (b === this.constants.get(1)) return a;
    const out = this.emit([...this.get(a), ...this.get(b), ...vector(VECTOR.multiply)]);
    return this.bounded(out, (bounds) => bounds[a]! * bounds[b]!);
  }

  absolute(a: Local): Local {
    return this.emit([...this.get(a), ...vector(VECTOR.absolute)], a);
  }

  oriented(numerator: Local, denominator: Local): Local {
    const zero = this.constant(0);
    this.markHard([...this.get(denominator), ...this.get(zero), ...vector(VECTOR.equal)]);
    const sign = [...this.get(denominator), ...this.get(this.signBits), ...vector(VECTOR.and)];
    return this.emit([...this.get(numerator), ...sign, ...vector(VECTOR.xor)], numerator);
  }

  comparison(operator: ColumnComparison, a: Local, aFactor: number, b: Local, bFactor: number): Local {
    const [left, right] = [this.scaled(a, aFactor), this.scaled(b, bFactor)];
    return this.emit([...this.get(left), ...this.get(right), ...vector(COMPARISONS[operator])]);
  }

  not(a: Local): Local {
    return this.emit([...this.get(a), ...vector(VECTOR.not)]);
  }

  and(a: Local, b: Local): Local {
    return this.emit([...this.get(a), ...this.get(b), ...vector(VECTOR.and)]);
  }

  select(test: Local, whenTrue: Local, whenFalse: Local): Local {
    if (whenTrue === whenFalse) return whenTrue;
    const choice = [...this.get(whenTrue), ...this.get(whenFalse), ...this.get(test), ...vector(VECTOR.bitSelect)];
    return this.bounded(this.emit(choice), (bounds) => Math.max(bounds[whenTrue]!, bounds[whenFalse]!));
  }

  /** As the column kernel's quotient, step by step: the remainder, which is exact, puts the division right. */
  quotient(rounding: ColumnRounding, numerator: Local, denominator: Local): Local {
    if (denominator === this.constants.get(1)) return numerator;
    const [one, zero] = [this.constant(1), this.constant(0)];
    const two = (operation: number, a: Local, b: Local) =>
      this.emit([...this.get(a), ...this.get(b), ...vector(operation)]);
    const size = this.emit([...this.get(numerator), ...vector(VECTOR.absolute)]);
    const floor = this.emit([...this.get(two(VECTOR.divide, size, denominator)), ...vector(VECTOR.floor)]);
    const rest = two(VECTOR.subtract, size, two(VECTOR.multiply, floor, denominator));
    const isOver = two(VECTOR.less, rest, zero);
    const whole = two(VECTOR.subtract, floor, two(VECTOR.and, isOver, one));
    const exactRest = two(VECTOR.add, rest, two(VECTOR.and, isOver, denominator));
    const isUp =
      rounding === 'half_away'
        ? two(VECTOR.greaterOrEqual, two(VECTOR.add, exactRest, exactRest), denominator)
        : two(
            VECTOR.and,
            two(VECTOR.greater, exactRest, zero),
            two(rounding === 'floor' ? VECTOR.less : VECTOR.greaterOrEqual, numerator, zero),
          );
    const rounded = two(VECTOR.add, whole, two(VECTOR.and, isUp, one));
    const out = two(VECTOR.or, rounded, two(VECTOR.and, numerator, this.signBits));
    this.fits.push((bounds) => {
      bounds[out] = bounds[numerator]! + 1;
      return bounds[numerator]! < EXACT_QUOTIENT && bounds[denominator]! < EXACT_QUOTIENT;
    });
    return out;
  }

  /** The whole module; `result` goes to the column behind the inputs. */
  assemble(result: Local): WasmProgram {
    const zero = this.constant(0);
    const outAt = this.inputs.length * COLUMN_BYTES;
    const sizesAt = outAt + COLUMN_BYTES;
    const end = sizesAt + this.inputs.length * 16;
    const code = [
      ...this.before,
      ...[OP.loop, 0x40],
      ...[...this.get(zero), ...this.set(this.isHard)],
      ...this.body,
      // + 0 turns −0 into 0; the mask of a hard row makes it a NaN.
      ...[OP.localGet, REACHED, ...this.get(result), ...this.get(zero), ...vector(VECTOR.add)],
      ...[...this.get(this.isHard), ...vector(VECTOR.or), ...vectorAt(VECTOR.store, outAt)],
      ...[...this.get(this.isAnyHard), ...this.get(this.isHard), ...vector(VECTOR.or), ...this.set(this.isAnyHard)],
      ...[OP.localGet, REACHED, OP.i32Const, 16, OP.i32Add, OP.localTee, REACHED],
      ...[OP.localGet, LENGTH, OP.i32LessUnsigned, OP.branchIf, 0, OP.end],
      ...this.inputs.flatMap(({ size }, index) => [
        ...[OP.i32Const, 0, ...this.get(size)],
        ...vectorAt(VECTOR.store, sizesAt + index * 16),
      ]),
      ...[...this.get(this.isAnyHard), ...vector(VECTOR.anyTrue)],
    ];
    const pages = Math.ceil(end / PAGE);
    return {
      bytes: assembleModule(pages, this.locals, code),
      pages,
      inputCount: this.inputs.length,
      inputLocals: this.inputs.map(({ local }) => local),
      localCount: this.locals,
      fits: this.fits,
      outAt,
      sizesAt,
    };
  }

  private local(): Local {
    this.locals += 1;
    return this.locals - 1;
  }

  private get(local: Local): number[] {
    return [OP.localGet, ...unsigned(FIRST_VECTOR + local)];
  }

  private set(local: Local): number[] {
    return [OP.localSet, ...unsigned(FIRST_VECTOR + local)];
  }

  private markHard(mask: readonly number[]): void {
    this.body.push(...this.get(this.isHard), ...mask, ...vector(VECTOR.or), ...this.set(this.isHard));
  }

  /** A local for what the code leaves; as large as `like`, where that is given. */
  private emit(code: readonly number[], like?: Local): Local {
    const out = this.local();
    this.body.push(...code, ...this.set(out));
    if (like !== undefined) {
      this.fits.push((bounds) => {
        bounds[out] = bounds[like]!;
        return true;
      });
    }
    return out;
  }

  private bounded(out: Local, bound: (bounds: Float64Array) => number): Local {
    this.fits.push((bounds) => {
      const size = bound(bounds);
      bounds[out] = size;
      return size < EXACT;
    });
    return out;
  }
}
