import {
  ASKED_ABOUT,
  NO_CODE,
  type SchemeSections,
  type SchemeSizes,
  SEVERITY_CC,
  SEVERITY_MCC,
} from '../../schemes/compiled-scheme.js';
import type { CaseView } from './case-view.js';
import { type ChapterGates, chapterGates } from './chapter-gates.js';
import type { GroupPayload } from './group-payload.js';

const SEVERITY_BITS = SEVERITY_MCC | SEVERITY_CC;

/** In place of a rule where none holds. */
export const NO_RULE = 0xffff;

/** What finding rules needs beside the payload; made once a pass. */
export interface RuleTables {
  readonly sections: SchemeSections;
  readonly sizes: SchemeSizes;
  readonly gates: ChapterGates;
  /** Rules and chapters that are tried at all, for each kind of case without what cannot hold for that kind. */
  readonly openRules: Uint32Array;
  readonly openChapters: Uint32Array;
}

export function ruleTables(payload: GroupPayload, sections: SchemeSections, sizes: SchemeSizes): RuleTables {
  const { triedRules, triedChapters } = payload;
  const openRules = sections.openRules.map((mask, index) => mask & triedRules[index % sizes.ruleWords]!);
  const openChapters = sections.openChapters.map((mask) => mask & triedChapters);
  return { sections, sizes, gates: chapterGates(sections, sizes), openRules, openChapters };
}

/**
 * The rule of each row of a range. In plain form: chapters in order, in each that is entered its rules in order, the
 * first that holds. Here the masks of the principal's and the first procedure's classes have crossed out beforehand
 * whatever these two codes rule out, and only the rest is walked (see compileScheme). One long function on purpose: its
 * arrays stay in registers over the range.
 * @param view   moved to a row only where a condition needs more than masks
 * @param found  rule of each row, or NO_RULE; entry 0 is row `from`
 * @param signs  what the severity of any of the row's diagnoses might come to, cancelled or not: for chooseGroups
 */
export function findRules(
  payload: GroupPayload,
  tables: RuleTables,
  view: CaseView,
  from: number,
  to: number,
  found: Uint16Array,
  signs: Uint8Array,
): void {
  const { dxOffsets, dxCodes, pxOffsets, pxStarts, pxCodes } = payload;
  const { principalClasses, procedureClasses, severityInfo, proceduresAsked } = payload;
  const { principalRules, principalChapters, procedureRules, procedureChapters } = tables.sections;
  const { chapterRegions, chapterRule, chapterWord, ruleCode } = tables.sections;
  const { entryCodes, gates } = tables.gates;
  const { openRules, openChapters } = tables;
  const { ruleWords } = tables.sizes;
  const gateCount = gates.length;

  for (let row = from; row < to; row++) {
    const dxFrom = dxOffsets[row]!;
    const dxTo = dxOffsets[row + 1]!;
    const pxFrom = pxStarts[row]!;
    const pxTo = pxOffsets[row + 1]!;
    const principal = dxFrom < dxTo ? principalClasses[dxCodes[dxFrom]!]! : 0;
    const procedure = pxFrom < pxTo ? procedureClasses[pxCodes[pxFrom]!]! : 0;
    let info = 0;
    for (let i = dxFrom; i < dxTo; i++) info |= severityInfo[dxCodes[i]!]!;
    signs[row - from] = info & SEVERITY_BITS;
    let kind = (info & ASKED_ABOUT) !== 0 ? 1 : 0;
    for (let i = pxFrom; i < pxTo; i++) kind |= proceduresAsked[pxCodes[i]!]!;

    let chapters = principalChapters[principal]! & procedureChapters[procedure]! & openChapters[kind]!;
    let isMoved = false;
    for (let gate = 0; gate < gateCount; gate++) {
      const shut = gates[gate]!.chapters;
      if ((chapters & shut) === 0) continue;
      if (!isMoved) view.move(row, dxFrom, dxTo, pxFrom, pxTo);
      isMoved = true;
      if (!view.compares(gates[gate]!.test)) chapters &= ~shut;
    }

    const principalBase = principal * ruleWords;
    const procedureBase = procedure * ruleWords;
    const openBase = kind * ruleWords;
    let rule = NO_RULE;
    while (chapters !== 0 && rule === NO_RULE) {
      const chapter = 31 - Math.clz32(chapters & -chapters);
      chapters &= chapters - 1;
      const firstWord = chapterWord[chapter]!;
      const endWord = chapterWord[chapter + 1]!;
      const entryCode = entryCodes[chapter]!;
      let isEntered = entryCode === NO_CODE;
      for (let word = firstWord; word < endWord && rule === NO_RULE; word++) {
        let rules = principalRules[principalBase + word]! & procedureRules[procedureBase + word]!;
        rules &= openRules[openBase + word]!;
        while (rules !== 0) {
          const candidate = chapterRule[chapter]! + ((word - firstWord) << 5) + 31 - Math.clz32(rules & -rules);
          rules &= rules - 1;
          const code = ruleCode[candidate]!;
          if (!isEntered || code !== NO_CODE) {
            if (!isMoved) view.move(row, dxFrom, dxTo, pxFrom, pxTo);
            isMoved = true;
            view.regionTable = chapterRegions[chapter]!;
            if (!isEntered && !view.holds(entryCode)) {
              word = endWord;
              break;
            }
            isEntered = true;
            if (code !== NO_CODE && !view.holds(code)) continue;
          }
          rule = candidate;
          break;
        }
      }
    }
    found[row - from] = rule;
  }
}
