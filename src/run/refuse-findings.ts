import { formatDay } from '../kernel/day.js';
import type { Details } from '../kernel/errors.js';
import type { Finding } from '../kernel/finding.js';
import { checkPolicy } from '../policy/check-policy.js';
import { loadReform } from '../policy/load-policy.js';
import type { PolicyFile } from '../policy/policy-file.js';
import type { Reform } from '../policy/policy-schema.js';
import type { PolicyTimeline } from '../policy/policy-timeline.js';
import { resolveTimeline } from '../policy/resolve-timeline.js';
import { REFUSED_INPUT_ERRORS, REFUSED_POLICY_ERRORS } from './run-errors.js';

const MOST_LISTED = 20;

/**
 * The timeline of a policy with reforms on it (paths or reforms themselves), fit to run.
 * @throws policy_refused where its check finds an error, and the errors of reading and resolving
 */
export function checkedTimeline(file: PolicyFile, reforms: readonly (string | Reform)[]): PolicyTimeline {
  return checkedPolicy(file, reforms).timeline;
}

/** The same with what its check found, none of it an error. */
export function checkedPolicy(
  file: PolicyFile,
  reforms: readonly (string | Reform)[],
): { readonly timeline: PolicyTimeline; readonly findings: readonly Finding[] } {
  const loaded = reforms.map((reform) => (typeof reform === 'string' ? loadReform(reform) : reform));
  const timeline = resolveTimeline(file, loaded);
  const findings = checkPolicy(timeline);
  refusePolicyErrors(findings);
  return { timeline, findings };
}

/** @throws policy_refused where a check of a policy found an error */
export function refusePolicyErrors(findings: readonly Finding[]): void {
  const errors = errorsAmong(findings);
  if (errors.length > 0) throw REFUSED_POLICY_ERRORS.policy_refused(listed(errors));
}

/** For what is of one scheme alone. @throws scheme_changes_in_year */
export function refuseTwoSchemes({ segments }: PolicyTimeline): void {
  const before = segments[0]!.policy.scheme;
  const changed = segments.find(({ policy }) => policy.scheme !== before);
  if (changed === undefined) return;
  const { from, policy } = changed;
  throw REFUSED_POLICY_ERRORS.scheme_changes_in_year({ before, day: formatDay(from), after: policy.scheme });
}

/** @throws weights_refused where reading a weight file found an error */
export function refuseWeightErrors(findings: readonly Finding[]): void {
  const errors = errorsAmong(findings);
  if (errors.length > 0) throw REFUSED_INPUT_ERRORS.weights_refused(listed(errors));
}

const errorsAmong = (findings: readonly Finding[]): Finding[] =>
  findings.filter((finding) => finding.severity === 'error');

function listed(errors: readonly Finding[]): Details {
  const shown = errors.slice(0, MOST_LISTED);
  const left = errors.length - shown.length;
  const lines = (language: 'zh' | 'en', more: string): string =>
    [...shown.map((finding) => `  ${finding.path}: ${finding[language]}`), ...(left > 0 ? [more] : [])].join('\n');
  return {
    count: errors.length,
    findings_zh: lines('zh', `  …… 另有 ${left} 处`),
    findings_en: lines('en', `  … and ${left} more`),
  };
}
