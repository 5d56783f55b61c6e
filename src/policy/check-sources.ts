import { join, relative, sep } from 'node:path';
import type { Finding } from '../kernel/finding.js';
import { packageRoot } from '../kernel/package-root.js';
import { needsSource } from './needs-source.js';
import { findTarget, policyLeaves } from './policy-path.js';
import { sourceOf } from './policy-sources.js';
import type { PolicyTimeline } from './policy-timeline.js';

/**
 * Every value of a preset (a policy under weights/) must say where it comes from, itself or by a part above it; a
 * user's own policy may leave that open and is told how many values do. A source that belongs to nothing is a slip.
 */
export function checkSources(timeline: PolicyTimeline): Finding[] {
  const findings: Finding[] = [];
  const isPreset = isInside(timeline.folder, join(packageRoot(), 'weights'));
  const unsourced = new Set<string>();
  for (const { policy } of timeline.segments) {
    for (const { path } of policyLeaves(policy)) {
      if (needsSource(path) && sourceOf(policy, path) === undefined) unsourced.add(path);
    }
    for (const path of Object.keys(policy.sources)) {
      const target = findTarget(policy, path);
      if (target.kind === 'found' && target.value !== undefined) continue;
      findings.push({
        code: 'source_of_nothing',
        severity: 'warning',
        path: `sources.${path}`,
        zh: `sources 中的“${path}”在政策中不存在，请改正路径。`,
        en: `sources names "${path}", which the policy does not have. Correct the path.`,
      });
    }
  }
  if (isPreset) {
    for (const path of unsourced) {
      findings.push({
        code: 'unsourced_value',
        severity: 'error',
        path,
        zh: `内置政策的“${path}”没有来源，请在 sources 中写明文件与可信度。`,
        en: `"${path}" of a preset has no source. Name document and trust under sources.`,
      });
    }
  } else if (unsourced.size > 0) {
    findings.push({
      code: 'unsourced_values',
      severity: 'note',
      path: 'sources',
      zh: `${unsourced.size} 个值没有写来源，例如 ${[...unsourced][0]}。`,
      en: `${unsourced.size} values name no source, e.g. ${[...unsourced][0]}.`,
    });
  }
  return findings;
}

function isInside(folder: string, parent: string): boolean {
  const path = relative(parent, folder);
  return path !== '' && path !== '..' && !path.startsWith(`..${sep}`) && !path.includes(':');
}
