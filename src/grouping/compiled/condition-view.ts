import { END_FALSE, END_TRUE, TEST_NUMBER } from '../../schemes/compile/condition-code.js';

/** Outcomes of a condition when one missing number is unknown: either or both may be reached. */
export const MAY_BE_TRUE = 1;
export const MAY_BE_FALSE = 2;

/**
 * Walks the jump code of conditions (schemes/compile/condition-code.ts) over the case under a reader, which answers the
 * single tests. Moved from row to row; nothing is allocated per case.
 */
export abstract class ConditionView {
  row = 0;
  dxFrom = 0;
  dxTo = 0;
  pxFrom = 0;
  pxTo = 0;

  protected constructor(private readonly code: Int32Array) {}

  /** Whether the test at a place holds for the case. */
  protected abstract isTrue(at: number): boolean;

  /** A number of the case by its place in CONDITION_NUMBERS; -1 is missing. */
  abstract numberAt(field: number): number;

  /** Whether a condition holds; `place` is where its code starts, or an end. */
  holds(place: number): boolean {
    const { code } = this;
    let at = place;
    while (at >= 0) at = code[at + (this.isTrue(at) ? 3 : 4)]!;
    return at === END_TRUE;
  }

  /**
   * Kleene's logic on jump code: an unknown comparison goes both ways. Every test stands for itself, so both ends can
   * be reached exactly where three-valued logic says "unknown".
   * @param field  the missing number that is unknown instead of making its comparison false
   */
  outcomes(place: number, field: number): number {
    if (place === END_TRUE) return MAY_BE_TRUE;
    if (place === END_FALSE) return MAY_BE_FALSE;
    const { code } = this;
    const isUnknown = code[place] === TEST_NUMBER && code[place + 1]! >> 3 === field && this.numberAt(field) < 0;
    if (isUnknown) return this.outcomes(code[place + 3]!, field) | this.outcomes(code[place + 4]!, field);
    return this.outcomes(code[place + (this.isTrue(place) ? 3 : 4)]!, field);
  }

  /** A comparison of a number, given as the place of its test; a missing number fails it. */
  compares(at: number): boolean {
    const { code } = this;
    const test = code[at + 1]!;
    const value = this.numberAt(test >> 3);
    return value >= 0 && compare(test & 7, value, code[at + 2]!);
  }
}

/** Comparison by its place in COMPARISONS. */
export function compare(comparison: number, left: number, right: number): boolean {
  switch (comparison) {
    case 0:
      return left < right;
    case 1:
      return left <= right;
    case 2:
      return left > right;
    case 3:
      return left >= right;
    case 4:
      return left === right;
    default:
      return left !== right;
  }
}
