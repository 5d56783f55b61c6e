import { compareCodePoints } from '../../kernel/compare-code-points.js';

/**
 * The codes of a stored scheme, numbered through: diagnoses, then procedures, each in code-point order. A code is found
 * by halving, so that nothing has to be built before the first question.
 */
export class StoredCodes {
  constructor(
    readonly diagnoses: readonly string[],
    readonly procedures: readonly string[],
  ) {}

  at(place: number): string {
    const count = this.diagnoses.length;
    return (place < count ? this.diagnoses[place] : this.procedures[place - count])!;
  }

  /** Place of a code; -1 where the scheme does not list it. */
  placeOf(code: string): number {
    const place = search(this.diagnoses, code);
    if (place >= 0) return place;
    const procedure = search(this.procedures, code);
    return procedure < 0 ? -1 : this.diagnoses.length + procedure;
  }
}

function search(codes: readonly string[], code: string): number {
  let low = 0;
  let high = codes.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const order = compareCodePoints(codes[middle]!, code);
    if (order === 0) return middle;
    if (order < 0) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

/** Places of codes in StoredCodes. */
export type Places = Uint16Array | Uint32Array;

/** A list of codes that stays as it is stored: membership is asked of the places, texts are made when walked over. */
export class StoredCodeSet implements ReadonlySet<string> {
  constructor(
    private readonly codes: StoredCodes,
    private readonly places: Places,
  ) {}

  get size(): number {
    return this.places.length;
  }

  has(code: string): boolean {
    const place = this.codes.placeOf(code);
    return place >= 0 && this.places.includes(place);
  }

  *[Symbol.iterator](): SetIterator<string> {
    for (const place of this.places) yield this.codes.at(place);
  }

  keys(): SetIterator<string> {
    return this[Symbol.iterator]();
  }

  values(): SetIterator<string> {
    return this[Symbol.iterator]();
  }

  *entries(): SetIterator<[string, string]> {
    for (const code of this) yield [code, code];
  }

  forEach(call: (value: string, key: string, set: ReadonlySet<string>) => void): void {
    for (const code of this) call(code, code, this);
  }
}

/** A number for each code of a list (exclusion list, body region), kept as it is stored. */
export class StoredCodeMap implements ReadonlyMap<string, number> {
  constructor(
    private readonly codes: StoredCodes,
    private readonly places: Places,
    private readonly numbers: Int32Array,
  ) {}

  get size(): number {
    return this.places.length;
  }

  get(code: string): number | undefined {
    const place = this.codes.placeOf(code);
    return place < 0 ? undefined : this.numbers[this.places.indexOf(place)];
  }

  has(code: string): boolean {
    return this.get(code) !== undefined;
  }

  *entries(): MapIterator<[string, number]> {
    for (const [index, place] of this.places.entries()) yield [this.codes.at(place), this.numbers[index]!];
  }

  [Symbol.iterator](): MapIterator<[string, number]> {
    return this.entries();
  }

  *keys(): MapIterator<string> {
    for (const [code] of this) yield code;
  }

  *values(): MapIterator<number> {
    yield* this.numbers;
  }

  forEach(call: (value: number, key: string, map: ReadonlyMap<string, number>) => void): void {
    for (const [code, number] of this) call(number, code, this);
  }
}
