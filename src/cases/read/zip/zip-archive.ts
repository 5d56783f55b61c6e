import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { crc32, createInflateRaw } from 'node:zlib';
import { FILE_ERRORS } from '../file-errors.js';

const END_RECORD = 0x06054b50;
const END_RECORD_64 = 0x06064b50;
const DIRECTORY_RECORD = 0x02014b50;
const LOCAL_RECORD = 0x04034b50;
const TAIL = 65_557;
const LARGEST_DIRECTORY = 1 << 26;
const ALL_ONES = 0xffff_ffff;
const INFLATE_CHUNK = 1 << 18;

/** How much a part may unpack to. Deflate itself reaches 1,032 : 1; what people write stays far below these. */
export interface ZipLimits {
  /** Bytes of one part. */
  readonly largestPart: number;
  /** Unpacked to packed, looked at for parts above `smallPart`. */
  readonly highestRatio: number;
  readonly smallPart: number;
}

export const ZIP_LIMITS: ZipLimits = { largestPart: 2 ** 34, highestRatio: 500, smallPart: 2 ** 26 };

interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly isEncrypted: boolean;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
}

/**
 * A zip archive (a workbook) whose parts are unpacked in a stream, never whole. What is unpacked is held against the
 * size and checksum that the directory states, so that a bomb ends early and a damaged part is never taken for whole.
 */
export class ZipArchive {
  private constructor(
    private readonly path: string,
    private readonly file: FileHandle,
    private readonly entries: ReadonlyMap<string, ZipEntry>,
    private readonly limits: ZipLimits,
  ) {}

  /** @throws xlsx_unreadable, xlsx_truncated */
  static async open(path: string, limits: ZipLimits = ZIP_LIMITS): Promise<ZipArchive> {
    const file = await open(path, 'r');
    try {
      return new ZipArchive(path, file, await readDirectory(file, path), limits);
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  has(name: string): boolean {
    return this.entries.has(name.toLowerCase());
  }

  async close(): Promise<void> {
    await this.file.close();
  }

  /** Holds what each part says of itself against the limits, before anything is unpacked. @throws xlsx_too_large */
  checkSizes(): void {
    for (const entry of this.entries.values()) this.checkSize(entry, entry.size);
  }

  /** A small part whole, as text; undefined where it is absent. @throws xlsx_unreadable, xlsx_too_large */
  async text(name: string, most: number): Promise<string | undefined> {
    if (!this.has(name)) return undefined;
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of this.chunks(name)) {
      size += chunk.length;
      if (size > most) throw this.tooLarge(name, most);
      chunks.push(chunk);
    }
    const bytes = Buffer.concat(chunks);
    const isWide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
    return new TextDecoder(isWide ? (bytes[0] === 0xff ? 'utf-16le' : 'utf-16be') : 'utf-8').decode(bytes);
  }

  /** The unpacked bytes of a part, in order. @throws xlsx_unreadable, xlsx_too_large */
  async *chunks(name: string): AsyncGenerator<Buffer> {
    const entry = this.entries.get(name.toLowerCase());
    if (entry === undefined) throw this.unreadable(`${name} is missing`);
    if (entry.isEncrypted) throw FILE_ERRORS.file_is_encrypted({}, { path: this.path });
    if (entry.method !== 0 && entry.method !== 8) throw this.unreadable(`${name}: method ${entry.method}`);
    this.checkSize(entry, entry.size);
    const start = await this.dataStart(entry);
    if (entry.packed === 0) return;
    const packed = createReadStream(this.path, { start, end: start + entry.packed - 1, highWaterMark: INFLATE_CHUNK });
    const unpacked = entry.method === 0 ? packed : packed.pipe(createInflateRaw({ chunkSize: INFLATE_CHUNK }));
    packed.on('error', (error) => unpacked.destroy(error));
    let size = 0;
    let crc = 0;
    try {
      for await (const chunk of unpacked as AsyncIterable<Buffer>) {
        size += chunk.length;
        if (size > entry.size) throw this.unreadable(`${name}: larger than its stated ${entry.size} bytes`);
        crc = crc32(chunk, crc);
        yield chunk;
      }
    } catch (cause) {
      throw cause instanceof Error && 'code' in cause && String(cause.code).startsWith('Z_')
        ? this.unreadable(`${name}: ${cause.message}`, cause)
        : cause;
    } finally {
      packed.destroy();
      unpacked.destroy();
    }
    if (size !== entry.size) throw this.unreadable(`${name}: ${size} of ${entry.size} bytes`);
    if (crc !== entry.crc) throw this.unreadable(`${name}: wrong checksum`);
  }

  private checkSize(entry: ZipEntry, size: number): void {
    const { largestPart, highestRatio, smallPart } = this.limits;
    if (size > largestPart) throw this.tooLarge(entry.name, largestPart);
    if (size > smallPart && size > entry.packed * highestRatio) {
      throw this.tooLarge(entry.name, Math.max(smallPart, entry.packed * highestRatio));
    }
  }

  private async dataStart(entry: ZipEntry): Promise<number> {
    const local = await readPart(this.file, entry.offset, 30);
    if (local.length < 30 || local.readUInt32LE(0) !== LOCAL_RECORD) throw this.unreadable(`${entry.name}: no record`);
    return entry.offset + 30 + local.readUInt16LE(26) + local.readUInt16LE(28);
  }

  private unreadable(problem: string, cause?: unknown): Error {
    return FILE_ERRORS.xlsx_unreadable({ problem }, { path: this.path, cause });
  }

  private tooLarge(part: string, most: number): Error {
    return FILE_ERRORS.xlsx_too_large({ part, most }, { path: this.path });
  }
}

async function readDirectory(file: FileHandle, path: string): Promise<Map<string, ZipEntry>> {
  const { size: length } = await file.stat();
  const tail = await readPart(file, Math.max(0, length - TAIL), Math.min(length, TAIL));
  let end = tail.length - 22;
  while (end >= 0 && tail.readUInt32LE(end) !== END_RECORD) end--;
  if (end < 0) throw FILE_ERRORS.xlsx_truncated({}, { path });
  let count = tail.readUInt16LE(end + 10);
  let size = tail.readUInt32LE(end + 12);
  let start = tail.readUInt32LE(end + 16);
  if (start === ALL_ONES || size === ALL_ONES || count === 0xffff) {
    // The locator stands right before the end record and says where the wide end record is.
    const at = end >= 20 ? Number(tail.readBigUInt64LE(end - 20 + 8)) : length;
    const wide = at + 56 <= length ? await readPart(file, at, 56) : Buffer.alloc(56);
    if (wide.readUInt32LE(0) !== END_RECORD_64) throw FILE_ERRORS.xlsx_truncated({}, { path });
    count = Number(wide.readBigUInt64LE(32));
    size = Number(wide.readBigUInt64LE(40));
    start = Number(wide.readBigUInt64LE(48));
  }
  if (size > LARGEST_DIRECTORY) throw FILE_ERRORS.xlsx_too_large({ part: 'zip', most: LARGEST_DIRECTORY }, { path });
  const directory = await readPart(file, start, size);
  const entries = new Map<string, ZipEntry>();
  for (let at = 0, i = 0; i < count; i++) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== DIRECTORY_RECORD) {
      throw FILE_ERRORS.xlsx_unreadable({ problem: 'zip directory' }, { path });
    }
    const nameLength = directory.readUInt16LE(at + 28);
    const extraLength = directory.readUInt16LE(at + 30);
    const name = directory.toString('utf8', at + 46, at + 46 + nameLength).replaceAll('\\', '/');
    const extra = directory.subarray(at + 46 + nameLength, at + 46 + nameLength + extraLength);
    const [unpacked, packed, offset] = wideNumbers(extra, [
      directory.readUInt32LE(at + 24),
      directory.readUInt32LE(at + 20),
      directory.readUInt32LE(at + 42),
    ]);
    const key = name.toLowerCase();
    if (!entries.has(key)) {
      entries.set(key, {
        name,
        method: directory.readUInt16LE(at + 10),
        isEncrypted: (directory.readUInt16LE(at + 8) & 1) === 1,
        crc: directory.readUInt32LE(at + 16),
        packed: packed!,
        size: unpacked!,
        offset: offset!,
      });
    }
    at += 46 + nameLength + extraLength + directory.readUInt16LE(at + 32);
  }
  return entries;
}

/** Numbers of all ones stand in the extra field 1 instead, in this order. */
function wideNumbers(extra: Buffer, numbers: readonly number[]): number[] {
  let field = Buffer.alloc(0);
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) === 1) field = Buffer.from(extra.subarray(at + 4, at + 4 + extra.readUInt16LE(at + 2)));
  }
  let at = 0;
  return numbers.map((number) => {
    if (number !== ALL_ONES || at + 8 > field.length) return number;
    at += 8;
    return Number(field.readBigUInt64LE(at - 8));
  });
}

async function readPart(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}
