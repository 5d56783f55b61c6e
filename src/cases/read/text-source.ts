import { isAscii, isUtf8 } from 'node:buffer';
import type { Hash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { FILE_ERRORS } from './file-errors.js';

export type TextEncoding = 'utf-8' | 'gb18030' | 'utf-16le' | 'utf-16be';

/** Bytes of a file that are not what its encoding allows. Internal: readers try the next encoding or raise an error. */
export class NotThisEncoding extends Error {
  constructor(
    readonly encoding: TextEncoding,
    /** Bytes of the file before the chunk with the fault. */
    readonly position: number,
  ) {
    super(`not ${encoding} after byte ${position}`);
  }
}

/** A text file as a stream of UTF-8 bytes, checked strictly; wrong bytes are never replaced by a sign. */
export interface TextSource {
  /** Writes the next bytes from buffer[offset] on; 0 at the end. Bytes before `offset` not yet used must still be there. */
  fill(buffer: Uint8Array, offset: number): Promise<number>;
  readonly bytesRead: number;
}

/** UTF-8 files: bytes go straight into the reader's buffer. */
export class Utf8Source implements TextSource {
  bytesRead = 0;
  /** Only two-byte sequences so far: a short GBK text may look like that. */
  hasTwoByteOnly = false;
  private hasLongSequence = false;
  /** Bytes of a character that the next chunk completes; they end the part already filled. */
  private openCount = 0;

  constructor(
    private readonly file: FileHandle,
    private readonly hash: Hash,
  ) {}

  async fill(buffer: Uint8Array, offset: number): Promise<number> {
    const { bytesRead } = await this.file.read(buffer, offset, buffer.length - offset, this.bytesRead);
    const end = offset + bytesRead;
    const from = offset - this.openCount;
    const openCount = bytesRead === 0 ? 0 : unfinishedLength(buffer, from, end);
    const chunk = buffer.subarray(from, end - openCount);
    if (!isUtf8(chunk)) throw new NotThisEncoding('utf-8', this.bytesRead);
    refuseNul(chunk);
    if (!this.hasLongSequence && !isAscii(chunk)) {
      this.hasLongSequence = chunk.some((byte) => byte >= 0xe0);
      this.hasTwoByteOnly = !this.hasLongSequence;
    }
    this.openCount = openCount;
    this.hash.update(buffer.subarray(offset, end));
    this.bytesRead += bytesRead;
    return bytesRead;
  }
}

/** A text has no NUL: left in, it would stand unseen in ids. @throws file_is_binary */
function refuseNul({ buffer, byteOffset, byteLength }: Uint8Array): void {
  if (Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength).includes(0)) throw FILE_ERRORS.file_is_binary();
}

/** How many bytes at the end begin a character that is not complete yet: 0 to 3. */
function unfinishedLength(buffer: Uint8Array, from: number, end: number): number {
  for (let back = 1; back <= 3 && end - back >= from; back++) {
    const byte = buffer[end - back]!;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) > back ? back : 0;
  }
  return 0;
}

/** GB18030 (GBK, GB2312) and UTF-16: decoded strictly in a stream and written as UTF-8. */
export class DecodedSource implements TextSource {
  bytesRead = 0;
  private readonly decoder: InstanceType<typeof TextDecoder>;
  private readonly encoder = new TextEncoder();
  private raw = new Uint8Array(0);
  private isDone = false;

  constructor(
    private readonly file: FileHandle,
    private readonly hash: Hash,
    private readonly encoding: Exclude<TextEncoding, 'utf-8'>,
  ) {
    this.decoder = new TextDecoder(encoding, { fatal: true });
  }

  async fill(buffer: Uint8Array, offset: number): Promise<number> {
    // A byte of any of these encodings gives at most three bytes of UTF-8; the rest is for what the decoder held back.
    const room = Math.max(1, Math.floor((buffer.length - offset - 8) / 3));
    if (this.raw.length < room) this.raw = new Uint8Array(room);
    while (!this.isDone) {
      const { bytesRead } = await this.file.read(this.raw, 0, room, this.bytesRead);
      const chunk = this.raw.subarray(0, bytesRead);
      this.isDone = bytesRead === 0;
      let text: string;
      try {
        text = this.decoder.decode(chunk, { stream: !this.isDone });
      } catch {
        throw new NotThisEncoding(this.encoding, this.bytesRead);
      }
      this.hash.update(chunk);
      this.bytesRead += bytesRead;
      if (text === '') continue;
      const { written } = this.encoder.encodeInto(text, buffer.subarray(offset));
      refuseNul(buffer.subarray(offset, offset + written));
      return written;
    }
    return 0;
  }
}
