import { type Day, formatDay } from '../kernel/day.js';
import type { Text } from '../kernel/errors.js';
import { formatChange, formatPeriod, formatValue } from './format-value.js';
import { orderChanges, orderLabel } from './list-orders.js';
import { parameterLabel } from './parameter-labels.js';
import { policyLeaves } from './policy-path.js';
import type { Policy } from './policy-schema.js';
import { weightChange } from './policy-sources.js';
import type { PolicyTimeline, WeightPatch } from './policy-timeline.js';
import { isYearlyValue, yearlyEffect } from './yearly-values.js';

/** One difference in words: `费率 12,500.00 → 12,125.00，−3.0 %`. */
export interface DiffLine extends Text {
  readonly path: string;
  /** As in the document; undefined where there is no such value. */
  readonly before: unknown;
  readonly after: unknown;
  /**
   * Days on which the difference is written to hold, `until` not included. What clearing reads once a year counts by
   * the last day alone, and the words say so.
   */
  readonly from: Day;
  readonly until: Day;
}

/**
 * How b differs from a, value by value and with the days on which it does; a policy against itself gives nothing.
 * Sources, titles and ids are no difference. Policies of different years are compared at the turn of the year: the
 * last day of a with the first of b.
 */
export function diffPolicies(a: PolicyTimeline, b: PolicyTimeline): readonly DiffLine[] {
  const isSameYear = a.year === b.year;
  const [first, last] = isSameYear ? [a, b] : [freeze(a, b, 'last'), freeze(b, b, 'first')];
  const yearFrom = last.segments[0]!.from;
  const yearUntil = last.segments.at(-1)!.until;
  const changes: Change[] = [];
  const edges = [...new Set([...first.segments, ...last.segments].map(({ from }) => from))].sort((x, y) => x - y);
  for (const [index, from] of edges.entries()) {
    const until = edges[index + 1] ?? yearUntil;
    for (const change of compare(policyOn(first, from), policyOn(last, from))) {
      const known = changes.find((other) => other.until === from && isSame(other, change));
      if (known !== undefined) known.until = until;
      else changes.push({ ...change, from, until });
    }
  }
  changes.push(...weightChanges(a.weightPatches, b.weightPatches));
  const passing = passingPools(changes);
  return changes.map((change) => {
    const { path, from, until } = change;
    if (from <= yearFrom && until >= yearUntil) return describe(change, { zh: '', en: '' });
    const isYearly = isYearlyValue(path) && !passing.some((pool) => path.startsWith(pool));
    return describe(
      change,
      isYearly ? yearlyEffect(until >= yearUntil) : formatPeriod(formatDay(from), formatDay(until - 1)),
    );
  });
}

/** Paths of pools that come or go within the year: whether an insurance has a pool is asked on each case's own day. */
function passingPools(changes: readonly Change[]): string[] {
  return changes
    .filter(
      ({ path, before, after }) => /^pools\.[^.]+\.fund$/.test(path) && (before === undefined || after === undefined),
    )
    .map(({ path }) => path.slice(0, -'fund'.length));
}

interface Change {
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly from: Day;
  until: Day;
}

/** One segment for the year of `target`, with the policy of the first or last day. */
function freeze(timeline: PolicyTimeline, target: PolicyTimeline, end: 'first' | 'last'): PolicyTimeline {
  const { policy } = timeline.segments.at(end === 'first' ? 0 : -1)!;
  const [from, until] = [target.segments[0]!.from, target.segments.at(-1)!.until];
  return { ...timeline, segments: [{ from, until, policy }] };
}

function policyOn(timeline: PolicyTimeline, day: Day): Policy {
  return timeline.segments.find(({ from, until }) => from <= day && day < until)!.policy;
}

const IDENTITY = new Set(['id', 'title.zh', 'title.en']);

function compare(a: Policy, b: Policy): Pick<Change, 'path' | 'before' | 'after'>[] {
  const before = new Map(policyLeaves(a).map(({ path, value }) => [path, value]));
  const after = new Map(policyLeaves(b).map(({ path, value }) => [path, value]));
  spread(before, after);
  spread(after, before);
  const changes: Pick<Change, 'path' | 'before' | 'after'>[] = [];
  for (const path of new Set([...before.keys(), ...after.keys()])) {
    if (IDENTITY.has(path)) continue;
    const change = { path, before: before.get(path), after: after.get(path) };
    if (JSON.stringify(change.before) !== JSON.stringify(change.after)) changes.push(change);
  }
  return [...changes, ...orderChanges(a, b)];
}

/** One value against a record (a rate for all, a rate for each insurance): it is compared with each. An empty list is no value, and one of words stands beside its named elements. */
function spread(from: Map<string, unknown>, other: Map<string, unknown>): void {
  for (const [path, value] of [...from]) {
    const below = [...other.keys()].filter((key) => key.startsWith(`${path}.`));
    if (below.length === 0 || (Array.isArray(value) && value.length > 0)) continue;
    from.delete(path);
    if (typeof value === 'number' || typeof value === 'string') for (const key of below) from.set(key, value);
  }
}

function isSame(a: Pick<Change, 'path' | 'before' | 'after'>, b: Pick<Change, 'path' | 'before' | 'after'>): boolean {
  return JSON.stringify([a.path, a.before, a.after]) === JSON.stringify([b.path, b.before, b.after]);
}

function weightChanges(a: readonly WeightPatch[], b: readonly WeightPatch[]): Change[] {
  const keyOf = (patch: WeightPatch) => JSON.stringify(patch);
  const line = (patch: WeightPatch, isNew: boolean): Change => ({
    path: `tables.weights.${patch.pattern}`,
    before: isNew ? undefined : weightChange(patch),
    after: isNew ? weightChange(patch) : undefined,
    from: patch.from,
    until: patch.until,
  });
  const [inA, inB] = [new Set(a.map(keyOf)), new Set(b.map(keyOf))];
  return [
    ...a.filter((patch) => !inB.has(keyOf(patch))).map((patch) => line(patch, false)),
    ...b.filter((patch) => !inA.has(keyOf(patch))).map((patch) => line(patch, true)),
  ];
}

function describe(change: Change, period: Text): DiffLine {
  const { path, before, after } = change;
  const order = Array.isArray(before) && Array.isArray(after) ? orderLabel(path) : undefined;
  const known = (order && { label: order, unit: 'word' as const }) ??
    parameterLabel(path) ?? { label: { zh: path, en: path }, unit: 'word' as const };
  const percent = known.unit === 'word' ? undefined : formatChange(before, after);
  const values = path.startsWith('tables.')
    ? `${before === undefined ? '' : `${before} → `}${after ?? '—'}`
    : `${formatValue(before, known.unit)} → ${formatValue(after, known.unit)}`;
  return {
    ...change,
    zh: `${known.label.zh} ${values}${percent === undefined ? '' : `，${percent}`}${period.zh}`,
    en: `${known.label.en} ${values}${percent === undefined ? '' : `, ${percent}`}${period.en}`,
  };
}
