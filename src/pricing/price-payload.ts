import { findColumn, needColumn } from '../cases/case-table.js';
import type { Decimal } from '../kernel/decimal.js';
import { sharedFloat64, sharedUint8 } from '../kernel/shared-arrays.js';
import type { CaseFacts } from './case-facts.js';
import type { CaseRules } from './case-rules/case-rules.js';
import { compileCaseRules } from './case-rules/compile-case-rules.js';
import { type FormulaSource, formulaSources } from './formula-sources.js';
import { weightsByGroup } from './group-weights.js';
import type { OtherPayments } from './other-payments.js';
import { type BandTable, buildBandTable } from './outlier-bands.js';
import type { PayClass } from './pay-classes.js';
import type { PoolRate } from './pool-rates.js';
import { type PriceFormula, PriceFormulas } from './price-formula.js';
import { allocatePricedColumns, type PricedColumns } from './priced-columns.js';
import type { PricingInput } from './pricing-input.js';
import type { PricingPeriod } from './pricing-periods.js';
import { groupMeans, rateOfClass, scaledWeights, standardPayments } from './standard-payments.js';
import type { UnitParts } from './unit-parts.js';

/** All that a worker needs to price rows: views of shared memory and a little plain data. */
export interface PricePayload {
  readonly facts: CaseFacts;
  readonly dischargeType: Int8Array | Int16Array | Int32Array | undefined;
  readonly otherPayments: OtherPayments;
  readonly bands: BandTable;
  /** Rules on single cases; undefined where the policy has none, and the plain loop is enough. */
  readonly rules: CaseRules | undefined;
  /** By pay class. */
  readonly levelOfClass: Uint8Array;
  /** By pay class × group, fen. */
  readonly standards: Float64Array;
  readonly parts: UnitParts;
  /** By period × group, fen; NaN where a group has no mean. */
  readonly groupMeans: Float64Array;
  readonly weightScaled: Float64Array;
  readonly formulas: readonly PriceFormula[];
  readonly sources: readonly FormulaSource[];
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
  const formulas = new PriceFormulas();
  const bands = buildBandTable(input, periods, formulas);
  const rules = compileCaseRules(input, periods, formulas);
  const isExempting = bands.exemptTypes.some((types) => types !== 0);
  const dischargeType = isExempting
    ? needColumn(input.table, 'discharge_type', 'integer', 'pricing')
    : findColumn(input.table, 'discharge_type', 'integer');
  const levelOfClass = sharedUint8(classes.length);
  classes.forEach((payClass, c) => {
    levelOfClass[c] = payClass.levelClass;
  });
  const parts = unitParts(input, periods, classes, rates);
  const means = groupMeans(periods, input.catalogue);
  return {
    facts,
    dischargeType: isExempting ? dischargeType!.values : undefined,
    otherPayments,
    bands,
    rules,
    levelOfClass,
    standards: standardPayments(periods, classes, rates, input.catalogue),
    parts,
    groupMeans: means,
    weightScaled: scaledWeights(periods, input.catalogue, periods.at(-1)!.policy.rounding.weight),
    formulas: formulas.list,
    sources: formulaSources(formulas.list, input, parts, means),
    columns: allocatePricedColumns(input.table.caseCount),
  };
}

function unitParts(
  input: PricingInput,
  periods: readonly PricingPeriod[],
  classes: readonly PayClass[],
  rates: readonly PoolRate[],
): UnitParts {
  const groupCount = input.catalogue.codes.length;
  const classRates = classes.map((payClass) => rateOfClass(rates, payClass));
  const weight = alignDecimals(periods.flatMap((period) => weightsByGroup(period.weights, input.catalogue)));
  const coefficient = alignDecimals(classes.map((payClass) => payClass.coefficient));
  const rate = alignDecimals(classRates.map((entry) => entry.rate));
  const byGroup = sharedFloat64(classes.length * groupCount);
  classes.forEach((_, c) => {
    byGroup.fill(coefficient.digits[c]!, c * groupCount, (c + 1) * groupCount);
  });
  const isPerCase = sharedUint8(classes.length);
  classRates.forEach((entry, c) => {
    isPerCase[c] = entry.isPerCase ? 1 : 0;
  });
  return {
    weight: weight.digits,
    weightScale: weight.scale,
    coefficient: byGroup,
    coefficientScale: coefficient.scale,
    rate: rate.digits,
    rateScale: rate.scale,
    isPerCase,
    unitDecimals: -1,
    groupCount,
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
