import {
  END_FALSE,
  END_TRUE,
  SOURCE_ADX,
  SOURCE_APX,
  SOURCE_PDX,
  SOURCE_PPX,
  SOURCE_SDX,
  TEST_NUMBER,
} from '../../../schemes/compile/condition-code.js';
import type { DipSections, DipSizes } from '../../../schemes/dip/compile/dip-sections.js';
import type { DipPayload } from './dip-payload.js';

/** Outcomes of a condition when one missing number is unknown: either or both may be reached. */
export const MAY_BE_TRUE = 1;
export const MAY_BE_FALSE = 2;

/** The case under the reader, answering the tests of conditions. Moved from row to row; nothing is allocated. */
export class DipCaseView {
  row = 0;
  dxFrom = 0;
  dxTo = 0;
  pxFrom = 0;
  pxTo = 0;

  constructor(
    private readonly payload: DipPayload,
    private readonly sections: DipSections,
    private readonly sizes: DipSizes,
  ) {}

  /** Whether the condition holds whose code starts at a place. */
  holds(place: number): boolean {
    const { code } = this.sections;
    let at = place;
    while (at >= 0) at = code[at + (this.isTrue(at) ? 3 : 4)]!;
    return at === END_TRUE;
  }

  /** The same where one missing number (by its place in CONDITION_NUMBERS) is unknown instead of failing comparisons. */
  outcomes(place: number, field: number): number {
    if (place === END_TRUE) return MAY_BE_TRUE;
    if (place === END_FALSE) return MAY_BE_FALSE;
    const { code } = this.sections;
    const isUnknown = code[place] === TEST_NUMBER && code[place + 1]! >> 3 === field && this.numberAt(field) < 0;
    if (isUnknown) return this.outcomes(code[place + 3]!, field) | this.outcomes(code[place + 4]!, field);
    return this.outcomes(code[place + (this.isTrue(place) ? 3 : 4)]!, field);
  }

  /** A number of the case by its place in CONDITION_NUMBERS; −1 is missing. */
  numberAt(field: number): number {
    return this.payload.numbers[field]?.[this.row] ?? -1;
  }

  private isTrue(at: number): boolean {
    const { code } = this.sections;
    const first = code[at + 1]!;
    const second = code[at + 2]!;
    if (code[at] === TEST_NUMBER) {
      const value = this.numberAt(first >> 3);
      return value >= 0 && compares(first & 7, value, second);
    }
    switch (first) {
      case SOURCE_PDX:
        return this.hasDiagnosis(second, this.dxFrom, Math.min(this.dxFrom + 1, this.dxTo));
      case SOURCE_ADX:
        return this.hasDiagnosis(second, this.dxFrom, this.dxTo);
      case SOURCE_SDX:
        return this.hasDiagnosis(second, this.dxFrom + 1, this.dxTo);
      case SOURCE_PPX:
        return this.hasProcedure(second, this.pxFrom, Math.min(this.pxFrom + 1, this.pxTo));
      case SOURCE_APX:
        return this.hasProcedure(second, this.pxFrom, this.pxTo);
      default:
        return this.hasProcedure(second, this.pxFrom + 1, this.pxTo);
    }
  }

  private hasDiagnosis(list: number, from: number, to: number): boolean {
    const { dxCodes, diagnosisClasses } = this.payload;
    const words = this.sizes.diagnosisWords;
    const { diagnosisLists } = this.sections;
    for (let i = from; i < to; i++) {
      const word = diagnosisLists[diagnosisClasses[dxCodes[i]!]! * words + (list >> 5)]!;
      if (((word >>> (list & 31)) & 1) !== 0) return true;
    }
    return false;
  }

  private hasProcedure(list: number, from: number, to: number): boolean {
    const { pxCodes, procedureClasses } = this.payload;
    const words = this.sizes.procedureWords;
    const { procedureLists } = this.sections;
    for (let i = from; i < to; i++) {
      const word = procedureLists[procedureClasses[pxCodes[i]!]! * words + (list >> 5)]!;
      if (((word >>> (list & 31)) & 1) !== 0) return true;
    }
    return false;
  }
}

/** Comparison by its place in COMPARISONS. */
function compares(comparison: number, left: number, right: number): boolean {
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
