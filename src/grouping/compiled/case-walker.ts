import {
  ASKED_ABOUT,
  GROUPS_BY_SEVERITY,
  NO_CODE,
  NO_GROUP,
  type SchemeSections,
  type SchemeSizes,
  schemeSections,
  schemeSizes,
} from '../../schemes/compiled-scheme.js';
import { CaseView } from './case-view.js';
import { chapterGates } from './chapter-gates.js';
import type { GroupPayload } from './group-payload.js';

/** Finds the rule and the group of one case after another. */
export interface CaseWalker {
  readonly view: CaseView;
  readonly sections: SchemeSections;
  readonly sizes: SchemeSizes;
  /** Rules that are tried at all, as masks over rule words: without the unrelated ones under `medical`. */
  readonly triedRules: Uint32Array;
  /** Moves to a row; answers its rule, or -1 where none holds. */
  readonly ruleOf: (row: number) => number;
  /** The rule of the row the view stands on; -1 where none holds. */
  readonly ruleHere: () => number;
  /** Group of the rule found, as an index of the catalogue; NO_GROUP where none of its conditions holds. */
  readonly groupOf: (rule: number) => number;
}

/**
 * The compiled engine (see compileScheme for its tables). In plain form: chapters in order, in each that is entered its
 * rules in order, first that holds. Here the masks of the principal's and the first procedure's classes have crossed
 * out beforehand whatever these two codes rule out, and only the rest is walked.
 */
export function createCaseWalker(payload: GroupPayload): CaseWalker {
  const sections = schemeSections(payload.scheme);
  const sizes = schemeSizes(sections);
  const view = new CaseView(payload, sections, sizes);
  const { dxOffsets, dxCodes, pxOffsets, pxCodes, principalClasses, procedureClasses } = payload;
  const { principalRules, principalChapters, procedureRules, procedureChapters } = sections;
  const { chapterRegions, chapterRule, chapterWord, ruleCode } = sections;
  const { ruleGroups, severityGroup, severityStop, groupStart, groupCode, groupIndex } = sections;
  const { ruleWords } = sizes;
  const { severityInfo } = payload;
  const { gates, askedChapters, entryCodes } = chapterGates(sections, sizes);
  const triedRules = sections.unrelatedRules.map((mask) => (payload.unrelatedProcedure === 'medical' ? ~mask : -1));

  const ruleOf = (row: number): number => {
    view.move(row, dxOffsets[row]!, dxOffsets[row + 1]!, pxOffsets[row]!, pxOffsets[row + 1]!);
    return ruleHere();
  };

  const ruleHere = (): number => {
    const principal = view.dxFrom < view.dxTo ? principalClasses[dxCodes[view.dxFrom]!]! : 0;
    const procedure = view.pxFrom < view.pxTo ? procedureClasses[pxCodes[view.pxFrom]!]! : 0;
    let chapters = principalChapters[principal]! & procedureChapters[procedure]!;
    for (const gate of gates) {
      if ((chapters & gate.chapters) !== 0 && !view.compares(gate.test)) chapters &= ~gate.chapters;
    }
    if ((chapters & askedChapters) !== 0) {
      let info = 0;
      for (let i = view.dxFrom; i < view.dxTo; i++) info |= severityInfo[dxCodes[i]!]!;
      if ((info & ASKED_ABOUT) === 0) chapters &= ~askedChapters;
    }
    const principalBase = principal * ruleWords;
    const procedureBase = procedure * ruleWords;
    while (chapters !== 0) {
      const chapter = 31 - Math.clz32(chapters & -chapters);
      chapters &= chapters - 1;
      const firstWord = chapterWord[chapter]!;
      const endWord = chapterWord[chapter + 1]!;
      const entryCode = entryCodes[chapter]!;
      let isEntered = entryCode === NO_CODE;
      for (let word = firstWord; word < endWord; word++) {
        let rules = principalRules[principalBase + word]! & procedureRules[procedureBase + word]! & triedRules[word]!;
        while (rules !== 0) {
          if (!isEntered) {
            view.regionTable = chapterRegions[chapter]!;
            if (!view.holds(entryCode)) {
              word = endWord;
              break;
            }
            isEntered = true;
          }
          const rule = chapterRule[chapter]! + ((word - firstWord) << 5) + 31 - Math.clz32(rules & -rules);
          rules &= rules - 1;
          const code = ruleCode[rule]!;
          if (code === NO_CODE) return rule;
          view.regionTable = chapterRegions[chapter]!;
          if (view.holds(code)) return rule;
        }
      }
    }
    return -1;
  };

  const groupOf = (rule: number): number => {
    if (ruleGroups[rule] === GROUPS_BY_SEVERITY) return severityGroup[rule * 4 + view.severity(severityStop[rule]!)]!;
    for (let group = groupStart[rule]!; group < groupStart[rule + 1]!; group++) {
      if (view.holds(groupCode[group]!)) return groupIndex[group]!;
    }
    return NO_GROUP;
  };

  return { view, sections, sizes, triedRules, ruleOf, ruleHere, groupOf };
}
