import type { TextColumn } from '../../cases/case-table.js';
import { sharedFloat64, sharedUint32 } from '../../kernel/shared-arrays.js';
import { groupTexts } from '../../links/group-texts.js';

/** Longest key that stands in the records; where keys are longer, persons are numbered first. */
const MOST_BYTES = 40;
const WORD_BYTES = 4;
/** Two words are told by the hash alone, see hashKeys. */
export const HASHED_WORDS = 2;

/** Keys of persons as bytes, taken as words of four: all of one table as so many words, the shorter ones filled up. */
export interface PersonKeys {
  readonly offsets: Uint32Array | Float64Array;
  readonly bytes: Uint8Array;
  readonly words: number;
}

/** The keys as they are or, where one is too long for the records, the number of the person in their place. */
export function personKeys(column: TextColumn, rowCount: number): PersonKeys {
  const { offsets, bytes } = column;
  let longest = 0;
  for (let row = 0; row < rowCount; row++) longest = Math.max(longest, offsets[row + 1]! - offsets[row]!);
  if (longest > MOST_BYTES) return numbersOfPersons(column, rowCount);
  return { offsets, bytes, words: Math.max(HASHED_WORDS, Math.ceil(longest / WORD_BYTES)) };
}

function numbersOfPersons(column: TextColumn, rowCount: number): PersonKeys {
  const { rows, starts } = groupTexts(column, rowCount);
  const numbers = sharedUint32(rowCount);
  for (let person = 0; person + 1 < starts.length; person++) {
    for (let i = starts[person]!; i < starts[person + 1]!; i++) numbers[rows[i]!] = person;
  }
  const offsets = sharedFloat64(rowCount + 1);
  for (let row = 0; row <= rowCount; row++) offsets[row] = row * WORD_BYTES;
  return { offsets, bytes: new Uint8Array(numbers.buffer), words: HASHED_WORDS };
}
