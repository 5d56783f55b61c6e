import type { Finding } from '../../kernel/finding.js';
import type { DipDocument, DipKind, DipOptions, ExcludedProcedure } from '../../schemes/dip/dip-document.js';
import { catalogueFinding } from './catalogue-findings.js';
import type { ProcedureClasses } from './procedure-classes.js';

/** Which procedure leads a case, by options that the catalogue will state. */
export type LeadOptions = Pick<DipOptions, 'excluded_first' | 'not_main_first' | 'class_by' | 'unclassed_procedure'>;

/** What a catalogue takes as given: codes that do not group and treatment classes. */
export interface CatalogueLists {
  readonly excludedDiagnoses: ReadonlySet<string>;
  readonly excludedProcedures: ReadonlyMap<string, ExcludedProcedure>;
  readonly classes: ReadonlyMap<string, DipKind>;
  readonly options: LeadOptions;
  readonly findings: readonly Finding[];
}

/** Without a scheme's own word an excluded first procedure gives way to the next. */
const PLAIN_OPTIONS: LeadOptions = {
  excluded_first: 'next',
  not_main_first: 'next',
  class_by: 'highest',
  unclassed_procedure: 'procedure',
};

/**
 * Lists of a scheme (what does not group, how procedures lead) with treatment classes over its own. A procedure that is
 * classed conservative never leads: it joins the excluded ones, unless a rule holds it already.
 * @param known  procedures that a case can carry: valid codes and those of the history
 */
export function catalogueLists(
  scheme: DipDocument | undefined,
  classes: ProcedureClasses | undefined,
  known: ReadonlySet<string>,
): CatalogueLists {
  const findings: Finding[] = [...(classes?.findings ?? [])];
  const kinds = new Map(scheme?.procedureClasses);
  for (const [code, kind] of classes?.kindOf ?? []) {
    if (known.has(code)) kinds.set(code, kind);
    else {
      const place = classes?.placeOf.get(code) ?? '--classes';
      findings.push(catalogueFinding('catalogue_procedure_no_case', place, { code }));
    }
  }
  const excludedProcedures = new Map(scheme?.excludedProcedures);
  for (const [code, kind] of kinds)
    if (kind === 'conservative' && !excludedProcedures.has(code))
      excludedProcedures.set(code, { rule: 'conservative' });
  const options = scheme?.options ?? PLAIN_OPTIONS;
  return {
    excludedDiagnoses: scheme?.excludedDiagnoses ?? new Set(),
    excludedProcedures,
    classes: kinds,
    options: {
      excluded_first: options.excluded_first,
      not_main_first: options.not_main_first,
      class_by: options.class_by,
      unclassed_procedure: options.unclassed_procedure,
    },
    findings,
  };
}
