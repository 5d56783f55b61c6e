import { type Day, formatDay, parseDay } from '../kernel/day.js';
import type { Finding } from '../kernel/finding.js';
import { isDated, stepDays } from './dated-values.js';
import type { ProblemList } from './policy-errors.js';
import { elementKey } from './policy-path.js';
import type { Patch, Reform } from './policy-schema.js';
import { patchPlace } from './reform-places.js';

export const WEIGHT_TABLE_PATH = 'tables.weights.';

/** A patch with the days on which it really holds. */
export interface PlannedPatch {
  readonly reform: Reform;
  readonly patch: Patch;
  readonly place: string;
  readonly valuePlace: string;
  /** First day and the day after the last, within the year. Empty where the patch lies outside the year. */
  readonly from: Day;
  readonly until: Day;
}

export interface PatchPlan {
  /** Patches that hold on some day of the year, in an order that does not depend on that of the reforms. */
  readonly patches: readonly PlannedPatch[];
  readonly notes: readonly Finding[];
}

/**
 * Gives every patch its interval. A patch is an interval over the baseline: without `from_date` it begins with the
 * year, without `until_date` it ends with it. A `value` without `until_date` also ends where the baseline itself takes
 * a later step (a legislated change is not wiped out by silence; to override it, say until when); `scale` and `add`
 * work on every step. Two patches that touch one path on one day are refused, a path and its parent too.
 */
export function planPatches(
  document: unknown,
  reforms: readonly Reform[],
  year: { readonly from: Day; readonly until: Day },
  problems: ProblemList,
): PatchPlan {
  const planned: PlannedPatch[] = [];
  const notes: Finding[] = [];
  for (const reform of reforms) {
    reform.patches.forEach((patch, index) => {
      const place = patchPlace(reform, index);
      const given = givenInterval(patch);
      if (given.from >= given.until) {
        problems.add(
          place,
          `${patch.path}：from_date ${patch.from_date} 应早于 until_date ${patch.until_date}（不含当日）。`,
          `${patch.path}: from_date ${patch.from_date} must be before until_date ${patch.until_date}, which is not included.`,
        );
        return;
      }
      let { from, until } = { from: Math.max(given.from, year.from), until: Math.min(given.until, year.until) };
      if (from >= until) {
        notes.push({
          code: 'patch_outside_year',
          severity: 'warning',
          path: patch.path,
          zh: `改革“${reform.id}”对 ${patch.path} 的修改不在本年度内，没有作用，结果中不含这一项。请核对日期；要在这些病例上按全年试算，请去掉 from_date 与 until_date。`,
          en: `reform "${reform.id}" changes ${patch.path} on no day of this year: it has no effect, and the figures are without it. Check its dates; to try it over the whole year on these cases, leave from_date and until_date out.`,
        });
        return;
      }
      if (patch.value !== undefined && patch.until_date === undefined) {
        const step = Math.min(...stepDays(nodeAlong(document, patch.path)).filter((day) => day > from));
        if (step < until) {
          until = step;
          notes.push({
            code: 'patch_ends_at_step',
            severity: 'warning',
            path: patch.path,
            zh: `改革“${reform.id}”对 ${patch.path} 的修改到 ${formatDay(step)} 为止：基线自该日起另有新值。要越过它，请写 until_date。`,
            en: `reform "${reform.id}" changes ${patch.path} only until ${formatDay(step)}, where the baseline takes a step of its own. Give until_date to override it.`,
          });
        }
      }
      const valuePlace = patchPlace(reform, index, patch.value === undefined ? undefined : 'value');
      planned.push({ reform, patch, place, valuePlace, from, until });
    });
  }
  refuseOverlaps(planned, problems);
  const keyOf = ({ patch, from }: PlannedPatch) => `${patch.path} ${formatDay(from)}`;
  planned.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : keyOf(a) > keyOf(b) ? 1 : 0));
  return { patches: planned, notes };
}

function givenInterval(patch: Patch): { from: number; until: number } {
  return {
    from: patch.from_date === undefined ? Number.NEGATIVE_INFINITY : parseDay(patch.from_date)!,
    until: patch.until_date === undefined ? Number.POSITIVE_INFINITY : parseDay(patch.until_date)!,
  };
}

/** The node of the document at a path, or the value by date that stands above it. */
function nodeAlong(document: unknown, path: string): unknown {
  let node: unknown = document;
  for (const part of path.split('.')) {
    if (isDated(node) || typeof node !== 'object' || node === null) break;
    node = Array.isArray(node)
      ? node.find((item) => elementKey(item) === part)
      : Object.hasOwn(node, part)
        ? (node as Record<string, unknown>)[part]
        : undefined;
  }
  return node;
}

function refuseOverlaps(planned: readonly PlannedPatch[], problems: ProblemList): void {
  for (let i = 0; i < planned.length; i++) {
    for (let j = i + 1; j < planned.length; j++) {
      const [a, b] = [planned[i]!, planned[j]!];
      const from = Math.max(a.from, b.from);
      const until = Math.min(a.until, b.until);
      if (from >= until || !touch(a.patch.path, b.patch.path)) continue;
      const days = `${formatDay(from)} – ${formatDay(until - 1)}`;
      const earlier = a.from <= b.from ? a : b;
      const later = earlier === a ? b : a;
      problems.add(
        later.place,
        `${later.patch.path} 与 ${earlier.place} 的 ${earlier.patch.path} 在 ${days} 重叠。请用 until_date 分开，或只留一处。`,
        `${later.patch.path} overlaps ${earlier.patch.path} of ${earlier.place} on ${days}. Part them by until_date, or keep one.`,
      );
    }
  }
}

/** Whether two paths can reach one value: equal, one above the other, or weight patterns that share a code. */
function touch(a: string, b: string): boolean {
  if (a.startsWith(WEIGHT_TABLE_PATH) && b.startsWith(WEIGHT_TABLE_PATH)) {
    return patternsMeet(a.slice(WEIGHT_TABLE_PATH.length), b.slice(WEIGHT_TABLE_PATH.length));
  }
  return a === b || a.startsWith(`${b}.`) || b.startsWith(`${a}.`);
}

/** Whether some text matches both patterns, `*` being any run of characters. */
export function patternsMeet(a: string, b: string): boolean {
  if (a === '' && b === '') return true;
  if (a.startsWith('*')) return patternsMeet(a.slice(1), b) || (b !== '' && patternsMeet(a, b.slice(1)));
  if (b.startsWith('*')) return patternsMeet(a, b.slice(1)) || (a !== '' && patternsMeet(a.slice(1), b));
  return a !== '' && b !== '' && a[0] === b[0] && patternsMeet(a.slice(1), b.slice(1));
}
