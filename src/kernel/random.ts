/**
 * Counter-based random numbers: a value depends only on (seed, stream, index), so any worker can make any part and
 * the whole is the same. `Math.random` is used nowhere.
 */

/** Mixes three 32-bit words into one (two rounds of the murmur3 finaliser over a multiply-rotate chain). */
export function hash32(seed: number, stream: number, index: number): number {
  let h = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b);
  h = Math.imul((h ^ (h >>> 13)) + stream, 0xc2b2ae35);
  h = Math.imul(h ^ (h >>> 16) ^ index, 0x27d4eb2f);
  h = Math.imul(h ^ (h >>> 15), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** Uniform in [0, 1) with 53 bits. */
export function uniformAt(seed: number, stream: number, index: number): number {
  const high = hash32(seed, stream, index) >>> 5;
  const low = hash32(seed ^ 0x5bd1e995, stream, index) >>> 6;
  return (high * 67108864 + low) / 9007199254740992;
}

/** A sequence of draws: one per record to be generated, e.g. `new RandomStream(seed, caseIndex)`. */
export class RandomStream {
  private index = 0;
  constructor(
    private readonly seed: number,
    private readonly stream: number,
  ) {}

  /** Uniform in [0, 1). */
  uniform(): number {
    return uniformAt(this.seed, this.stream, this.index++);
  }

  /** Integer in [0, bound). */
  integer(bound: number): number {
    return Math.floor(this.uniform() * bound);
  }

  /** Standard normal (Box–Muller, the cosine half, so that one draw costs a fixed two uniforms). */
  normal(): number {
    const u = 1 - this.uniform();
    const v = this.uniform();
    return Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * v);
  }
}
