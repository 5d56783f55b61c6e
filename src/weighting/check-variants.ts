import type { Finding } from '../kernel/finding.js';
import { VARIANT_KINDS, variantValues } from './weight-columns.js';
import { weightFinding } from './weight-findings.js';
import { canMeet, formatWeightKey, placeRank } from './weight-key.js';
import type { WeightTable, WeightVariant } from './weight-table.js';

/**
 * Values of which neither is the more exact for some case: one by a place, one by insurance and a less exact place,
 * for one group, and none by both. An error for each pair of keys, so that no run meets it case by case.
 */
export function checkVariants(table: WeightTable): Finding[] {
  const variants = table.variants ?? [];
  const findings: Finding[] = [];
  for (const { kind } of VARIANT_KINDS) {
    for (const a of variants) {
      if (a.key.insurance !== undefined) continue;
      for (const b of variants) {
        if (b.key.insurance === undefined || placeRank(b.key) >= placeRank(a.key) || !canMeet(a.key, b.key)) continue;
        const both = { ...a.key, insurance: b.key.insurance };
        const resolved = variants.find((variant) => formatWeightKey(variant.key) === formatWeightKey(both));
        const groups = sharedGroups(a, b, resolved, kind);
        if (groups.length === 0) continue;
        findings.push(
          weightFinding('weight_keys_ambiguous', `${kind}:${formatWeightKey(a.key)}`, {
            kind,
            first: formatWeightKey(a.key),
            second: formatWeightKey(b.key),
            both: formatWeightKey(both),
            count: groups.length,
            groups: groups.slice(0, 5).join(', ') + (groups.length > 5 ? ' …' : ''),
          }),
        );
      }
    }
  }
  return findings;
}

function sharedGroups(
  a: WeightVariant,
  b: WeightVariant,
  resolved: WeightVariant | undefined,
  kind: (typeof VARIANT_KINDS)[number]['kind'],
): string[] {
  const first = variantValues(a, kind);
  const second = variantValues(b, kind);
  const both = resolved === undefined ? undefined : variantValues(resolved, kind);
  if (first === undefined || second === undefined) return [];
  return [...first.keys()].filter((group) => second.has(group) && both?.has(group) !== true);
}
