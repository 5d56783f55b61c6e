/** Start and factor of FNV-1a, for loops that hash while they look for the end of a text. */
export const FNV_OFFSET = 0x811c9dc5 | 0;
export const FNV_PRIME = 0x01000193;

/** FNV-1a over bytes[from … to), as a signed 32-bit integer. */
export function hashBytes(bytes: Uint8Array, from: number, to: number): number {
  let hash = FNV_OFFSET;
  for (let i = from; i < to; i++) hash = Math.imul(hash ^ bytes[i]!, FNV_PRIME);
  return finishHash(hash);
}

/** Brings the high bits down, since slots are chosen by the low ones. */
export function finishHash(hash: number): number {
  return hash ^ (hash >>> 15);
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/**
 * Distinct byte strings numbered in order of first appearance: open addressing, hashes compared first, then bytes.
 * A text that is already known costs no allocation and no string; that is what makes dictionaries cheap to read.
 */
export class ByteTable {
  entryCount = 0;
  private slots = new Int32Array(1 << 10);
  private mask = (1 << 10) - 1;
  private hashes = new Int32Array(1 << 9);
  private starts = new Uint32Array((1 << 9) + 1);
  private pool = new Uint8Array(1 << 13);

  /** Number of the entry equal to bytes[from … to), or -1. */
  find(bytes: Uint8Array, from: number, to: number): number {
    return this.findHashed(bytes, from, to, hashBytes(bytes, from, to));
  }

  /** The same, where the caller has the hash already. */
  findHashed(bytes: Uint8Array, from: number, to: number, hash: number): number {
    const { slots, mask, hashes, starts, pool } = this;
    const length = to - from;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const entry = slots[slot]! - 1;
      if (entry < 0) return -1;
      if (hashes[entry] !== hash) continue;
      const start = starts[entry]!;
      if (starts[entry + 1]! - start !== length) continue;
      let i = 0;
      while (i < length && pool[start + i] === bytes[from + i]) i++;
      if (i === length) return entry;
    }
  }

  /** Adds bytes[from … to), which must not be there yet, and answers its number. */
  add(bytes: Uint8Array, from: number, to: number): number {
    const entry = this.entryCount;
    if (entry === this.hashes.length) this.growEntries();
    const start = this.starts[entry]!;
    const end = start + (to - from);
    if (end > this.pool.length) {
      const pool = new Uint8Array(Math.max(end, this.pool.length * 2));
      pool.set(this.pool);
      this.pool = pool;
    }
    for (let i = from; i < to; i++) this.pool[start + i - from] = bytes[i]!;
    const hash = hashBytes(bytes, from, to);
    this.hashes[entry] = hash;
    this.starts[entry + 1] = end;
    this.entryCount = entry + 1;
    if (this.entryCount * 2 > this.slots.length) this.growSlots();
    else this.place(entry, hash);
    return entry;
  }

  /** The number of a text, added when new. For setting up, not for cells. */
  addText(text: string): number {
    const bytes = encoder.encode(text);
    const entry = this.find(bytes, 0, bytes.length);
    return entry < 0 ? this.add(bytes, 0, bytes.length) : entry;
  }

  textOf(entry: number): string {
    return decoder.decode(this.pool.subarray(this.starts[entry]!, this.starts[entry + 1]!));
  }

  private place(entry: number, hash: number): void {
    let slot = hash & this.mask;
    while (this.slots[slot] !== 0) slot = (slot + 1) & this.mask;
    this.slots[slot] = entry + 1;
  }

  private growSlots(): void {
    this.slots = new Int32Array(this.slots.length * 2);
    this.mask = this.slots.length - 1;
    for (let entry = 0; entry < this.entryCount; entry++) this.place(entry, this.hashes[entry]!);
  }

  private growEntries(): void {
    const hashes = new Int32Array(this.hashes.length * 2);
    hashes.set(this.hashes);
    this.hashes = hashes;
    const starts = new Uint32Array(hashes.length + 1);
    starts.set(this.starts);
    this.starts = starts;
  }
}
