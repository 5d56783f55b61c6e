import { compareStays, type StayOrder } from './order-persons.js';
import {
  AMOUNT_ORDER,
  AMOUNTS,
  CHUNK_ROWS,
  type StayRecords,
  WORD_HIGH,
  WORD_LOW,
  WORD_ROW,
  WORDS,
} from './stay-records.js';

/** Up to so many records are put in order by insertion. */
const FEW = 24;
const MOST_BITS = 16;

/** Room for the order of one part, kept from part to part. */
export class PartRoom {
  /** The part's records in order of person and settlement. */
  records = new Int32Array(0);
  /** Its records as they come. */
  listed = new Int32Array(0);
  ends = new Int32Array(0);

  ready(count: number): void {
    if (this.records.length >= count) return;
    this.records = new Int32Array(count);
    this.listed = new Int32Array(count);
  }
}

interface Ordered {
  readonly records: StayRecords;
  readonly order: StayOrder;
}

/**
 * Lists the records of a part, each person's together, in the order in which they are settled: a counting sort by the
 * next bits of the hash leaves a person or two in a bucket.
 * @returns how many there are
 */
export function sortPart(payload: Ordered, part: number, room: PartRoom): number {
  const { words, partBits } = payload.records;
  const count = listPart(payload.records, part, room);
  if (count === 0) return 0;
  const bits = Math.min(MOST_BITS, Math.max(1, 32 - Math.clz32(count)), 32 - partBits);
  const shift = 32 - partBits - bits;
  const mask = 2 ** bits - 1;
  if (room.ends.length <= mask) room.ends = new Int32Array(mask + 1);
  const { records, listed, ends } = room;
  ends.fill(0);
  for (let i = 0; i < count; i++) ends[(words[listed[i]! * WORDS + WORD_LOW]! >>> shift) & mask]!++;
  for (let bucket = 0, end = 0; bucket <= mask; bucket++) {
    end += ends[bucket]!;
    ends[bucket] = end;
  }
  for (let i = count - 1; i >= 0; i--) {
    const record = listed[i]!;
    records[--ends[(words[record * WORDS + WORD_LOW]! >>> shift) & mask]!] = record;
  }
  for (let from = 0, bucket = 0; from < count; ) {
    bucket++;
    const to = bucket > mask ? count : ends[bucket]!;
    if (to - from > 1) orderBucket(payload, records, from, to);
    from = to;
  }
  return count;
}

/** A part's records stand together within each chunk. */
function listPart({ rowCount, starts, partBits }: StayRecords, part: number, room: PartRoom): number {
  const entries = 2 ** partBits + 1;
  let count = 0;
  for (let at = part; at < starts.length; at += entries) count += starts[at + 1]! - starts[at]!;
  room.ready(count);
  const { listed } = room;
  let next = 0;
  for (let chunk = 0; chunk * CHUNK_ROWS < rowCount; chunk++) {
    const base = chunk * CHUNK_ROWS;
    const end = base + starts[chunk * entries + part + 1]!;
    for (let record = base + starts[chunk * entries + part]!; record < end; record++) listed[next++] = record;
  }
  return count;
}

function orderBucket(payload: Ordered, records: Int32Array, from: number, to: number): void {
  if (to - from > FEW) {
    records.subarray(from, to).sort((a, b) => compareRecords(payload, a, b));
    return;
  }
  for (let i = from + 1; i < to; i++) {
    const record = records[i]!;
    let place = i;
    while (place > from && compareRecords(payload, records[place - 1]!, record) > 0) {
      records[place] = records[place - 1]!;
      place--;
    }
    records[place] = record;
  }
}

function compareRecords({ records, order }: Ordered, a: number, b: number): number {
  const { words, amounts } = records;
  return (
    comparePersons(records, a, b) ||
    amounts[a * AMOUNTS + AMOUNT_ORDER]! - amounts[b * AMOUNTS + AMOUNT_ORDER]! ||
    compareStays(order, words[a * WORDS + WORD_ROW]!, words[b * WORDS + WORD_ROW]!)
  );
}

/** 0 where two records are of one person; otherwise some order of persons. */
export function comparePersons({ words, tails, tailWords }: StayRecords, a: number, b: number): number {
  const low = words[a * WORDS + WORD_LOW]! - words[b * WORDS + WORD_LOW]!;
  if (low !== 0) return low;
  const high = words[a * WORDS + WORD_HIGH]! - words[b * WORDS + WORD_HIGH]!;
  if (high !== 0) return high;
  for (let w = 0; w < tailWords; w++) {
    const tail = tails[a * tailWords + w]! - tails[b * tailWords + w]!;
    if (tail !== 0) return tail;
  }
  return 0;
}
