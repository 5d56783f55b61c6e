import type { Finding } from '../../kernel/finding.js';
import type { Acknowledgement } from '../acknowledgement.js';

const MOST_NAMED = 24;

/**
 * Findings with those that the scheme has decided told once: an acknowledgement takes all warnings and notes of its code
 * at its places and stands as one note with its reason. Errors stay. One that meets nothing is a finding itself, so that
 * none outlives what it was written for.
 */
export function acknowledgeFindings(
  findings: readonly Finding[],
  acknowledgements: readonly Acknowledgement[],
): Finding[] {
  const open = new Set(findings);
  const told: Finding[] = [];
  for (const { finding, at, reason, isInherited } of acknowledgements) {
    const met = findings.filter(
      (one) =>
        open.has(one) && one.severity !== 'error' && one.code === finding && at.some((place) => isAt(one, place)),
    );
    for (const one of met) open.delete(one);
    const idle = at.filter((place) => !met.some((one) => isAt(one, place)));
    if (met.length > 0) told.push(toldOnce(finding, met, reason));
    if (idle.length > 0 && !isInherited) told.push(unusedAt(finding, idle));
  }
  return [...findings.filter((one) => open.has(one)), ...told];
}

/** A place is the rule, entry or code that ends a finding's path, or the file or section that begins it. */
function isAt({ path }: Finding, place: string): boolean {
  return path === place || path.endsWith(` ${place}`) || path.startsWith(`${place} `);
}

function toldOnce(code: string, met: readonly Finding[], reason: Acknowledgement['reason']): Finding {
  const places = met.map(({ path }) => path.slice(path.lastIndexOf(' ') + 1));
  const shown = [...new Set(places)];
  const rest = shown.length > MOST_NAMED ? ', …' : '';
  const list = `${shown.slice(0, MOST_NAMED).join(', ')}${rest}`;
  return {
    code,
    severity: 'note',
    path: 'scheme.yaml acknowledged',
    zh: `${met.length} 处 ${code}（${list}），方案已说明：${reason.zh}`,
    en: `${code} at ${met.length} (${list}), which the scheme has decided: ${reason.en}`,
  };
}

function unusedAt(code: string, idle: readonly string[]): Finding {
  return {
    code: 'acknowledgement_unused',
    severity: 'warning',
    path: 'scheme.yaml acknowledged',
    zh: `acknowledged 中 ${code} 的 ${idle.join('、')} 已没有这样的发现。请删去。`,
    en: `acknowledged names ${code} at ${idle.join(', ')}, where nothing of the kind is found any more. Remove it.`,
  };
}
