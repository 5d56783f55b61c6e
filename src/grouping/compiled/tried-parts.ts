import { sharedUint32 } from '../../kernel/shared-arrays.js';
import { chapterSetting, ruleSetting } from '../../schemes/compile/variant-chapters.js';
import { RULE_UNRELATED, type SchemeSections } from '../../schemes/compiled-scheme.js';
import type { SchemeOptions } from '../../schemes/scheme-document.js';
import { isUnrelatedTried } from '../../schemes/switched-conditions.js';
import type { GroupPayload } from './group-payload.js';

/** The rules and chapters that the switches of a run leave to be tried. */
export function triedParts(
  sections: SchemeSections,
  options: SchemeOptions,
): Pick<GroupPayload, 'triedRules' | 'triedChapters'> {
  const { chapterRule, chapterWord, chapterLetter, chapterSettings, ruleSettings, ruleKind } = sections;
  const ofChapters = chapterSetting(options);
  const ofRules = ruleSetting(options);
  const triedRules = sharedUint32(chapterWord.at(-1)!);
  let triedChapters = 0;
  for (let chapter = 0; chapter < chapterSettings.length; chapter++) {
    if ((chapterSettings[chapter]! & ofChapters) !== 0) triedChapters |= 1 << chapter;
    const isUnrelatedOn = isUnrelatedTried(options, String.fromCharCode(chapterLetter[chapter]!));
    const firstRule = chapterRule[chapter]!;
    for (let rule = firstRule; rule < chapterRule[chapter + 1]!; rule++) {
      if ((ruleSettings[rule]! & ofRules) === 0) continue;
      if (ruleKind[rule] === RULE_UNRELATED && !isUnrelatedOn) continue;
      const local = rule - firstRule;
      triedRules[chapterWord[chapter]! + (local >> 5)]! |= 1 << (local & 31);
    }
  }
  return { triedRules, triedChapters };
}
