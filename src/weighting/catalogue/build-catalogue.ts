import { type CaseTable, type CodesColumn, findColumn, needColumn } from '../../cases/case-table.js';
import type { GroupCatalogue } from '../../grouping/group-columns.js';
import { sharedUint16, sharedUint32 } from '../../kernel/shared-arrays.js';
import type { Policy } from '../../policy/policy-schema.js';
import { calibrateWeights } from '../calibrate-weights.js';
import type { CalibratedUnit } from '../calibrated-unit.js';
import { type CalibrationInput, calibrationInput, costPartsOf } from '../calibration-input.js';
import type { WeightRow } from '../weight-table.js';
import type { BuiltCatalogue, BuiltEntry } from './built-catalogue.js';
import { type CaseSignatures, NO_SIGNATURE, signCases } from './case-signatures.js';
import { casesOutsideCore, unclassedLeads } from './cases-outside-core.js';
import { CATALOGUE_ERRORS } from './catalogue-errors.js';
import type { CatalogueLists } from './catalogue-lists.js';
import type { CatalogueRules } from './catalogue-rules.js';
import { catalogueYears } from './catalogue-years.js';
import { type CoreEntries, coreEntries } from './core-entries.js';
import { casesByYear, countedCases, principalsThatGroup } from './counted-cases.js';
import { type NamedEntry, nameEntries } from './name-entries.js';
import { principalKeys } from './principal-keys.js';
import { procedureRoles } from './procedure-roles.js';
import { rankCodes } from './ranked-codes.js';
import { reviewEntries } from './review-entries.js';
import { type WiderGroups, widerGroups } from './wider-groups.js';

export interface CatalogueInput {
  readonly history: CaseTable;
  readonly lists: CatalogueLists;
  readonly rules: CatalogueRules;
  /** Trimming, deviation, longest stay, least cases and highest CV, and the date that decides the year. */
  readonly policy: Pick<Policy, 'year_by' | 'weights' | 'rounding'>;
  /** Factors of the years, old to new; absent: the last so many of 1:2:7. */
  readonly factors: readonly number[] | undefined;
  /** How a mean becomes a score; its `decimals` are those of the scores. */
  readonly unit: CalibratedUnit;
  /** Names of diagnoses and procedures by code. */
  readonly names?: ReadonlyMap<string, string> | undefined;
}

/** A group index is 16 bits wide, and 0 is 0000. */
const MOST_ENTRIES = 65_534;

/**
 * Makes a DIP catalogue (病种目录) from up to three years of cases.
 *
 * Cases that make weights (weights.max_los_days, payment kinds, a cost above 0, a date) and whose principal groups are
 * counted. They are sorted by principal, leading procedure and related procedures into core entries at the threshold;
 * what is left by category and treatment class, then by chapter and class, then into the blank group. Means, CV and
 * scores are those of calibrateWeights over the groups so found. No result depends on the order of rows; ties are
 * broken by the code-point order of codes.
 *
 * @throws catalogue_… of years, sizes and thresholds; weights_no_cases, score_benchmark_missing,
 *   column_missing
 * @source rules 2.1, 2.2, 2.6, 2.7 and 13 (thresholds); details of clustering: our reading, docs/catalogue.md
 */
export function buildCatalogue(input: CatalogueInput): BuiltCatalogue {
  const { history, lists, rules, policy } = input;
  const dx = needColumn(history, 'dx', 'codes', 'catalogue');
  const px = findColumn(history, 'px', 'codes') ?? noProcedures(history.caseCount);
  const groups = principalsThatGroup(dx, lists.excludedDiagnoses);
  const calibration = calibrationOf(input, groups);
  const counted = countedCases(calibration, policy.year_by);
  const { part, years } = counted;
  const factors = catalogueYears(years, input.factors);

  const diagnoses = rankCodes(dx.values);
  const procedures = rankCodes(px.values);
  const roles = procedureRoles(lists, dx.values, px.values);
  const signatures = signCases({ dx, px, diagnoses, procedures, roles, part, costFen: calibration.costFen });
  const keys = principalKeys(diagnoses.texts, rules.principal);
  const choose = (threshold: number) => coreEntries(signatures, keys, procedures.texts, rules, threshold, years.length);
  const { core, threshold } = atCoverage(choose, signatures, rules);
  if (core.entries.length === 0) {
    const largest = largestYearly(choose(1), rules.thresholdBy === 'yearly_mean' ? years.length : 1);
    throw CATALOGUE_ERRORS.catalogue_no_core({ threshold, largest });
  }
  const wideNeed = (core.need / threshold) * rules.comprehensiveThreshold;
  const wide = widerGroups(signatures, core, diagnoses.texts, wideNeed);
  const named = nameEntries(core, wide, keys.texts, procedures.texts, lists, input.names);
  if (named.length > MOST_ENTRIES)
    throw CATALOGUE_ERRORS.catalogue_too_large({ entries: named.length, most: MOST_ENTRIES });
  const groupOf = groupsOfSignatures(signatures, core, wide, named.length);
  for (let row = 0; row < part.length; row++) {
    const id = signatures.ofRow[row]!;
    if (id !== NO_SIGNATURE) groups.group[row] = groupOf[id]!;
  }
  const weights = calibrateWeights({
    ...calibration,
    catalogue: catalogueOf(named),
    weights: { ...calibration.weights, years: [...factors] },
  });
  const counts = casesByYear(groups, counted, calibration.calendarYears!, named.length + 1);
  const built: Omit<BuiltCatalogue, 'findings'> = {
    rules,
    threshold,
    years,
    factors,
    lists,
    entries: withFigures(named, weights.rows, counts, years.length),
    below: casesOutsideCore(signatures, core, groupOf, named, diagnoses, procedures),
    groups,
    part,
    cases: sumOf(signatures.cases),
    coreCases: casesInCore(signatures, core),
    weights,
    usedProcedures: [...new Set(named.flatMap(({ main, related }) => (main === undefined ? [] : [main, ...related])))],
  };
  const leads = unclassedLeads(signatures, procedures, lists.classes);
  return { ...built, findings: [...lists.findings, ...reviewEntries(built, policy.weights, leads)] };
}

const noProcedures = (caseCount: number): Pick<CodesColumn, 'offsets' | 'codes' | 'values'> => ({
  offsets: sharedUint32(caseCount + 1),
  codes: sharedUint16(0),
  values: [''],
});

function catalogueOf(named: readonly NamedEntry[]): GroupCatalogue {
  return {
    schemeId: '',
    schemeHash: '',
    codes: ['0000', ...named.map(({ code }) => code)],
    mdcs: ['', ...named.map(() => '')],
    adrgs: ['', ...named.map(() => '')],
    names: ['', ...named.map(({ name }) => name)],
  };
}

/** What calibration reads, before there are groups. Years are weighed, and no year is the paid one. */
function calibrationOf(
  { history, policy, unit }: CatalogueInput,
  groups: CalibrationInput['groups'],
): CalibrationInput {
  const weights = { ...policy.weights, fallback: 'none' as const, years: [1] };
  return {
    ...calibrationInput(history, groups, catalogueOf([]), { ...policy, weights, year: 0 }),
    paidYear: undefined,
    unit,
    parts: costPartsOf(history),
  };
}

const sumOf = (counts: Float64Array): number => counts.reduce((sum, count) => sum + count, 0);

const casesInCore = ({ cases }: CaseSignatures, { entryOf }: CoreEntries): number =>
  cases.reduce((sum, count, id) => (entryOf[id]! >= 0 ? sum + count : sum), 0);

/** The threshold of the rules; or, where a coverage is asked for, the highest not above it that reaches it, else 1. */
function atCoverage(
  choose: (threshold: number) => CoreEntries,
  signatures: CaseSignatures,
  { threshold, coverage }: CatalogueRules,
): { readonly core: CoreEntries; readonly threshold: number } {
  const all = sumOf(signatures.cases);
  for (let tried = threshold; ; tried--) {
    const core = choose(tried);
    if (coverage === undefined || tried === 1) return { core, threshold: tried };
    const covered = casesInCore(signatures, core);
    if (covered * 10 ** coverage.scale >= all * coverage.digits) return { core, threshold: tried };
  }
}

/** Cases a year of the largest entry. */
function largestYearly({ entries, entryOf, measured }: CoreEntries, years: number): number {
  const counts = new Float64Array(entries.length);
  entryOf.forEach((entry, id) => {
    if (entry >= 0) counts[entry]! += measured[id]!;
  });
  return Math.floor(counts.reduce((most, count) => Math.max(most, count), 0) / years);
}

/** Group index by signature: core entries, comprehensive groups, and the blank group, which is the last. */
function groupsOfSignatures(
  { table }: CaseSignatures,
  core: CoreEntries,
  wide: WiderGroups,
  entryCount: number,
): Uint16Array {
  const groupOf = new Uint16Array(table.count);
  for (let id = 0; id < table.count; id++) {
    const entry = core.entryOf[id]!;
    const group = wide.groupOf[id]!;
    groupOf[id] = entry >= 0 ? entry + 1 : group >= 0 ? core.entries.length + group + 1 : entryCount;
  }
  return groupOf;
}

function withFigures(
  named: readonly NamedEntry[],
  rows: readonly WeightRow[],
  counts: Float64Array,
  yearCount: number,
): BuiltEntry[] {
  const byCode = new Map(rows.map((row) => [row.group, row]));
  return named.map((entry, index) => ({
    ...entry,
    casesByYear: [...counts.subarray((index + 1) * yearCount, (index + 2) * yearCount)],
    figures: byCode.get(entry.code)!,
  }));
}
