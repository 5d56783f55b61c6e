/**
 * Whether every part of an entry is met by a procedure of its own. One object a pass; nothing is allocated per case
 * once the longest case has been seen.
 */
export class PartMatching {
  /** Part that took a position, −1 for none. */
  private taken = new Int32Array(64);
  /** Round in which a position was last looked at. */
  private seen = new Int32Array(64);
  private round = 0;

  constructor(
    private readonly codes: Uint16Array | Uint32Array,
    private readonly classes: Uint16Array,
    private readonly lists: Uint32Array,
    private readonly words: number,
    private readonly parts: Int32Array,
  ) {}

  isInList(position: number, list: number): boolean {
    const word = this.lists[this.classes[this.codes[position]!]! * this.words + (list >> 5)]!;
    return ((word >>> (list & 31)) & 1) !== 0;
  }

  /**
   * @param first, end   parts, by their place
   * @param from, to     positions of the case's procedures
   * @param leading      a position that is taken already; −1 for none
   */
  areMet(first: number, end: number, from: number, to: number, leading: number): boolean {
    const needed = end - first;
    if (needed > to - from - (leading < 0 ? 0 : 1)) return false;
    if (needed === 1) {
      const list = this.parts[first]!;
      for (let i = from; i < to; i++) if (i !== leading && this.isInList(i, list)) return true;
      return false;
    }
    const count = to - from;
    if (count > this.taken.length) {
      this.taken = new Int32Array(count * 2);
      this.seen = new Int32Array(count * 2);
      this.round = 0;
    }
    this.taken.fill(-1, 0, count);
    for (let part = first; part < end; part++) {
      this.round += 1;
      if (!this.place(part, from, to, leading)) return false;
    }
    return true;
  }

  /** Finds a position for a part; one that has its place gives way where it finds another. */
  private place(part: number, from: number, to: number, leading: number): boolean {
    const list = this.parts[part]!;
    for (let i = from; i < to; i++) {
      if (i === leading || this.seen[i - from] === this.round || !this.isInList(i, list)) continue;
      this.seen[i - from] = this.round;
      const holder = this.taken[i - from]!;
      if (holder >= 0 && !this.place(holder, from, to, leading)) continue;
      this.taken[i - from] = part;
      return true;
    }
    return false;
  }

  /** How many positions stand in any of the parts. */
  countIn(first: number, end: number, from: number, to: number): number {
    let count = 0;
    for (let i = from; i < to; i++) {
      for (let part = first; part < end; part++) {
        if (!this.isInList(i, this.parts[part]!)) continue;
        count += 1;
        break;
      }
    }
    return count;
  }
}
