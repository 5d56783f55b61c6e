import type { InputRow } from '../cases/tables/input-table.js';
import { codeOfScheme } from '../kernel/scheme-code.js';
import type { PolicyTimeline } from '../policy/policy-timeline.js';
import type { AnyCompiledScheme } from '../schemes/any-scheme.js';
import type { CalibratedUnit } from '../weighting/calibrated-unit.js';
import { labelWeights } from '../weighting/label-weights.js';
import { readWeightTable, type WeightFile, weightTableOfText } from '../weighting/read-weight-table.js';
import type { WeightTable } from '../weighting/weight-table.js';
import { unitOfPolicy } from '../weighting/weights-of-history.js';
import { asksPrimaryCare } from './policy-facts.js';
import { policyWeightTable } from './policy-weight-table.js';
import { markPrimaryCare } from './primary-care-weights.js';
import { refuseWeightErrors } from './refuse-findings.js';
import { OPTION_ERRORS } from './run-errors.js';
import type { WeightSource } from './scenario-side.js';
import { type SchemeOfYear, schemeOfYear } from './scheme-of-year.js';

/**
 * A weight file: of one scheme, its groups as the scheme has them; of a year with several, each group with its scheme
 * (`GD29@chs-drg-2.0`).
 * @throws weights_refused where reading found an error
 */
export function readWeights(
  source: WeightSource,
  { catalogue, parts, labels }: SchemeOfYear,
  { decimals, unit }: CalibratedUnit,
): WeightFile {
  const isOne = new Set(parts.map(({ compiled }) => compiled.hash)).size === 1;
  const groups = isOne ? parts[0]!.compiled.catalogue : catalogue;
  const file =
    typeof source === 'string'
      ? readWeightTable(source, groups, decimals, unit)
      : weightTableOfText(source.text, source.name, groups, decimals, unit);
  refuseWeightErrors(file.findings);
  return isOne && labels === 'of_scheme' ? { ...file, table: labelWeights(file.table) } : file;
}

/**
 * Opens the schemes of a run and reads its weights for the sake of their faults, before any case is read.
 * @throws errors of opening schemes; weights_missing where there are neither weights nor past cases to make them; weights_refused
 */
export function checkSchemesAndWeights(
  timeline: PolicyTimeline,
  given: string | undefined,
  history: readonly string[] | undefined,
): void {
  const { policy } = timeline.segments.at(-1)!;
  const scheme = schemeOfYear(timeline);
  const source = given ?? policyWeightTable(timeline);
  if (source !== undefined) readWeights(source, scheme, unitOfPolicy(policy));
  else if (history === undefined && policy.rate.kind !== 'standard') throw OPTION_ERRORS.weights_missing();
}

/** Weights of a policy that knows none. */
export function emptyWeights(scheme: AnyCompiledScheme, unit: WeightTable['unit']): WeightTable {
  const ruleText = { zh: '不使用权重', en: 'no weights are used' };
  return {
    schemeId: scheme.id,
    schemeHash: scheme.hash,
    rule: ruleText.en,
    ruleText,
    regionMeanFen: Number.NaN,
    cases: 0,
    keptCases: 0,
    riv: Number.NaN,
    rows: [],
    unit,
    hash: '',
  };
}

/** A table with the primary-care entries of a DIP catalogue marked, where the policy tells them apart. */
export function markedWeights(table: WeightTable, scheme: SchemeOfYear, timeline: PolicyTimeline): WeightTable {
  return scheme.method === 'dip' && asksPrimaryCare(timeline) ? markPrimaryCare(table, scheme) : table;
}

/** Rows of last year's means, their groups written as in the year's catalogue; rows of other schemes stay as they are. */
export function meansOfYear({ id, labels, parts }: SchemeOfYear, rows: readonly InputRow[]): readonly InputRow[] {
  if (labels === 'plain') return rows;
  const schemes = new Set(parts.map(({ compiled }) => compiled.id));
  return rows.map((row) =>
    schemes.has(String(row.scheme))
      ? { ...row, scheme: id, group: codeOfScheme(String(row.group), String(row.scheme)) }
      : row,
  );
}
