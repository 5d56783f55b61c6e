import type { Finding } from '../kernel/finding.js';
import { nearestNames } from '../kernel/nearest-names.js';
import { switchesOfMethod } from '../schemes/any-switches.js';
import { FindingList } from './finding-list.js';
import type { Policy } from './policy-schema.js';
import type { PolicyTimeline } from './policy-timeline.js';

/** `unrelated_procedure.F`: the switch of one chapter (MDC). */
const OF_CHAPTER = /^unrelated_procedure\.([A-Z])$/;

/** Switches of grouping that schemes of the policy's method do not have, or not with this value: they would do nothing. */
export function checkGrouping(policy: Policy): Finding[] {
  const found = new FindingList();
  const known = switchesOfMethod(policy.method === 'dip' ? 'dip' : 'drg');
  const kind = policy.method === 'dip' ? 'DIP' : 'DRG';
  for (const [name, value] of Object.entries(policy.grouping ?? {})) {
    const values = known[name];
    if (value === undefined || values?.includes(value) === true) continue;
    const path = `grouping.${name}`;
    if (values === undefined) {
      const names = nearestNames(name, Object.keys(known));
      found.error(
        'grouping_switch_of_other_method',
        path,
        `${kind} 分组方案没有口径“${name}”。最接近的名称：${names.join('、')}。`,
        `${kind} schemes have no switch "${name}". Nearest names: ${names.join(', ')}.`,
      );
    } else {
      found.error(
        'grouping_value_of_other_method',
        path,
        `${kind} 分组方案的“${name}”不取“${value}”。可取：${values.join('、')}。`,
        `"${name}" of ${kind} schemes does not take "${value}". It takes: ${values.join(', ')}.`,
      );
    }
  }
  return found.findings;
}

/** Whether a policy states a switch of one chapter, so that its scheme has to be opened to check it. */
export function namesChapters({ segments }: PolicyTimeline): boolean {
  return segments.some(({ policy }) => chaptersNamed(policy).length > 0);
}

/**
 * Switches of chapters that the scheme does not have.
 * @param chapters  MDC of the groups of the policy's scheme
 */
export function checkChapters({ segments }: PolicyTimeline, chapters: readonly string[]): Finding[] {
  const found = new FindingList();
  const known = [...new Set(chapters)].filter((chapter) => chapter !== '');
  const missing = new Set(segments.flatMap(({ policy }) => chaptersNamed(policy)));
  for (const chapter of missing) {
    if (known.includes(chapter)) continue;
    found.warning(
      'grouping_chapter_unknown',
      `grouping.unrelated_procedure.${chapter}`,
      `分组方案没有主要诊断大类 ${chapter}，此口径不起作用。已有：${known.join('、')}。`,
      `the scheme has no chapter (MDC) ${chapter}, so that the switch does nothing. It has: ${known.join(', ')}.`,
    );
  }
  return found.findings;
}

function chaptersNamed({ grouping }: Policy): string[] {
  return Object.keys(grouping ?? {}).flatMap((name) => OF_CHAPTER.exec(name)?.[1] ?? []);
}
