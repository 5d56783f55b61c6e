const encoder = new TextEncoder();

/** A text in the making, as UTF-8; used again row by row. */
export class ByteText {
  bytes = new Uint8Array(1 << 8);
  length = 0;

  clear(): void {
    this.length = 0;
  }

  /** Appends bytes[from … to). */
  put(bytes: Uint8Array, from: number, to: number): void {
    this.reserve(to - from);
    for (let i = from; i < to; i++) this.bytes[this.length++] = bytes[i]!;
  }

  putText(text: string): void {
    this.reserve(text.length * 3);
    this.length += encoder.encodeInto(text, this.bytes.subarray(this.length)).written;
  }

  private reserve(count: number): void {
    if (this.length + count <= this.bytes.length) return;
    const bytes = new Uint8Array((this.length + count) * 2);
    bytes.set(this.bytes.subarray(0, this.length));
    this.bytes = bytes;
  }
}
