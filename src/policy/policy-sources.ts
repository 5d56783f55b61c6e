import type { Day } from '../kernel/day.js';
import type { Text } from '../kernel/errors.js';
import { formatValue } from './format-value.js';
import { parameterLabel, UNIT_TEXTS } from './parameter-labels.js';
import { policyLeaves } from './policy-path.js';
import type { Policy, PolicySource } from './policy-schema.js';
import type { PolicyTimeline, WeightPatch } from './policy-timeline.js';

/** One value of a policy with its name and source, for people: the parameter sheet, `policy show`. */
export interface PolicyParameter {
  readonly path: string;
  readonly label: Text;
  /** For reading: "12,500.00". */
  readonly value: string;
  /** As in the document. */
  readonly raw: unknown;
  readonly unit: Text;
  /** Days on which it holds, `until` not included. */
  readonly from: Day;
  readonly until: Day;
  /** Where the value, or the nearest part of the policy above it that says so, comes from. */
  readonly source: PolicySource | undefined;
  readonly trust: PolicySource['trust'] | 'none';
}

/** Every value of the year: one line where it holds all year, one for each stretch where it changes. */
export function policySources(timeline: PolicyTimeline): readonly PolicyParameter[] {
  const lines: PolicyParameter[] = [];
  const lastOfPath = new Map<string, number>();
  for (const segment of timeline.segments) {
    for (const parameter of segmentParameters(segment)) {
      const last = lastOfPath.get(parameter.path);
      const before = last === undefined ? undefined : lines[last]!;
      if (before !== undefined && before.until === parameter.from && isSame(before, parameter)) {
        lines[last!] = { ...before, until: parameter.until };
      } else {
        lastOfPath.set(parameter.path, lines.length);
        lines.push(parameter);
      }
    }
  }
  const order = new Map<string, number>();
  for (const { path } of lines) if (!order.has(path)) order.set(path, order.size);
  lines.sort((a, b) => order.get(a.path)! - order.get(b.path)! || a.from - b.from);
  return [...lines, ...timeline.weightPatches.map((patch) => weightParameter(patch, timeline))];
}

/** The source of a path: its own, else that of the nearest part above it. */
export function sourceOf(policy: Pick<Policy, 'sources'>, path: string): PolicySource | undefined {
  const parts = path.split('.');
  for (let length = parts.length; length > 0; length--) {
    const key = parts.slice(0, length).join('.');
    if (Object.hasOwn(policy.sources, key)) return policy.sources[key];
  }
  return undefined;
}

/** The values of one segment, in document order. */
export function segmentParameters({ from, until, policy }: PolicyTimeline['segments'][number]): PolicyParameter[] {
  return policyLeaves(policy).map(({ path, value }) => {
    const known = parameterLabel(path);
    const unit = path === 'rate.value' && policy.rate.kind === 'standard' ? 'yuan' : (known?.unit ?? 'word');
    const source = sourceOf(policy, path);
    return {
      path,
      label: known?.label ?? { zh: path, en: path },
      value: formatValue(value, unit),
      raw: value,
      unit: UNIT_TEXTS[unit],
      from,
      until,
      source,
      trust: source?.trust ?? 'none',
    };
  });
}

/** A change of weights as a parameter of its own. */
export function weightParameter(patch: WeightPatch, timeline: PolicyTimeline): PolicyParameter {
  const path = `tables.weights.${patch.pattern}`;
  const { reform, change } = findWeightChange(patch, timeline);
  const source = change?.source ?? { document: `reform ${reform}`, trust: 'chosen' as const };
  return {
    path,
    label: parameterLabel(path)!.label,
    value: weightChange(patch),
    raw: patch.value ?? patch.scale ?? patch.add,
    unit: UNIT_TEXTS.coefficient,
    from: patch.from,
    until: patch.until,
    source,
    trust: source.trust,
  };
}

function findWeightChange(patch: WeightPatch, timeline: PolicyTimeline) {
  for (const { reform } of timeline.reforms) {
    const change = reform.patches.find(({ path }) => path === `tables.weights.${patch.pattern}`);
    if (change !== undefined) return { reform: reform.id, change };
  }
  return { reform: timeline.id, change: undefined };
}

/** "= 1.2345", "× 1.05", "+ 0.1". */
export function weightChange(patch: WeightPatch): string {
  if (patch.value !== undefined) return `= ${patch.value}`;
  if (patch.scale !== undefined) return `× ${patch.scale}`;
  return patch.add !== undefined && patch.add < 0 ? `− ${-patch.add}` : `+ ${patch.add ?? 0}`;
}

function isSame(a: PolicyParameter, b: PolicyParameter): boolean {
  return JSON.stringify([a.raw, a.unit, a.source]) === JSON.stringify([b.raw, b.unit, b.source]);
}
