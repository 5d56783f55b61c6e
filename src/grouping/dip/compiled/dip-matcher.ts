import { END_TRUE } from '../../../schemes/compile/condition-code.js';
import { PAIR_FACTOR, PAIR_SIZE, RUN_SIZE } from '../../../schemes/dip/compile/candidate-runs.js';
import {
  type DipSections,
  type DipSizes,
  DYNAMIC_COST,
  DYNAMIC_MASK,
  DYNAMIC_NONE,
  FIELD_CONDITION,
  FIELD_FLAGS,
  FIELD_GROUP,
  FIELD_MARKS,
  FIELD_PARTS,
  FIELD_RANK_2,
  FIELD_RANK_3,
  FLAG_FIRST_SHIFT,
  FLAG_KIND_SHIFT,
  FLAG_RECORDED,
  FLAG_RELATED_SHIFT,
  FLAG_REMAINING,
  FLAG_SECOND_SHIFT,
  FLAG_TIER_SHIFT,
  KIND_MASK,
  MAIN_CLASS_MASK,
  MARK_ALWAYS,
  MARKS_EACH,
  RELATED_MASK,
  TIER_FALLBACK,
  TIER_MASK,
  USE_ANYWHERE,
  USE_CLASS,
  USE_MAIN,
  USE_MASK,
  USE_WITHOUT,
} from '../../../schemes/dip/compile/dip-sections.js';
import { DipCaseView } from './dip-case-view.js';
import { BLIND_DIAGNOSIS, type DipPayload, EXCLUDED_DIAGNOSIS } from './dip-payload.js';
import { LeadingProcedures } from './leading-procedures.js';
import { PartMatching } from './part-matching.js';

const BOTH_VIEWS = FLAG_RECORDED | FLAG_REMAINING;
const NO_CANDIDATE = -1;
/** In place of a memorised group: not looked at yet, and never to be memorised. */
const UNSEEN = -2;
const DEPENDS = -3;
/** In place of a count that was not needed yet. */
const UNKNOWN = -1;

/** The compiled matcher over one payload: the group of a case by its row. One object a pass. */
export class DipMatcher {
  readonly view: DipCaseView;
  private readonly matching: PartMatching;
  private readonly leading: LeadingProcedures;
  private readonly candidates: Int32Array;
  private readonly runs: Int32Array;
  private readonly pairs: Uint32Array;
  private readonly pairShift: number;
  private readonly pairMask: number;
  private readonly mainClasses: number;
  /** Group of a case without procedures whose codes no condition asks about, by principal class. */
  private readonly plainGroups: Int32Array;
  private readonly isMainFirst: boolean;
  /** Entries that every principal meets: all of them, and those that a case without marks may meet; their marks. */
  private readonly everyRun: Int32Array;
  private readonly quietEveryRun: Int32Array;
  private readonly everyMarks: number;
  /** Whether fallback entries stand behind all others: where one wins, every other was tried. */
  private readonly isFallbackLast: boolean;

  // The case at hand.
  private pxFrom = 0;
  private pxTo = 0;
  private row = 0;
  private marks = 0;
  /** Class of the principal's text, also where the principal itself meets no pattern. */
  private scopeClass = 0;
  private skippedTiers = 0;
  /** Whether the answer rests on the codes alone. */
  private isByCodes = true;
  private hasMetCondition = false;
  private visit: ((condition: number) => void) | undefined;

  // The best candidate so far, with what was measured of it.
  private best = NO_CANDIDATE;
  private bestRank = 0;
  private bestMatched = UNKNOWN;
  private ownMatched = UNKNOWN;
  private bestDistance = UNKNOWN;
  private ownDistance = UNKNOWN;

  constructor(
    private readonly payload: DipPayload,
    private readonly sections: DipSections,
    sizes: DipSizes,
  ) {
    this.view = new DipCaseView(payload, sections, sizes);
    this.matching = new PartMatching(
      payload.pxCodes,
      payload.procedureClasses,
      sections.procedureLists,
      sizes.procedureWords,
      sections.parts,
    );
    this.leading = new LeadingProcedures(payload, sections, sizes);
    this.candidates = sections.candidates;
    this.runs = sections.runs;
    this.pairs = sections.pairs;
    this.pairShift = sizes.pairShift;
    this.pairMask = sections.pairs.length / PAIR_SIZE - 1;
    this.mainClasses = sizes.mainClasses;
    this.plainGroups = new Int32Array(sizes.principalClasses).fill(UNSEEN);
    this.isMainFirst = !payload.switches.isAnyMain;
    const every = sizes.principalClasses * 2;
    const marksAt = (place: number): number => this.candidates[this.everyRun[place + 1]! + FIELD_MARKS]!;
    this.everyRun = sections.runs.slice(sections.plainRuns[every]!, sections.plainRuns[every + 1]!);
    const quiet: number[] = [];
    let everyMarks = 0;
    for (let i = 0; i < this.everyRun.length; i += RUN_SIZE) {
      if ((marksAt(i) & MARK_ALWAYS) === 0) everyMarks |= marksAt(i);
      else quiet.push(this.everyRun[i]!, this.everyRun[i + 1]!);
    }
    this.quietEveryRun = Int32Array.from(quiet);
    this.everyMarks = everyMarks;
    this.isFallbackLast = areFallbacksLast(this.runs, this.candidates);
  }

  /** Place of the winning candidate of a case (× CANDIDATE_SIZE), −1 for none. */
  match(row: number): number {
    const { dxOffsets, dxCodes, pxOffsets, pxCodes, principalClasses, principalFlags, switches } = this.payload;
    const { diagnosisMarks, procedureMarks } = this.payload;
    const dxFrom = dxOffsets[row]!;
    const dxTo = dxOffsets[row + 1]!;
    const pxFrom = pxOffsets[row]!;
    const pxTo = pxOffsets[row + 1]!;
    let scopeClass = 0;
    let principal = 0;
    let { skippedTiers } = switches;
    if (dxFrom === dxTo) {
      if (!switches.isFallbackWithoutPrincipal) return NO_CANDIDATE;
      skippedTiers = ALL_BUT_FALLBACK;
    } else {
      const code = dxCodes[dxFrom]!;
      const flags = principalFlags[code]!;
      scopeClass = principalClasses[code]!;
      principal = (flags & BLIND_DIAGNOSIS) === 0 ? scopeClass : 0;
      if ((flags & EXCLUDED_DIAGNOSIS) !== 0) {
        if (!switches.isFallbackOfExcluded) return NO_CANDIDATE;
        skippedTiers = ALL_BUT_FALLBACK;
      }
    }
    let marks = MARK_ALWAYS;
    for (let i = dxFrom; i < dxTo; i++) marks |= diagnosisMarks[dxCodes[i]!]!;
    let ofProcedures = 0;
    for (let i = pxFrom; i < pxTo; i++) ofProcedures |= procedureMarks[pxCodes[i]!]!;
    marks |= ofProcedures << MARKS_EACH;
    const isPlain = pxFrom === pxTo && marks === MARK_ALWAYS && skippedTiers === switches.skippedTiers;
    this.marks = marks;
    if (isPlain) {
      const known = this.plainGroups[principal]!;
      this.hasMetCondition = false;
      this.best = known;
      if (known >= NO_CANDIDATE) return known;
    }
    this.skippedTiers = skippedTiers;
    this.scopeClass = scopeClass;
    this.moveTo(row, dxFrom, dxTo, pxFrom, pxTo);
    this.walkAll(principal);
    if (isPlain && this.plainGroups[principal] === UNSEEN) {
      this.plainGroups[principal] = this.isByCodes ? this.best : DEPENDS;
    }
    return this.best;
  }

  /** Whether a condition was looked at for the last case, or might have been: then one of them may be open. */
  get mayHaveOpen(): boolean {
    return this.hasMetCondition || (this.best >= 0 && !this.isFallbackLast);
  }

  /**
   * Calls a visitor with the condition of every entry, fallback ones left out, that takes the case last matched but
   * perhaps for that condition. For a case with an allowed principal.
   */
  visitOpen(row: number, visit: (condition: number) => void): void {
    const { switches } = this.payload;
    const code = this.payload.dxCodes[this.payload.dxOffsets[row]!]!;
    this.scopeClass = this.payload.principalClasses[code]!;
    this.skippedTiers = switches.skippedTiers | (1 << TIER_FALLBACK);
    const { dxOffsets, pxOffsets } = this.payload;
    this.moveTo(row, dxOffsets[row]!, dxOffsets[row + 1]!, pxOffsets[row]!, pxOffsets[row + 1]!);
    this.visit = visit;
    this.walkAll((this.payload.principalFlags[code]! & BLIND_DIAGNOSIS) === 0 ? this.scopeClass : 0);
    this.visit = undefined;
  }

  private moveTo(row: number, dxFrom: number, dxTo: number, pxFrom: number, pxTo: number): void {
    this.row = row;
    this.pxFrom = pxFrom;
    this.pxTo = pxTo;
    const { view } = this;
    view.row = row;
    view.dxFrom = dxFrom;
    view.dxTo = dxTo;
    view.pxFrom = pxFrom;
    view.pxTo = pxTo;
    this.best = NO_CANDIDATE;
    this.isByCodes = true;
    this.hasMetCondition = false;
    this.leading.move(pxFrom, pxTo, this.scopeClass);
  }

  private walkAll(principal: number): void {
    const { plainRuns } = this.sections;
    if (this.pxFrom !== this.pxTo) {
      const { leading } = this;
      const { recorded, remaining } = leading;
      if (!this.isMainFirst) {
        for (let i = this.pxFrom; i < this.pxTo; i++) {
          const mayLead = remaining >= 0 && leading.exclusionAt(i) === 0;
          this.walkMain(principal, i, mayLead ? BOTH_VIEWS : FLAG_RECORDED);
        }
      } else if (remaining === recorded) this.walkMain(principal, recorded, BOTH_VIEWS);
      else {
        this.walkMain(principal, recorded, FLAG_RECORDED);
        if (remaining >= 0) this.walkMain(principal, remaining, FLAG_REMAINING);
      }
    }
    this.walk(this.runs, plainRuns[principal * 2]!, plainRuns[principal * 2 + 1]!, -1, BOTH_VIEWS);
    const every = (this.marks & this.everyMarks) === 0 ? this.quietEveryRun : this.everyRun;
    this.walk(every, 0, every.length, -1, BOTH_VIEWS);
  }

  /** Candidates that ask for the procedure at a position as the main one. */
  private walkMain(principal: number, position: number, views: number): void {
    const main = this.payload.procedureInfo[this.payload.pxCodes[position]!]! & MAIN_CLASS_MASK;
    if (main === 0) return;
    const { pairs, pairMask } = this;
    const key = principal * this.mainClasses + main + 1;
    let slot = Math.imul(key, PAIR_FACTOR) >>> this.pairShift;
    for (;;) {
      const at = slot * PAIR_SIZE;
      const found = pairs[at]!;
      if (found === key) {
        this.walk(this.runs, pairs[at + 1]!, pairs[at + 2]!, position, views);
        break;
      }
      if (found === 0) break;
      slot = (slot + 1) & pairMask;
    }
    const { everyRuns } = this.sections;
    const start = everyRuns[main * 2]!;
    const end = everyRuns[main * 2 + 1]!;
    if (start < end) this.walk(this.runs, start, end, position, views);
  }

  private walk(runs: Int32Array, start: number, end: number, leading: number, views: number): void {
    const { candidates, marks } = this;
    for (let i = start; i < end; i += RUN_SIZE) {
      const rank = runs[i]!;
      if (this.best >= 0 && rank > this.bestRank) return;
      const at = runs[i + 1]!;
      if ((candidates[at + FIELD_MARKS]! & marks) === 0) continue;
      const flags = candidates[at + FIELD_FLAGS]!;
      if ((flags & views) === 0) continue;
      if (((this.skippedTiers >>> ((flags >>> FLAG_TIER_SHIFT) & TIER_MASK)) & 1) !== 0) continue;
      if (!this.isUsed(at, flags, leading)) continue;
      const condition = candidates[at + FIELD_CONDITION]!;
      if (condition !== END_TRUE) {
        this.isByCodes = false;
        this.hasMetCondition = true;
        this.visit?.(condition);
        if (this.visit !== undefined || !this.view.holds(condition)) continue;
      }
      if (this.visit !== undefined) continue;
      if (this.best < 0 || rank < this.bestRank) {
        this.best = at;
        this.bestRank = rank;
        this.bestMatched = UNKNOWN;
        this.bestDistance = UNKNOWN;
      } else if (((flags >>> FLAG_FIRST_SHIFT) & DYNAMIC_MASK) !== DYNAMIC_NONE && this.isBetter(at, flags)) {
        this.best = at;
        this.bestMatched = this.ownMatched;
        this.bestDistance = this.ownDistance;
      }
    }
  }

  /** Whether the procedures of the case are what the entry asks for. */
  private isUsed(at: number, flags: number, leading: number): boolean {
    const { pxFrom, pxTo } = this;
    const related = (flags >>> FLAG_RELATED_SHIFT) & RELATED_MASK;
    switch (flags & USE_MASK) {
      case USE_MAIN: {
        if (related === 0) return true;
        if (related >= pxTo - pxFrom) return false;
        const parts = this.candidates[at + FIELD_PARTS]! + 1;
        return this.matching.areMet(parts, parts + related, pxFrom, pxTo, leading);
      }
      case USE_ANYWHERE: {
        const parts = this.candidates[at + FIELD_PARTS]!;
        return this.matching.areMet(parts, parts + related + 1, pxFrom, pxTo, -1);
      }
      case USE_WITHOUT:
        if (this.payload.switches.isAnyCaseConservative) return true;
        return ((flags & FLAG_RECORDED) !== 0 ? this.leading.recorded : this.leading.remaining) < 0;
      case USE_CLASS:
        return ((flags >>> FLAG_KIND_SHIFT) & KIND_MASK) === this.leading.kindFor(flags);
      default:
        return true;
    }
  }

  /** Whether a candidate beats the best one of equal rank by what only the case can tell. */
  private isBetter(at: number, flags: number): boolean {
    const { candidates, best } = this;
    this.ownMatched = UNKNOWN;
    this.ownDistance = UNKNOWN;
    const first = this.compareBy((flags >>> FLAG_FIRST_SHIFT) & DYNAMIC_MASK, at, best);
    if (first !== 0) return first < 0;
    const second = candidates[at + FIELD_RANK_2]! - candidates[best + FIELD_RANK_2]!;
    if (second !== 0) return second < 0;
    const third = this.compareBy((flags >>> FLAG_SECOND_SHIFT) & DYNAMIC_MASK, at, best);
    if (third !== 0) return third < 0;
    return candidates[at + FIELD_RANK_3]! < candidates[best + FIELD_RANK_3]!;
  }

  /** @param a the candidate at hand   @param b the best one so far */
  private compareBy(dynamic: number, a: number, b: number): number {
    if (dynamic === DYNAMIC_NONE) return 0;
    if (dynamic !== DYNAMIC_COST) {
      this.ownMatched = this.matchedBy(a);
      if (this.bestMatched === UNKNOWN) this.bestMatched = this.matchedBy(b);
      return this.bestMatched - this.ownMatched;
    }
    this.isByCodes = false;
    const cost = this.payload.cost === null ? Number.NaN : this.payload.cost[this.row]!;
    if (Number.isNaN(cost)) return 0;
    if (this.bestDistance < 0) this.bestDistance = this.distanceOf(b, cost);
    this.ownDistance = this.distanceOf(a, cost);
    return this.ownDistance < this.bestDistance ? -1 : Number(this.ownDistance > this.bestDistance);
  }

  /** Distance of a candidate's mean from the cost of the case; behind all others where it has no mean. */
  private distanceOf(at: number, cost: number): number {
    const mean = this.sections.meanCost[this.candidates[at + FIELD_GROUP]!]!;
    return Number.isNaN(mean) ? Number.POSITIVE_INFINITY : Math.abs(mean - cost);
  }

  /** How many procedures of the case stand in a part of the candidate. */
  private matchedBy(at: number): number {
    const flags = this.candidates[at + FIELD_FLAGS]!;
    const use = flags & USE_MASK;
    if (use !== USE_MAIN && use !== USE_ANYWHERE) return 0;
    // The only procedure of a case met the main part, or this were no candidate.
    if (this.pxTo - this.pxFrom === 1) return 1;
    const parts = this.candidates[at + FIELD_PARTS]!;
    const end = parts + 1 + ((flags >>> FLAG_RELATED_SHIFT) & RELATED_MASK);
    return this.matching.countIn(parts, end, this.pxFrom, this.pxTo);
  }
}

/** Tiers that a case for fallback groups alone skips: all but the last. */
const ALL_BUT_FALLBACK = 0b0111;

function areFallbacksLast(runs: Int32Array, candidates: Int32Array): boolean {
  let firstFallback = Number.POSITIVE_INFINITY;
  let lastOther = -1;
  for (let i = 0; i < runs.length; i += RUN_SIZE) {
    const tier = (candidates[runs[i + 1]! + FIELD_FLAGS]! >>> FLAG_TIER_SHIFT) & TIER_MASK;
    if (tier === TIER_FALLBACK) firstFallback = Math.min(firstFallback, runs[i]!);
    else lastOther = Math.max(lastOther, runs[i]!);
  }
  return firstFallback > lastOther;
}
