import { decimalToNumber } from '../../kernel/decimal.js';
import type { FormulaNode } from '../../kernel/formula/formula-node.js';
import type { AdrgRule, Chapter, SchemeDocument } from '../scheme-document.js';
import type { CodeSource } from './condition-code.js';
import type { ListTest } from './partial-truth.js';

/** Where a condition stands, which is what its list names mean. */
export interface ConditionPlace {
  readonly chapter: Chapter;
  readonly rule?: AdrgRule;
}

export const isProcedureSource = (source: CodeSource) => source.endsWith('px');

/** The codes a list test names at its place: a number is the rule's list, `mdc`, `valid`, or a shared list. */
export function listAt(
  document: SchemeDocument,
  place: ConditionPlace,
  source: CodeSource,
  list: FormulaNode,
): ReadonlySet<string> {
  const numbered = isProcedureSource(source) ? place.rule?.procedureLists : place.rule?.diagnosisLists;
  let codes: ReadonlySet<string> | undefined;
  if (list.kind === 'number') codes = numbered?.get(decimalToNumber(list.value));
  else if (list.kind !== 'name') codes = undefined;
  else if (list.name === 'mdc') codes = place.chapter.diagnoses;
  else if (list.name === 'valid') codes = document.validProcedures;
  else codes = document.namedLists.get(list.name);
  if (codes === undefined) throw new TypeError(`${place.rule?.adrg ?? place.chapter.mdc}: a condition names no list`);
  return codes;
}

/** Ids of a scheme's codes: 1 for the first, 0 for a code it does not know. */
export interface SchemeCodeIds {
  readonly dx: ReadonlyMap<string, number>;
  readonly px: ReadonlyMap<string, number>;
}

export function schemeCodeIds(document: SchemeDocument): SchemeCodeIds {
  const number = (codes: readonly string[]) => new Map(codes.map((code, index) => [code, index + 1]));
  return { dx: number(document.diagnoses), px: number(document.procedures) };
}

/** Reads the list tests of conditions at one place as sets of ids; each list is turned into ids once. */
export function listReader(
  document: SchemeDocument,
  ids: SchemeCodeIds,
  place: ConditionPlace,
): (test: ListTest) => ReadonlySet<number> {
  const known = new Map<ListTest, ReadonlySet<number>>();
  return (test) => {
    let members = known.get(test);
    if (members === undefined) {
      const source = test.name as CodeSource;
      const table = isProcedureSource(source) ? ids.px : ids.dx;
      members = new Set([...listAt(document, place, source, test.args[0]!)].map((code) => table.get(code) ?? 0));
      known.set(test, members);
    }
    return members;
  };
}
