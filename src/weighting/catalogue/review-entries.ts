import { decimalOf, formatDecimal } from '../../kernel/decimal.js';
import type { Finding } from '../../kernel/finding.js';
import { formatYuan } from '../../kernel/money.js';
import type { Policy } from '../../policy/policy-schema.js';
import { type BuiltCatalogue, type BuiltEntry, coreShare } from './built-catalogue.js';
import { catalogueFinding } from './catalogue-findings.js';

/** Why a person should look at an entry. */
export type ReviewFlag = 'cv_high' | 'few_recent' | 'few_kept' | 'year_gap' | 'no_case';

/** @source core entries should cover more than 85 % of the cases (rules 2.6) */
const USUAL_CORE_SHARE = 0.85;
const MOST_NAMED = 10;

/**
 * Review flags of an entry: CV above the highest (exactly on it: none), fewer cases in the last year than the
 * threshold, too few cases after trimming, a year without a case, none at all.
 */
export function reviewFlags(
  { tier, casesByYear, figures }: BuiltEntry,
  threshold: number,
  { max_cv, min_cases }: Pick<Policy['weights'], 'max_cv' | 'min_cases'>,
): ReviewFlag[] {
  if (casesByYear.every((count) => count === 0)) return ['no_case'];
  const flags: ReviewFlag[] = [];
  // Status `unstable` with enough cases means that the exact CV is above the limit.
  if (figures.status === 'unstable' && figures.keptCases >= min_cases && figures.cv >= max_cv) flags.push('cv_high');
  if (tier === 'core' && casesByYear.at(-1)! < threshold) flags.push('few_recent');
  if (figures.keptCases < min_cases) flags.push('few_kept');
  if (casesByYear.some((count) => count === 0)) flags.push('year_gap');
  return flags;
}

/** What a whole catalogue should be looked at for: each cause once, with the entries. */
export function reviewEntries(
  built: Omit<BuiltCatalogue, 'findings'>,
  weights: Pick<Policy['weights'], 'max_cv' | 'min_cases'>,
  unclassed: ReadonlyMap<string, number>,
): Finding[] {
  const { entries, threshold, rules } = built;
  const findings: Finding[] = [];
  const share = coreShare(built);
  const { coverage } = rules;
  if (coverage !== undefined && built.coreCases * 10 ** coverage.scale < built.cases * coverage.digits) {
    const wanted = percent(coverage.digits / 10 ** coverage.scale);
    findings.push(catalogueFinding('catalogue_coverage_missed', '--coverage', { share: percent(share), wanted }));
  } else if (!(share > USUAL_CORE_SHARE)) {
    findings.push(catalogueFinding('catalogue_core_share_low', 'core', { share: percent(share) }));
  }
  for (const { code, figures } of entries) {
    if (figures.weight === undefined || figures.weight.digits > 0) continue;
    const details = { code, mean: formatYuan(figures.meanFen), score: formatDecimal(figures.weight) };
    findings.push(catalogueFinding('catalogue_score_zero', code, details));
  }
  const flagged = (flag: ReviewFlag) =>
    entries.filter((entry) => reviewFlags(entry, threshold, weights).includes(flag)).map(({ code }) => code);
  for (const [flag, finding, details] of [
    ['cv_high', 'catalogue_cv_high', { most: formatDecimal(decimalOf(weights.max_cv)) }],
    ['few_recent', 'catalogue_few_recent', { threshold }],
    ['few_kept', 'catalogue_few_kept', { least: weights.min_cases }],
    ['year_gap', 'catalogue_year_gap', {}],
  ] as const) {
    const codes = flagged(flag);
    if (codes.length === 0) continue;
    findings.push(catalogueFinding(finding, 'entries.csv', { ...details, count: codes.length, codes: few(codes) }));
  }
  const empty = flagged('no_case');
  for (const code of empty) findings.push(catalogueFinding('catalogue_blank_empty', code, { code }));
  if (unclassed.size > 0) {
    const cases = [...unclassed.values()].reduce((sum, count) => sum + count, 0);
    const order = [...unclassed].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([code]) => code);
    findings.push(
      catalogueFinding('catalogue_unclassed', '--classes', { cases, count: order.length, codes: few(order) }),
    );
  }
  return findings;
}

const few = (codes: readonly string[]): string =>
  codes.slice(0, MOST_NAMED).join(', ') + (codes.length > MOST_NAMED ? ' …' : '');

/** A share in words, two decimals. */
const percent = (share: number): string => `${Math.round(share * 10_000) / 100}%`;
