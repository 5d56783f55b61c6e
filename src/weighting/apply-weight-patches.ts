import type { Day } from '../kernel/day.js';
import { type Decimal, decimalOf, formatDecimal, multiplyDecimals, roundDecimal } from '../kernel/decimal.js';
import { patternExpression } from '../kernel/match-patterns.js';
import { nearestNames } from '../kernel/nearest-names.js';
import type { WeightPatch } from '../policy/policy-timeline.js';
import { hashWeightTable } from './weight-file.js';
import type { WeightRow, WeightTable } from './weight-table.js';
import { WEIGHT_POLICY_ERRORS } from './weighting-errors.js';

/**
 * The weights that hold on one day: patches of a reform (`tables.weights.GD2*`) whose interval covers the day, applied
 * in order. `value` sets the weight, `scale` multiplies and `add` adds to it, as exact decimals rounded half-up to the
 * table's decimals; weights by level, grade, insurance or hospital change with the row's own. Without a patch on that day the same table comes back.
 *
 * Every pattern is checked, also those of other days, so that a mistyped code never waits for its date.
 * @throws weight_pattern_unmatched, weight_pattern_unweighted, weight_patch_not_positive
 * @example weight 0.8526 with scale 1.05 becomes 0.8952 (0.895230)
 */
export function applyWeightPatches(table: WeightTable, patches: readonly WeightPatch[], day: Day): WeightTable {
  const decimals = tableDecimals(table);
  const rows = table.rows.slice();
  const variants = table.variants?.map(({ weights, ...rest }) => ({
    ...rest,
    ...(weights === undefined ? {} : { weights: new Map(weights) }),
  }));
  const applied: string[] = [];
  for (const patch of patches) {
    const indices = matchingRows(table, patch.pattern);
    if (day < patch.from || day >= patch.until) continue;
    const groups = indices.map((index) => rows[index]!.group);
    const hasWeight =
      indices.some((index) => rows[index]!.weight !== undefined) ||
      (variants ?? []).some(({ weights }) => groups.some((group) => weights?.has(group)));
    if (patch.value === undefined && !hasWeight) {
      throw WEIGHT_POLICY_ERRORS.weight_pattern_unweighted({ pattern: patch.pattern });
    }
    for (const index of indices) rows[index] = patchedRow(rows[index]!, patch, decimals);
    for (const { weights } of variants ?? []) {
      for (const group of groups) {
        const weight = weights?.get(group);
        if (weight !== undefined) weights!.set(group, patchedWeight(group, weight, patch, decimals));
      }
    }
    applied.push(`${patch.pattern} ${patchText(patch)}`);
  }
  if (applied.length === 0) return table;
  const suffix = applied.join(', ');
  const patched: WeightTable = {
    ...table,
    rows,
    ...(variants === undefined ? {} : { variants }),
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
  let most = table.rows.reduce((sofar, row) => Math.max(sofar, row.weight?.scale ?? 0), 0);
  for (const { weights } of table.variants ?? []) {
    for (const weight of weights?.values() ?? []) most = Math.max(most, weight.scale);
  }
  return most;
}

function matchingRows(table: WeightTable, pattern: string): number[] {
  const expression = patternExpression(pattern);
  const indices = table.rows.flatMap((row, index) => (expression.test(row.group) ? [index] : []));
  if (indices.length > 0) return indices;
  const codes = table.rows.map((row) => row.group);
  const nearest = nearestNames(pattern.replaceAll('*', ''), codes).join(', ');
  throw WEIGHT_POLICY_ERRORS.weight_pattern_unmatched({ pattern, nearest });
}

function patchedRow(row: WeightRow, patch: WeightPatch, decimals: number): WeightRow {
  if (patch.value === undefined && row.weight === undefined) return row;
  const weight = patchedWeight(row.group, row.weight, patch, decimals);
  // A reform that gives a weight pays by it, whatever the table said before.
  return patch.value === undefined ? { ...row, weight } : { ...row, weight, pay: undefined };
}

function patchedWeight(group: string, before: Decimal | undefined, patch: WeightPatch, decimals: number): Decimal {
  let weight: Decimal;
  if (patch.value !== undefined || before === undefined) weight = roundDecimal(decimalOf(patch.value ?? 0), decimals);
  else if (patch.scale !== undefined) weight = multiplyDecimals([before, decimalOf(patch.scale)], decimals);
  else weight = addDecimals(before, decimalOf(patch.add ?? 0), decimals);
  if (weight.digits <= 0) {
    throw WEIGHT_POLICY_ERRORS.weight_patch_not_positive({
      pattern: patch.pattern,
      group,
      weight: formatDecimal(weight),
    });
  }
  return weight;
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
