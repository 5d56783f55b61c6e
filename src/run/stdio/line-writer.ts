import { BACKSLASH, type LineEscape } from '../../cases/lines/line-form.js';

const LINE_FEED = 10;
const FIRST_SIZE = 1 << 16;
const SMALL = 24;
const NULL_VALUE = new Uint8Array([BACKSLASH, 78]);
const encoder = new TextEncoder();

/** Gathers output rows in one buffer. */
export class LineWriter {
  private bytes = Buffer.allocUnsafe(FIRST_SIZE);
  private used = 0;
  private isRowBegun = false;
  private readonly texts = new Map<string, Uint8Array>();

  constructor(
    private readonly separator: number,
    private readonly escaping: LineEscape,
  ) {}

  /** A text as the engine takes it back; made once for each text, so that only few different ones may come. */
  text(value: string): void {
    let made = this.texts.get(value);
    if (made === undefined) {
      made = encoder.encode(this.safe(value));
      this.texts.set(value, made);
    }
    this.raw(made, 0, made.length);
  }

  /** A number without padding or exponent; NULL where there is none. */
  number(value: string): void {
    if (value === '') this.missing();
    else {
      this.begin(value.length);
      for (let i = 0; i < value.length; i++) this.bytes[this.used++] = value.charCodeAt(i);
    }
  }

  missing(): void {
    this.raw(NULL_VALUE, 0, 2);
  }

  /** A value as it came. */
  raw(bytes: Uint8Array, from: number, to: number): void {
    this.begin(to - from);
    if (to - from > SMALL) {
      this.bytes.set(bytes.subarray(from, to), this.used);
      this.used += to - from;
    } else for (let at = from; at < to; at++) this.bytes[this.used++] = bytes[at]!;
  }

  endRow(): void {
    this.makeRoom(1);
    this.bytes[this.used++] = LINE_FEED;
    this.isRowBegun = false;
  }

  /** The rows gathered; the buffer is handed over. */
  take(): Buffer {
    const taken = this.bytes.subarray(0, this.used);
    this.bytes = Buffer.allocUnsafe(Math.max(FIRST_SIZE, this.used * 2));
    this.used = 0;
    return taken;
  }

  private begin(length: number): void {
    this.makeRoom(length + 1);
    if (this.isRowBegun) this.bytes[this.used++] = this.separator;
    this.isRowBegun = true;
  }

  private makeRoom(more: number): void {
    if (this.used + more <= this.bytes.length) return;
    const grown = Buffer.allocUnsafe((this.used + more) * 2);
    grown.set(this.bytes.subarray(0, this.used));
    this.bytes = grown;
  }

  /** A code of a local scheme may hold anything; nothing may shift the columns behind it. */
  private safe(value: string): string {
    if (this.escaping === 'none') return value.replace(/[\t\n\r\u0001]/g, ' ');
    return value.replaceAll('\\', '\\\\').replaceAll('\t', '\\t').replaceAll('\n', '\\n').replaceAll('\r', '\\r');
  }
}
