import { findColumn, needColumn } from '../cases/case-table.js';
import { sharedFloat64, sharedUint8, sharedUint32 } from '../kernel/shared-arrays.js';
import { type BandBases, bandBases } from './band-bases.js';
import { type FundRule, fundRule } from './benefit/fund-rule.js';
import type { CaseFacts } from './case-facts.js';
import type { CaseRules } from './case-rules/case-rules.js';
import { compileCaseRules } from './case-rules/compile-case-rules.js';
import { alignDecimals, type ClassWeights } from './class-weights.js';
import { type FormulaSource, formulaSources } from './formula-sources.js';
import { groupValueSources } from './group-values.js';
import { needsUnits } from './needs-units.js';
import { slotTable } from './normal-costs.js';
import type { OtherPayments } from './other-payments.js';
import { type BandTable, buildBandTable } from './outlier-bands.js';
import type { PayClass } from './pay-classes.js';
import type { PoolRate } from './pool-rates.js';
import { type PriceFormula, PriceFormulas } from './price-formula.js';
import { allocatePricedColumns, type PricedColumns } from './priced-columns.js';
import type { PricingInput } from './pricing-input.js';
import type { PricingPeriod } from './pricing-periods.js';
import { rateOfClass, scaledWeights, standardPayments } from './standard-payments.js';
import { type UnitParts, valueUnits } from './unit-parts.js';

/** All that a worker needs to price rows: views of shared memory and a little plain data. */
export interface PricePayload {
  readonly facts: CaseFacts;
  readonly dischargeType: Int8Array | Int16Array | Int32Array | undefined;
  /** Only where a policy exempts stays of some length from low outliers. */
  readonly losDays: Int8Array | Int16Array | Int32Array | undefined;
  readonly otherPayments: OtherPayments;
  readonly bands: BandTable;
  /** Rules on single cases; undefined where the policy has none, and the plain loop is enough. */
  readonly rules: CaseRules | undefined;
  /** By pay class. */
  readonly levelOfClass: Uint8Array;
  /** By pay class × group: SLOT_WIDTH numbers each (normal-costs.ts), for the plain loop. */
  readonly slots: Float64Array;
  /** By pay class × group, fen. */
  readonly standards: Float64Array;
  readonly parts: UnitParts;
  /** Means and bases of bands by pay class × group. */
  readonly bases: BandBases;
  /** By pay class × group: weight × 10^rounding.weight. */
  readonly weightScaled: Float64Array;
  readonly formulas: readonly PriceFormula[];
  readonly sources: readonly FormulaSource[];
  /** Where the fund's part is defined otherwise than by A. */
  readonly fundRule: FundRule | undefined;
  readonly columns: PricedColumns;
  /** By row: failureCode of the first formula that had no amount, 0 for none; empty where there is no formula. */
  readonly formulaFailures: Uint32Array;
}

/** For cells, which ask one policy after another about the same slots and have no case to write. */
export interface AskedSlots {
  /** Pay class × group that occur: no other has its standard. */
  readonly used: Uint32Array;
  /** Of an earlier policy with the same classes, weights and rule of the basis. */
  readonly bases: BandBases | undefined;
}

/**
 * Builds the tables of the loop from what steps.ts has found out.
 * @param asked  absent: every slot, and what is read and written case by case
 */
export function buildPricePayload(
  input: PricingInput,
  periods: readonly PricingPeriod[],
  facts: CaseFacts,
  classes: readonly PayClass[],
  classWeights: ClassWeights,
  otherPayments: OtherPayments,
  rates: readonly PoolRate[],
  asked?: AskedSlots,
): PricePayload {
  const formulas = new PriceFormulas();
  const bands = buildBandTable(input, periods, formulas);
  const rules = compileCaseRules(input, periods, formulas);
  const isExempting = bands.exemptTypes.some((types) => types !== 0);
  const dischargeType = isExempting
    ? needColumn(input.table, 'discharge_type', 'integer', 'pricing')
    : findColumn(input.table, 'discharge_type', 'integer');
  const exemptsDays = periods.some(({ policy }) => policy.outliers.low_exempt_los_days !== undefined);
  const levelOfClass = sharedUint8(classes.length);
  classes.forEach((payClass, c) => {
    levelOfClass[c] = payClass.levelClass;
  });
  const hasUnits = needsUnits(input.timeline);
  const parts = unitParts(classes, classWeights, rates, hasUnits);
  const bases = asked?.bases ?? bandBases(input, periods, classes, parts);
  const standards = standardPayments(parts, classes.length, asked?.used);
  const weightScaled =
    asked === undefined ? scaledWeights(parts, periods.at(-1)!.policy.rounding.weight) : sharedFloat64(0);
  const periodOfClass = classes.map(({ period }) => period);
  const { groupCount, hasStandard } = facts;
  return {
    facts,
    slots:
      asked === undefined
        ? slotTable({
            bands,
            levelOfClass,
            periodOfClass,
            groupCount,
            hasStandard,
            standards,
            bases: bases.bases,
            weightScaled,
          })
        : sharedFloat64(0),
    dischargeType: isExempting ? dischargeType!.values : undefined,
    losDays: exemptsDays ? needColumn(input.table, 'los_days', 'integer', 'pricing').values : undefined,
    otherPayments,
    bands,
    rules,
    levelOfClass,
    standards,
    parts,
    bases,
    weightScaled,
    formulas: formulas.list,
    sources: [
      ...formulaSources(formulas.list, input, parts, bases.means),
      ...groupValueSources(input, periods, classes, formulas.list),
    ],
    fundRule: fundRule(input, periods, facts),
    columns: allocatePricedColumns(input.table.caseCount, { hasUnits, hasRules: rules !== undefined }),
    formulaFailures: sharedUint32(formulas.list.length === 0 ? 0 : input.table.caseCount),
  };
}

function unitParts(
  classes: readonly PayClass[],
  weights: ClassWeights,
  rates: readonly PoolRate[],
  hasUnits: boolean,
): UnitParts {
  const classRates = classes.map((payClass) => rateOfClass(rates, payClass));
  const rate = alignDecimals(classRates.map((entry) => entry.rate));
  const isPerCase = sharedUint8(classes.length);
  classRates.forEach((entry, c) => {
    isPerCase[c] = entry.isPerCase ? 1 : 0;
  });
  const parts = { ...weights, rate: rate.digits, rateScale: rate.scale, isPerCase };
  const units = sharedFloat64(hasUnits ? weights.weight.length : 0);
  const valued = new Float64Array(2);
  for (let at = 0; at < units.length; at++) {
    valueUnits(parts, Math.floor(at / weights.groupCount), at % weights.groupCount, 1, 0, 0, valued);
    units[at] = valued[0]!;
  }
  return { ...parts, units };
}
