import { MISSING_DAY } from '../../kernel/day.js';
import type { RowPass } from '../../kernel/executor.js';
import { orderNumber, type StayOrder } from './order-persons.js';
import { HASHED_WORDS, type PersonKeys } from './person-keys.js';
import type { FactCodes } from './stay-facts.js';
import {
  AMOUNT_LEFT,
  AMOUNT_ORDER,
  AMOUNTS,
  CHUNK_ROWS,
  type StayRecords,
  unitsWithin,
  WORD_FACTS,
  WORD_HIGH,
  WORD_LOW,
  WORD_ROW,
  WORDS,
} from './stay-records.js';

export interface GatherPayload {
  readonly records: StayRecords;
  readonly keys: PersonKeys;
  readonly total: Float64Array;
  readonly selfFunded: Float64Array;
  readonly firstPaid: Float64Array;
  readonly order: StayOrder;
  readonly facts: readonly FactCodes[];
  /** Rows from here on are visits, which were looked at before. */
  readonly stayCount: number;
  /** By set of facts: 1 where a row has it. */
  readonly isUsed: Uint8Array;
  /** Set to 1 where something is blank that may not be: the rows are then looked at one by one. */
  readonly hasBlanks: Uint8Array;
}

const SEED = 0x9e3779b9 | 0;

/** Room for one chunk. */
interface ChunkRoom {
  readonly lows: Int32Array;
  readonly highs: Int32Array;
  readonly facts: Int32Array;
  readonly tails: Int32Array;
  readonly places: Uint32Array;
}

/** Writes the records of the chunks that begin within rows [from, to). */
function gatherRows(payload: GatherPayload, from: number, to: number): void {
  const { records } = payload;
  const [first, end] = unitsWithin(CHUNK_ROWS, from, to);
  const room: ChunkRoom = {
    lows: new Int32Array(CHUNK_ROWS),
    highs: new Int32Array(CHUNK_ROWS),
    facts: new Int32Array(CHUNK_ROWS),
    tails: new Int32Array(CHUNK_ROWS * records.tailWords),
    places: new Uint32Array(2 ** records.partBits + 1),
  };
  for (let chunk = first; chunk < end; chunk++) {
    const begin = chunk * CHUNK_ROWS;
    const count = Math.min(CHUNK_ROWS, records.rowCount - begin);
    hashKeys(payload, room, chunk, begin, count);
    room.facts.fill(0, 0, count);
    for (const fact of payload.facts) addFact(payload, room.facts, fact, begin, count);
    writeRecords(payload, room, begin, count);
  }
}

/**
 * Hashes the persons of a chunk and counts those of each part, so that `places` tells where the next record goes. Each
 * step on a word can be undone, so that 64 bits tell two words exactly; those beyond are kept beside. A key that ends
 * within a word is filled up by a byte that no UTF-8 text has, then by zeros: different keys have different words.
 */
function hashKeys(
  { records, keys }: GatherPayload,
  { lows, highs, tails, places }: ChunkRoom,
  chunk: number,
  begin: number,
  count: number,
): void {
  const { offsets, bytes, words } = keys;
  const { partBits, tailWords } = records;
  const parts = 2 ** partBits;
  places.fill(0);
  for (let i = 0; i < count; i++) {
    let at = offsets[begin + i]!;
    const end = offsets[begin + i + 1]!;
    let low = SEED;
    let high = 0;
    for (let w = 0; w < words; w++) {
      let word = 0;
      if (at + 4 <= end) {
        word = bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
      } else if (at < end) word = lastWord(bytes, at, end);
      at += 4;
      if (w >= HASHED_WORDS) tails[i * tailWords + w - HASHED_WORDS] = word;
      const next = low ^ word;
      low = high ^ mix(next);
      high = next;
    }
    const last = low;
    low = high ^ mix(low);
    high = last ^ mix(low);
    lows[i] = low;
    highs[i] = high;
    places[partOf(low, partBits)]!++;
  }
  const base = chunk * (parts + 1);
  for (let part = 0, start = 0; part < parts; part++) {
    const size = places[part]!;
    records.starts[base + part] = start;
    places[part] = start;
    start += size;
  }
  records.starts[base + parts] = count;
}

function lastWord(bytes: Uint8Array, at: number, end: number): number {
  let word = 0xff;
  for (let i = end - 1; i >= at; i--) word = (word << 8) | bytes[i]!;
  return word;
}

function mix(value: number): number {
  let mixed = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}

/** A part is told by the first bits of the hash. */
const partOf = (low: number, partBits: number): number => (partBits === 0 ? 0 : low >>> (32 - partBits));

/** Numbers of sets of facts, one fact after the other, so that each loop reads one column. */
function addFact(
  { stayCount, hasBlanks }: GatherPayload,
  facts: Int32Array,
  { size, codes, places, otherwise, blankUpTo }: FactCodes,
  begin: number,
  count: number,
): void {
  if (places !== undefined) {
    for (let i = 0; i < count; i++) {
      let place = places[codes[begin + i]!]!;
      if (place < 0) place = otherwise === undefined ? 0 : otherwise.places[otherwise.codes[begin + i]!]!;
      facts[i] = Math.imul(facts[i]!, size) + place;
    }
    return;
  }
  let least = size;
  for (let i = 0; i < count; i++) {
    const code = codes[begin + i]!;
    facts[i] = Math.imul(facts[i]!, size) + code;
    if (code < least && begin + i < stayCount) least = code;
  }
  if (least <= blankUpTo) hasBlanks[0] = 1;
}

function writeRecords(
  { records, total, selfFunded, firstPaid, order, stayCount, isUsed, hasBlanks }: GatherPayload,
  { lows, highs, facts, tails, places }: ChunkRoom,
  begin: number,
  count: number,
): void {
  const { amounts, words, placeOf, partBits, tailWords } = records;
  const { day } = order;
  for (let i = 0; i < count; i++) {
    const row = begin + i;
    const low = lows[i]!;
    const place = places[partOf(low, partBits)]!++;
    placeOf[row] = place;
    const amount = (begin + place) * AMOUNTS;
    const word = (begin + place) * WORDS;
    const cost = total[row]!;
    const left = cost - selfFunded[row]! - firstPaid[row]!;
    if (day[row] === MISSING_DAY || (Number.isNaN(left) && !Number.isNaN(cost))) {
      if (row < stayCount) hasBlanks[0] = 1;
    }
    amounts[amount + AMOUNT_LEFT] = left;
    amounts[amount + AMOUNT_ORDER] = orderNumber(order, row);
    words[word + WORD_LOW] = low;
    words[word + WORD_HIGH] = highs[i]!;
    words[word + WORD_FACTS] = facts[i]!;
    words[word + WORD_ROW] = row;
    for (let w = 0; w < tailWords; w++) records.tails[(begin + place) * tailWords + w] = tails[i * tailWords + w]!;
    isUsed[facts[i]!] = 1;
  }
}

/** Brings what the pass by person reads together; rows of the pass are rows of the table. */
export const benefitGatherPass: RowPass<GatherPayload> = { name: 'benefit-gather', rows: gatherRows };
