import type { Text } from '../kernel/errors.js';
import { formatCount } from '../report/format-number.js';
import type { RegionRunResult } from './region-run.js';

/** Of the regions outside an agreement so many are named. */
const MOST_NAMED = 5;

/** People of regions that no share of an agreement names: their payments are in the pool, and no region bears them. */
export function regionSplitNotices({ baseline, tables }: RegionRunResult): Text[] {
  const splits = baseline.timeline.segments.at(-1)!.policy.clearing.region_split ?? [];
  const table = tables.find(({ schema }) => /^(baseline_)?region_split$/.test(schema.name));
  if (table === undefined) return [];
  const [names, regions] = [table.columns.split, table.columns.region] as readonly (readonly string[])[];
  return splits.flatMap(({ name, shares }) => {
    const outside = new Map<string, number>();
    for (let row = 0; row < table.rowCount; row++) {
      const region = regions![row]!;
      if (names![row] !== name || Object.hasOwn(shares, region)) continue;
      outside.set(region, (outside.get(region) ?? 0) + (table.columns.cases as Float64Array)[row]!);
    }
    if (outside.size === 0) return [];
    const cases = formatCount([...outside.values()].reduce((sum, count) => sum + count, 0));
    const listed = [...outside.keys()].slice(0, MOST_NAMED);
    const more = outside.size > MOST_NAMED;
    const zh = listed.map((region) => region || '空白').join('、') + (more ? '等' : '');
    const en = listed.map((region) => region || 'blank').join(', ') + (more ? ' …' : '');
    return [
      {
        zh: `分担约定“${name}”未写明的参保地有 ${cases} 个病例（${zh}）：其支付计入资金池，但没有地区承担。请核对参保地的写法，或在 clearing.region_split 中补上。`,
        en: `Cases of regions that the agreement "${name}" does not name: ${cases} (${en}). The pool pays for them, and no region's share bears them as its own. Check how insured_region is written, or add the region to clearing.region_split.`,
      },
    ];
  });
}
