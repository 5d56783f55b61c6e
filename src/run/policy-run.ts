import { formatDay, parseDay } from '../kernel/day.js';
import type { Language } from '../kernel/errors.js';
import type { Finding } from '../kernel/finding.js';
import { checkPolicy } from '../policy/check-policy.js';
import { diffPolicies } from '../policy/diff-policies.js';
import { loadPolicy, loadReform } from '../policy/load-policy.js';
import { policyJsonSchema } from '../policy/policy-json-schema.js';
import type { PolicyTimeline } from '../policy/policy-timeline.js';
import { resolveTimeline } from '../policy/resolve-timeline.js';
import { showPolicy } from '../policy/show-policy.js';
import { OPTION_ERRORS } from './run-errors.js';

/** The timeline of a policy with reforms stacked on it. */
export function timelineOf(policy: string, reforms: readonly string[]): PolicyTimeline {
  return resolveTimeline(loadPolicy(policy), reforms.map(loadReform));
}

export function policyCheck(policy: string, reforms: readonly string[]): Finding[] {
  return checkPolicy(timelineOf(policy, reforms));
}

export function policySchemaText(): string {
  return JSON.stringify(policyJsonSchema(), null, 2);
}

/** @throws option_value where the day is none */
export function policyShow(
  policy: string,
  reforms: readonly string[],
  at: string | undefined,
  language: Language,
  isJson: boolean,
): string {
  const timeline = timelineOf(policy, reforms);
  const day = at === undefined ? timeline.segments.at(-1)!.until - 1 : parseDay(at);
  if (day === undefined) throw OPTION_ERRORS.option_value({ option: '--at', value: at ?? '', expected: '2026-03-01' });
  const lines = showPolicy(timeline, day);
  if (isJson)
    return `${JSON.stringify({ id: timeline.id, hash: timeline.hash, day: formatDay(day), parameters: lines })}\n`;
  const rows = lines.map((line) =>
    `${line.path} = ${line.value}  [${line.source?.trust ?? '—'}] ${line.source?.document ?? ''}`.trimEnd(),
  );
  return `${timeline.id} ${timeline.hash.slice(0, 12)} ${formatDay(day)}\n${rows.join('\n')}\n${language === 'zh' ? '共' : ''}${rows.length}${language === 'zh' ? ' 项' : ' parameters'}\n`;
}

export function policyDiff(
  a: string,
  b: string | undefined,
  reforms: readonly string[],
  language: Language,
  isJson: boolean,
): string {
  const lines = diffPolicies(timelineOf(a, []), timelineOf(b ?? a, reforms));
  if (isJson) return `${JSON.stringify(lines)}\n`;
  if (lines.length === 0) return language === 'zh' ? '没有差异\n' : 'no difference\n';
  return `${lines.map((line) => line[language]).join('\n')}\n`;
}
