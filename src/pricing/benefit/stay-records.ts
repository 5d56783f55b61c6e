import { sharedInt32, sharedUint8, sharedUint16, sharedUint32 } from '../../kernel/shared-arrays.js';

/** Rows whose records lie together: they are written within the cache that a core has for itself. */
export const CHUNK_ROWS = 32_768;
/** Stays of a part at most, about: so many records fit into that cache while their persons are gone through. */
const PART_STAYS = 2_048;
const MOST_PART_BITS = 13;

/** Numbers a record has in `amounts`, and in `words`, which is the same memory. */
export const AMOUNTS = 4;
export const WORDS = 8;
/** In-policy cost, fen (total less fully and first self-paid); NaN where total cost is missing. */
export const AMOUNT_LEFT = 0;
/** orderNumber of the stay. */
export const AMOUNT_ORDER = 1;
/** Hash of patient_key, two words. */
export const WORD_LOW = 4;
export const WORD_HIGH = 5;
/** Number of the stay's set of facts. */
export const WORD_FACTS = 6;
export const WORD_ROW = 7;
/** Results take the place of what was read. */
export const AMOUNT_DEDUCTIBLE = 0;
export const AMOUNT_POOLED = 1;
export const AMOUNT_ILLNESS = 2;
export const AMOUNT_ASSISTANCE = 3;

/**
 * What the pass by person reads of each stay, one record of half a cache line each. Rows are taken in chunks; within a
 * chunk, records of one part stand together, a part being the persons whose hashes begin alike. So neither writing the
 * records nor reading a part's nor reading results by row goes through memory at random.
 */
export interface StayRecords {
  readonly rowCount: number;
  readonly amounts: Float64Array;
  readonly words: Int32Array;
  /** By record: BENEFIT_FLAGS of the stay. */
  readonly flags: Uint8Array;
  /** By record × tailWords: words of the person's key beyond the two that its hash tells. */
  readonly tails: Int32Array;
  readonly tailWords: number;
  /** By row: place of its record within its chunk. */
  readonly placeOf: Uint16Array;
  /** By chunk × (parts + 1): place within the chunk at which the records of a part begin. */
  readonly starts: Uint32Array;
  readonly partBits: number;
}

export function allocateStayRecords(rowCount: number, tailWords: number): StayRecords {
  const partBits = Math.min(MOST_PART_BITS, Math.max(0, Math.ceil(Math.log2(rowCount / PART_STAYS))));
  const buffer = new SharedArrayBuffer(rowCount * WORDS * 4);
  return {
    ...{ rowCount, partBits, tailWords, amounts: new Float64Array(buffer), words: new Int32Array(buffer) },
    flags: sharedUint8(rowCount),
    tails: sharedInt32(rowCount * tailWords),
    placeOf: sharedUint16(rowCount),
    starts: sharedUint32(Math.ceil(rowCount / CHUNK_ROWS) * (2 ** partBits + 1)),
  };
}

/**
 * First and last + 1 of the units of `size` rows that begin within rows [from, to): each unit belongs to one range,
 * however the rows are split, so that tasks of any size do each unit once.
 */
export function unitsWithin(size: number, from: number, to: number): [number, number] {
  return [Math.ceil(from / size), Math.ceil(to / size)];
}

/** Rows that stand for a part where tasks are ranges of rows. */
export function rowsOfPart({ rowCount, partBits }: StayRecords): number {
  return rowCount / 2 ** partBits;
}
