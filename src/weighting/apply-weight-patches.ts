import type { Day } from '../kernel/day.js';
import { type Decimal, decimalOf, formatDecimal, multiplyDecimals, roundDecimal } from '../kernel/decimal.js';
import { nearestNames } from '../kernel/nearest-names.js';
import type { WeightPatch } from '../policy/policy-timeline.js';
import { hashWeightTable } from './weight-file.js';
import type { WeightRow, WeightTable } from './weight-table.js';
import { WEIGHT_POLICY_ERRORS } from './weighting-errors.js';

/**
 * The weights that hold on one day: patches of a reform (`tables.weights.GD2*`) whose interval covers the day, applied
 * in order. `value` sets the weight, `scale` multiplies and `add` adds to it, as exact decimals rounded half-up to the
 * table's decimals. Without a patch on that day the same table comes back.
 *
 * Every pattern is checked, also those of other days, so that a mistyped code never waits for its date.
 * @throws weight_pattern_unmatched, weight_pattern_unweighted, weight_patch_not_positive
 * @example weight 0.8526 with scale 1.05 becomes 0.8952 (0.895230)
 */
export function applyWeightPatches(table: WeightTable, patches: readonly WeightPatch[], day: Day): WeightTable {
  const decimals = tableDecimals(table);
  const rows = table.rows.slice();
  const applied: string[] = [];
  for (const patch of patches) {
    const indices = matchingRows(table, patch.pattern);
    if (day < patch.from || day >= patch.until) continue;
    if (patch.value === undefined && indices.every((index) => rows[index]!.weight === undefined)) {
      throw WEIGHT_POLICY_ERRORS.weight_pattern_unweighted({ pattern: patch.pattern });
    }
    for (const index of indices) rows[index] = patchedRow(rows[index]!, patch, decimals);
    applied.push(`${patch.pattern} ${patchText(patch)}`);
  }
  if (applied.length === 0) return table;
  const suffix = applied.join(', ');
  const patched: WeightTable = {
    ...table,
    rows,
    rule: `${table.rule}; patched: ${suffix}`,
    ...(table.ruleText === undefined
      ? {}
      : {
          ruleText: { zh: `${table.ruleText.zh}；改革调整：${suffix}`, en: `${table.ruleText.en}; patched: ${suffix}` },
        }),
  };
  return { ...patched, hash: hashWeightTable(patched) };
}

/** The decimals that a table's weights are published with; 0 for a table without weights. */
export function tableDecimals(table: WeightTable): number {
  return table.rows.reduce((most, row) => Math.max(most, row.weight?.scale ?? 0), 0);
}

function matchingRows(table: WeightTable, pattern: string): number[] {
  const expression = new RegExp(`^${pattern.split('*').map(escapePattern).join('.*')}$`);
  const indices = table.rows.flatMap((row, index) => (expression.test(row.group) ? [index] : []));
  if (indices.length > 0) return indices;
  const codes = table.rows.map((row) => row.group);
  const nearest = nearestNames(pattern.replaceAll('*', ''), codes).join(', ');
  throw WEIGHT_POLICY_ERRORS.weight_pattern_unmatched({ pattern, nearest });
}

const escapePattern = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

function patchedRow(row: WeightRow, patch: WeightPatch, decimals: number): WeightRow {
  let weight: Decimal | undefined;
  if (patch.value !== undefined) weight = roundDecimal(decimalOf(patch.value), decimals);
  else if (row.weight === undefined) return row;
  else if (patch.scale !== undefined) weight = multiplyDecimals([row.weight, decimalOf(patch.scale)], decimals);
  else weight = addDecimals(row.weight, decimalOf(patch.add ?? 0), decimals);
  if (weight.digits <= 0) {
    throw WEIGHT_POLICY_ERRORS.weight_patch_not_positive({
      pattern: patch.pattern,
      group: row.group,
      weight: formatDecimal(weight),
    });
  }
  return { ...row, weight };
}

function addDecimals(a: Decimal, b: Decimal, decimals: number): Decimal {
  const scale = Math.max(a.scale, b.scale);
  const digits = a.digits * 10 ** (scale - a.scale) + b.digits * 10 ** (scale - b.scale);
  return roundDecimal({ digits, scale }, decimals);
}

function patchText(patch: WeightPatch): string {
  if (patch.value !== undefined) return `= ${patch.value}`;
  if (patch.scale !== undefined) return `× ${patch.scale}`;
  return `+ ${patch.add ?? 0}`;
}
