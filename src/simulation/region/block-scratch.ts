/** Rows are drawn in blocks; a patient's stays never cross from one block to the next, so blocks are independent. */
export const BLOCK_ROWS = 8_192;

/** What later passes over a block need from earlier ones, indexed from the block's first row. */
export interface BlockScratch {
  readonly entry: Uint16Array;
  readonly recipe: Uint32Array;
  /** 0 a first stay, else how the row follows the one before: READMITTED, RETURNED. */
  readonly chain: Uint8Array;
  readonly insurance: Uint8Array;
  /** Index of level and of hospital in the model. */
  readonly level: Uint8Array;
  readonly hospital: Uint16Array;
  /** Deviation of log cost in spreads. */
  readonly deviation: Float64Array;
}

export const READMITTED = 1;
export const RETURNED = 2;
/** Stays of one patient in a year, at most. */
export const LONGEST_CHAIN = 4;

export function allocateScratch(): BlockScratch {
  return {
    entry: new Uint16Array(BLOCK_ROWS),
    recipe: new Uint32Array(BLOCK_ROWS),
    chain: new Uint8Array(BLOCK_ROWS),
    insurance: new Uint8Array(BLOCK_ROWS),
    level: new Uint8Array(BLOCK_ROWS),
    hospital: new Uint16Array(BLOCK_ROWS),
    deviation: new Float64Array(BLOCK_ROWS),
  };
}

/** What every pass over a block is given. */
export interface BlockInput {
  readonly seed: number;
  readonly from: number;
  readonly to: number;
  readonly scratch: BlockScratch;
}
