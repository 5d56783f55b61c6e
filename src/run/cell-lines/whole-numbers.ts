import { CELL_ERRORS } from './cell-line-errors.js';

const SEVEN_BITS = 128;

/** Whole numbers from 0 as bytes, seven bits each, low ones first: small numbers are short, up to 2^53. */
export class NumberBytes {
  private bytes = Buffer.allocUnsafe(256);
  private used = 0;

  add(value: number): void {
    if (this.used + 8 > this.bytes.length) {
      const grown = Buffer.allocUnsafe(this.bytes.length * 2);
      grown.set(this.bytes.subarray(0, this.used));
      this.bytes = grown;
    }
    let rest = value;
    while (rest >= SEVEN_BITS) {
      this.bytes[this.used++] = (rest % SEVEN_BITS) + SEVEN_BITS;
      rest = Math.floor(rest / SEVEN_BITS);
    }
    this.bytes[this.used++] = rest;
  }

  toBase64(): string {
    return this.bytes.toString('base64', 0, this.used);
  }
}

/** Reads what NumberBytes wrote. @throws cells_unreadable where bytes are missing or left over */
export class NumberReader {
  private at = 0;

  constructor(private readonly bytes: Buffer) {}

  next(): number {
    let value = 0;
    let factor = 1;
    for (;;) {
      const byte = this.bytes[this.at++];
      if (byte === undefined) throw CELL_ERRORS.cells_unreadable({ what: 'values' });
      value += (byte % SEVEN_BITS) * factor;
      if (byte < SEVEN_BITS) return value;
      factor *= SEVEN_BITS;
    }
  }

  end(): void {
    if (this.at !== this.bytes.length) throw CELL_ERRORS.cells_unreadable({ what: 'values' });
  }
}
