import { sharedUint16, sharedUint32 } from '../../../kernel/shared-arrays.js';
import type { CodesColumn } from '../../case-table.js';
import { isSpreadsheetNumber, normaliseCode } from '../../codes/normalise-code.js';
import { ByteTable, FNV_OFFSET, FNV_PRIME, finishHash } from '../byte-table.js';
import type { ReadTally } from '../read-tally.js';
import { CELL_TAKEN, SCIENTIFIC_NOTATION } from '../row-reasons.js';
import { type CellWriter, cellText, cutShared, resizeShared } from './cell-writer.js';
import { widenCodes } from './dictionary-writer.js';

const LARGEST_SHORT = 65_535;
/** A raw text that stands for no code (a profile's sign for "none"). */
const NO_CODE = 0;

export interface CodesWriterOptions {
  /** Bytes that stand between codes of one cell. */
  readonly separators: readonly number[];
  /** Codes of the scheme: index i gets code i + 1. */
  readonly knownCodes: readonly string[];
  /** Texts a profile maps to other codes; "" for none. */
  readonly replacements: ReadonlyMap<string, string>;
  /** The first code is the principal one: without it the row has none, rather than the wrong one. */
  readonly hasPrincipal: boolean;
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
  private isChanged = new Uint8Array(1 << 10);
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
          entry = this.meet(bytes, start, stop);
          if (entry < 0) return SCIENTIFIC_NOTATION;
        }
        code = this.codeOfRaw[entry]!;
        if (this.isChanged[entry] !== 0) this.options.tally.normalisedCodes++;
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

  /** A text not seen before: normalised, numbered, remembered. −1 where a spreadsheet has eaten it. */
  private meet(bytes: Uint8Array, from: number, to: number): number {
    const text = cellText(bytes, from, to);
    const replaced = this.options.replacements.get(text.trim()) ?? text;
    const normal = normaliseCode(replaced);
    if (isSpreadsheetNumber(normal)) return -1;
    let code = normal === '' ? NO_CODE : this.codeOfText.get(normal);
    if (code === undefined) {
      code = this.values.length;
      this.values.push(normal);
      this.codeOfText.set(normal, code);
      if (code > LARGEST_SHORT && this.codes instanceof Uint16Array) this.codes = widenCodes(this.codes);
    }
    const entry = this.raw.add(bytes, from, to);
    if (entry === this.codeOfRaw.length) {
      const codeOfRaw = new Uint32Array(entry * 2);
      codeOfRaw.set(this.codeOfRaw);
      this.codeOfRaw = codeOfRaw;
      const isChanged = new Uint8Array(entry * 2);
      isChanged.set(this.isChanged);
      this.isChanged = isChanged;
    }
    this.codeOfRaw[entry] = code;
    this.isChanged[entry] = normal !== '' && normal !== replaced ? 1 : 0;
    return entry;
  }
}
