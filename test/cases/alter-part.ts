import { readFileSync, writeFileSync } from 'node:fs';
import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib';

/** Replaces text in one part of a workbook, for forms that ExcelJS does not write. */
export function alterPart(path: string, part: string, alter: (xml: string) => string): string {
  const bytes = readFileSync(path);
  const records: ZipPart[] = [];
  let at = bytes.readUInt32LE(bytes.length - 22 + 16);
  while (bytes.readUInt32LE(at) === 0x02014b50) {
    const nameLength = bytes.readUInt16LE(at + 28);
    const local = bytes.readUInt32LE(at + 42);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const packed = bytes.subarray(start, start + bytes.readUInt32LE(at + 20));
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength);
    const data = bytes.readUInt16LE(at + 10) === 0 ? packed : inflateRawSync(packed);
    records.push({ name, data: name === part ? Buffer.from(alter(data.toString('utf8'))) : Buffer.from(data) });
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  const altered = path.replace('.xlsx', '-altered.xlsx');
  writeFileSync(altered, zip(records));
  return altered;
}

interface ZipPart {
  readonly name: string;
  readonly data: Buffer;
  /** What the directory states in place of the size, in its wide field. */
  readonly statedSize?: number;
}

/** An archive of these parts. */
export function zip(records: readonly ZipPart[]): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, data, statedSize } of records) {
    const packed = deflateRawSync(data);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(8, 4);
    fields.writeUInt32LE(crc32(data), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(data.length, 18);
    fields.writeUInt16LE(Buffer.byteLength(name), 22);
    locals.push(Buffer.from('PK\u0003\u0004'), fields, Buffer.from(name), packed);
    const end = Buffer.alloc(16);
    end.writeUInt32LE(offset, 12);
    const stated = Buffer.from(fields);
    const wide = statedSize === undefined ? Buffer.alloc(0) : wideSize(statedSize);
    if (statedSize !== undefined) stated.writeUInt32LE(0xffff_ffff, 18);
    stated.writeUInt16LE(wide.length, 24);
    directory.push(Buffer.from('PK\u0001\u0002\u0014\u0000'), stated, end.subarray(2), Buffer.from(name), wide);
    offset += 30 + Buffer.byteLength(name) + packed.length;
  }
  const list = Buffer.concat(directory);
  const tail = Buffer.alloc(22);
  tail.write('PK\u0005\u0006', 'latin1');
  tail.writeUInt16LE(records.length, 8);
  tail.writeUInt16LE(records.length, 10);
  tail.writeUInt32LE(list.length, 12);
  tail.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, list, tail]);
}

/** The extra field 1, in which sizes above 4 GiB stand. */
function wideSize(size: number): Buffer {
  const field = Buffer.alloc(12);
  field.writeUInt16LE(1, 0);
  field.writeUInt16LE(8, 2);
  field.writeBigUInt64LE(BigInt(size), 4);
  return field;
}
