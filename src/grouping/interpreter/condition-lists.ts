import type { AdrgRule, Chapter } from '../../schemes/scheme-document.js';
import { principalsOf } from '../../schemes/switched-conditions.js';
import type { CaseFacts } from './case-facts.js';

/** Where a condition stands: list numbers are those of the rule, `mdc` is the chapter's list. */
export interface ConditionScope {
  readonly chapter: Chapter;
  readonly rule?: AdrgRule;
}

/** pdx principal, adx any diagnosis, sdx any but the principal; ppx first procedure, apx any, spx any but the first. */
export type CodesWho = 'pdx' | 'adx' | 'sdx' | 'ppx' | 'apx' | 'spx';

export function isCodesWho(name: string): name is CodesWho {
  return ['pdx', 'adx', 'sdx', 'ppx', 'apx', 'spx'].includes(name);
}

/** True where the word speaks of procedures. */
export function isProcedureWord(who: CodesWho): boolean {
  return who.endsWith('px');
}

/**
 * The list that a condition names.
 * @throws TypeError where there is none: the loader refuses such a scheme, so this is a mistake of the program.
 */
export function listOf(facts: CaseFacts, scope: ConditionScope, who: CodesWho, list: string): ReadonlySet<string> {
  const { document } = facts;
  let found: ReadonlySet<string> | undefined;
  if (list === 'mdc') found = principalsOf(scope.chapter, facts.options.left_out_principals);
  else if (list === 'valid') found = document.validProcedures;
  else if (/^\d+$/.test(list)) {
    const lists = isProcedureWord(who) ? scope.rule?.procedureLists : scope.rule?.diagnosisLists;
    found = lists?.get(Number(list));
  } else found = document.namedLists.get(list);
  if (found === undefined) {
    throw new TypeError(`${document.id} ${scope.rule?.adrg ?? scope.chapter.mdc}: ${who}(${list}) names no list`);
  }
  return found;
}

/** The case's codes that the word speaks of and the list holds, in input order; a doubled code stands twice. */
export function codesInList(facts: CaseFacts, scope: ConditionScope, who: CodesWho, list: string): string[] {
  const codes = isProcedureWord(who) ? facts.procedures : facts.diagnoses;
  const from = who === 'sdx' || who === 'spx' ? 1 : 0;
  const until = who === 'pdx' || who === 'ppx' ? Math.min(1, codes.length) : codes.length;
  const members = listOf(facts, scope, who, list);
  const hits: string[] = [];
  for (let i = from; i < until; i++) {
    const code = codes[i];
    if (code !== undefined && members.has(code)) hits.push(code);
  }
  return hits;
}

/** In how many of the chapter's body regions the case has a diagnosis (多发严重创伤: at least two). */
export function regionCount(facts: CaseFacts, scope: ConditionScope): number {
  const regions = new Set<number>();
  for (const code of facts.diagnoses) {
    const region = code === undefined ? undefined : scope.chapter.regions.get(code);
    if (region !== undefined) regions.add(region);
  }
  return regions.size;
}
