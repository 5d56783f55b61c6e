import { type CaseTable, needColumn } from '../cases/case-table.js';
import { type GroupCatalogue, type GroupColumns, STATUS_GROUPED } from '../grouping/group-columns.js';
import { type Decimal, decimalOf } from '../kernel/decimal.js';
import { roundRational } from '../kernel/formula/rational.js';
import { addSums, type ExactSums, exactSums, scaledVariance } from './exact-sums.js';

/** A type of cases (辅助细分): those whose fact lies between two whole numbers, both included; -1 is in none. */
export interface AuxiliaryType {
  readonly name: string;
  readonly fact: Int8Array | Int16Array | Int32Array;
  readonly least: number;
  readonly most: number;
}

/** When a type deserves a coefficient of its own. */
export interface AuxiliaryRule {
  /** Cases of the type that a group needs, and of the others too. */
  readonly minCases: number;
  /** The group's CV falls by at least this share of itself when the type is told apart; the edge included. */
  readonly leastFall: number;
  /** Names of types that need not lower the CV (intensive care). */
  readonly relaxed: readonly string[];
  /** 1 where a case takes no part: TCM and per-diem cases, cases paid outside the groups. */
  readonly isLeftOut?: Uint8Array | undefined;
}

/** The specification's figures (consultation draft): 15 cases, CV lower by a fifth. */
export const SPECIFIED_AUXILIARY_RULE: AuxiliaryRule = { minCases: 15, leastFall: 0.2, relaxed: [] };

export type AuxiliaryVerdict = 'kept' | 'few_cases' | 'cv_falls_too_little';

/** One type in one group. */
export interface AuxiliaryCoefficient {
  readonly group: string;
  readonly type: string;
  readonly cases: number;
  readonly groupCases: number;
  /** Fen, rounded for display. */
  readonly meanFen: number;
  readonly groupMeanFen: number;
  /** Mean of the type / mean of the group, at the decimals asked for. */
  readonly coefficient: Decimal;
  /** 1 − CV with the type told apart / CV of the group, six decimals; NaN where all costs are equal. */
  readonly fall: number;
  readonly verdict: AuxiliaryVerdict;
}

/**
 * The coefficients of auxiliary types from past cases: mean of the type / mean of its group, with the verdict whether
 * the type deserves one. The CV with the type told apart is the root of the variance inside the two parts over the mean
 * of the group: both parts keep their own mean. Exact until the one rounding.
 * @param decimals  of the coefficient
 * @returns in the order of groups, then of types; groups without a case of the type have no line
 * @throws column_missing without total_cost
 * @source rules §2.9, §13: trigger = mean of the type ÷ mean of the group; enough cases and CV lower by ≥ 20 %
 */
export function deriveAuxiliary(
  table: CaseTable,
  groups: GroupColumns,
  catalogue: Pick<GroupCatalogue, 'codes'>,
  types: readonly AuxiliaryType[],
  rule: AuxiliaryRule = SPECIFIED_AUXILIARY_RULE,
  decimals = 4,
): AuxiliaryCoefficient[] {
  const costFen = needColumn(table, 'total_cost', 'money', 'auxiliary coefficients').values;
  const { rows, start } = rowsByGroup(groups, catalogue.codes.length, costFen, rule.isLeftOut);
  const found: AuxiliaryCoefficient[] = [];
  const inside = new Float64Array(rows.length);
  const outside = new Float64Array(rows.length);
  for (let g = 1; g < catalogue.codes.length; g++) {
    for (const { name, fact, least, most } of types) {
      let [ins, outs] = [0, 0];
      for (let at = start[g]!; at < start[g + 1]!; at++) {
        const row = rows[at]!;
        const value = fact[row]!;
        if (value >= 0 && value >= least && value <= most) inside[ins++] = costFen[row]!;
        else outside[outs++] = costFen[row]!;
      }
      if (ins === 0) continue;
      const type = exactSums(inside, 0, ins);
      const rest = exactSums(outside, 0, outs);
      found.push(coefficientOf(catalogue.codes[g]!, name, type, rest, rule, decimals));
    }
  }
  return found;
}

function coefficientOf(
  group: string,
  name: string,
  type: ExactSums,
  rest: ExactSums,
  rule: AuxiliaryRule,
  decimals: number,
): AuxiliaryCoefficient {
  const all = addSums(type, rest);
  const hasCases = type.count >= rule.minCases && rest.count >= rule.minCases;
  const isRelaxed = rule.relaxed.includes(name);
  const verdict = !hasCases
    ? 'few_cases'
    : isRelaxed || fallsEnough(type, rest, rule.leastFall)
      ? 'kept'
      : 'cv_falls_too_little';
  const mean = ({ sum, count }: ExactSums) => Number(roundRational({ numerator: sum, denominator: BigInt(count) }, 0));
  const ratio = { numerator: type.sum * BigInt(all.count), denominator: all.sum * BigInt(type.count) };
  return {
    group,
    type: name,
    cases: type.count,
    groupCases: all.count,
    meanFen: mean(type),
    groupMeanFen: mean(all),
    coefficient: { digits: Number(roundRational(ratio, decimals)), scale: decimals },
    fall: fallOf(type, rest),
    verdict,
  };
}

/** Sums of squares about the own means, times n of the whole: of the two parts, and of the whole. */
function squares(type: ExactSums, rest: ExactSums): { within: bigint; total: bigint } {
  const [a, b] = [BigInt(type.count), BigInt(Math.max(1, rest.count))];
  const all = addSums(type, rest);
  const n = BigInt(all.count);
  // Each scaledVariance is n times its sum of squares about the mean; all are brought to the factor n·a·b.
  return {
    within: (scaledVariance(type) * b + scaledVariance(rest) * a) * n,
    total: scaledVariance(all) * a * b,
  };
}

/** CV after / CV before ≤ 1 − fall, squared and exactly: the mean is the same on both sides. */
function fallsEnough(type: ExactSums, rest: ExactSums, leastFall: number): boolean {
  const { within, total } = squares(type, rest);
  const { digits, scale } = decimalOf(leastFall);
  const kept = 10n ** BigInt(scale) - BigInt(digits);
  return total > 0n && within * 10n ** BigInt(2 * scale) <= total * kept * kept;
}

function fallOf(type: ExactSums, rest: ExactSums): number {
  const { within, total } = squares(type, rest);
  if (total === 0n) return Number.NaN;
  const share = Number(roundRational({ numerator: within, denominator: total }, 12)) / 1e12;
  return Math.round((1 - Math.sqrt(share)) * 1e6) / 1e6;
}

/** Rows of each group with a cost above 0, group after group. */
function rowsByGroup(
  { group, status }: GroupColumns,
  groupCount: number,
  costFen: Float64Array,
  isLeftOut: Uint8Array | undefined,
): { rows: Uint32Array; start: Uint32Array } {
  const isIn = (row: number): boolean => status[row] === STATUS_GROUPED && costFen[row]! > 0 && isLeftOut?.[row] !== 1;
  const start = new Uint32Array(groupCount + 1);
  for (let row = 0; row < group.length; row++) if (isIn(row)) start[group[row]! + 1]! += 1;
  for (let g = 0; g < groupCount; g++) start[g + 1]! += start[g]!;
  const rows = new Uint32Array(start[groupCount]!);
  const next = start.slice();
  for (let row = 0; row < group.length; row++) if (isIn(row)) rows[next[group[row]!]!++] = row;
  return { rows, start };
}
