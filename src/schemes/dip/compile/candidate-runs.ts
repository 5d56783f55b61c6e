import { CANDIDATE_SIZE } from './dip-sections.js';
import type { Variant, VariantRanks } from './rank-variants.js';

/** Numbers of a candidate in a run: its rank, and where its record starts. */
export const RUN_SIZE = 2;

/** Runs of candidates in the order of preference; equal runs are kept once. */
class RunStore {
  readonly runs: number[] = [];
  private readonly known = new Map<string, number>();

  constructor(
    private readonly compare: (a: number, b: number) => number,
    private readonly rankOf: (candidate: number) => number,
  ) {}

  /** First and end of a run. */
  place(candidates: readonly number[]): [number, number] {
    const run = [...candidates].sort(this.compare);
    const key = run.join(' ');
    let start = this.known.get(key);
    if (start === undefined) {
      start = this.runs.length;
      for (const candidate of run) this.runs.push(this.rankOf(candidate), candidate * CANDIDATE_SIZE);
      this.known.set(key, start);
    }
    return [start, start + run.length * RUN_SIZE];
  }
}

export interface CandidateRuns {
  readonly runs: Int32Array;
  /** First and end for each principal class; the last is that of every principal. */
  readonly plain: Int32Array;
  /** First and end for each main class: entries of every principal. */
  readonly every: Int32Array;
  /** Hash of (principal class × mainClasses + main class) + 1, first, end; empty slots have 0. */
  readonly pairs: Uint32Array;
  /** Bits by which the product of a key with PAIR_FACTOR is shifted to its slot. */
  readonly shift: number;
}

export const PAIR_SIZE = 3;
export const PAIR_FACTOR = 0x9e3779b1;

/** What the runs are made from: variants by principal class, each with the main classes it asks for. */
export interface CandidateSources {
  readonly variants: readonly Variant[];
  readonly ranks: VariantRanks['ranks'];
  /** Variants that a principal class meets; the last entry is of those that every case meets. */
  readonly ofClass: readonly (readonly number[])[];
  /** Main classes by entry; undefined for an entry that does not ask for a main procedure. */
  readonly mainsOf: readonly (readonly number[] | undefined)[];
  readonly mainClasses: number;
}

export function layOutRuns({ variants, ranks, ofClass, mainsOf, mainClasses }: CandidateSources): CandidateRuns {
  const store = new RunStore(
    (a, b) => ranks[a]![0] - ranks[b]![0] || ranks[a]![1] - ranks[b]![1] || ranks[a]![2] - ranks[b]![2] || a - b,
    (candidate) => ranks[candidate]![0],
  );
  const plain = new Int32Array(ofClass.length * 2);
  const every = new Int32Array(mainClasses * 2);
  const pairs = new Map<number, [number, number]>();
  const everyClass = ofClass.length - 1;
  if (everyClass * mainClasses >= 0xffff_fffe) throw new RangeError('too many classes of diagnoses and procedures');
  ofClass.forEach((met, principal) => {
    const withoutMain: number[] = [];
    const byMain = new Map<number, number[]>();
    for (const variant of met) {
      const mains = mainsOf[variants[variant]!.entry];
      if (mains === undefined) withoutMain.push(variant);
      for (const main of mains ?? []) {
        const known = byMain.get(main);
        if (known === undefined) byMain.set(main, [variant]);
        else known.push(variant);
      }
    }
    plain.set(store.place(withoutMain), principal * 2);
    for (const [main, candidates] of byMain) {
      const place = store.place(candidates);
      if (principal === everyClass) every.set(place, main * 2);
      else pairs.set(principal * mainClasses + main, place);
    }
  });
  return { runs: Int32Array.from(store.runs), plain, every, ...hashPairs(pairs) };
}

function hashPairs(places: ReadonlyMap<number, readonly [number, number]>): Pick<CandidateRuns, 'pairs' | 'shift'> {
  let bits = 4;
  while (1 << bits < places.size * 2) bits += 1;
  const shift = 32 - bits;
  const mask = (1 << bits) - 1;
  const pairs = new Uint32Array((1 << bits) * PAIR_SIZE);
  for (const [pair, [start, end]] of places) {
    const key = pair + 1;
    let slot = Math.imul(key, PAIR_FACTOR) >>> shift;
    while (pairs[slot * PAIR_SIZE] !== 0) slot = (slot + 1) & mask;
    pairs.set([key, start, end], slot * PAIR_SIZE);
  }
  return { pairs, shift };
}
