import { chainedBands, checkBands, separateBands } from '../kernel/bands.js';
import { formatDecimal } from '../kernel/decimal.js';
import type { Finding } from '../kernel/finding.js';
import { spreadsheetFindings } from '../kernel/formula/spreadsheet-findings.js';
import { checkPools } from './check-pools.js';
import { checkSources } from './check-sources.js';
import { formatFen } from './format-value.js';
import { isBreak, type PaymentEdge, paymentEdges } from './payment-breaks.js';
import { policyLeaves } from './policy-path.js';
import type { Policy } from './policy-schema.js';
import type { PolicyTimeline } from './policy-timeline.js';
import { policyFormulas } from './resolved-policy.js';
import { isYearlyValue } from './yearly-values.js';

/**
 * What a reader should know before any run: errors forbid the use of the policy, warnings ask for a look, notes are
 * facts such as cliffs with their heights. A loaded policy has passed schema, units and dates already.
 */
export function checkPolicy(timeline: PolicyTimeline): Finding[] {
  const findings: Finding[] = [...(timeline.notes ?? [])];
  for (const { policy } of timeline.segments) {
    findings.push(
      ...checkOutlierBands(policy),
      ...checkBands(chainedBands(policy.retention.bands), 'retention.bands', 'everything'),
      ...checkBreaks(policy),
      ...policyFormulas(policy).flatMap(({ text, language, path }) => spreadsheetFindings(text, language, path)),
      ...checkPools(policy),
      ...checkClearing(policy),
    );
  }
  findings.push(...checkScheme(timeline), ...checkYearlyValues(timeline), ...checkSources(timeline));
  return unique(findings);
}

const LEVELS = ['3', '2', '1'] as const;

/** Each level class sees its own list; a name is unique in the whole list, because patches go by it. */
function checkOutlierBands({ outliers }: Policy): Finding[] {
  const names = outliers.bands.map(({ name }) => name);
  const findings: Finding[] = names
    .filter((name, index) => names.indexOf(name) !== index)
    .map((name) => ({
      code: 'band_name_twice',
      severity: 'error',
      path: `outliers.bands.${name}`,
      zh: `分段名称“${name}”出现两次，请改名。`,
      en: `the band name "${name}" is used twice; rename one.`,
    }));
  for (const level of LEVELS) {
    const bands = outliers.bands.filter(({ levels }) => levels === undefined || levels.includes(level));
    findings.push(...checkBands(separateBands(bands), 'outliers.bands', 'gaps_are_normal'));
  }
  return findings;
}

/** One finding for each break; level classes at which it is the same share it. */
function checkBreaks(policy: Policy): Finding[] {
  const kinds = new Map<string, { edge: PaymentEdge; levels: string[] }>();
  for (const edge of paymentEdges(policy)) {
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
  const path = `${edge.place}.bands.${band}`;
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
  const some = levels.length > 0 && levels.length < LEVELS.length;
  const zh = some ? `${levels.join('、')} 级医院，` : '';
  const en = some ? `level ${levels.join(', ')}: ` : '';
  return [
    {
      code: isDrop ? 'payment_drops' : 'payment_jumps',
      severity: isDrop ? 'warning' : 'note',
      path,
      zh: `${zh}标准 10,000.00 元时，在 ${at} 倍处支付不连续：之下 ${below}，恰为 ${on}，之上 ${above}（落差 ${height} 元；${bandBelow} → ${bandAbove}）。`,
      en: `${en}at a standard of 10,000.00 pay breaks at ${at}: ${below} below, ${on} on it, ${above} above (height ${height}; ${bandBelow} to ${bandAbove}).`,
    },
  ];
}

function checkClearing({ clearing, retention, ungrouped, unrelated_procedure, unweighted }: Policy): Finding[] {
  const findings: Finding[] = [];
  const twice = clearing.steps.find((step, index) => clearing.steps.indexOf(step) !== index);
  if (twice !== undefined) {
    findings.push({
      code: 'clearing_step_twice',
      severity: 'error',
      path: 'clearing.steps',
      zh: `清算步骤“${twice}”出现两次，请只留一处。`,
      en: `the clearing step "${twice}" stands twice; keep one.`,
    });
  }
  if (retention.bands.length > 0 && !clearing.steps.includes('retention')) {
    findings.push({
      code: 'retention_not_in_steps',
      severity: 'warning',
      path: 'clearing.steps',
      zh: '写了结余留用分段，但清算步骤中没有 retention，分段不起作用。',
      en: 'there are retention bands, but retention is no clearing step: the bands do nothing.',
    });
  }
  for (const [path, pay] of Object.entries({ ungrouped, unrelated_procedure, unweighted })) {
    if (pay !== 'refuse') continue;
    findings.push({
      code: 'refuse_stops_run',
      severity: 'note',
      path,
      zh: `${path} 为 refuse：只要有一例这样的病例，运算就会停止并列出病例。`,
      en: `${path} is refuse: a single case of this kind stops the run and is named.`,
    });
  }
  return findings;
}

/** Two schemes in one year serve grouping by date only. */
function checkScheme({ segments }: PolicyTimeline): Finding[] {
  const schemes = [...new Set(segments.map(({ policy }) => policy.scheme))].join(' → ');
  if (segments.every(({ policy }) => policy.scheme === segments[0]!.policy.scheme)) return [];
  return [
    {
      code: 'scheme_changes',
      severity: 'warning',
      path: 'scheme',
      zh: `分组方案在年内变化（${schemes}）：drgdip group --policy 按出院日期分组；计价、清算和测算不接受。`,
      en: `the scheme changes within the year (${schemes}): drgdip group --policy goes by day of discharge; pricing, clearing and simulating refuse it.`,
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

function unique(findings: readonly Finding[]): Finding[] {
  const seen = new Set<string>();
  return findings.filter(({ code, path, en }) => {
    const key = JSON.stringify([code, path, en]);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
