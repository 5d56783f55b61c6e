import type { Column, TextColumn } from '../../cases/case-table.js';

export type Numbers = Float64Array | Int8Array | Int16Array | Int32Array | Uint8Array | Uint16Array | Uint32Array;

/** Rows of one possible year behind the rows so far. */
export interface Behind {
  readonly rows: Uint32Array;
  /** Of each of them, which of the sources its value is taken from. */
  readonly sourceOf: Uint8Array;
}

/**
 * Numbers of the cases so far, with those of drawn rows written behind them: the same memory for one possible year after
 * the other, so that what was handed out holds until the next is asked for.
 */
export class PossibleNumbers<Values extends Numbers> {
  private into: Values;

  /** @param sources  by row of the file; the rows so far are of the first */
  constructor(
    private readonly sources: readonly [Values, ...Values[]],
    private readonly kept: Uint32Array,
  ) {
    this.into = allocated(sources[0], sources[0].length === 0 ? 0 : kept.length);
    take(sources[0], { rows: kept, sourceOf: new Uint8Array(kept.length) }, 0, this.into, 0);
  }

  /** Rows so far, then the drawn ones. */
  with(behind: Behind): Values {
    const { rows } = behind;
    // A column that a policy does not need has no rows.
    if (this.sources[0].length === 0) return this.sources[0];
    const { kept } = this;
    const count = kept.length + rows.length;
    if (count > this.into.length) {
      const wider = allocated(this.into, count + Math.ceil(rows.length / 20));
      wider.set(this.into.subarray(0, kept.length) as never);
      this.into = wider;
    }
    this.sources.forEach((source, s) => {
      take(source, behind, s, this.into, kept.length);
    });
    return this.into.subarray(0, count) as Values;
  }
}

/** The same of texts; drawn rows end in the suffix where they have a text. */
export class PossibleTexts {
  private readonly keptBytes: number;
  private offsets: Float64Array;
  private bytes: Uint8Array;

  constructor(
    private readonly from: TextColumn,
    private readonly kept: Uint32Array,
  ) {
    this.offsets = new Float64Array(new SharedArrayBuffer((kept.length + 1) * 8));
    for (let n = 0; n < kept.length; n++) this.offsets[n + 1] = this.offsets[n]! + this.lengthOf(kept[n]!);
    this.keptBytes = this.offsets[kept.length]!;
    this.bytes = new Uint8Array(new SharedArrayBuffer(this.keptBytes));
    for (let n = 0; n < kept.length; n++) this.bytes.set(this.textOf(kept[n]!), this.offsets[n]!);
  }

  with(rows: Uint32Array, suffix: string): TextColumn {
    const tail = new TextEncoder().encode(suffix);
    const { kept } = this;
    const count = kept.length + rows.length;
    if (count + 1 > this.offsets.length) {
      const wider = new Float64Array(new SharedArrayBuffer((count + 1 + Math.ceil(rows.length / 20)) * 8));
      wider.set(this.offsets.subarray(0, kept.length + 1));
      this.offsets = wider;
    }
    let end = this.keptBytes;
    for (let n = 0; n < rows.length; n++) {
      const length = this.lengthOf(rows[n]!);
      // An empty text is missing, and stays so.
      end += length === 0 ? 0 : length + tail.length;
      this.offsets[kept.length + n + 1] = end;
    }
    if (end > this.bytes.length) {
      const wider = new Uint8Array(new SharedArrayBuffer(end + Math.ceil((end - this.keptBytes) / 20)));
      wider.set(this.bytes.subarray(0, this.keptBytes));
      this.bytes = wider;
    }
    for (let n = 0; n < rows.length; n++) {
      const text = this.textOf(rows[n]!);
      if (text.length === 0) continue;
      const at = this.offsets[kept.length + n]!;
      this.bytes.set(text, at);
      this.bytes.set(tail, at + text.length);
    }
    return { kind: 'text', offsets: this.offsets.subarray(0, count + 1), bytes: this.bytes };
  }

  private lengthOf(row: number): number {
    return this.from.offsets[row + 1]! - this.from.offsets[row]!;
  }

  private textOf(row: number): Uint8Array {
    return this.from.bytes.subarray(this.from.offsets[row]!, this.from.offsets[row + 1]!);
  }
}

/** The numbers of a column that has one of each row. */
export function numbersOf(column: Exclude<Column, { readonly kind: 'text' | 'codes' }>): Numbers {
  return column.kind === 'dictionary' ? column.codes : column.values;
}

function allocated<Values extends Numbers>(like: Values, length: number): Values {
  const Type = like.constructor as new (buffer: SharedArrayBuffer) => Values;
  return new Type(new SharedArrayBuffer(length * like.BYTES_PER_ELEMENT));
}

/**
 * Copies the values of rows that are of one source, from the place `at` on. By width and not by type: a loop that meets
 * seven types of array is some ten times as slow.
 */
function take(from: Numbers, { rows, sourceOf }: Behind, source: number, into: Numbers, at: number): void {
  if (from.length === 0) return;
  const width = from.BYTES_PER_ELEMENT;
  if (width === 1) take8(bytesOf(from), rows, sourceOf, source, bytesOf(into).subarray(at));
  else if (width === 2) take16(pairsOf(from), rows, sourceOf, source, pairsOf(into).subarray(at));
  else if (width === 4) take32(wordsOf(from), rows, sourceOf, source, wordsOf(into).subarray(at));
  else take64(from as Float64Array, rows, sourceOf, source, (into as Float64Array).subarray(at));
}

const bytesOf = ({ buffer, byteOffset, length }: Numbers): Uint8Array => new Uint8Array(buffer, byteOffset, length);
const pairsOf = ({ buffer, byteOffset, length }: Numbers): Uint16Array => new Uint16Array(buffer, byteOffset, length);
const wordsOf = ({ buffer, byteOffset, length }: Numbers): Uint32Array => new Uint32Array(buffer, byteOffset, length);

function take8(from: Uint8Array, rows: Uint32Array, sourceOf: Uint8Array, source: number, into: Uint8Array): void {
  for (let n = 0; n < rows.length; n++) if (sourceOf[n] === source) into[n] = from[rows[n]!]!;
}

function take16(from: Uint16Array, rows: Uint32Array, sourceOf: Uint8Array, source: number, into: Uint16Array): void {
  for (let n = 0; n < rows.length; n++) if (sourceOf[n] === source) into[n] = from[rows[n]!]!;
}

function take32(from: Uint32Array, rows: Uint32Array, sourceOf: Uint8Array, source: number, into: Uint32Array): void {
  for (let n = 0; n < rows.length; n++) if (sourceOf[n] === source) into[n] = from[rows[n]!]!;
}

function take64(from: Float64Array, rows: Uint32Array, sourceOf: Uint8Array, source: number, into: Float64Array): void {
  for (let n = 0; n < rows.length; n++) if (sourceOf[n] === source) into[n] = from[rows[n]!]!;
}
