import type { WriteBytes } from './write-aside.js';

const SIZE = 1 << 20;
const ZERO = 48;
const DOT = 46;
const MINUS = 45;
const COMMA = 44;
const QUOTE = 34;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const SPACE = 32;

/** Bytes of a CSV in the making: cells are laid down one by one, whole blocks go out. */
export class CsvBlock {
  private bytes = new Uint8Array(SIZE);
  private length = 0;

  constructor(private readonly put: WriteBytes) {}

  /** Makes room for `count` more bytes, sending off what is there when it does not fit. */
  reserve(count: number): void {
    if (this.length + count <= this.bytes.length) return;
    this.flush();
    if (count > this.bytes.length) this.bytes = new Uint8Array(count);
  }

  flush(): void {
    if (this.length > 0) this.put(this.bytes.subarray(0, this.length));
    this.length = 0;
  }

  byte(value: number): void {
    this.bytes[this.length++] = value;
  }

  /** Bytes as they are. */
  raw(source: Uint8Array, from: number, to: number): void {
    this.reserve(to - from);
    const { bytes } = this;
    let target = this.length;
    for (let i = from; i < to; i++) bytes[target++] = source[i]!;
    this.length = target;
  }

  /** Bytes as a cell: quoted where they hold a separator, quote, newline or white space at an end. */
  cell(source: Uint8Array, from: number, to: number): void {
    if (from === to) return;
    let isQuoted = source[from]! <= SPACE || source[to - 1]! <= SPACE;
    for (let i = from; i < to && !isQuoted; i++) {
      const byte = source[i]!;
      isQuoted = byte === COMMA || byte === QUOTE || byte === LINE_FEED || byte === CARRIAGE_RETURN;
    }
    if (!isQuoted) {
      this.raw(source, from, to);
      return;
    }
    this.reserve((to - from) * 2 + 2);
    this.byte(QUOTE);
    for (let i = from; i < to; i++) {
      if (source[i] === QUOTE) this.byte(QUOTE);
      this.byte(source[i]!);
    }
    this.byte(QUOTE);
  }

  /** A whole number, at most 2^53. */
  integer(value: number): void {
    let rest = value;
    if (rest < 0) {
      this.byte(MINUS);
      rest = -rest;
    }
    let digits = 1;
    for (let limit = 10; rest >= limit; limit *= 10) digits++;
    let place = this.length + digits;
    this.length = place;
    do {
      const next = Math.floor(rest / 10);
      this.bytes[--place] = ZERO + (rest - next * 10);
      rest = next;
    } while (rest > 0);
  }

  /** Integer fen as yuan with two decimals. */
  yuan(fen: number): void {
    const absolute = Math.abs(fen);
    const whole = Math.floor(absolute / 100);
    const cents = absolute - whole * 100;
    if (fen < 0) this.byte(MINUS);
    this.integer(whole);
    this.byte(DOT);
    this.byte(ZERO + Math.floor(cents / 10));
    this.byte(ZERO + (cents % 10));
  }
}
