/** Bytes of the WebAssembly binary format, as its specification numbers them. */

/** Opcodes that kernels use; vector ones follow the prefix 0xfd. */
export const OP = {
  loop: 0x03,
  end: 0x0b,
  branchIf: 0x0d,
  localGet: 0x20,
  localSet: 0x21,
  localTee: 0x22,
  i32Const: 0x41,
  i32LessUnsigned: 0x49,
  i32Add: 0x6a,
  f64Const: 0x44,
} as const;

/** Vectors of two doubles (f64x2); a comparison gives a mask of all ones or none. */
export const VECTOR = {
  load: 0x00,
  store: 0x0b,
  splat: 0x14,
  equal: 0x47,
  unequal: 0x48,
  less: 0x49,
  greater: 0x4a,
  lessOrEqual: 0x4b,
  greaterOrEqual: 0x4c,
  not: 0x4d,
  and: 0x4e,
  or: 0x50,
  xor: 0x51,
  bitSelect: 0x52,
  anyTrue: 0x53,
  floor: 0x75,
  absolute: 0xec,
  negate: 0xed,
  add: 0xf0,
  subtract: 0xf1,
  multiply: 0xf2,
  divide: 0xf3,
  /** b where a < b, else a: a NaN in b is passed over. */
  pseudoMaximum: 0xf7,
} as const;

const I32 = 0x7f;
const V128 = 0x7b;

export function unsigned(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  do {
    const low = rest % 128;
    rest = Math.floor(rest / 128);
    bytes.push(rest === 0 ? low : low + 128);
  } while (rest > 0);
  return bytes;
}

export function vector(opcode: number): number[] {
  return [0xfd, ...unsigned(opcode)];
}

export function vectorAt(opcode: typeof VECTOR.load | typeof VECTOR.store, offset: number): number[] {
  const ALIGNED_TO_16 = 4;
  return [0xfd, ...unsigned(opcode), ALIGNED_TO_16, ...unsigned(offset)];
}

export function doubleConstant(value: number): number[] {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setFloat64(0, value, true);
  return [OP.f64Const, ...bytes];
}

const section = (id: number, content: readonly number[]): number[] => [id, ...unsigned(content.length), ...content];
const named = (name: string): number[] => [...unsigned(name.length), ...Array.from(name, (c) => c.charCodeAt(0))];

/** Where a module finds the memory of its thread. */
export const MEMORY_IMPORT = { module: 'kernel', name: 'memory' } as const;

/**
 * One module over an imported memory of at least `pages` × 64 KiB: a function of one i32 that gives one i32, exported
 * as `run`, with one local i32 and then `vectors` locals of two doubles.
 */
export function assembleModule(pages: number, vectors: number, code: readonly number[]): Uint8Array {
  const locals = [2, 1, I32, ...unsigned(vectors), V128];
  const body = [...locals, ...code, OP.end];
  const memory = [...named(MEMORY_IMPORT.module), ...named(MEMORY_IMPORT.name), 2, 0, ...unsigned(pages)];
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(1, [1, 0x60, 1, I32, 1, I32]),
    ...section(2, [1, ...memory]),
    ...section(3, [1, 0]),
    ...section(7, [1, ...named('run'), 0, 0]),
    ...section(10, [1, ...unsigned(body.length), ...body]),
  ]);
}
