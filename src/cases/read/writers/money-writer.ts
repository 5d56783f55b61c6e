import { divideRound } from '../../../kernel/decimal.js';
import { MISSING_FEN } from '../../../kernel/money.js';
import { sharedFloat64 } from '../../../kernel/shared-arrays.js';
import type { MoneyColumn } from '../../case-table.js';
import type { ColumnSchema } from '../../columns.js';
import type { ReadTally } from '../read-tally.js';
import { CELL_TAKEN, NEGATIVE_AMOUNT, NOT_A_NUMBER, OUT_OF_RANGE } from '../row-reasons.js';
import { type CellWriter, cellText, cutShared, resizeShared } from './cell-writer.js';
import { mayBeWide, narrowText } from './narrow-text.js';

export type MoneyUnit = 'yuan' | 'fen' | 'wan';

const POWERS = [1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8];
/** One of the unit is 10^n fen. */
const FEN_DECIMALS: Readonly<Record<MoneyUnit, number>> = { fen: 0, yuan: 2, wan: 6 };
const ZERO = 48;
const DOT = 46;
/** Digits that a double holds exactly whatever they are. */
const EXACT_LENGTH = 15;
const LONGEST_TEXT = 60;
const NUMBER = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/;
/** A thousandth of a fen. */
const TAIL = 1000n;
const GROUPED = /^-?\d{1,3}(?:,\d{3})+(?:\.\d*)?$/;

/** Fen as an amount of the unit, as files write it: −150 fen are "-1.50" yuan. */
export function amountText(fen: number, unit: MoneyUnit): string {
  const decimals = FEN_DECIMALS[unit];
  if (decimals === 0) return String(fen);
  const digits = String(Math.abs(fen)).padStart(decimals + 1, '0');
  return `${fen < 0 ? '-' : ''}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** Amounts of yuan, fen or 万元 as integer fen, exact, half away from zero beyond the fen. */
export class MoneyWriter implements CellWriter {
  private values = sharedFloat64(0);
  private readonly fenDecimals: number;
  private readonly leastFen: number;
  private readonly mostFen: number;

  constructor(
    private readonly schema: ColumnSchema,
    unit: MoneyUnit,
    private readonly tally: ReadTally,
  ) {
    this.fenDecimals = FEN_DECIMALS[unit];
    this.leastFen = (schema.least ?? 0) * 100;
    this.mostFen = (schema.most ?? 1e10) * 100;
  }

  write(bytes: Uint8Array, from: number, to: number, row: number): number {
    if (from === to) {
      this.values[row] = MISSING_FEN;
      return CELL_TAKEN;
    }
    if (to - from > EXACT_LENGTH) return this.writeText(bytes, from, to, row);
    let position = from;
    let digits = 0;
    let byte = 0;
    while (position < to) {
      byte = bytes[position]! - ZERO;
      if (byte < 0 || byte > 9) break;
      digits = digits * 10 + byte;
      position++;
    }
    // "." alone has no digit; the slow path says so.
    if (position === from) return this.writeText(bytes, from, to, row);
    let decimals = 0;
    if (position < to) {
      if (bytes[position] !== DOT) return this.writeText(bytes, from, to, row);
      position++;
      decimals = to - position;
      while (position < to) {
        byte = bytes[position]! - ZERO;
        if (byte < 0 || byte > 9) return this.writeText(bytes, from, to, row);
        digits = digits * 10 + byte;
        position++;
      }
    }
    const shift = this.fenDecimals - decimals;
    if (shift < 0) return this.writeText(bytes, from, to, row);
    return this.keep(digits * POWERS[shift]!, row);
  }

  /** The fen written last at `row`, also where they were refused for being negative. */
  amountAt(row: number): number {
    return this.values[row]!;
  }

  reserve(rowCount: number): void {
    this.values = resizeShared(this.values, rowCount);
  }

  finish(rowCount: number): MoneyColumn {
    this.values = cutShared(this.values, rowCount);
    return { kind: 'money', values: this.values };
  }

  /** Signs, currency marks, thousands separators, exponents, the long tails of doubles: exact, on big integers. */
  private writeText(bytes: Uint8Array, from: number, to: number, row: number): number {
    if (to - from > LONGEST_TEXT) return NOT_A_NUMBER;
    const isWide = mayBeWide(bytes, from, to);
    const written = cellText(bytes, from, to);
    let text = (isWide ? narrowText(written) : written).replace(/^([+-]?)[¥￥]\s*/u, '$1');
    if (GROUPED.test(text)) text = text.replaceAll(',', '');
    const match = NUMBER.exec(text);
    if (!match) return NOT_A_NUMBER;
    const [, sign, whole = '', fraction = '', exponent = '0'] = match;
    if (whole === '' && fraction === '') return NOT_A_NUMBER;
    const power = this.fenDecimals + Number(exponent) - fraction.length;
    if (Math.abs(power) > LONGEST_TEXT) return OUT_OF_RANGE;
    const digits = BigInt(`${whole}${fraction}`);
    let fen: bigint;
    if (power >= 0) {
      fen = digits * 10n ** BigInt(power);
    } else {
      const divisor = 10n ** BigInt(-power);
      fen = divideRound(digits, divisor);
      const rest = fen * divisor - digits;
      // A tail far below the fen is how a double writes 0.3; more than that was an amount finer than a fen.
      if ((rest < 0n ? -rest : rest) * TAIL >= divisor) {
        const { roundedAmounts } = this.tally;
        roundedAmounts.set(this.schema.name, (roundedAmounts.get(this.schema.name) ?? 0) + 1);
      }
    }
    const answer = this.keep(sign === '-' ? -Number(fen) : Number(fen), row);
    if (isWide && answer === CELL_TAKEN) this.tally.wideNumbers++;
    return answer;
  }

  private keep(fen: number, row: number): number {
    if (fen < this.leastFen) {
      // Kept for the row that may turn out to be a refund; any other row is written over.
      this.values[row] = fen;
      return fen < 0 ? NEGATIVE_AMOUNT : OUT_OF_RANGE;
    }
    if (fen > this.mostFen) return OUT_OF_RANGE;
    this.values[row] = fen === 0 ? 0 : fen;
    return CELL_TAKEN;
  }
}
