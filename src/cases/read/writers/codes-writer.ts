import { sharedUint16, sharedUint32 } from '../../../kernel/shared-arrays.js';
import type { CodesColumn } from '../../case-table.js';
import { codeBesideName } from '../../codes/code-beside-name.js';
import type { CodeChange } from '../../codes/code-change.js';
import type { CodeFate, CodeTreatment } from '../../codes/code-treatment.js';
import { isSpreadsheetNumber, normaliseCode } from '../../codes/normalise-code.js';
import { ByteTable, FNV_OFFSET, FNV_PRIME, finishHash } from '../byte-table.js';
import type { ReadTally } from '../read-tally.js';
import { CELL_TAKEN, CODE_AMBIGUOUS, CODE_ZEROS_LOST, SCIENTIFIC_NOTATION } from '../row-reasons.js';
import { type CellWriter, cellText, cutShared, resizeShared } from './cell-writer.js';
import { widenCodes } from './dictionary-writer.js';
import { hasWideSeparator, narrowSeparators } from './wide-separators.js';

const LARGEST_SHORT = 65_535;
/** A raw text that stands for no code (a profile's sign for "none"). */
const NO_CODE = 0;
const NORMALISED = 1;
/** The code was mended, converted or is to be told for another reason. */
const TOLD = 2;

const NOTHING: { code: string; fate: CodeFate } = { code: '', fate: 'same' };

export interface CodesWriterOptions {
  /** Bytes that stand between codes of one cell. */
  readonly separators: readonly number[];
  /** Codes of the scheme: index i gets code i + 1. */
  readonly knownCodes: readonly string[];
  /** Texts a profile maps to other codes; "" for none. */
  readonly replacements: ReadonlyMap<string, string>;
  /** The first code is the principal one: without it the row has none, rather than the wrong one. */
  readonly hasPrincipal: boolean;
  readonly column: 'dx' | 'px';
  readonly treatment: CodeTreatment;
  /** Names stand beside codes: they are taken off, and a name alone is no code. */
  readonly names: 'keep' | 'remove';
  readonly tally: ReadTally;
}

/**
 * Lists of diagnosis or procedure codes as numbers. A text seen before is found by its bytes; only a new one becomes a
 * string, is normalised and numbered, so spelling costs nothing on the way.
 */
export class CodesWriter implements CellWriter {
  private offsets = sharedUint32(1);
  private codes: Uint16Array | Uint32Array = sharedUint16(1 << 12);
  private readonly values: string[] = [''];
  private readonly codeOfText = new Map<string, number>();
  private readonly raw = new ByteTable();
  private codeOfRaw = new Uint32Array(1 << 10);
  private signs = new Uint8Array(1 << 10);
  private readonly changeOf = new Map<number, Omit<CodeChange, 'count'>>();
  private counts = new Uint32Array(0);
  private narrow = new Uint8Array(0);
  private readonly isSeparator = new Uint8Array(256);
  private end = 0;
  private pieceCount = 0;
  private isPrincipalMissing = false;

  constructor(private readonly options: CodesWriterOptions) {
    for (const byte of options.separators) this.isSeparator[byte] = 1;
    for (const code of options.knownCodes) {
      this.values.push(code);
      if (!this.codeOfText.has(code)) this.codeOfText.set(code, this.values.length - 1);
    }
    for (const code of options.knownCodes) {
      const normal = normaliseCode(code);
      if (!this.codeOfText.has(normal)) this.codeOfText.set(normal, this.codeOfText.get(code)!);
    }
    if (this.values.length - 1 > LARGEST_SHORT) this.codes = widenCodes(this.codes);
  }

  write(bytes: Uint8Array, from: number, to: number, row: number): number {
    this.begin(row);
    const problem = this.append(bytes, from, to);
    this.close(row);
    return problem;
  }

  /** Several cells make one list: first the principal's, then the others in the order given. */
  writeParts(bytes: Uint8Array, starts: Int32Array, ends: Int32Array, cells: readonly number[], row: number): number {
    this.begin(row);
    let problem = CELL_TAKEN;
    for (let part = 0; part < cells.length && problem === CELL_TAKEN; part++) {
      problem = this.append(bytes, starts[cells[part]!]!, ends[cells[part]!]!);
    }
    this.close(row);
    return problem;
  }

  reserve(rowCount: number): void {
    this.offsets = resizeShared(this.offsets, rowCount + 1);
  }

  finish(rowCount: number): CodesColumn {
    this.offsets = cutShared(this.offsets, rowCount + 1);
    this.codes = cutShared(this.codes, this.offsets[rowCount]!);
    return { kind: 'codes', offsets: this.offsets, codes: this.codes, values: this.values };
  }

  private begin(row: number): void {
    this.end = this.offsets[row]!;
    this.pieceCount = 0;
    this.isPrincipalMissing = false;
  }

  private close(row: number): void {
    if (this.isPrincipalMissing && this.options.hasPrincipal && this.end > this.offsets[row]!) {
      this.end = this.offsets[row]!;
      this.options.tally.principalMissing++;
    }
    this.offsets[row + 1] = this.end;
  }

  private append(bytes: Uint8Array, from: number, to: number): number {
    const { isSeparator } = this;
    let start = from;
    do {
      // Hashed on the way to the separator: the bytes are looked at once.
      let stop = start;
      let hash = FNV_OFFSET;
      while (stop < to) {
        const byte = bytes[stop]!;
        if (isSeparator[byte] !== 0) break;
        hash = Math.imul(hash ^ byte, FNV_PRIME);
        stop++;
      }
      let code = NO_CODE;
      if (stop > start) {
        let entry = this.raw.findHashed(bytes, start, stop, finishHash(hash));
        if (entry < 0) {
          if (hasWideSeparator(bytes, start, stop)) {
            const problem = this.appendWide(bytes, start, stop);
            if (problem !== CELL_TAKEN) return problem;
            start = stop + 1;
            continue;
          }
          entry = this.meet(bytes, start, stop);
          if (entry < 0) return -entry;
        }
        code = this.codeOfRaw[entry]!;
        const sign = this.signs[entry]!;
        if (sign !== 0) this.tell(entry, sign);
      }
      if (code !== NO_CODE) {
        if (this.end === this.codes.length) this.codes = resizeShared(this.codes, this.codes.length * 2);
        this.codes[this.end++] = code;
      } else if (this.pieceCount === 0) {
        this.isPrincipalMissing = true;
      }
      this.pieceCount++;
      start = stop + 1;
    } while (start <= to);
    return CELL_TAKEN;
  }

  /** A cell with ，、；｜ between its codes: the same cell with narrow signs. */
  private appendWide(bytes: Uint8Array, from: number, to: number): number {
    if (this.narrow.length < to - from) this.narrow = new Uint8Array((to - from) * 2);
    const length = narrowSeparators(bytes, from, to, this.narrow, this.options.separators[0]!);
    this.options.tally.wideSeparators++;
    return this.append(this.narrow, 0, length);
  }

  private tell(entry: number, sign: number): void {
    if ((sign & NORMALISED) !== 0) this.options.tally.normalisedCodes++;
    if ((sign & TOLD) !== 0) this.counts[entry] = this.counts[entry]! + 1;
  }

  /** Codes told so far, by raw text; kept aside while a file may have to be begun again. */
  markChanges(): Uint32Array {
    return this.counts.slice();
  }

  returnToChanges(counts: Uint32Array | undefined): void {
    this.counts.fill(0);
    if (counts !== undefined) this.counts.set(counts);
  }

  /** Codes that did not go in as they came. */
  changes(): CodeChange[] {
    const list: CodeChange[] = [];
    for (const [entry, change] of this.changeOf) {
      const count = this.counts[entry]!;
      if (count > 0) list.push({ ...change, count });
    }
    return list;
  }

  /** A text not seen before: normalised, treated, numbered, remembered. Minus the reason where it is no code to keep. */
  private meet(bytes: Uint8Array, from: number, to: number): number {
    const { options } = this;
    const text = cellText(bytes, from, to);
    const replaced = options.replacements.get(text.trim()) ?? text;
    const written = options.names === 'remove' ? codeBesideName(replaced) : replaced;
    const normal = normaliseCode(written);
    if (isSpreadsheetNumber(normal)) return -SCIENTIFIC_NOTATION;
    const { code: treated, fate } = normal === '' ? NOTHING : options.treatment.treat(normal);
    if (fate === 'ambiguous') return -CODE_AMBIGUOUS;
    if (fate === 'zeros_lost') return -CODE_ZEROS_LOST;
    const entry = this.raw.add(bytes, from, to);
    if (entry >= this.counts.length) this.growEntries(entry);
    this.codeOfRaw[entry] = treated === '' ? NO_CODE : this.numberOf(treated);
    let sign = normal !== '' && normal !== written ? NORMALISED : 0;
    if (fate !== 'same') {
      sign |= TOLD;
      this.changeOf.set(entry, { column: options.column, fate, from: normal, to: treated });
    }
    this.signs[entry] = sign;
    return entry;
  }

  private numberOf(code: string): number {
    const known = this.codeOfText.get(code);
    if (known !== undefined) return known;
    const number = this.values.length;
    this.values.push(code);
    this.codeOfText.set(code, number);
    if (number > LARGEST_SHORT && this.codes instanceof Uint16Array) this.codes = widenCodes(this.codes);
    return number;
  }

  private growEntries(entry: number): void {
    const size = Math.max(1 << 10, entry * 2);
    const codeOfRaw = new Uint32Array(size);
    const signs = new Uint8Array(size);
    const counts = new Uint32Array(size);
    codeOfRaw.set(this.codeOfRaw.subarray(0, entry));
    signs.set(this.signs.subarray(0, entry));
    counts.set(this.counts.subarray(0, entry));
    this.codeOfRaw = codeOfRaw;
    this.signs = signs;
    this.counts = counts;
  }
}
