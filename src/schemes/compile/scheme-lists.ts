import { decimalToNumber } from '../../kernel/decimal.js';
import type { FormulaNode } from '../../kernel/formula/formula-node.js';
import type { AdrgRule, Chapter, SchemeDocument } from '../scheme-document.js';
import type { CodeSource } from './condition-code.js';

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

/** Ids of codes: 1 for the first, 0 for a code the scheme does not know. */
export function codeIds(codes: readonly string[]): ReadonlyMap<string, number> {
  return new Map(codes.map((code, index) => [code, index + 1]));
}
