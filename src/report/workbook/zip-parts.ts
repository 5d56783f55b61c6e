import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib';
import { REPORT_ERRORS } from '../report-errors.js';

const END_SIGNATURE = 0x06054b50;
const ENTRY_SIGNATURE = 0x02014b50;
const LOCAL_SIGNATURE = 0x04034b50;
const ENTRY_BYTES = 46;
const LOCAL_BYTES = 30;
const END_BYTES = 22;
const DEFLATED = 8;
/** Sizes follow the data instead of standing before it; what is written here has them before. */
const SIZES_FOLLOW = 8;
const LARGEST_PART = 1 << 28;

interface Part {
  readonly name: string;
  /** The entry of the directory, its name and extra field included. */
  readonly entry: Buffer;
  readonly method: number;
  readonly crc: number;
  readonly size: number;
  readonly packed: Buffer;
}

/**
 * The parts of a small zip file (a workbook) in memory: a few are replaced, all others stay as they are, packed byte
 * for byte. Encrypted and zip64 files, which no workbook of this size is, are refused.
 */
export class ZipParts {
  private readonly parts: readonly Part[];

  /** @throws workbook_parts_unreadable */
  constructor(bytes: Buffer) {
    this.parts = readParts(bytes);
  }

  get names(): readonly string[] {
    return this.parts.map(({ name }) => name);
  }

  /** A part as text. @throws workbook_parts_unreadable where it is absent, damaged, or larger than 256 MiB */
  text(name: string): string {
    const part = this.parts.find((one) => one.name.toLowerCase() === name.toLowerCase());
    if (part === undefined) throw unreadable(`${name} is missing`);
    if (part.method !== 0 && part.method !== DEFLATED) throw unreadable(`${name}: method ${part.method}`);
    try {
      const bytes = part.method === 0 ? part.packed : inflateRawSync(part.packed, { maxOutputLength: LARGEST_PART });
      if (bytes.length !== part.size || crc32(bytes) !== part.crc) throw unreadable(`${name}: wrong checksum`);
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch (cause) {
      if (cause instanceof RangeError || cause instanceof TypeError || isZlibFailure(cause))
        throw unreadable(name, cause);
      throw cause;
    }
  }

  /** The file with some parts replaced. */
  withTexts(texts: ReadonlyMap<string, string>): Buffer {
    const byName = new Map([...texts].map(([name, text]) => [name.toLowerCase(), text]));
    const local: Buffer[] = [];
    const directory: Buffer[] = [];
    let offset = 0;
    for (const part of this.parts) {
      const text = byName.get(part.name.toLowerCase());
      const { head, entry, packed } = text === undefined ? recordsOf(part, offset) : replaced(part, text, offset);
      local.push(head, packed);
      directory.push(entry);
      offset += head.length + packed.length;
    }
    const size = directory.reduce((sum, entry) => sum + entry.length, 0);
    const end = Buffer.alloc(END_BYTES);
    end.writeUInt32LE(END_SIGNATURE, 0);
    end.writeUInt16LE(this.parts.length, 8);
    end.writeUInt16LE(this.parts.length, 10);
    end.writeUInt32LE(size, 12);
    end.writeUInt32LE(offset, 16);
    return Buffer.concat([...local, ...directory, end]);
  }
}

function replaced(part: Part, text: string, offset: number): ReturnType<typeof recordsOf> {
  const bytes = Buffer.from(text, 'utf8');
  const packed = deflateRawSync(bytes);
  return recordsOf({ ...part, method: DEFLATED, crc: crc32(bytes), size: bytes.length, packed }, offset);
}

/** The records of a part at its new place; dates and attributes stay. */
function recordsOf(part: Part, offset: number): { head: Buffer; entry: Buffer; packed: Buffer } {
  const { packed, size, crc, method } = part;
  const entry = Buffer.from(part.entry);
  entry.writeUInt16LE(entry.readUInt16LE(8) & ~SIZES_FOLLOW, 8);
  entry.writeUInt16LE(method, 10);
  entry.writeUInt32LE(crc, 16);
  entry.writeUInt32LE(packed.length, 20);
  entry.writeUInt32LE(size, 24);
  entry.writeUInt32LE(offset, 42);
  const nameBytes = entry.subarray(ENTRY_BYTES, ENTRY_BYTES + entry.readUInt16LE(28));
  const head = Buffer.alloc(LOCAL_BYTES);
  head.writeUInt32LE(LOCAL_SIGNATURE, 0);
  // Version, flags, method, time, date, checksum and both sizes stand in the same order in both records.
  entry.copy(head, 4, 6, 28);
  head.writeUInt16LE(nameBytes.length, 26);
  return { head: Buffer.concat([head, nameBytes]), entry, packed };
}

function readParts(bytes: Buffer): Part[] {
  let end = bytes.length - END_BYTES;
  while (end >= 0 && bytes.readUInt32LE(end) !== END_SIGNATURE) end -= 1;
  if (end < 0) throw unreadable('no directory');
  const count = bytes.readUInt16LE(end + 10);
  let at = bytes.readUInt32LE(end + 16);
  const parts: Part[] = [];
  for (let k = 0; k < count; k++) {
    if (at + ENTRY_BYTES > end || bytes.readUInt32LE(at) !== ENTRY_SIGNATURE) throw unreadable('directory');
    const nameLength = bytes.readUInt16LE(at + 28);
    const length = ENTRY_BYTES + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
    const name = bytes.toString('utf8', at + ENTRY_BYTES, at + ENTRY_BYTES + nameLength);
    const isEncrypted = (bytes.readUInt16LE(at + 8) & 1) === 1;
    const local = bytes.readUInt32LE(at + 42);
    if (isEncrypted || local + LOCAL_BYTES > end || bytes.readUInt32LE(local) !== LOCAL_SIGNATURE)
      throw unreadable(name);
    const start = local + LOCAL_BYTES + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const packedSize = bytes.readUInt32LE(at + 20);
    if (start + packedSize > end) throw unreadable(name);
    parts.push({
      name,
      entry: bytes.subarray(at, at + length),
      method: bytes.readUInt16LE(at + 10),
      crc: bytes.readUInt32LE(at + 16),
      size: bytes.readUInt32LE(at + 24),
      packed: bytes.subarray(start, start + packedSize),
    });
    at += length;
  }
  return parts;
}

const isZlibFailure = (cause: unknown): boolean =>
  cause instanceof Error && 'code' in cause && /^(Z_|ERR_BUFFER_TOO_LARGE)/.test(String(cause.code));

const unreadable = (problem: string, cause?: unknown): Error =>
  REPORT_ERRORS.workbook_parts_unreadable({ problem }, cause === undefined ? {} : { cause });
