/** What breaks readers, besides random bytes. */
const PIECES = [
  '__proto__',
  'constructor',
  '{7*7}',
  '\0',
  '\ufeff',
  '\r\n',
  '""',
  '1e400',
  '-0',
  'NaN',
  '999999999999999999999',
  '../../etc/passwd',
  '{{{{{{{{',
  '[[[[[[[[',
  '((((((((',
  '&a [*a]',
  '\ud800',
  '𝟘',
  '%',
  '\t',
  '\u2028',
  '0x1F',
  'null',
  ': : :',
  '- - - -',
  '<<: x',
  '!!js/function x',
];

/** Draws and mutates by a seed: the same sequence of inputs for the same seed. */
export class Mutator {
  private state: number;

  constructor(seed: number) {
    this.state = seed >>> 0 || 1;
  }

  /** A whole number from 0 to below `count`. */
  below(count: number): number {
    // xorshift: a linear generator's low bits repeat.
    this.state ^= this.state << 13;
    this.state ^= this.state >>> 17;
    this.state ^= this.state << 5;
    this.state >>>= 0;
    return this.state % count;
  }

  /** One of the seeds with one to four changes of bytes, pieces, order or length. */
  mutate(seeds: readonly Buffer[]): Buffer {
    let bytes: Buffer = Buffer.from(seeds[this.below(seeds.length)]!);
    for (let k = 1 + this.below(4); k > 0; k--) bytes = this.change(bytes, seeds);
    return bytes;
  }

  private change(bytes: Buffer, seeds: readonly Buffer[]): Buffer {
    const at = this.below(bytes.length + 1);
    const to = Math.min(bytes.length, at + 1 + this.below(12));
    const before = bytes.subarray(0, at);
    switch (this.below(7)) {
      case 0: {
        const changed = Buffer.from(bytes);
        if (changed.length > 0) changed[Math.min(at, changed.length - 1)] = this.below(256);
        return changed;
      }
      case 1:
        return Buffer.concat([before, bytes.subarray(to)]);
      case 2:
        return Buffer.concat([before, Buffer.from(PIECES[this.below(PIECES.length)]!), bytes.subarray(at)]);
      case 3:
        return Buffer.concat([before, bytes.subarray(at, to), bytes.subarray(at)]);
      case 4:
        return before;
      case 5: {
        const other = seeds[this.below(seeds.length)]!;
        return Buffer.concat([before, other.subarray(this.below(other.length + 1))]);
      }
      default: {
        // The digits of a number, or a letter, become another: what stays near to right goes deepest.
        const changed = Buffer.from(bytes);
        for (let i = at; i < to; i++) {
          if (changed[i]! >= 48 && changed[i]! <= 57) changed[i] = 48 + this.below(10);
        }
        return changed;
      }
    }
  }
}
