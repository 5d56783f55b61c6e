const FIRST_SIZE = 1 << 14;

/**
 * Distinct combinations of principal, leading procedure, class and other procedures, each once, in open addressing:
 * nothing is allocated per case.
 */
export class SignatureTable {
  count = 0;
  diagnosis = new Int32Array(FIRST_SIZE);
  /** Rank of the leading procedure; −1 none. */
  lead = new Int32Array(FIRST_SIZE);
  kind = new Uint8Array(FIRST_SIZE);
  /** Others of signature s: others[starts[s] … starts[s + 1]), rising. */
  starts = new Uint32Array(FIRST_SIZE + 1);
  others = new Int32Array(FIRST_SIZE * 2);
  private hashes = new Int32Array(FIRST_SIZE);
  private slots = new Int32Array(FIRST_SIZE * 4).fill(-1);

  /** Number of the combination; a new one is added. @param others rising, without doubles, the first `length` count */
  idOf(diagnosis: number, lead: number, kind: number, others: Int32Array, length: number): number {
    let hash = Math.imul(diagnosis + 1, 0x9e3779b1) ^ Math.imul(lead + 2, 0x85ebca6b) ^ kind;
    for (let i = 0; i < length; i++) hash = Math.imul(hash ^ (hash >>> 15) ^ others[i]!, 0x2c1b3c6d);
    hash ^= hash >>> 16;
    const mask = this.slots.length - 1;
    let slot = hash & mask;
    for (;;) {
      const found = this.slots[slot]!;
      if (found < 0) return this.add(slot, hash, diagnosis, lead, kind, others, length);
      if (this.hashes[found] === hash && this.equals(found, diagnosis, lead, kind, others, length)) return found;
      slot = (slot + 1) & mask;
    }
  }

  private equals(
    id: number,
    diagnosis: number,
    lead: number,
    kind: number,
    others: Int32Array,
    length: number,
  ): boolean {
    const from = this.starts[id]!;
    if (this.diagnosis[id] !== diagnosis || this.lead[id] !== lead || this.kind[id] !== kind) return false;
    if (this.starts[id + 1]! - from !== length) return false;
    for (let i = 0; i < length; i++) if (this.others[from + i] !== others[i]) return false;
    return true;
  }

  private add(
    slot: number,
    hash: number,
    diagnosis: number,
    lead: number,
    kind: number,
    others: Int32Array,
    length: number,
  ): number {
    const id = this.count;
    if (id === this.diagnosis.length) this.grow();
    const from = this.starts[id]!;
    if (from + length > this.others.length) {
      const wider = new Int32Array(Math.max(this.others.length * 2, from + length));
      wider.set(this.others);
      this.others = wider;
    }
    this.diagnosis[id] = diagnosis;
    this.lead[id] = lead;
    this.kind[id] = kind;
    this.hashes[id] = hash;
    for (let i = 0; i < length; i++) this.others[from + i] = others[i]!;
    this.starts[id + 1] = from + length;
    this.count += 1;
    this.slots[slot] = id;
    if (this.count * 2 > this.slots.length) this.spread();
    return id;
  }

  private grow(): void {
    const size = this.diagnosis.length * 2;
    const longer = (values: Int32Array): Int32Array<ArrayBuffer> => {
      const result = new Int32Array(size);
      result.set(values);
      return result;
    };
    this.diagnosis = longer(this.diagnosis);
    this.lead = longer(this.lead);
    this.hashes = longer(this.hashes);
    const kind = new Uint8Array(size);
    kind.set(this.kind);
    this.kind = kind;
    const starts = new Uint32Array(size + 1);
    starts.set(this.starts);
    this.starts = starts;
  }

  private spread(): void {
    const slots = new Int32Array(this.slots.length * 2).fill(-1);
    const mask = slots.length - 1;
    for (let id = 0; id < this.count; id++) {
      let slot = this.hashes[id]! & mask;
      while (slots[slot]! >= 0) slot = (slot + 1) & mask;
      slots[slot] = id;
    }
    this.slots = slots;
  }
}
