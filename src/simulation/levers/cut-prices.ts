import { type CaseTable, findColumn, needColumn } from '../../cases/case-table.js';
import type { GroupCatalogue, GroupColumns } from '../../grouping/group-columns.js';
import { type Decimal, decimalOf, formatDecimal } from '../../kernel/decimal.js';
import { patternExpression } from '../../kernel/match-patterns.js';
import { multiplyFen, scaleFen } from '../../kernel/money.js';
import { sharedFloat64 } from '../../kernel/shared-arrays.js';
import { SCENARIO_ERRORS } from '../simulation-errors.js';

/** Parts of a bill whose prices can be cut. */
export const CUT_PARTS = [
  'cost_drug',
  'cost_consumable',
  'cost_diagnostic',
  'cost_treatment',
  'cost_service',
  'cost_nursing',
  'cost_other',
] as const;
export type CutPart = (typeof CUT_PARTS)[number];

/** Centralised purchasing (集中带量采购): prices of one part of the bill fall by a share, in the groups that match. */
export interface PriceCut {
  readonly part: CutPart;
  /** Patterns of group codes, `*` any run of characters. */
  readonly groups: readonly string[];
  /** Part of the price that goes, above 0, at most 1. */
  readonly cut: number;
  /** later: weights stay as they are this year; with_weights: weights are made again from a history at the new prices. */
  readonly calibration: 'later' | 'with_weights';
}

export const cutLabel = ({ part, groups, cut }: PriceCut): string =>
  `${part} −${formatDecimal(decimalOf(cut))} (${groups.join(', ')})`;

/**
 * The cases at cut prices: the part, the total, the hospital's own cost fall by the same amount; the recorded pooled
 * fund falls in proportion to the total, so that fund and patient share the saving as they share the bill. Cuts follow
 * one another. A case without the part, or without a total, stays as it is. Nothing given is changed.
 * @param cuts  those in force; each group pattern must match a group of the catalogue
 * @throws price_cut_without_group, column_missing (the part, total_cost)
 * @source rules 11 M30; that the saving is shared as the bill is, and that the hospital's own cost falls by all of it
 *   (sold without mark-up), are assumptions
 * @example cost_drug 3,000.00 of a total of 10,000.00, fund 7,140.00, cut 0.1: drug 2,700.00, total 9,700.00, fund 6,925.80
 */
export function cutPrices(
  table: CaseTable,
  groups: GroupColumns,
  catalogue: GroupCatalogue,
  cuts: readonly PriceCut[],
): CaseTable {
  if (cuts.length === 0) return table;
  const columns = { ...table.columns };
  const copy = (name: string): Float64Array => {
    const from = needColumn(table, name, 'money', 'simulation').values;
    const values = sharedFloat64(from.length);
    values.set(from);
    columns[name] = { kind: 'money', values };
    return values;
  };
  const total = copy('total_cost');
  const own = findColumn(table, 'hospital_cost', 'money') === undefined ? undefined : copy('hospital_cost');
  const fund = findColumn(table, 'pooled_fund', 'money') === undefined ? undefined : copy('pooled_fund');
  const parts = new Map([...new Set(cuts.map(({ part }) => part))].map((part) => [part, copy(part)]));
  for (const cut of cuts) {
    const isCut = matching(catalogue, cut);
    const part = parts.get(cut.part)!;
    const share = decimalOf(cut.cut);
    for (let row = 0; row < table.caseCount; row++) {
      if (isCut[groups.group[row]!] === 0) continue;
      const [price, bill] = [part[row]!, total[row]!];
      if (!(price > 0) || !(bill > 0)) continue;
      const saved = Math.min(bill, cutOf(price, share));
      part[row] = price - saved;
      total[row] = bill - saved;
      if (own !== undefined && !Number.isNaN(own[row])) own[row] = Math.max(0, own[row]! - saved);
      if (fund !== undefined && !Number.isNaN(fund[row])) fund[row] = scaled(fund[row]!, bill - saved, bill);
    }
  }
  return { ...table, columns };
}

/** @throws price_cut_without_group */
function matching({ codes }: GroupCatalogue, { groups, part }: PriceCut): Uint8Array {
  const isCut = new Uint8Array(codes.length);
  for (const pattern of groups) {
    const test = patternExpression(pattern);
    let found = 0;
    codes.forEach((code, index) => {
      if (!test.test(code)) return;
      isCut[index] = 1;
      found++;
    });
    if (found === 0) throw SCENARIO_ERRORS.price_cut_without_group({ pattern, part });
  }
  return isCut;
}

/** price × share to the fen, half away from zero; exact. */
function cutOf(price: number, { digits, scale }: Decimal): number {
  const product = price * digits;
  const unit = 10 ** scale;
  if (!Number.isSafeInteger(2 * product)) return multiplyFen(price, { digits, scale });
  const whole = Math.floor(product / unit);
  return 2 * (product - whole * unit) >= unit ? whole + 1 : whole;
}

/** amount × numerator ÷ denominator to the fen, half away from zero; exact. */
function scaled(amount: number, numerator: number, denominator: number): number {
  const product = amount * numerator;
  if (amount < 0 || !Number.isSafeInteger(2 * product)) return scaleFen(amount, numerator, denominator);
  const whole = Math.floor(product / denominator);
  return 2 * (product - whole * denominator) >= denominator ? whole + 1 : whole;
}
