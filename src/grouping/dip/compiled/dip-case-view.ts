import {
  SOURCE_ADX,
  SOURCE_APX,
  SOURCE_PDX,
  SOURCE_PPX,
  SOURCE_SDX,
  TEST_NUMBER,
} from '../../../schemes/compile/condition-code.js';
import type { DipSections, DipSizes } from '../../../schemes/dip/compile/dip-sections.js';
import { ConditionView } from '../../compiled/condition-view.js';
import type { DipPayload } from './dip-payload.js';

/** The case under the reader, answering the tests of conditions. Moved from row to row; nothing is allocated. */
export class DipCaseView extends ConditionView {
  constructor(
    private readonly payload: DipPayload,
    private readonly sections: DipSections,
    private readonly sizes: DipSizes,
  ) {
    super(sections.code);
  }

  /** A number of the case by its place in CONDITION_NUMBERS; −1 is missing. */
  numberAt(field: number): number {
    return this.payload.numbers[field]?.[this.row] ?? -1;
  }

  protected isTrue(at: number): boolean {
    const { code } = this.sections;
    if (code[at] === TEST_NUMBER) return this.compares(at);
    const first = code[at + 1]!;
    const second = code[at + 2]!;
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
