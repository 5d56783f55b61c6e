import { parseDecimal } from '../../../kernel/decimal.js';
import { sharedInt8, sharedInt16, sharedInt32 } from '../../../kernel/shared-arrays.js';
import type { IntegerColumn } from '../../case-table.js';
import type { ColumnSchema } from '../../columns.js';
import type { ReadTally } from '../read-tally.js';
import { CELL_TAKEN, NOT_A_NUMBER, NOT_WHOLE, OUT_OF_RANGE, VALUE_NOT_ALLOWED } from '../row-reasons.js';
import { type CellWriter, cellText, cutShared, resizeShared } from './cell-writer.js';
import { mayBeWide, narrowText } from './narrow-text.js';

const ZERO = 48;
/** A number with more digits than a decimal holds exactly is a number all the same. */
const ONLY_DIGITS = /^-?\d+$/;
const ALLOCATE = { int8: sharedInt8, int16: sharedInt16, int32: sharedInt32 };

/** Whole numbers from 0, missing −1, in the array the schema names. */
export class IntegerWriter implements CellWriter {
  private values: Int8Array | Int16Array | Int32Array;
  private readonly least: number;
  private readonly most: number;
  /** Where the value set is closed: 1 for each allowed number. */
  private readonly allowed: Uint8Array | undefined;

  constructor(
    schema: ColumnSchema,
    private readonly tally: ReadTally,
  ) {
    this.values = ALLOCATE[schema.storage ?? 'int32'](0);
    this.least = schema.least ?? 0;
    this.most = schema.most ?? 2 ** 31 - 1;
    if (schema.values !== undefined) {
      this.allowed = new Uint8Array(this.most + 1);
      for (const value of schema.values) this.allowed[Number(value)] = 1;
    }
  }

  write(bytes: Uint8Array, from: number, to: number, row: number): number {
    if (from === to) {
      this.values[row] = -1;
      return CELL_TAKEN;
    }
    if (to - from > 9) return this.writeText(bytes, from, to, row);
    let value = 0;
    for (let position = from; position < to; position++) {
      const digit = bytes[position]! - ZERO;
      if (digit < 0 || digit > 9) return this.writeText(bytes, from, to, row);
      value = value * 10 + digit;
    }
    return this.keep(value, row);
  }

  reserve(rowCount: number): void {
    this.values = resizeShared(this.values, rowCount);
  }

  finish(rowCount: number): IntegerColumn {
    this.values = cutShared(this.values, rowCount);
    return { kind: 'integer', values: this.values };
  }

  /** 12.0 is a whole number, as programs that keep doubles write it; 12.5 is none. */
  private writeText(bytes: Uint8Array, from: number, to: number, row: number): number {
    const isWide = mayBeWide(bytes, from, to);
    const text = cellText(bytes, from, to);
    const decimal = parseDecimal(isWide ? narrowText(text) : text);
    if (decimal === undefined) {
      if (this.allowed !== undefined) return VALUE_NOT_ALLOWED;
      return ONLY_DIGITS.test(text) ? OUT_OF_RANGE : NOT_A_NUMBER;
    }
    if (decimal.scale > 0) return NOT_WHOLE;
    const answer = this.keep(decimal.digits, row);
    if (isWide && answer === CELL_TAKEN) this.tally.wideNumbers++;
    return answer;
  }

  private keep(value: number, row: number): number {
    if (this.allowed !== undefined) {
      if (this.allowed[value] !== 1) return VALUE_NOT_ALLOWED;
    } else if (value < this.least || value > this.most) {
      return OUT_OF_RANGE;
    }
    this.values[row] = value;
    return CELL_TAKEN;
  }
}
