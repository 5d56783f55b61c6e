import { CONDITION_NUMBERS } from '../../cases/columns.js';
import {
  SOURCE_ADX,
  SOURCE_APX,
  SOURCE_PDX,
  SOURCE_PPX,
  SOURCE_SDX,
  TEST_COUNT,
  TEST_LIST,
  TEST_NUMBER,
  TEST_REGIONS,
} from '../../schemes/compile/condition-code.js';
import {
  ASKED_ABOUT,
  EXCLUSION_SHIFT,
  type SchemeSections,
  type SchemeSizes,
  SEVERITY_CC,
  SEVERITY_MCC,
} from '../../schemes/compiled-scheme.js';
import { ConditionView, compare } from './condition-view.js';
import type { GroupPayload } from './group-payload.js';

const SEVERITY_BITS = SEVERITY_MCC | SEVERITY_CC;
const FIELD_SEX = 0;

/**
 * The case under the reader: moved from row to row, it answers the tests of conditions. One object a pass, nothing
 * allocated per case; what costs a look at every code is worked out only when a test asks for it.
 */
export class CaseView extends ConditionView {
  /** Takes the place of the case's sex while the reason of an ungrouped case is looked for; -2: the case's own. */
  sexInstead = -2;
  /** Region table of the chapter being tried; -1: none. */
  regionTable = -1;
  private knownSeverity = -1;
  private hasDiagnosisWords = false;
  private hasProcedureWords = false;
  private readonly anyDiagnosis: Int32Array;
  private readonly secondaryDiagnosis: Int32Array;
  private readonly anyProcedure: Int32Array;
  private readonly laterProcedure: Int32Array;

  constructor(
    private readonly payload: GroupPayload,
    private readonly sections: SchemeSections,
    private readonly sizes: SchemeSizes,
  ) {
    super(sections.code);
    this.anyDiagnosis = new Int32Array(sizes.diagnosisWords);
    this.secondaryDiagnosis = new Int32Array(sizes.diagnosisWords);
    this.anyProcedure = new Int32Array(sizes.procedureWords);
    this.laterProcedure = new Int32Array(sizes.procedureWords);
  }

  move(row: number, dxFrom: number, dxTo: number, pxFrom: number, pxTo: number): void {
    this.row = row;
    this.dxFrom = dxFrom;
    this.dxTo = dxTo;
    this.pxFrom = pxFrom;
    this.pxTo = pxTo;
    this.hasDiagnosisWords = false;
    this.hasProcedureWords = false;
    this.knownSeverity = -1;
  }

  /** A number of the case by its place in CONDITION_NUMBERS; -1 is missing. */
  numberAt(field: number): number {
    if (field === FIELD_SEX && this.sexInstead !== -2) return this.sexInstead;
    const column = this.payload.numbers[field];
    const value = column === null || column === undefined ? -1 : column[this.row]!;
    return value < 0 && field !== FIELD_SEX && this.payload.missing === 'reference' ? 0 : value;
  }

  /** Severity of the case, bit 0 MCC, bit 1 CC, for conditions that mix it with other tests (see chooseGroups). */
  private severity(): number {
    if (this.knownSeverity >= 0) return this.knownSeverity;
    const { dxCodes, severityInfo, diagnosisIds } = this.payload;
    const { exclusionMasks, exclusionClass } = this.sections;
    const principal = this.dxFrom < this.dxTo ? diagnosisIds[dxCodes[this.dxFrom]!]! : 0;
    const exclusions = exclusionClass[principal]! * this.sizes.exclusionWords;
    let severity = 0;
    for (let i = this.dxFrom + 1; i < this.dxTo; i++) {
      const info = severityInfo[dxCodes[i]!]!;
      const list = info >> EXCLUSION_SHIFT;
      if (((exclusionMasks[exclusions + (list >> 5)]! >>> (list & 31)) & 1) === 0) severity |= info & SEVERITY_BITS;
    }
    this.knownSeverity = severity;
    return severity;
  }

  /** Whether the sex of a row's case is recorded. */
  isSexKnownAt(row: number): boolean {
    const sex = this.payload.numbers[FIELD_SEX]?.[row] ?? -1;
    return sex === 1 || sex === 2;
  }

  protected isTrue(at: number): boolean {
    const { code } = this.sections;
    const first = code[at + 1]!;
    const second = code[at + 2]!;
    switch (code[at]) {
      case TEST_LIST:
        return this.isInList(first, second);
      case TEST_NUMBER:
        return this.compares(at);
      case TEST_COUNT:
        return compare(first & 7, this.countInList(first >> 3, second & 0xffff), second >> 16);
      case TEST_REGIONS:
        return compare(first, this.regionCount(), second);
      default:
        return (this.severity() & first) !== 0;
    }
  }

  private isInList(source: number, column: number): boolean {
    const word = column >> 5;
    const bit = column & 31;
    let words: number;
    if (source === SOURCE_PDX) words = this.diagnosisWord(this.dxFrom, word);
    else if (source === SOURCE_PPX) words = this.procedureWord(this.pxFrom, word);
    else if (source === SOURCE_ADX || source === SOURCE_SDX) {
      if (!this.hasDiagnosisWords) this.gatherDiagnoses();
      words = (source === SOURCE_ADX ? this.anyDiagnosis : this.secondaryDiagnosis)[word]!;
    } else {
      if (!this.hasProcedureWords) this.gatherProcedures();
      words = (source === SOURCE_APX ? this.anyProcedure : this.laterProcedure)[word]!;
    }
    return ((words >>> bit) & 1) !== 0;
  }

  private diagnosisWord(position: number, word: number): number {
    if (position >= this.dxTo) return 0;
    const id = this.payload.diagnosisIds[this.payload.dxCodes[position]!]!;
    return this.sections.diagnosisLists[id * this.sizes.diagnosisWords + word]!;
  }

  private procedureWord(position: number, word: number): number {
    if (position >= this.pxTo) return 0;
    const id = this.payload.procedureIds[this.payload.pxCodes[position]!]!;
    return this.sections.procedureLists[id * this.sizes.procedureWords + word]!;
  }

  /** Most diagnoses are in no list that is asked about at any place; they cost one look. */
  private gatherDiagnoses(): void {
    const { dxCodes, severityInfo } = this.payload;
    const words = this.sizes.diagnosisWords;
    this.hasDiagnosisWords = true;
    for (let word = 0; word < words; word++) {
      this.anyDiagnosis[word] = 0;
      this.secondaryDiagnosis[word] = 0;
    }
    for (let i = this.dxFrom; i < this.dxTo; i++) {
      if ((severityInfo[dxCodes[i]!]! & ASKED_ABOUT) === 0) continue;
      for (let word = 0; word < words; word++) {
        const lists = this.diagnosisWord(i, word);
        this.anyDiagnosis[word]! |= lists;
        if (i > this.dxFrom) this.secondaryDiagnosis[word]! |= lists;
      }
    }
  }

  private gatherProcedures(): void {
    const words = this.sizes.procedureWords;
    this.hasProcedureWords = true;
    for (let word = 0; word < words; word++) {
      this.anyProcedure[word] = this.procedureWord(this.pxFrom, word);
      this.laterProcedure[word] = 0;
    }
    for (let i = this.pxFrom + 1; i < this.pxTo; i++) {
      for (let word = 0; word < words; word++) {
        const lists = this.procedureWord(i, word);
        this.anyProcedure[word]! |= lists;
        this.laterProcedure[word]! |= lists;
      }
    }
  }

  /** How many of the case's codes are in a list; a doubled code counts twice. */
  private countInList(source: number, column: number): number {
    const word = column >> 5;
    const bit = column & 31;
    const isDiagnosis = source < SOURCE_PPX;
    const from = isDiagnosis ? this.dxFrom : this.pxFrom;
    const to = isDiagnosis ? this.dxTo : this.pxTo;
    const isFirstOnly = source === SOURCE_PDX || source === SOURCE_PPX;
    const isLaterOnly = !isFirstOnly && source !== SOURCE_ADX && source !== SOURCE_APX;
    let count = 0;
    for (let i = isLaterOnly ? from + 1 : from; i < (isFirstOnly ? Math.min(from + 1, to) : to); i++) {
      const words = isDiagnosis ? this.diagnosisWord(i, word) : this.procedureWord(i, word);
      count += (words >>> bit) & 1;
    }
    return count;
  }

  /** In how many body regions of the chapter the case has a diagnosis; regions are numbered from 1 to 31. */
  private regionCount(): number {
    if (this.regionTable < 0) return 0;
    const { diagnosisIds, dxCodes } = this.payload;
    const table = this.regionTable * (this.sizes.diagnoses + 1);
    let seen = 0;
    let count = 0;
    for (let i = this.dxFrom; i < this.dxTo; i++) {
      const region = this.sections.regions[table + diagnosisIds[dxCodes[i]!]!]!;
      if (region === 0 || ((seen >>> region) & 1) !== 0) continue;
      seen |= 1 << region;
      count++;
    }
    return count;
  }
}

export const NUMBER_COUNT = CONDITION_NUMBERS.length;
