import { type Decimal, roundDecimal } from '../kernel/decimal.js';
import { classifyCase, payClassOf, periodOfCase } from './case-facts.js';
import { coefficientBits, factorOfBits } from './case-rules/case-factor.js';
import {
  type CaseRules,
  type PeriodRules,
  SPECIAL_BY_ITEM,
  SPECIAL_FORMULA,
  SPECIAL_PER_DIEM,
  SPECIAL_REVIEW,
  SPECIAL_SETTLE_AS,
  SPECIAL_STANDARD,
  SPECIAL_ZERO,
  type SpecialRule,
} from './case-rules/case-rules.js';
import { countedCost, separateCost } from './case-rules/counted-cost.js';
import { perDiemFen, perDiemUnits } from './case-rules/per-diem.js';
import type { TestedCase } from './case-tests/compiled-tests.js';
import { compareToEdge } from './case-tests/edge-range.js';
import { testsHold } from './case-tests/tests-hold.js';
import { createFormulaRows, type FormulaCase, type FormulaRows } from './formula-rows.js';
import { FACTOR_DECIMALS } from './formula-sources.js';
import { otherPaymentFen } from './other-payments.js';
import { findBand, PAY_BY_ITEM, PAY_FORMULA, PAY_STANDARD } from './outlier-bands.js';
import type { PricePayload } from './price-payload.js';
import {
  METHOD_KIND,
  METHOD_OUTLIER,
  METHOD_SPECIAL,
  METHOD_SPECIAL_OUTSIDE,
  METHOD_STANDARD,
  METHOD_UNPRICED,
} from './priced-columns.js';
import { splitRange } from './split-range.js';
import { unitsFen, valueUnits } from './unit-parts.js';

const ONE: Decimal = { digits: 1, scale: 0 };

/** One chunk of rows under a policy that has rules on single cases. Kernels and caches are made once a task. */
export function createRuledRange(payload: PricePayload, rules: CaseRules): (from: number, to: number) => void {
  const loop = new RuledLoop(payload, rules);
  return (from, to) => {
    loop.run(from, to);
    splitRange(payload, from, to);
  };
}

/**
 * Prices case by case, in this order:
 *  1. amounts missing, hospital unknown, no pool: as in the plain loop
 *  2. the cost that counts: total less what `case_cost.without` names
 *  3. units and standard, times the case's coefficient
 *  4. the first special case that holds pays; with a quota the ordinary price is its alternative
 *  5. else kinds, ungrouped, unrelated, unweighted as in the plain loop; then bands, then the standard
 *  6. supplements and separately paid amounts come on top
 */
class RuledLoop {
  readonly #payload: PricePayload;
  readonly #rules: CaseRules;
  readonly #hasUnits: boolean;
  readonly #pay: readonly FormulaRows[];
  readonly #alternative: readonly FormulaRows[];
  readonly #supplements: readonly (readonly FormulaRows[])[];
  readonly #tested: TestedCase;
  readonly #asked: FormulaCase = { payClass: 0, group: 0, cost: 0, standard: 0, units: 0, factor: 0 };
  readonly #valued = new Float64Array(2);
  /** Sets of coefficient rules met so far, numbered from 1; 0 is the empty set. */
  readonly #bitSets = new Map<number, number>([[0, 0]]);
  /** Units and standard of a class, group and set of rules, met so far: place in the arrays below. */
  readonly #places = new Map<number, number>();
  #cachedUnits: number[] = [];
  #cachedStandards: number[] = [];
  #cachedFactors: number[] = [];

  constructor(payload: PricePayload, rules: CaseRules) {
    this.#payload = payload;
    this.#rules = rules;
    const weightPower = 10 ** payload.parts.weightScale;
    this.#tested = { group: 0, levelClass: 0, cost: 0, standard: 0, mean: 0, weight: 0, weightPower };
    this.#hasUnits = payload.columns.unitsScaled.length > 0;
    this.#pay = payload.formulas.map((_, index) => createFormulaRows(payload, index, 0));
    this.#alternative = payload.formulas.map((_, index) => createFormulaRows(payload, index, 0));
    this.#supplements = rules.periods.map(({ supplements }) =>
      supplements.map(({ formula, capFen }) => createFormulaRows(payload, formula, 1, capFen)),
    );
  }

  run(from: number, to: number): void {
    const { columns } = this.#payload;
    for (let row = from; row < to; row++) this.#price(row);
    for (const rows of this.#pay) rows.pay(columns.payFen);
    for (const rows of this.#alternative) rows.pay(columns.alternativePayFen);
    for (const period of this.#supplements) for (const rows of period) rows.pay(columns.supplementFen);
  }

  #price(row: number): void {
    const { facts, columns } = this.#payload;
    const period = periodOfCase(facts, row);
    const rules = this.#rules.periods[period]!;
    const slot = classifyCase(facts, row, period);
    columns.special[row] = 0;
    columns.supplementFen[row] = 0;
    columns.separateFen[row] = 0;
    const payClass = slot === -METHOD_UNPRICED ? -1 : payClassOf(facts, row, period);
    if (payClass < 0) {
      this.#writeOutside(row, period, -slot, slot === -METHOD_UNPRICED ? 0 : facts.totalCost[row]!);
      return;
    }
    const cost = countedCost(rules, row, facts.totalCost[row]!);
    columns.separateFen[row] = separateCost(rules, row);
    this.#prepareCase(rules, row, slot, payClass, cost);
    const special = this.#findSpecial(rules, row, slot);
    if (special < 0) this.#payOrdinary(row, period, slot, this.#pay, columns.payFen);
    else this.#paySpecial(rules, special, row, period, slot);
    this.#addSupplements(rules, period, row);
  }

  /** Fills what tests and formulas ask: group, cost, units and standard after the case's coefficient, mean. */
  #prepareCase(rules: PeriodRules, row: number, slot: number, payClass: number, cost: number): void {
    const { facts, columns, standards, bases, levelOfClass, parts, weightScaled } = this.#payload;
    const tested = this.#tested;
    const asked = this.#asked;
    // A case of a kind outside the groups may be grouped all the same; its group serves tests, not the standard.
    const group = slot >= 0 || facts.status[row] === 0 ? facts.group[row]! : 0;
    const place = payClass * facts.groupCount + group;
    const weight = group === 0 ? 0 : parts.weight[place]!;
    tested.weight = weight === 0 ? Number.NaN : weight;
    tested.group = group;
    tested.levelClass = levelOfClass[payClass]!;
    tested.cost = cost;
    tested.mean = group === 0 ? Number.NaN : bases.means[place]!;
    tested.standard = slot >= 0 ? standards[slot]! : Number.NaN;
    asked.payClass = payClass;
    asked.group = group;
    asked.cost = cost;
    asked.units = Number.NaN;
    asked.factor = Number.NaN;
    if (slot >= 0) this.#value(rules, row);
    asked.standard = tested.standard;
    columns.weightScaled[row] = slot >= 0 ? weightScaled[slot]! : 0;
    columns.standardFen[row] = slot >= 0 ? tested.standard : 0;
  }

  /** Units and standard with the factor of the case. */
  #value(rules: PeriodRules, row: number): void {
    const tested = this.#tested;
    const asked = this.#asked;
    const bits = rules.coefficients === undefined ? 0 : coefficientBits(rules.coefficients, row, tested);
    const found = this.#valueOf(rules, asked.group, bits);
    asked.units = this.#cachedUnits[found]!;
    asked.factor = this.#cachedFactors[found]!;
    tested.standard = this.#cachedStandards[found]!;
  }

  /** Place of the units and standard of a group in the case's class with a set of rules; each is computed once. */
  #valueOf(rules: PeriodRules, group: number, bits: number): number {
    const { parts } = this.#payload;
    const { payClass } = this.#asked;
    let bitSet = this.#bitSets.get(bits);
    if (bitSet === undefined) {
      bitSet = this.#bitSets.size;
      this.#bitSets.set(bits, bitSet);
    }
    // A class belongs to one period, so that periods with other factors for the same bits do not meet here.
    const key = bitSet * parts.coefficient.length + payClass * parts.groupCount + group;
    let found = this.#places.get(key);
    if (found === undefined) {
      const { factor, replaces } = bits === 0 ? { factor: ONE, replaces: 0 } : factorOfBits(rules.coefficients!, bits);
      valueUnits(parts, payClass, group, factor.digits, factor.scale, replaces, this.#valued);
      found = this.#cachedUnits.length;
      this.#places.set(key, found);
      this.#cachedUnits.push(this.#valued[0]!);
      this.#cachedStandards.push(this.#valued[1]!);
      this.#cachedFactors.push(roundDecimal(factor, FACTOR_DECIMALS).digits);
    }
    return found;
  }

  #setUnits(row: number, units: number): void {
    if (this.#hasUnits) this.#payload.columns.unitsScaled[row] = units;
  }

  #payUnits(row: number, units: number): void {
    this.#setUnits(row, units);
    this.#payload.columns.payFen[row] = unitsFen(this.#payload.parts, this.#asked.payClass, units);
  }

  /** Index of the first special case that holds, -1 for none. */
  #findSpecial(rules: PeriodRules, row: number, slot: number): number {
    const tested = this.#tested;
    const isKindOutside = slot === -METHOD_KIND;
    for (let i = 0; i < rules.special.length; i++) {
      const rule = rules.special[i]!;
      if (isKindOutside && rule.namesKinds === 0) continue;
      if (!testsHold(rule.tests, row, tested) || !this.#canPay(rule, row)) continue;
      return i;
    }
    return -1;
  }

  /** Whether the case has what the rule pays from: a standard, days, an amount, and cost above the start of application. */
  #canPay(rule: SpecialRule, row: number): boolean {
    const tested = this.#tested;
    const needsStandard = rule.pay === SPECIAL_STANDARD || rule.pay === SPECIAL_FORMULA;
    if (needsStandard && Number.isNaN(tested.standard)) return false;
    if (rule.pay === SPECIAL_PER_DIEM && rule.perDiem!.losDays[row]! < 0) return false;
    if (rule.pay === SPECIAL_REVIEW && Number.isNaN(rule.reviewAmount![row]!)) return false;
    if (rule.pay === SPECIAL_SETTLE_AS && this.#otherGroup(rule) === 0) return false;
    if (rule.application === undefined) return true;
    const { isOnMean, digits, power, isIncluded } = rule.application;
    const basis = isOnMean === 1 ? tested.mean : tested.standard;
    if (Number.isNaN(basis)) return false;
    const side = compareToEdge(tested.cost, basis, digits, power);
    return side > 0 || (side === 0 && isIncluded === 1);
  }

  /** The group that the case is settled as; 0 where there is none, or none with a standard. */
  #otherGroup(rule: SpecialRule): number {
    const { facts } = this.#payload;
    const other = rule.settleAs![this.#tested.group]!;
    return facts.hasStandard[this.#asked.payClass * facts.groupCount + other] === 1 ? other : 0;
  }

  /** The other group's units and standard, without the coefficient of the case. */
  #paySettledAs(rules: PeriodRules, group: number, row: number): void {
    const found = this.#valueOf(rules, group, 0);
    this.#payload.columns.payFen[row] = this.#cachedStandards[found]!;
    this.#setUnits(row, this.#cachedUnits[found]!);
  }

  #paySpecial(rules: PeriodRules, index: number, row: number, period: number, slot: number): void {
    const rule = rules.special[index]!;
    const { columns, parts } = this.#payload;
    const tested = this.#tested;
    columns.alternativePayFen[row] = Number.NaN;
    if (rule.hasQuota === 1) this.#payOrdinary(row, period, slot, this.#alternative, columns.alternativePayFen);
    columns.method[row] = rule.isOutside === 1 ? METHOD_SPECIAL_OUTSIDE : METHOD_SPECIAL;
    columns.special[row] = 1 + index;
    columns.band[row] = 0;
    this.#setUnits(row, 0);
    switch (rule.pay) {
      case SPECIAL_BY_ITEM:
        columns.payFen[row] = tested.cost;
        break;
      case SPECIAL_STANDARD:
        columns.payFen[row] = tested.standard;
        this.#setUnits(row, this.#asked.units);
        break;
      case SPECIAL_ZERO:
        columns.payFen[row] = 0;
        break;
      case SPECIAL_REVIEW:
        columns.payFen[row] = rule.reviewAmount![row]!;
        break;
      case SPECIAL_PER_DIEM: {
        const perDiem = rule.perDiem!;
        if (perDiem.isUnits === 1)
          this.#payUnits(row, perDiemUnits(perDiem, row, tested.levelClass, parts.unitDecimals));
        else columns.payFen[row] = perDiemFen(perDiem, row, tested.levelClass);
        break;
      }
      case SPECIAL_SETTLE_AS:
        this.#paySettledAs(rules, this.#otherGroup(rule), row);
        break;
      default:
        this.#pay[rule.formula]!.add(row, this.#asked);
    }
  }

  /** What the case is paid without special cases, written to `target` or left to a formula. */
  #payOrdinary(
    row: number,
    period: number,
    slot: number,
    formulas: readonly FormulaRows[],
    target: Float64Array,
  ): void {
    const { columns, bands, bases, dischargeType, losDays, facts, levelOfClass } = this.#payload;
    const tested = this.#tested;
    const isAlternative = target === columns.alternativePayFen;
    if (slot < 0) {
      const pay = otherPaymentFen(this.#payload.otherPayments, period, -slot, tested.cost);
      if (isAlternative) target[row] = pay;
      else this.#writeOutside(row, period, -slot, tested.cost);
      return;
    }
    const asked = this.#asked;
    const place = asked.payClass * facts.groupCount + asked.group;
    const basis = bands.isOnStandard[period] === 1 ? tested.standard : bases.bases[place]!;
    const discharge = dischargeType === undefined ? 0 : dischargeType[row]!;
    const level = levelOfClass[asked.payClass]!;
    const days = losDays === undefined ? -1 : losDays[row]!;
    const found = findBand(bands, period, level, discharge, days, tested.cost, basis, row, tested);
    const pay = found < 0 ? PAY_STANDARD : bands.pay[found]!;
    if (!isAlternative) {
      columns.method[row] = found < 0 ? METHOD_STANDARD : METHOD_OUTLIER;
      columns.band[row] = found < 0 ? 0 : 1 + found - bands.start[period]!;
      columns.alternativePayFen[row] = found >= 0 && bands.hasQuota[found] === 1 ? tested.standard : Number.NaN;
      this.#setUnits(row, pay === PAY_STANDARD ? asked.units : 0);
    }
    if (pay === PAY_BY_ITEM) target[row] = tested.cost;
    else if (pay === PAY_STANDARD) target[row] = tested.standard;
    else formulas[pay - PAY_FORMULA]!.add(row, asked);
  }

  #writeOutside(row: number, period: number, method: number, cost: number): void {
    const { columns, otherPayments } = this.#payload;
    columns.method[row] = method;
    columns.band[row] = 0;
    columns.weightScaled[row] = 0;
    columns.standardFen[row] = 0;
    this.#setUnits(row, 0);
    columns.payFen[row] = otherPaymentFen(otherPayments, period, method, cost);
    columns.alternativePayFen[row] = Number.NaN;
  }

  #addSupplements(rules: PeriodRules, period: number, row: number): void {
    for (let i = 0; i < rules.supplements.length; i++) {
      if (Number.isNaN(this.#tested.standard)) return;
      if (testsHold(rules.supplements[i]!.tests, row, this.#tested))
        this.#supplements[period]![i]!.add(row, this.#asked);
    }
  }
}
