import type { DiagnosisPattern, DipDocument, ExcludedProcedure } from '../dip-document.js';
import {
  EXCLUDED_BY_SCOPE,
  EXCLUDED_CONSERVATIVE,
  EXCLUDED_NOT_MAIN,
  EXCLUSION_SHIFT,
  KIND_SHIFT,
  KINDS,
  NO_KIND,
  SCOPE_SHIFT,
} from './dip-sections.js';
import { classifyCodes, ListNumbers } from './membership.js';

/** Every procedure by its number: the valid codes, then those that entries name besides. */
export interface NumberedProcedures {
  readonly codes: readonly string[];
  readonly idOf: ReadonlyMap<string, number>;
}

export function numberProcedures(document: DipDocument): NumberedProcedures {
  const codes = [...document.procedures];
  const idOf = new Map(codes.map((code, index) => [code, index + 1]));
  const add = (code: string): void => {
    if (!idOf.has(code)) idOf.set(code, codes.push(code));
  };
  for (const { main, related } of document.entries) [...main, ...related.flat()].forEach(add);
  for (const list of document.procedureLists.values()) list.forEach(add);
  for (const code of document.excludedProcedures.keys()) add(code);
  for (const code of document.procedureClasses.keys()) add(code);
  return { codes, idOf };
}

/** The distinct scopes of excluded procedures, and which each procedure has. */
export function scopesOf(document: DipDocument): {
  readonly scopes: readonly (readonly DiagnosisPattern[])[];
  readonly scopeOf: (excluded: ExcludedProcedure) => number;
} {
  const scopes: (readonly DiagnosisPattern[])[] = [[]];
  const known = new Map<string, number>([['[]', 0]]);
  const scopeOf = ({ scope = [] }: ExcludedProcedure): number => {
    const key = JSON.stringify(scope);
    let found = known.get(key);
    if (found === undefined) {
      found = scopes.push(scope) - 1;
      known.set(key, found);
    }
    return found;
  };
  for (const excluded of document.excludedProcedures.values()) scopeOf(excluded);
  return { scopes, scopeOf };
}

/** What procedures are where the main part is asked for: classes of those that the same entries name. */
export interface MainClasses {
  readonly info: Uint32Array;
  readonly classCount: number;
  /** By entry: the classes whose procedures meet its main part. */
  readonly classesOf: readonly (readonly number[])[];
}

export function compileMains(
  document: DipDocument,
  { codes, idOf }: NumberedProcedures,
  scopeOf: (excluded: ExcludedProcedure) => number,
): MainClasses {
  const numbers = new ListNumbers();
  const listOf = document.entries.map(({ procedureUse, main }) =>
    procedureUse === 'main' ? numbers.numberOf(main) : -1,
  );
  const { classOf, listsOf } = classifyCodes(
    numbers.lists.map((list) => list.map((code) => idOf.get(code)!)),
    codes.length,
  );
  const classesWith: number[][] = numbers.lists.map(() => []);
  listsOf.forEach((members, index) => {
    for (const list of members) classesWith[list]!.push(index);
  });
  const info = new Uint32Array(codes.length + 1);
  info.forEach((_, id) => {
    info[id] = classOf[id]! | (NO_KIND << KIND_SHIFT);
  });
  const rules = {
    conservative: EXCLUDED_CONSERVATIVE,
    not_main: EXCLUDED_NOT_MAIN,
    main_only_for_scope: EXCLUDED_BY_SCOPE,
  } as const;
  for (const [code, excluded] of document.excludedProcedures) {
    info[idOf.get(code)!]! |= (rules[excluded.rule] << EXCLUSION_SHIFT) | (scopeOf(excluded) << SCOPE_SHIFT);
  }
  for (const [code, kind] of document.procedureClasses) {
    info[idOf.get(code)!]! ^= (NO_KIND ^ KINDS.indexOf(kind)) << KIND_SHIFT;
  }
  return { info, classCount: listsOf.length, classesOf: listOf.map((list) => (list < 0 ? [] : classesWith[list]!)) };
}
