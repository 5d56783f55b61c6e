import { needColumn } from '../../cases/case-table.js';
import { divideRound } from '../../kernel/decimal.js';
import { maskOfPatterns } from '../../kernel/match-patterns.js';
import type { PoolRate } from '../../pricing/pool-rates.js';
import { METHOD_UNPRICED, UNIT_DECIMALS } from '../../pricing/priced-columns.js';
import { cutPeriods, findCasePeriods } from '../../pricing/pricing-periods.js';
import { monthOfCases } from '../month-of-case.js';
import type { QuotaChoice } from '../quota.js';
import type { SettlementInput } from '../settlement-input.js';
import { fundAfterQuota, isInGroups } from '../sum-cells.js';
import { UnitSums } from '../sum-units.js';
import type { ClearingState } from './clearing-state.js';
import type { FloatingRule } from './floating-rule.js';

/** Sums over the cases whose pay floats, and over those whose pay does not. */
export interface FloatingSums {
  /** By account × period. */
  readonly units: UnitSums;
  readonly cases: Float64Array;
  /** Charges less what was recorded (the patients' part of charges), fen. */
  readonly patient: Float64Array;
  readonly cost: Float64Array;
  /** Amounts on top that do not float: supplements, paid separately. */
  readonly extra: Float64Array;
  /** The fund's part at the opening value, as priced. */
  readonly opening: Float64Array;
  /** The fund's part of cases whose pay does not float. */
  readonly carvedOut: Float64Array;
  /** All priced cases. */
  readonly priced: Float64Array;
  /** By cell: extra − patient (form total) or extra (form fund), less opening: what is added to the units' worth. */
  readonly cellChange: Float64Array;
}

/** Period of each case, and the units at which it floats: 0 where its pay does not. */
export interface FloatingRows {
  readonly periodOf: (row: number) => number;
  readonly unitsOf: (row: number) => number;
}

/**
 * Which cases float: those paid through the groups by units, but for groups that an elastic rate keeps fixed. A case
 * beyond its quota takes its ordinary price, whose units are that price at the opening value.
 */
export function floatingRows(
  input: SettlementInput,
  quota: QuotaChoice,
  rule: Pick<FloatingRule, 'fixedGroups' | 'periodCount'>,
  rates: readonly PoolRate[],
): FloatingRows {
  const { priced, groups, catalogue } = input;
  const fixed = rule.fixedGroups.length === 0 ? undefined : maskOfPatterns(catalogue.codes, rule.fixedGroups);
  const month = rule.periodCount === 1 ? undefined : monthOfCases(input);
  const months = 12 / rule.periodCount;
  const hasUnits = priced.unitsScaled.length > 0;
  const ordinary = quota.isOverQuota === undefined ? () => 0 : ordinaryUnits(input, rates);
  return {
    periodOf: (row) => (month === undefined ? 0 : Math.floor(month(row) / months)),
    unitsOf: (row) => {
      if (!hasUnits || !isInGroups(input, quota, row)) return 0;
      if (fixed !== undefined && fixed[groups.group[row]!] === 1) return 0;
      return quota.isOverQuota?.[row] === 1 ? ordinary(row) : priced.unitsScaled[row]!;
    },
  };
}

/** Units × 10^8 of a case's ordinary price: the price less what does not float, at the opening value. */
function ordinaryUnits(input: SettlementInput, rates: readonly PoolRate[]): (row: number) => number {
  const insurance = needColumn(input.table, 'insurance', 'dictionary', 'settlement');
  const { day, firstDay, periodOfDay } = findCasePeriods(input, cutPeriods(input));
  return (row) => {
    const period = day === undefined ? 0 : periodOfDay[day[row]! - firstDay]!;
    const name = insurance.values[insurance.codes[row]!]!;
    const rate = rates.find((entry) => entry.period === period && entry.insurance === name)?.rate;
    if (rate === undefined || rate.digits <= 0) return 0;
    const fen = BigInt(Math.max(0, input.priced.alternativePayFen[row]! - extraOf(input, row)));
    const scale = 10n ** BigInt(UNIT_DECIMALS + rate.scale);
    return Number(divideRound(fen * scale, BigInt(rate.digits) * 100n));
  };
}

/** Supplements and what is paid separately, of the pay of a case. */
export function extraOf({ priced }: SettlementInput, row: number): number {
  if (priced.supplementFen.length === 0) return 0;
  return priced.supplementFen[row]! + priced.separateFen[row]!;
}

export function sumFloating(state: ClearingState, rule: FloatingRule, rows: FloatingRows): FloatingSums {
  const { input, index, quota } = state;
  const { priced, table } = input;
  const totalCost = needColumn(table, 'total_cost', 'money', 'settlement').values;
  const places = index.accountCount * rule.periodCount;
  const sums: FloatingSums = {
    units: new UnitSums(places),
    cases: new Float64Array(places),
    patient: new Float64Array(places),
    cost: new Float64Array(places),
    extra: new Float64Array(places),
    opening: new Float64Array(places),
    carvedOut: new Float64Array(places),
    priced: new Float64Array(places),
    cellChange: new Float64Array(index.cellCount),
  };
  const isTotal = rule.form === 'total';
  for (let row = 0; row < table.caseCount; row++) {
    if (priced.method[row] === METHOD_UNPRICED) continue;
    const cell = index.cellOf[row]!;
    const place = index.accountOf[cell]! * rule.periodCount + rows.periodOf(row);
    const fund = fundAfterQuota(input, quota, row);
    sums.priced[place]! += 1;
    const units = rows.unitsOf(row);
    if (units === 0) {
      sums.carvedOut[place]! += fund;
      continue;
    }
    const extra = extraOf(input, row);
    const patient = totalCost[row]! - priced.recordedFen[row]!;
    sums.units.add(place, units);
    sums.cases[place]! += 1;
    sums.patient[place]! += patient;
    sums.cost[place]! += totalCost[row]!;
    sums.extra[place]! += extra;
    sums.opening[place]! += fund;
    sums.cellChange[cell]! += extra - fund - (isTotal ? patient : 0);
  }
  return sums;
}
