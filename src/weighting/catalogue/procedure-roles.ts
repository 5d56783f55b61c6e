import { meetsPattern } from '../../schemes/dip/diagnosis-patterns.js';
import type { DipKind } from '../../schemes/dip/dip-document.js';
import type { CatalogueLists } from './catalogue-lists.js';

/** Treatment classes, lowest first: the order in which the highest of a case is found. */
export const KINDS_RISING: readonly DipKind[] = ['conservative', 'procedure', 'diagnostic', 'therapeutic', 'surgical'];

const FREE = 0;
const CONSERVATIVE = 1;
const NOT_MAIN = 2;
const SCOPED = 3;

/** How each procedure of a dictionary may lead, as tables that the pass over cases reads. */
export interface ProcedureRoles {
  /** By code of procedure: 0 free, 1 conservative, 2 not_main, 3 + n only within scope n. */
  readonly rule: Uint16Array;
  /** By code of procedure: index into KINDS_RISING. */
  readonly kind: Uint8Array;
  /** scope × diagnoses: 1 where the principal lies in it. */
  readonly inScope: Uint8Array;
  readonly diagnosisCount: number;
  /** Whether an excluded first procedure of a kind ends the search: the case is conservative. */
  readonly isConservativeEnd: boolean;
  readonly isNotMainEnd: boolean;
  readonly isHighest: boolean;
}

export function procedureRoles(
  lists: CatalogueLists,
  diagnoses: readonly string[],
  procedures: readonly string[],
): ProcedureRoles {
  const rule = new Uint16Array(procedures.length);
  const kind = new Uint8Array(procedures.length);
  const scopes = new Map<string, number>();
  const members: Uint8Array[] = [];
  for (let code = 1; code < procedures.length; code++) {
    const text = procedures[code]!;
    kind[code] = KINDS_RISING.indexOf(lists.classes.get(text) ?? lists.options.unclassed_procedure);
    const excluded = lists.excludedProcedures.get(text);
    if (excluded === undefined) continue;
    if (excluded.rule !== 'main_only_for_scope') {
      rule[code] = excluded.rule === 'conservative' ? CONSERVATIVE : NOT_MAIN;
      continue;
    }
    const { scope = [] } = excluded;
    const key = JSON.stringify(scope);
    let found = scopes.get(key);
    if (found === undefined) {
      found = scopes.size;
      scopes.set(key, found);
      const meets = (diagnosis: string) => scope.some((pattern) => meetsPattern(pattern, diagnosis));
      members.push(Uint8Array.from(diagnoses, (diagnosis) => (meets(diagnosis) ? 1 : 0)));
    }
    rule[code] = SCOPED + found;
  }
  const inScope = new Uint8Array(members.length * diagnoses.length);
  members.forEach((member, scope) => {
    inScope.set(member, scope * diagnoses.length);
  });
  return {
    rule,
    kind,
    inScope,
    diagnosisCount: diagnoses.length,
    isConservativeEnd: lists.options.excluded_first === 'conservative',
    isNotMainEnd: lists.options.not_main_first === 'conservative',
    isHighest: lists.options.class_by === 'highest',
  };
}

/** How a procedure is kept from leading a case of this principal: 0 not at all, 1 conservative, 2 not_main. */
export function ruleFor(roles: ProcedureRoles, procedure: number, diagnosis: number): number {
  const rule = roles.rule[procedure]!;
  if (rule < SCOPED) return rule;
  return roles.inScope[(rule - SCOPED) * roles.diagnosisCount + diagnosis] === 1 ? FREE : NOT_MAIN;
}

/**
 * Place of the procedure that leads, or −1: the first that may, unless an excluded one before it ends the search. The
 * same rules as grouping has, written for columns.
 */
export function leadingAt(
  roles: ProcedureRoles,
  codes: Uint16Array | Uint32Array,
  from: number,
  to: number,
  diagnosis: number,
): number {
  for (let place = from; place < to; place++) {
    const rule = ruleFor(roles, codes[place]!, diagnosis);
    if (rule === FREE) return place;
    if (rule === CONSERVATIVE ? roles.isConservativeEnd : roles.isNotMainEnd) return -1;
  }
  return -1;
}
