import { CHUNK_ROWS, EXACT } from '../kernel-steps.js';
import { MEMORY_IMPORT } from './wasm-bytes.js';
import type { WasmProgram } from './wasm-steps.js';

/** Of the runtime's WebAssembly, what is used here; its types come with those of browsers only. */
interface WebAssemblyRuntime {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (
    module: object,
    imports: Readonly<Record<string, Readonly<Record<string, object>>>>,
  ) => { readonly exports: Readonly<Record<string, unknown>> };
  readonly Memory: new (size: { readonly initial: number }) => { readonly buffer: ArrayBuffer };
}

/** 62 columns and the results; a formula over more stays with the column kernel. */
const MEMORY_PAGES = 8;
/**
 * One memory for all kernels of a thread: each chunk is done with before the next begins, and the runtime sets gigabytes
 * of addresses aside for every memory.
 */
let memory: { readonly buffer: ArrayBuffer } | undefined;

/** Runs one chunk of rows that lie in the columns of `inputs`; `count` rows of `out` are right where it says so. */
export interface WasmKernel {
  readonly inputs: readonly Float64Array[];
  readonly out: Float64Array;
  /**
   * @returns `exact`: every row is right; `hard`: rows that are NaN are the literal evaluator's; `large`: some number
   *   could have passed 2^53, and no row is to be used
   */
  run(count: number): 'exact' | 'hard' | 'large';
}

/** An instance of an assembled program; undefined where the runtime has no WebAssembly with vectors. */
export function instantiateWasm(program: WasmProgram): WasmKernel | undefined {
  const runtime = (globalThis as unknown as { readonly WebAssembly?: WebAssemblyRuntime }).WebAssembly;
  if (runtime === undefined || program.pages > MEMORY_PAGES) return undefined;
  let exports: Readonly<Record<string, unknown>>;
  try {
    memory ??= new runtime.Memory({ initial: MEMORY_PAGES });
    const imports = { [MEMORY_IMPORT.module]: { [MEMORY_IMPORT.name]: memory } };
    exports = new runtime.Instance(new runtime.Module(program.bytes), imports).exports;
  } catch {
    return undefined;
  }
  const run = exports.run as (bytes: number) => number;
  const { buffer } = memory;
  const inputs = program.inputLocals.map((_, i) => new Float64Array(buffer, i * CHUNK_ROWS * 8, CHUNK_ROWS));
  const sizes = new Float64Array(buffer, program.sizesAt, 2 * program.inputCount);
  const bounds = new Float64Array(program.localCount);
  return {
    inputs,
    out: new Float64Array(buffer, program.outAt, CHUNK_ROWS),
    run(count) {
      // Rows go in pairs: the row beyond an odd number is the last one again.
      if (count % 2 === 1) for (const column of inputs) column[count] = column[count - 1]!;
      const isAnyHard = run(count * 8);
      for (let i = 0; i < inputs.length; i++) {
        const size = Math.max(sizes[2 * i]!, sizes[2 * i + 1]!);
        if (!(size < EXACT)) return 'large';
        bounds[program.inputLocals[i]!] = size;
      }
      for (const step of program.fits) if (!step(bounds)) return 'large';
      return isAnyHard === 0 ? 'exact' : 'hard';
    },
  };
}
