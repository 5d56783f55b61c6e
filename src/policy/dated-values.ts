import { type Day, formatDay, parseDay } from '../kernel/day.js';
import type { ProblemList } from './policy-errors.js';
import { elementKey, joinPath, type ValuePath } from './policy-path.js';
import type { PolicySource } from './policy-schema.js';

/** A value by date in a document: `{by_date: [{from: 2026-01-01, value: 12500, source?: {...}}, …]}`. */
export interface DatedValue {
  readonly by_date: readonly { readonly from: string; readonly value: unknown; readonly source?: unknown }[];
}

export function isDated(node: unknown): node is DatedValue {
  return typeof node === 'object' && node !== null && Array.isArray((node as { by_date?: unknown }).by_date);
}

/** Index of the entry that holds on a day: the last whose day is not after it; -1 before the first. */
export function activeEntry(dated: DatedValue, day: Day): number {
  let active = -1;
  for (let i = 0; i < dated.by_date.length; i++) {
    const from = dayOfEntry(dated.by_date[i]);
    if (from !== undefined && from <= day) active = i;
  }
  return active;
}

/** Every day on which some value below the node changes. */
export function stepDays(node: unknown): Day[] {
  if (typeof node !== 'object' || node === null) return [];
  if (isDated(node)) {
    return node.by_date.map((entry) => dayOfEntry(entry)).filter((day): day is Day => day !== undefined);
  }
  return Object.values(node).flatMap(stepDays);
}

function dayOfEntry(entry: unknown): Day | undefined {
  const from = (entry as { from?: unknown } | null | undefined)?.from;
  return typeof from === 'string' ? parseDay(from) : undefined;
}

export interface ResolvedDocument {
  readonly value: unknown;
  /** Sources written beside the entries that hold, by path. */
  readonly sources: ReadonlyMap<string, PolicySource>;
}

/**
 * The document as it holds on one day. A value holds from its day to the next; a day before the first value is a
 * problem, never zero or the first value.
 */
export function resolveDocument(
  document: unknown,
  day: Day,
  place: (path: ValuePath, day: Day) => string,
  problems: ProblemList,
): ResolvedDocument {
  const sources = new Map<string, PolicySource>();
  const visit = (node: unknown, at: ValuePath, path: string): unknown => {
    if (typeof node !== 'object' || node === null) return node;
    if (Array.isArray(node)) {
      return node.map((item, index) => visit(item, [...at, index], joinPath(path, elementKey(item) ?? String(index))));
    }
    if (Object.hasOwn(node, 'by_date')) {
      const where = place(at, day);
      if (!checkDated(node, path, where, problems)) return undefined;
      const index = activeEntry(node as DatedValue, day);
      const entries = (node as DatedValue).by_date;
      if (index < 0) {
        const first = entries[0]!.from;
        problems.add(
          where,
          `${path}：${formatDay(day)} 尚无值，第一个值自 ${first} 起。请补上更早的值。`,
          `${path}: no value on ${formatDay(day)}, the first holds from ${first}. Add an earlier one.`,
        );
        return undefined;
      }
      const entry = entries[index]!;
      if (entry.source !== undefined) sources.set(path, entry.source as PolicySource);
      return entry.value;
    }
    const out: Record<string, unknown> = {};
    for (const [key, child] of Object.entries(node)) out[key] = visit(child, [...at, key], joinPath(path, key));
    return out;
  };
  return { value: visit(document, [], ''), sources };
}

function checkDated(node: object, path: string, place: string, problems: ProblemList): boolean {
  const fail = (zh: string, en: string) => {
    problems.add(place, `${path}：${zh}`, `${path}: ${en}`);
    return false;
  };
  const form = [
    '应写成 by_date: [{from: 2026-01-01, value: …}]。',
    'write by_date: [{from: 2026-01-01, value: …}].',
  ] as const;
  if (!isDated(node) || node.by_date.length === 0 || Object.keys(node).length !== 1) return fail(...form);
  let before: Day | undefined;
  for (const entry of node.by_date as readonly unknown[]) {
    if (typeof entry !== 'object' || entry === null || !Object.hasOwn(entry, 'value')) return fail(...form);
    const unknown = Object.keys(entry).find((key) => !['from', 'value', 'source'].includes(key));
    if (unknown !== undefined) return fail(`未知的键“${unknown}”。${form[0]}`, `unknown key "${unknown}"; ${form[1]}`);
    const day = dayOfEntry(entry);
    const from = String((entry as { from?: unknown }).from);
    if (day === undefined) {
      return fail(`from“${from}”不是日期，应如 2026-01-01。`, `from "${from}" is no date such as 2026-01-01.`);
    }
    if (before !== undefined && day <= before) {
      return fail(`from“${from}”应晚于前一个日期。`, `from "${from}" must be later than the one before it.`);
    }
    before = day;
  }
  return true;
}
