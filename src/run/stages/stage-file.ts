import { createHash, type Hash } from 'node:crypto';
import {
  closeSync,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { keepUnfinished } from '../unfinished-output.js';
import { lengthsOfArrays, packArrays, unpackArrays } from './stage-arrays.js';

/**
 * One finished stage in one file, little-endian:
 * 0 magic, 8 version, 12 length of the tree (u32), 16 length of the whole file (f64), 24 SHA-256 over all from byte 56;
 * 56 the tree (the runtime's own serialisation, arrays as numbers), then the bytes of every array, each from a
 * multiple of 8.
 */
const MAGIC = Buffer.from('DRGSTAGE', 'latin1');
/** To be raised with every change of what is stored: older files are then made anew. */
export const STAGE_VERSION = 1;
const HEAD = 56;
/** Bytes that go through memory of the process's own on their way between a file and shared memory. */
const BOUNCE = 1 << 22;

export type StageReading<Value> =
  | { readonly kind: 'intact'; readonly value: Value }
  | { readonly kind: 'missing' }
  /** Cut off, changed, or of another version. */
  | { readonly kind: 'damaged' };

/** Writes a stage aside and renames it at the end, readable by its owner alone: it may hold cases. */
export function writeStage(path: string, value: unknown): void {
  const { tree, arrays } = packArrays(value);
  const stored = serialize(tree);
  const aside = `${path}.tmp-${process.pid}`;
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  removeCutOff(path);
  const release = keepUnfinished(aside);
  const file = openSync(aside, 'w', 0o600);
  try {
    const hash = createHash('sha256');
    let place = HEAD;
    const put = (bytes: Uint8Array): void => {
      hash.update(bytes);
      for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done, bytes.length - done, place + done);
      place += bytes.length;
    };
    put(stored);
    for (const array of arrays) {
      put(Buffer.alloc(padding(place)));
      const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
      // Copied piece by piece: neither hashing nor writing takes shared memory.
      for (let from = 0; from < bytes.length; from += BOUNCE) put(bytes.slice(from, from + BOUNCE));
    }
    const head = Buffer.alloc(HEAD);
    MAGIC.copy(head);
    head.writeUInt32LE(STAGE_VERSION, 8);
    head.writeUInt32LE(stored.length, 12);
    head.writeDoubleLE(place, 16);
    hash.digest().copy(head, 24);
    for (let done = 0; done < HEAD; ) done += writeSync(file, head, done, HEAD - done, done);
    closeSync(file);
    renameSync(aside, path);
  } catch (error) {
    rmSync(aside, { force: true });
    throw error;
  } finally {
    release();
  }
}

/** What an earlier run was writing when it was killed. */
function removeCutOff(path: string): void {
  const start = `${basename(path)}.tmp-`;
  for (const name of readdirSync(dirname(path))) {
    if (name.startsWith(start)) rmSync(join(dirname(path), name), { force: true });
  }
}

/** Reads a stage into shared memory, checking magic, version, length and hash. */
export function readStage<Value>(path: string): StageReading<Value> {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch {
    return { kind: 'missing' };
  }
  try {
    return readOpen(file);
  } catch {
    // A tree of a later runtime, or bytes that are none.
    return { kind: 'damaged' };
  } finally {
    closeSync(file);
  }
}

function readOpen<Value>(file: number): StageReading<Value> {
  const head = Buffer.alloc(HEAD);
  const size = fstatSync(file).size;
  const isWhole =
    readSync(file, head, 0, HEAD, 0) === HEAD &&
    head.subarray(0, 8).equals(MAGIC) &&
    head.readUInt32LE(8) === STAGE_VERSION &&
    head.readDoubleLE(16) === size &&
    head.readUInt32LE(12) <= size - HEAD;
  if (!isWhole) return { kind: 'damaged' };
  const hash = createHash('sha256');
  const stored = Buffer.alloc(head.readUInt32LE(12));
  let place = take(file, stored, HEAD, hash);
  const tree = deserialize(stored) as unknown;
  const lengths = lengthsOfArrays(tree);
  if (lengths.reduce((sum, bytes) => sum + bytes, 0) > size) return { kind: 'damaged' };
  const arrays = lengths.map((bytes): SharedArrayBuffer => {
    place = take(file, Buffer.alloc(padding(place)), place, hash);
    const buffer = new SharedArrayBuffer(bytes);
    place = takeShared(file, new Uint8Array(buffer), place, hash);
    return buffer;
  });
  const isIntact = place === size && hash.digest().equals(head.subarray(24, HEAD));
  return isIntact ? { kind: 'intact', value: unpackArrays<Value>(tree, arrays) } : { kind: 'damaged' };
}

const padding = (place: number): number => (8 - (place % 8)) % 8;

/** Fills a buffer from a place of a file; answers the place behind it. */
function take(file: number, into: Uint8Array, place: number, hash: Hash): number {
  for (let done = 0; done < into.length; ) {
    const read = readSync(file, into, done, into.length - done, place + done);
    if (read === 0) throw new Error('the file ends early');
    done += read;
  }
  hash.update(into);
  return place + into.length;
}

function takeShared(file: number, into: Uint8Array, place: number, hash: Hash): number {
  const bounce = Buffer.allocUnsafe(Math.min(BOUNCE, into.length));
  let at = place;
  for (let from = 0; from < into.length; from += bounce.length) {
    const piece = bounce.subarray(0, Math.min(bounce.length, into.length - from));
    at = take(file, piece, at, hash);
    into.set(piece, from);
  }
  return at;
}
