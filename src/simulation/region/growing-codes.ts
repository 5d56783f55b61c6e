import { sharedUint16, sharedUint32 } from '../../kernel/shared-arrays.js';

/** Lists of codes written row by row: rows in order, each code with `push`, each row closed with `endRow`. */
export class GrowingCodes {
  private codes: Uint16Array;
  private readonly offsets: Uint32Array;
  private row = 0;
  /** Codes written so far. */
  length = 0;

  constructor(caseCount: number, codesPerCase: number) {
    this.codes = new Uint16Array(Math.max(64, caseCount * codesPerCase));
    this.offsets = sharedUint32(caseCount + 1);
  }

  push(code: number): void {
    if (this.length === this.codes.length) {
      const larger = new Uint16Array(Math.ceil(this.codes.length * 1.3) + 64);
      larger.set(this.codes);
      this.codes = larger;
    }
    this.codes[this.length++] = code;
  }

  at(position: number): number {
    return this.codes[position]!;
  }

  endRow(): void {
    this.row += 1;
    this.offsets[this.row] = this.length;
  }

  /** The lists in shared memory, exactly as long as they are. */
  finish(): { offsets: Uint32Array; codes: Uint16Array } {
    const codes = sharedUint16(this.length);
    codes.set(this.codes.subarray(0, this.length));
    return { offsets: this.offsets, codes };
  }
}
