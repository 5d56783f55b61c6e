import { type CaseTable, findColumn } from '../cases/case-table.js';
import { compareCodePoints } from '../kernel/compare-code-points.js';
import type { Text } from '../kernel/errors.js';
import { checkPolicy } from '../policy/check-policy.js';
import type { PolicyTimeline } from '../policy/policy-timeline.js';
import { formatCount } from '../report/format-number.js';
import { addedWarnings, warningNotices } from './added-warnings.js';

/** Findings of a policy's check that change what a run's figures mean: a reader must meet them beside the figures. */
const OF_RUNS = new Set([
  'yearly_value_changes',
  'elastic_fixed_changes',
  'patch_ends_at_step',
  'retention_not_in_steps',
]);
const OUTSIDE_YEAR = 'patch_outside_year';

const MOST_NAMED = 10;

/** What the policy of a run says of its figures: dates that do not do what they seem to, coefficients of no hospital. */
export function policyNotices(timeline: PolicyTimeline, year: CaseTable): Text[] {
  const findings = checkPolicy(timeline).filter(({ code, severity }) => severity === 'warning' && OF_RUNS.has(code));
  return [...findings.map(({ zh, en }) => ({ zh, en })), ...hospitalsWithoutCases(timeline, year)];
}

/** Changes that hold on no day of the year: what a reform promises and the figures do not have. */
export function outsideYear({ notes }: PolicyTimeline): Text[] {
  return (notes ?? []).filter(({ code }) => code === OUTSIDE_YEAR).map(({ zh, en }) => ({ zh, en }));
}

/** What the check of the changed policy warns of and the baseline's does not, such as a band that pays less than below it. */
export function reformWarnings(baseline: PolicyTimeline, reform: PolicyTimeline): Text[] {
  const added = addedWarnings(checkPolicy(baseline), checkPolicy(reform)).filter(
    ({ code }) => !OF_RUNS.has(code) && code !== OUTSIDE_YEAR,
  );
  return warningNotices(added.map(({ path, zh, en }) => ({ path, text: { zh, en } })));
}

/** A mistyped id would silently leave its hospital with the coefficient of its level. */
function hospitalsWithoutCases({ segments }: PolicyTimeline, year: CaseTable): Text[] {
  const hospitals = findColumn(year, 'hospital_id', 'dictionary');
  if (hospitals === undefined) return [];
  const known = new Set(hospitals.values);
  const named = new Set(segments.flatMap(({ policy }) => Object.keys(policy.hospital_coefficient.by_hospital)));
  const lost = [...named].filter((id) => !known.has(id)).sort(compareCodePoints);
  if (lost.length === 0) return [];
  const shown = lost.slice(0, MOST_NAMED);
  const isCut = lost.length > shown.length;
  const count = formatCount(lost.length);
  return [
    {
      zh: `hospital_coefficient.by_hospital 中有 ${count} 家医疗机构没有病例：${shown.join('、')}${isCut ? '……' : ''}。请核对代码（007 与 7 不是同一代码）。`,
      en: `hospital_coefficient.by_hospital names ${lost.length === 1 ? '1 hospital that has' : `${count} hospitals that have`} no case: ${shown.join(', ')}${isCut ? ', …' : ''}. Check the ids (007 and 7 are two ids).`,
    },
  ];
}
