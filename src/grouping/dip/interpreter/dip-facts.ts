import { meetsPattern } from '../../../schemes/dip/diagnosis-patterns.js';
import type { DipDocument, DipKind, DipOptions, DipSection } from '../../../schemes/dip/dip-document.js';
import { codeSet } from '../../interpreter/code-matching.js';
import type { DipRecord } from '../dip-record.js';

/** What the rules of excluded procedures make of a case's procedures, for one kind of section. */
export interface ProcedureView {
  /** Position of the leading procedure (主要手术操作); undefined: the case counts as conservative. */
  readonly leading: number | undefined;
  /** By position: whether it may lead. */
  readonly mayLead: readonly boolean[];
  /** Treatment class of the case. */
  readonly kind: DipKind;
}

/** A case as a DIP scheme sees it. */
export interface DipFacts {
  readonly document: DipDocument;
  readonly options: DipOptions;
  readonly record: DipRecord;
  readonly principal: string;
  readonly isPrincipalKnown: boolean;
  readonly isPrincipalExcluded: boolean;
  readonly recorded: ProcedureView;
  readonly remaining: ProcedureView;
}

export function dipFacts(document: DipDocument, record: DipRecord, options: DipOptions): DipFacts {
  const principal = record.dx[0] ?? '';
  const all = record.px.map(() => true);
  const rules = record.px.map((code) => ruleOf(document, code, principal));
  return {
    document,
    options,
    record,
    principal,
    isPrincipalKnown: codeSet(document.diagnoses).has(principal),
    isPrincipalExcluded: document.excludedDiagnoses.has(principal),
    recorded: viewOf(document, record, options, all, record.px.length > 0 ? 0 : undefined),
    remaining: viewOf(
      document,
      record,
      options,
      rules.map((rule) => rule === undefined),
      leadingAmong(rules, options),
    ),
  };
}

/** The procedures as a section sees them. */
export function viewFor(facts: DipFacts, section: DipSection): ProcedureView {
  return section.procedures === 'recorded' ? facts.recorded : facts.remaining;
}

export type ExclusionRule = 'conservative' | 'not_main';

/** How a procedure is kept from leading this case; an endoscopy outside its scope counts as not_main. */
export function ruleOf(document: DipDocument, code: string, principal: string): ExclusionRule | undefined {
  const excluded = document.excludedProcedures.get(code);
  if (excluded === undefined) return undefined;
  if (excluded.rule !== 'main_only_for_scope') return excluded.rule;
  return (excluded.scope ?? []).some((pattern) => meetsPattern(pattern, principal)) ? undefined : 'not_main';
}

/** The first procedure leads; an excluded one makes the case conservative, or sends on to the next, as its switch says. */
function leadingAmong(rules: readonly (ExclusionRule | undefined)[], options: DipOptions): number | undefined {
  for (const [position, rule] of rules.entries()) {
    if (rule === undefined) return position;
    if ((rule === 'conservative' ? options.excluded_first : options.not_main_first) === 'conservative')
      return undefined;
  }
  return undefined;
}

const LOWEST_FIRST: readonly DipKind[] = ['conservative', 'procedure', 'diagnostic', 'therapeutic', 'surgical'];

function viewOf(
  document: DipDocument,
  record: DipRecord,
  options: DipOptions,
  mayLead: readonly boolean[],
  leading: number | undefined,
): ProcedureView {
  if (leading === undefined) return { leading, mayLead, kind: 'conservative' };
  const kindAt = (position: number) =>
    document.procedureClasses.get(record.px[position]!) ?? options.unclassed_procedure;
  let kind = kindAt(leading);
  if (options.class_by === 'highest') {
    for (let position = 0; position < mayLead.length; position++) {
      if (!mayLead[position]) continue;
      const other = kindAt(position);
      if (LOWEST_FIRST.indexOf(other) > LOWEST_FIRST.indexOf(kind)) kind = other;
    }
  }
  return { leading, mayLead, kind };
}
