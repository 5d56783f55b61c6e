import { secondarySeverities } from '../interpreter/case-facts.js';
import { evaluateCondition } from '../interpreter/evaluate-condition.js';
import type { Decision } from '../interpreter/walk-scheme.js';
import type { Move, Side } from './move.js';

/**
 * Why a case that both schemes put into the same ADRG (by content) has another group there: severity, if with the
 * severity of the one the scheme of the other would choose the same subdivision as the one; else the rule of the
 * subdivision. Undefined where only the code of the ADRG is another.
 */
export function reasonWithinAdrg(from: Side, to: Side): Move | undefined {
  const { decision: before } = from;
  const { decision: after } = to;
  if (before === undefined || after === undefined || suffixOf(before) === suffixOf(after)) return undefined;
  if (suffixWith(to, from) === suffixOf(before) || suffixWith(from, to) === suffixOf(after)) {
    const move = changedSeverity(from, to);
    if (move !== undefined) return move;
  }
  const detail = `${before.group.code} ${before.group.whenText} → ${after.group.code} ${after.group.whenText}`;
  return { reason: 'suffix_rule', detail };
}

/** What follows the ADRG in a group's code. */
const suffixOf = ({ rule, group }: Pick<Decision, 'rule' | 'group'>): string => group.code.slice(rule.adrg.length);

/** The subdivision that one side's scheme would choose with the other side's severity. */
function suffixWith({ facts, decision }: Side, other: Side): string | undefined {
  const { chapter, rule } = decision!;
  const exchanged = { ...facts, severity: other.facts.severity };
  const group = rule.groups.find(({ when }) => evaluateCondition(when, exchanged, { chapter, rule }));
  return group === undefined ? undefined : suffixOf({ rule, group });
}

type Levels = ReadonlyMap<number, { readonly level: 'mcc' | 'cc'; readonly isCounted: boolean }>;

/** Of the diagnoses that make the two severities differ one whose level is another, else one excluded on one side. */
function changedSeverity(from: Side, to: Side): Move | undefined {
  const before: Levels = levelsOf(from);
  const after: Levels = levelsOf(to);
  let excluded: Move | undefined;
  for (let position = 1; position < from.facts.record.dx.length; position++) {
    const left = before.get(position);
    const right = after.get(position);
    const isDecisive = (['mcc', 'cc'] as const).some(
      (level) =>
        from.facts.severity[level] !== to.facts.severity[level] && countsAs(left, level) !== countsAs(right, level),
    );
    if (!isDecisive) continue;
    const code = from.facts.record.dx[position]!;
    if (left?.level !== right?.level) {
      const shown = (entry: typeof left): string => entry?.level.toUpperCase() ?? '–';
      return { reason: 'severity_changed', detail: `${code}: ${shown(left)} → ${shown(right)}` };
    }
    const level = left!.level.toUpperCase();
    const shown = (entry: typeof left): string => (entry!.isCounted ? level : `${level} ✗ ${from.facts.record.dx[0]}`);
    excluded ??= { reason: 'exclusion_changed', detail: `${code}: ${shown(left)} → ${shown(right)}` };
  }
  return excluded;
}

function levelsOf({ document, facts }: Side): Levels {
  return new Map(secondarySeverities(document, facts.diagnoses).map((finding) => [finding.position, finding]));
}

function countsAs(entry: { readonly level: string; readonly isCounted: boolean } | undefined, level: string): boolean {
  return entry?.isCounted === true && entry.level === level;
}
