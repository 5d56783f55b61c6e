/** Rows a chunk: buffers of 8 KB each stay in the first cache. */
export const CHUNK_ROWS = 1_024;

/** Below this every integer in a double is exact, and so are the sums and products that stay below it. */
export const EXACT = 2 ** 53;
/** Quotients are corrected by one unit of the divisor, hence one bit less. */
export const EXACT_QUOTIENT = 2 ** 52;

export type ColumnComparison = '<' | '<=' | '>' | '>=' | '==' | '!=';
export type ColumnRounding = 'half_away' | 'floor' | 'ceil';

/**
 * The primitive steps of a formula over columns of integers: what the column kernel runs chunk by chunk and what the
 * WebAssembly kernel is assembled from, so that both are one reading of the tree.
 */
export interface KernelSteps<Slot> {
  constant(value: number): Slot;
  /** A condition that always (1) or never (0) holds. */
  truth(value: 0 | 1): Slot;
  /** a × aFactor + b × bFactor. */
  linear(a: Slot, aFactor: number, b: Slot, bFactor: number): Slot;
  /** a × factor; the same slot where the factor is 1. */
  scaled(a: Slot, factor: number): Slot;
  product(a: Slot, b: Slot): Slot;
  absolute(a: Slot): Slot;
  /** numerator with the sign of the denominator; a zero denominator makes the row hard. */
  oriented(numerator: Slot, denominator: Slot): Slot;
  /** Whether a × aFactor stands in the relation to b × bFactor. */
  comparison(operator: ColumnComparison, a: Slot, aFactor: number, b: Slot, bFactor: number): Slot;
  not(a: Slot): Slot;
  and(a: Slot, b: Slot): Slot;
  select(test: Slot, whenTrue: Slot, whenFalse: Slot): Slot;
  /** numerator / denominator to a whole number; the denominator is positive wherever the row is not hard. */
  quotient(rounding: ColumnRounding, numerator: Slot, denominator: Slot): Slot;
}
