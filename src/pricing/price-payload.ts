import { findColumn, needColumn } from '../cases/case-table.js';
import type { Decimal } from '../kernel/decimal.js';
import { sharedFloat64, sharedUint8 } from '../kernel/shared-arrays.js';
import type { CaseFacts } from './case-facts.js';
import { weightsByGroup } from './group-weights.js';
import type { OtherPayments } from './other-payments.js';
import { type BandTable, buildBandTable, PAY_FORMULA } from './outlier-bands.js';
import type { PayClass } from './pay-classes.js';
import type { PoolRate } from './pool-rates.js';
import { allocatePricedColumns, type PricedColumns } from './priced-columns.js';
import type { PricingInput } from './pricing-input.js';
import type { PricingPeriod } from './pricing-periods.js';
import { groupMeans, rateOfClass, scaledWeights, standardPayments } from './standard-payments.js';

/** Values that a band's formula may read, as integers with one scale for all cases. NaN: the policy has none. */
export interface FormulaFacts {
  /** By pay class. */
  readonly coefficient: Float64Array;
  readonly coefficientScale: number;
  readonly rate: Float64Array;
  readonly rateScale: number;
  /** By period × group. */
  readonly weight: Float64Array;
  readonly weightScale: number;
}

/** All that a worker needs to price rows: views of shared memory and a little plain data. */
export interface PricePayload {
  readonly facts: CaseFacts;
  readonly dischargeType: Int8Array | Int16Array | Int32Array | undefined;
  readonly otherPayments: OtherPayments;
  readonly bands: BandTable;
  /** By pay class. */
  readonly levelOfClass: Uint8Array;
  /** By pay class × group, fen. */
  readonly standards: Float64Array;
  /** By period × group, fen; NaN where a group has no mean. */
  readonly groupMeans: Float64Array;
  readonly weightScaled: Float64Array;
  readonly formulaFacts: FormulaFacts;
  readonly columns: PricedColumns;
}

/** Builds the tables of the loop from what steps.ts has found out. */
export function buildPricePayload(
  input: PricingInput,
  periods: readonly PricingPeriod[],
  facts: CaseFacts,
  classes: readonly PayClass[],
  otherPayments: OtherPayments,
  rates: readonly PoolRate[],
): PricePayload {
  const bands = buildBandTable(periods, input.timeline);
  const isExempting = bands.exemptTypes.some((types) => types !== 0);
  const dischargeType = isExempting
    ? needColumn(input.table, 'discharge_type', 'integer', 'pricing')
    : findColumn(input.table, 'discharge_type', 'integer');
  const levelOfClass = sharedUint8(classes.length);
  classes.forEach((payClass, c) => {
    levelOfClass[c] = payClass.levelClass;
  });
  return {
    facts,
    dischargeType: isExempting ? dischargeType!.values : undefined,
    otherPayments,
    bands,
    levelOfClass,
    standards: standardPayments(periods, classes, rates, input.catalogue),
    groupMeans: groupMeans(periods, input.catalogue),
    weightScaled: scaledWeights(periods, input.catalogue, periods.at(-1)!.policy.rounding.weight),
    formulaFacts: buildFormulaFacts(
      input,
      periods,
      classes,
      rates,
      bands.pay.some((pay) => pay >= PAY_FORMULA),
    ),
    columns: allocatePricedColumns(input.table.caseCount),
  };
}

function buildFormulaFacts(
  input: PricingInput,
  periods: readonly PricingPeriod[],
  classes: readonly PayClass[],
  rates: readonly PoolRate[],
  isNeeded: boolean,
): FormulaFacts {
  const none: Decimal[] = [];
  const coefficients = isNeeded ? classes.map((payClass) => payClass.coefficient) : none;
  const classRates = isNeeded ? classes.map((payClass) => rateOfClass(rates, payClass)) : [];
  const weights = isNeeded ? periods.flatMap((period) => weightsByGroup(period.weights, input.catalogue)) : none;
  const coefficient = alignDecimals(coefficients);
  const rate = alignDecimals(classRates.map((entry) => entry.rate));
  classRates.forEach((entry, c) => {
    if (entry.isPerCase) rate.digits[c] = Number.NaN;
  });
  const weight = alignDecimals(weights);
  // A group without a weight is priced only where one standard holds for all; its weight is then missing, not zero.
  for (let i = 0; i < weight.digits.length; i++) if (weight.digits[i] === 0) weight.digits[i] = Number.NaN;
  return {
    coefficient: coefficient.digits,
    coefficientScale: coefficient.scale,
    rate: rate.digits,
    rateScale: rate.scale,
    weight: weight.digits,
    weightScale: weight.scale,
  };
}

/** Decimals as integers of one common scale. */
function alignDecimals(values: readonly Decimal[]): { digits: Float64Array; scale: number } {
  const scale = values.reduce((most, value) => Math.max(most, value.scale), 0);
  const digits = sharedFloat64(values.length);
  values.forEach((value, i) => {
    digits[i] = value.digits * 10 ** (scale - value.scale);
  });
  return { digits, scale };
}
