import { CHUNK_ROWS } from '../kernel/formula/column-steps.js';
import { classifyCase, periodOfCase } from './case-facts.js';
import { createFormulaRows, type FormulaCase, type FormulaRows } from './formula-rows.js';
import { FACTOR_DECIMALS } from './formula-sources.js';
import { SLOT_LEAST, SLOT_MOST, SLOT_STANDARD, SLOT_WEIGHT, SLOT_WIDTH } from './normal-costs.js';
import { otherPaymentFen } from './other-payments.js';
import { findBand, PAY_BY_ITEM, PAY_FORMULA, PAY_STANDARD } from './outlier-bands.js';
import type { PricePayload } from './price-payload.js';
import { METHOD_OUTLIER, METHOD_STANDARD } from './priced-columns.js';
import { splitRow } from './split-range.js';

/** No coefficient of the case. */
const ONE_FACTOR = 10 ** FACTOR_DECIMALS;

/** One chunk of rows under a policy without rules on single cases. Kernels and buffers are made once a task. */
export function createPlainRange(payload: PricePayload): (from: number, to: number) => void {
  const loop = new PlainLoop(payload);
  return (from, to) => loop.run(from, to);
}

/**
 * Most cases are paid by their group and lie between the bands: one look at the class and group answers for them, and
 * all their columns are written at once. The others are priced one by one, in the order of steps.ts.
 */
class PlainLoop {
  readonly #payload: PricePayload;
  readonly #formulas: readonly FormulaRows[];
  readonly #asked: FormulaCase = {
    payClass: 0,
    group: 0,
    cost: 0,
    standard: 0,
    units: Number.NaN,
    factor: ONE_FACTOR,
  };
  /** Rows of the chunk that are not split yet. */
  readonly #others = new Int32Array(CHUNK_ROWS);

  constructor(payload: PricePayload) {
    this.#payload = payload;
    this.#formulas = payload.formulas.map((_, index) => createFormulaRows(payload, index, 0));
  }

  run(from: number, to: number): void {
    const count = this.#payload.fundRule === undefined ? this.#priceNormal(from, to) : this.#takeAll(from, to);
    const others = this.#others;
    for (let i = 0; i < count; i++) this.#priceOther(others[i]!);
    for (let f = 0; f < this.#formulas.length; f++) this.#formulas[f]!.pay(this.#payload.columns.payFen);
    for (let i = 0; i < count; i++) splitRow(this.#payload, others[i]!);
  }

  /** Prices the cases between the bands and gathers the others. Everything it reads is at hand: this is the hot loop. */
  #priceNormal(from: number, to: number): number {
    const { facts, columns, slots, parts } = this.#payload;
    const { totalCost, pooledFund, hospital, insurance, group, status, day, firstDay, periodOfDay } = facts;
    const { level, levelOfText, kind, isKindOutside, classOf, hospitalCount, insuranceCount, groupCount } = facts;
    const { method, band, weightScaled, standardFen, payFen, alternativePayFen, unitsScaled } = columns;
    const { fundFen, patientFen, recordedFen, isFloored } = columns;
    const { units } = parts;
    const hasUnits = units.length > 0;
    const others = this.#others;
    let count = 0;
    for (let row = from; row < to; row++) {
      const period = day === undefined ? 0 : periodOfDay[day[row]! - firstDay]!;
      const place = (period * insuranceCount + insurance[row]!) * hospitalCount + hospital[row]!;
      const payClass = classOf[place * 4 + (level === undefined ? 0 : levelOfText[level[row]!]!)]!;
      // Status 0 is grouped; marks of classes that no pool pays are below 0.
      const isInside = payClass >= 0 && status[row] === 0 && (kind === undefined || isKindOutside[kind[row]!] === 0);
      const slot = payClass * groupCount + group[row]!;
      const at = slot * SLOT_WIDTH;
      const cost = totalCost[row]!;
      const pooled = pooledFund[row]!;
      // A missing cost, or a group without a standard, lies in no such range.
      if (!isInside || !(cost >= slots[at + SLOT_LEAST]! && cost <= slots[at + SLOT_MOST]!) || Number.isNaN(pooled)) {
        others[count++] = row;
        continue;
      }
      const standard = slots[at + SLOT_STANDARD]!;
      const patient = cost - pooled;
      const isBelow = standard < patient;
      const paid = isBelow ? patient : standard;
      method[row] = METHOD_STANDARD;
      band[row] = 0;
      weightScaled[row] = slots[at + SLOT_WEIGHT]!;
      standardFen[row] = standard;
      payFen[row] = paid;
      fundFen[row] = isBelow ? 0 : standard - patient;
      patientFen[row] = patient;
      recordedFen[row] = pooled;
      alternativePayFen[row] = paid;
      isFloored[row] = isBelow ? 1 : 0;
      if (hasUnits) unitsScaled[row] = units[slot]!;
    }
    return count;
  }

  /** Where the fund's part is not the plain difference, every case is split by itself. */
  #takeAll(from: number, to: number): number {
    for (let row = from; row < to; row++) this.#others[row - from] = row;
    return to - from;
  }

  /** Writes method, weight, standard, band and the priced amount of a case; a formula's amount follows later. */
  #priceOther(row: number): void {
    const { facts, bands, bases, otherPayments, levelOfClass, standards, dischargeType, losDays, parts } =
      this.#payload;
    const { method, band, weightScaled, standardFen, payFen, alternativePayFen, unitsScaled } = this.#payload.columns;
    const { units } = parts;
    const hasUnits = units.length > 0;
    const period = periodOfCase(facts, row);
    const slot = classifyCase(facts, row, period);
    const cost = facts.totalCost[row]!;
    if (slot < 0) {
      method[row] = -slot;
      band[row] = 0;
      weightScaled[row] = 0;
      standardFen[row] = 0;
      payFen[row] = otherPaymentFen(otherPayments, period, -slot, cost);
      alternativePayFen[row] = Number.NaN;
      if (hasUnits) unitsScaled[row] = 0;
      return;
    }
    const group = facts.group[row]!;
    const payClass = (slot - group) / facts.groupCount;
    const standard = standards[slot]!;
    const basis = bands.isOnStandard[period] === 1 ? standard : bases.bases[slot]!;
    const discharge = dischargeType === undefined ? 0 : dischargeType[row]!;
    const days = losDays === undefined ? -1 : losDays[row]!;
    const found = findBand(bands, period, levelOfClass[payClass]!, discharge, days, cost, basis, row, undefined);
    weightScaled[row] = this.#payload.weightScaled[slot]!;
    standardFen[row] = standard;
    const pay = found < 0 ? PAY_STANDARD : bands.pay[found]!;
    method[row] = found < 0 ? METHOD_STANDARD : METHOD_OUTLIER;
    band[row] = found < 0 ? 0 : 1 + found - bands.start[period]!;
    alternativePayFen[row] = found >= 0 && bands.hasQuota[found] === 1 ? standard : Number.NaN;
    if (hasUnits) unitsScaled[row] = pay === PAY_STANDARD ? units[slot]! : 0;
    if (pay === PAY_BY_ITEM) payFen[row] = cost;
    else if (pay === PAY_STANDARD) payFen[row] = standard;
    else {
      const asked = this.#asked;
      asked.payClass = payClass;
      asked.group = group;
      asked.cost = cost;
      asked.standard = standard;
      asked.units = hasUnits ? units[slot]! : Number.NaN;
      this.#formulas[pay - PAY_FORMULA]!.add(row, asked);
    }
  }
}
