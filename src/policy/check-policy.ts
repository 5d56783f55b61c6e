import { chainedBands, checkBands } from '../kernel/bands.js';
import { formatDecimal } from '../kernel/decimal.js';
import type { Finding } from '../kernel/finding.js';
import { spreadsheetFindings } from '../kernel/formula/spreadsheet-findings.js';
import { checkBenefit } from './check-benefit.js';
import { checkBenefitVisits } from './check-benefit-visits.js';
import { checkCaseRules } from './check-case-rules.js';
import { checkClearing } from './check-clearing.js';
import { checkCoefficients } from './check-coefficients.js';
import { checkCommunityPools } from './check-community-pools.js';
import { checkDivisors } from './check-divisors.js';
import { checkGrouping } from './check-grouping.js';
import { checkImpossibleTests } from './check-impossible-tests.js';
import { checkMethod } from './check-method.js';
import { checkNames } from './check-names.js';
import { checkNegativePay } from './check-negative-pay.js';
import { checkOutlierBands } from './check-outlier-bands.js';
import { checkPools } from './check-pools.js';
import { checkRate } from './check-rate.js';
import { checkSources } from './check-sources.js';
import { checkUnread } from './check-unread.js';
import { checkStandardPatches, checkWeights } from './check-weights.js';
import { formatFen } from './format-value.js';
import { isBreak, type PaymentEdge, paymentEdges } from './payment-breaks.js';
import { policyFormulas } from './policy-formulas.js';
import { policyLeaves } from './policy-path.js';
import type { Policy } from './policy-schema.js';
import type { PolicyTimeline } from './policy-timeline.js';
import { openSpecialEdges, specialEdges } from './special-breaks.js';
import { isYearlyValue } from './yearly-values.js';

/**
 * What a reader should know before any run: errors forbid the use of the policy, warnings ask for a look, notes are
 * facts such as cliffs with their heights. A loaded policy has passed schema, units and dates already.
 */
export function checkPolicy(timeline: PolicyTimeline): Finding[] {
  const findings: Finding[] = [...(timeline.notes ?? [])];
  for (const { policy } of timeline.segments) {
    findings.push(
      ...checkNames(policy),
      ...checkOutlierBands(policy),
      ...checkBands(chainedBands(policy.retention.bands), 'retention.bands', 'everything'),
      ...checkBreaks(policy),
      ...openSpecialEdges(policy),
      ...checkNegativePay(policy),
      ...checkDivisors(policy),
      ...policyFormulas(policy).flatMap(({ text, language, path }) => spreadsheetFindings(text, language, path)),
      ...checkGrouping(policy),
      ...checkPools(policy),
      ...checkWeights(policy),
      ...checkCoefficients(policy),
      ...checkCaseRules(policy),
      ...checkImpossibleTests(policy),
      ...checkBenefit(policy),
      ...checkBenefitVisits(policy),
      ...checkRate(policy),
      ...checkClearing(policy),
      ...checkCommunityPools(policy),
      ...checkUnread(policy),
    );
  }
  findings.push(
    ...checkMethod(timeline),
    ...checkStandardPatches(timeline),
    ...checkScheme(timeline),
    ...checkYearlyValues(timeline),
    ...checkElasticFixed(timeline),
    ...checkSources(timeline),
  );
  return unique(findings);
}

const LEVELS = ['3', '2', '1'] as const;

/** One finding for each break; level classes at which it is the same share it. */
function checkBreaks(policy: Policy): Finding[] {
  const kinds = new Map<string, { edge: PaymentEdge; levels: string[] }>();
  for (const edge of [...paymentEdges(policy), ...specialEdges(policy)]) {
    const { level, failure, ...rest } = edge;
    const key = JSON.stringify([rest, failure?.message]);
    const kind = kinds.get(key) ?? { edge, levels: [] };
    if (level !== undefined) kind.levels.push(level);
    kinds.set(key, kind);
  }
  return [...kinds.values()].flatMap(({ edge, levels }) => describeBreak(edge, levels));
}

function describeBreak(edge: PaymentEdge, levels: readonly string[]): Finding[] {
  const { bandBelow, bandOn, bandAbove, belowFen, onFen, aboveFen, failure } = edge;
  const band = [bandOn, bandAbove, bandBelow].find((name) => name !== 'normal');
  const path = edge.path ?? `${edge.place}.bands.${band}`;
  const at = formatDecimal(edge.edge);
  if (failure !== undefined) {
    const { code } = failure;
    return [
      {
        code,
        severity: 'error',
        path,
        zh: `在 ${at} 倍处：${failure.text('zh')}`,
        en: `at ${at}: ${failure.text('en')}`,
      },
    ];
  }
  // A list with a gap has no amount there; the gap is a finding of its own.
  if (Number.isNaN(belowFen + onFen + aboveFen) || !isBreak(edge)) return [];
  const isDrop = onFen < belowFen || aboveFen < onFen;
  const height = formatFen(aboveFen - belowFen);
  const [below, on, above] = [belowFen, onFen, aboveFen].map(formatFen);
  const factor = formatDecimal(edge.coefficient);
  const reference =
    factor === '1'
      ? { zh: '标准 10,000.00 元时', en: 'a standard of 10,000.00' }
      : { zh: `基准 10,000.00 元、系数 ${factor} 时`, en: `a base of 10,000.00 and a coefficient of ${factor}` };
  const some = levels.length > 0 && levels.length < LEVELS.length;
  const zh = some ? `${levels.join('、')} 级医院，` : '';
  const en = some ? `level ${levels.join(', ')}: ` : '';
  return [
    {
      code: isDrop ? 'payment_drops' : 'payment_jumps',
      severity: isDrop ? 'warning' : 'note',
      path,
      zh: `${zh}${reference.zh}，在 ${at} 倍处支付不连续：之下 ${below}，恰为 ${on}，之上 ${above}（落差 ${height} 元；${bandBelow} → ${bandAbove}）。`,
      en: `${en}at ${reference.en} pay breaks at ${at}: ${below} below, ${on} on it, ${above} above (height ${height}; ${bandBelow} to ${bandAbove}).`,
    },
  ];
}

/** Two schemes in one year: said, because codes of groups are then written with their scheme. */
function checkScheme({ segments }: PolicyTimeline): Finding[] {
  const schemes = [...new Set(segments.map(({ policy }) => policy.scheme))].join(' → ');
  if (segments.every(({ policy }) => policy.scheme === segments[0]!.policy.scheme)) return [];
  return [
    {
      code: 'scheme_changes',
      severity: 'note',
      path: 'scheme',
      zh: `分组方案在年内变化（${schemes}）：病例按出院日当日的方案分组和付费，各方案的权重都由全部历史病例按该方案重新分组测算；结果中病组编码写明所属方案，如 GD29@方案。`,
      en: `the scheme changes within the year (${schemes}): cases are grouped and paid by the scheme in force on their day of discharge, weights of each scheme come from the whole history regrouped under it, and results write codes of groups with their scheme, such as GD29@SCHEME.`,
    },
  ];
}

function checkYearlyValues({ segments }: PolicyTimeline): Finding[] {
  const findings: Finding[] = [];
  const yearlyOf = (policy: Policy) =>
    new Map(
      policyLeaves(policy)
        .filter(({ path }) => isYearlyValue(path))
        .map(({ path, value }) => [path, JSON.stringify(value)]),
    );
  const last = yearlyOf(segments.at(-1)!.policy);
  for (const { policy } of segments.slice(0, -1)) {
    const earlier = yearlyOf(policy);
    for (const path of new Set([...earlier.keys(), ...last.keys()])) {
      if (last.get(path) === earlier.get(path)) continue;
      const value = last.get(path) ?? '—';
      findings.push({
        code: 'yearly_value_changes',
        severity: 'warning',
        path,
        zh: `${path} 在年内变化；年终清算全年只用年末最后一日的值（${value}）。`,
        en: `${path} changes within the year; the year's clearing takes the value of its last day (${value}) for the whole year.`,
      });
    }
  }
  return findings;
}

/** Cases are priced at the fixed part of their own day; the closing value takes that of the last day for all. */
function checkElasticFixed({ segments }: PolicyTimeline): Finding[] {
  const parts = segments.map(({ policy: { rate } }) => (rate.kind === 'elastic' ? JSON.stringify(rate.fixed) : ''));
  const last = parts.at(-1)!;
  if (last === '' || parts.every((part) => part === last || part === '')) return [];
  return [
    {
      code: 'elastic_fixed_changes',
      severity: 'warning',
      path: 'rate.fixed',
      zh: `rate.fixed 在年内变化：清算前各病例按其出院日当日的固定部分计价，而全年的清算点值只用年末最后一日的固定部分（${last}）。`,
      en: `rate.fixed changes within the year: before clearing each case is priced at the fixed part of its own day, but the closing value of the whole year takes that of the last day (${last}).`,
    },
  ];
}

function unique(findings: readonly Finding[]): Finding[] {
  const seen = new Set<string>();
  return findings.filter(({ code, path, en }) => {
    const key = JSON.stringify([code, path, en]);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
