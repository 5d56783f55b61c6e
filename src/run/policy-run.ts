import type { GroupCatalogue } from '../grouping/group-columns.js';
import { formatDay, parseDay } from '../kernel/day.js';
import type { Language } from '../kernel/errors.js';
import type { Finding } from '../kernel/finding.js';
import { checkChapters, namesChapters } from '../policy/check-grouping.js';
import { checkGroups, namesGroups } from '../policy/check-groups.js';
import { checkPatches } from '../policy/check-patches.js';
import { checkPolicy } from '../policy/check-policy.js';
import { diffPolicies } from '../policy/diff-policies.js';
import { loadPolicy, loadReform } from '../policy/load-policy.js';
import { needsSource } from '../policy/needs-source.js';
import { policyJsonSchema } from '../policy/policy-json-schema.js';
import type { PolicyTimeline } from '../policy/policy-timeline.js';
import { resolveTimeline } from '../policy/resolve-timeline.js';
import { showPolicy } from '../policy/show-policy.js';
import { inBandWords } from '../report/band-words.js';
import { trustCounts } from '../report/trust-counts.js';
import { openAnyScheme } from '../schemes/open-any-scheme.js';
import { checkSchemes } from './check-schemes.js';
import { refusePolicyErrors } from './refuse-findings.js';
import { renderPolicy } from './render-policy.js';
import { OPTION_ERRORS } from './run-errors.js';

/** The timeline of a policy with reforms stacked on it. */
export function timelineOf(policy: string, reforms: readonly string[]): PolicyTimeline {
  return resolveTimeline(loadPolicy(policy), reforms.map(loadReform));
}

/**
 * What `policy check` says: of the policy itself, and of the groups that it and its reforms name against its scheme.
 * @throws errors of reading policy, reforms and scheme
 */
export function policyCheck(policy: string, reforms: readonly string[]): Finding[] {
  const timeline = timelineOf(policy, reforms);
  const unknown = checkSchemes(timeline);
  const findings = [...checkPolicy(timeline), ...unknown];
  // What names groups cannot be held against a scheme that is not there.
  if (unknown.length > 0) return findings;
  const catalogues = cataloguesFor(timeline);
  if (catalogues === undefined) return findings;
  const groups = catalogues.flatMap(({ codes }) => codes);
  return [
    ...findings,
    ...checkChapters(
      timeline,
      catalogues.flatMap(({ mdcs }) => mdcs),
    ),
    ...checkGroups(timeline, groups),
    ...checkPatches(timeline, groups),
  ];
}

/** Groups of the schemes in force; opened only where the policy or a reform names groups or chapters. */
function cataloguesFor(timeline: PolicyTimeline): GroupCatalogue[] | undefined {
  const { weightPatches, segments } = timeline;
  if (weightPatches.length === 0 && !namesGroups(timeline) && !namesChapters(timeline)) return undefined;
  const schemes = new Set(segments.map(({ policy }) => policy.scheme));
  return [...schemes].map((scheme) => openAnyScheme(scheme).catalogue);
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
    return `${JSON.stringify({ id: timeline.id, hash: timeline.hash, day: formatDay(day), trust: trustOf(lines), parameters: lines })}\n`;
  return renderPolicy(timeline, day, lines, language);
}

function trustOf(lines: ReturnType<typeof showPolicy>): Record<string, number> {
  return Object.fromEntries(trustCounts(lines.filter(({ path }) => needsSource(path)).map(({ source }) => source)));
}

/**
 * How two policies differ in words, then warnings about patches that do nothing or end early.
 * @throws policy_refused where either names a scheme that is not there
 */
export function policyDiff(
  a: string,
  b: string | undefined,
  reforms: readonly string[],
  language: Language,
  isJson: boolean,
): string {
  const [before, after] = [timelineOf(a, []), timelineOf(b ?? a, reforms)];
  for (const timeline of [before, after]) refusePolicyErrors(checkSchemes(timeline));
  const lines = diffPolicies(before, after);
  if (isJson) return `${JSON.stringify(lines)}\n`;
  const none = { zh: '没有差异', en: 'no difference' };
  const warnings = (after.notes ?? [])
    .filter(({ severity }) => severity === 'warning')
    .map(({ zh, en }) => ({ zh: `警告：${zh}`, en: `warning: ${en}` }));
  const told = lines.map((line) => inBandWords(line.path, line));
  return `${[...(told.length === 0 ? [none] : told), ...warnings].map((line) => line[language]).join('\n')}\n`;
}
