import type { Text } from '../kernel/errors.js';
import type { Finding } from '../kernel/finding.js';
import { formatCount } from '../report/format-number.js';

const MOST_TOLD = 3;

/** Warnings of a changed policy's check that the baseline's has not, word for word: what the change itself brings. */
export function addedWarnings(baseline: readonly Finding[], changed: readonly Finding[]): Finding[] {
  const known = new Set(baseline.map(keyOf));
  return changed.filter((finding) => finding.severity === 'warning' && !known.has(keyOf(finding)));
}

const keyOf = ({ code, path, zh }: Finding): string => JSON.stringify([code, path, zh]);

/** The first of such warnings as notices, and how many are left. */
export function warningNotices(warnings: readonly { readonly path: string; readonly text: Text }[]): Text[] {
  const told = warnings.slice(0, MOST_TOLD).map(({ path, text }) => ({
    zh: `政策检查警告 ${path}：${text.zh}`,
    en: `warning of the policy's check, ${path}: ${text.en}`,
  }));
  const left = warnings.length - told.length;
  if (left === 0) return told;
  const more = {
    zh: `另有 ${formatCount(left)} 处政策检查警告，见 drgdip policy check。`,
    en: `Further warnings of the policy's check: ${formatCount(left)}; see drgdip policy check.`,
  };
  return [...told, more];
}

interface PointWarning {
  readonly path: string;
  readonly text: Text;
  readonly point: string;
  count: number;
}

/** Warnings that points of a sweep bring: each kind at each path once, with its first point and how many points have it. */
export class PointWarnings {
  private readonly found = new Map<string, PointWarning>();
  private readonly seen = new Set<string>();

  constructor(private readonly baseline: readonly Finding[]) {}

  /** @param point  the point's values as a reader writes them, e.g. `outliers.bands.high.from=2` */
  add(findings: readonly Finding[], point: string): void {
    // The ends of a goal's range are asked before the search, and again in it.
    if (this.seen.has(point)) return;
    this.seen.add(point);
    const kinds = new Map(addedWarnings(this.baseline, findings).map((one) => [`${one.code} ${one.path}`, one]));
    for (const [kind, { path, zh, en }] of kinds) {
      const known = this.found.get(kind);
      if (known === undefined) this.found.set(kind, { path, text: { zh, en }, point, count: 1 });
      else known.count += 1;
    }
  }

  notices(): Text[] {
    return warningNotices(
      [...this.found.values()].map(({ path, text, point, count }) => ({
        path,
        text: {
          zh: `${point}${count === 1 ? '' : ` 等 ${formatCount(count)} 个点`}：${text.zh}`,
          en: `${point}${count === 1 ? '' : ` and more, ${formatCount(count)} points in all`}: ${text.en}`,
        },
      })),
    );
  }
}
