import type { Decimal } from '../decimal.js';
import { EngineError } from '../errors.js';
import { ColumnSteps, type Slot } from './column-steps.js';
import { EVALUATION_ERRORS, evaluateFormula } from './evaluate-formula.js';
import type { FormulaNode } from './formula-node.js';
import { FractionBuilder } from './fraction-builder.js';
import { CHUNK_ROWS } from './kernel-steps.js';
import { roundRational } from './rational.js';
import { formulaNames } from './read-formula.js';
import { instantiateWasm, type WasmKernel } from './wasm/wasm-kernel.js';
import { WasmSteps } from './wasm/wasm-steps.js';

/** A column of integers: value = integer / 10^scale. Money is fen, that is yuan with scale 2; NaN is missing. */
export interface FormulaInput {
  readonly name: string;
  readonly scale: number;
}

/** What `run` writes of a row into its mask: why the row has no amount. */
export const FORMULA_FAILURE = { none: 0, missing: 1, divisionByZero: 2, tooLarge: 3 } as const;

export interface FormulaKernel {
  /** The order in which `run` takes the columns. */
  readonly inputs: readonly FormulaInput[];
  /** Rows so far that the literal evaluator had to answer: larger than 2^53 on the way, missing, or a zero divisor. */
  readonly literalRows: number;
  /** Rows so far that WebAssembly answered. */
  readonly assembledRows: number;
  /**
   * Results for rows [from, to) of the columns into out[outFrom …], each rounded half away from zero once: fen, or
   * integers of 10^-resultScale. NaN where a needed value is missing, a divisor is zero, or the result passes 2^53;
   * nothing is thrown, so that a caller can name the cases or fall back on another rule.
   * @param failures  takes a FORMULA_FAILURE for each of these rows at the same places as `out`
   * @returns the number of rows left NaN
   */
  run(
    columns: readonly Float64Array[],
    from: number,
    to: number,
    out: Float64Array,
    outFrom: number,
    failures?: Uint8Array,
  ): number;
  /** Why a row was left NaN: an error to be reported with the row's case, or undefined for a missing value. */
  explain(columns: readonly Float64Array[], row: number): EngineError | undefined;
}

export interface FormulaKernelOptions {
  /** Decimals of the result: 2 (fen) unless said, e.g. 4 for points. */
  readonly resultScale?: number;
  /**
   * `when_worth_it` assembles WebAssembly once enough rows have passed; `columns` never, `assembled` from the first row,
   * where the runtime has it. The results are the same to the byte.
   */
  readonly engine?: 'when_worth_it' | 'columns' | 'assembled';
}

/** Rows after which a formula is assembled: below it, a millisecond of compiling is not won back. */
const WORTH_ASSEMBLING = 8 * CHUNK_ROWS;

/**
 * Assembled formulas of this thread: a pass makes a kernel for each of its parts, and each chunk is done with before the
 * next begins, so that kernels of one formula share an instance. undefined: the runtime cannot.
 */
const ASSEMBLED = new Map<string, WasmKernel | undefined>();
const MOST_ASSEMBLED = 256;

/**
 * Compiles a tree of readFormula for columns. Everything is exact: a value is a fraction of integers held in doubles
 * (division only moves its divisor to the denominator; comparisons multiply across), a row whose integers would pass
 * 2^53 goes to the exact fractions of `evaluateFormula`, and the result is rounded once. So kernel and literal
 * evaluator always agree, on band edges too.
 * Chunks whose numbers are small enough (the usual case) run in WebAssembly assembled from the same steps; the others
 * in the column kernel, which looks at every row.
 * A kernel belongs to the thread that made it.
 * @throws formula_unbound_name where the tree reads a name that `inputs` does not give
 */
export function createFormulaKernel(
  node: FormulaNode,
  inputs: readonly FormulaInput[],
  options: FormulaKernelOptions = {},
): FormulaKernel {
  const { resultScale = 2, engine = 'when_worth_it' } = options;
  /** Places in `inputs` of the names that the tree reads. */
  const used = formulaNames(node).map((name) => {
    const index = inputs.findIndex((input) => input.name === name);
    if (index < 0) throw EVALUATION_ERRORS.formula_unbound_name({ name });
    return index;
  });
  let columnWise: ColumnWise | undefined;
  const literal = literalEvaluator(node, inputs, used, resultScale);
  const key = JSON.stringify([node, used.map((index) => inputs[index]), resultScale]);
  let assembled = engine === 'columns' ? undefined : ASSEMBLED.get(key);
  let mayAssemble = engine !== 'columns' && !ASSEMBLED.has(key);
  let rowsSeen = engine === 'assembled' ? WORTH_ASSEMBLING : 0;
  let literalRows = 0;
  let assembledRows = 0;

  /** The row by exact fractions; gives its FORMULA_FAILURE. */
  const answerLiterally = (columns: readonly Float64Array[], row: number, out: Float64Array, at: number): number => {
    literalRows += 1;
    const amount = literal(columns, row);
    out[at] = typeof amount === 'number' ? amount : Number.NaN;
    if (typeof amount === 'number') return Number.isNaN(amount) ? FORMULA_FAILURE.missing : FORMULA_FAILURE.none;
    return amount.code === 'formula_division_by_zero' ? FORMULA_FAILURE.divisionByZero : FORMULA_FAILURE.tooLarge;
  };

  return {
    inputs,
    get literalRows() {
      return literalRows;
    },
    get assembledRows() {
      return assembledRows;
    },
    run(columns, from, to, out, outFrom, failures) {
      let failed = 0;
      failures?.fill(FORMULA_FAILURE.none, outFrom, outFrom + to - from);
      const leave = (row: number, at: number): void => {
        const failure = answerLiterally(columns, row, out, at);
        if (failure === FORMULA_FAILURE.none) return;
        failed += 1;
        if (failures !== undefined) failures[at] = failure;
      };
      for (let start = from; start < to; start += CHUNK_ROWS) {
        const count = Math.min(CHUNK_ROWS, to - start);
        const base = outFrom + start - from;
        if (mayAssemble && rowsSeen >= WORTH_ASSEMBLING) {
          mayAssemble = false;
          assembled = assemble(node, inputs, used, resultScale);
          if (ASSEMBLED.size >= MOST_ASSEMBLED) ASSEMBLED.clear();
          ASSEMBLED.set(key, assembled);
        }
        rowsSeen += count;
        const state = assembled === undefined ? 'large' : runAssembled(assembled, columns, used, start, count);
        if (state === 'large') {
          columnWise ??= buildColumnSteps(node, inputs, used, resultScale);
          columnWise.run(columns, start, count);
          const { hard } = columnWise.steps;
          const { values } = columnWise.result;
          for (let i = 0; i < count; i++) {
            // + 0 turns the −0 of a rounded small negative into 0.
            if (hard[i] === 0) out[base + i] = values[i]! + 0;
            else leave(start + i, base + i);
          }
          continue;
        }
        assembledRows += count;
        const values = assembled!.out;
        out.set(count === CHUNK_ROWS ? values : values.subarray(0, count), base);
        if (state === 'exact') continue;
        for (let i = 0; i < count; i++) if (Number.isNaN(values[i])) leave(start + i, base + i);
      }
      return failed;
    },
    explain(columns, row) {
      const amount = literal(columns, row);
      return typeof amount === 'number' ? undefined : amount;
    },
  };
}

interface ColumnWise {
  readonly steps: ColumnSteps;
  readonly result: Slot;
  run(columns: readonly Float64Array[], start: number, count: number): void;
}

function buildColumnSteps(
  node: FormulaNode,
  inputs: readonly FormulaInput[],
  used: readonly number[],
  resultScale: number,
): ColumnWise {
  const steps = new ColumnSteps();
  const sources = used.map((): { column: Float64Array; from: number } => ({ column: new Float64Array(0), from: 0 }));
  const builder = new FractionBuilder<Slot>(steps, (name) => {
    const place = used.findIndex((index) => inputs[index]!.name === name);
    return { slot: steps.input(sources[place]!), scale: inputs[used[place]!]!.scale };
  });
  const result = builder.roundedTo(builder.number(node), resultScale, 'half_away').numerator;
  return {
    steps,
    result,
    run(columns, start, count) {
      for (let place = 0; place < used.length; place++) {
        sources[place]!.column = columns[used[place]!]!;
        sources[place]!.from = start;
      }
      steps.run(count);
    },
  };
}

/** Columns of the module in the order of `used`. */
function assemble(
  node: FormulaNode,
  inputs: readonly FormulaInput[],
  used: readonly number[],
  resultScale: number,
): WasmKernel | undefined {
  const steps = new WasmSteps();
  const locals = used.map(() => steps.input());
  const builder = new FractionBuilder<number>(steps, (name) => {
    const place = used.findIndex((index) => inputs[index]!.name === name);
    return { slot: locals[place]!, scale: inputs[used[place]!]!.scale };
  });
  return instantiateWasm(steps.assemble(builder.roundedTo(builder.number(node), resultScale, 'half_away').numerator));
}

function runAssembled(
  kernel: WasmKernel,
  columns: readonly Float64Array[],
  used: readonly number[],
  start: number,
  count: number,
): 'exact' | 'hard' | 'large' {
  for (let place = 0; place < used.length; place++) {
    const column = columns[used[place]!]!;
    kernel.inputs[place]!.set(column.subarray(start, start + count));
  }
  return kernel.run(count);
}

/** One row by the literal evaluator; its error as data, because bad rows are not exceptions. */
function literalEvaluator(
  node: FormulaNode,
  inputs: readonly FormulaInput[],
  used: readonly number[],
  resultScale: number,
): (columns: readonly Float64Array[], row: number) => number | EngineError {
  const bindings = new Map<string, Decimal | undefined>();
  return (columns, row) => {
    for (const index of used) {
      const digits = columns[index]![row]!;
      bindings.set(inputs[index]!.name, Number.isNaN(digits) ? undefined : { digits, scale: inputs[index]!.scale });
    }
    try {
      const value = evaluateFormula(node, bindings);
      if (value === undefined) return Number.NaN;
      const amount = Number(roundRational(value, resultScale));
      return Number.isSafeInteger(amount) ? amount : EVALUATION_ERRORS.formula_result_too_large({ amount });
    } catch (error) {
      if (error instanceof EngineError) return error;
      throw error;
    }
  };
}
