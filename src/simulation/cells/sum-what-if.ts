import { classifyCase, periodOfCase } from '../../pricing/case-facts.js';
import { isPaidByItem, otherPaymentFen } from '../../pricing/other-payments.js';
import { PAY_BY_ITEM, PAY_FORMULA, PAY_STANDARD } from '../../pricing/outlier-bands.js';
import type { PricePayload } from '../../pricing/price-payload.js';
import type { PricingInput } from '../../pricing/pricing-input.js';
import { cellStretches, cutCell } from './band-positions.js';
import type { CaseCells } from './case-cells.js';
import { cellPayload, cellTable, type WhatIfInput } from './cell-payload.js';
import { type CellSums, emptySums } from './cell-sums.js';
import { type CellsReason, cellsCanCarry } from './cells-can-carry.js';
import { createRangePay, type Rounding } from './range-pay.js';
import { bandSides, quotaUsedUp } from './what-if-bands.js';

export type WhatIfAnswer =
  | {
      readonly isCarried: true;
      readonly sums: CellSums;
      /** How far pay and fund of the whole may be off, fen: 0.5 for each case whose rounding was not carried. */
      readonly boundFen: number;
    }
  | { readonly isCarried: false; readonly reason: CellsReason };

/** Cells with what does not change from one question to the next. */
export class WhatIf {
  private readonly made: Pick<PricingInput, 'table' | 'groups'>;

  constructor(
    readonly cells: CaseCells,
    /** Beside the timeline, which every question brings. */
    private readonly input: Omit<WhatIfInput, 'timeline'>,
  ) {
    this.made = cellTable(cells);
  }

  /**
   * What a policy pays before clearing, to the fen as the full pass does; or why cells cannot tell.
   * @param rounding  bounded: linear formulas are summed without rounding each case, and the bound is told
   * @throws the codes of preparePricing
   */
  ask(timeline: PricingInput['timeline'], rounding: Rounding = 'exact', weights = this.input.weights): WhatIfAnswer {
    const reason = cellsCanCarry(this.cells, timeline);
    if (reason !== undefined) return { isCarried: false, reason };
    const input: WhatIfInput = { ...this.input, weights, timeline };
    return sumWhatIf(this.cells, cellPayload(this.made, input), input, rounding);
  }
}

function sumWhatIf(cells: CaseCells, payload: PricePayload, input: WhatIfInput, rounding: Rounding): WhatIfAnswer {
  const { facts, bands, otherPayments, levelOfClass, standards } = payload;
  const { bases } = payload.bases;
  const sums = emptySums(cells.cellCount);
  const sides = bandSides(input, bands);
  const inBand = new Float64Array(bands.pay.length * cells.hospitals.length);
  const stretches = cellStretches(bands);
  const range = createRangePay(cells, payload, sums, rounding);
  for (let cell = 0; cell < cells.cellCount; cell++) {
    const [first, end] = [cells.start[cell]!, cells.start[cell + 1]!];
    const count = end - first;
    sums.cases[cell] = count + cells.unpriced[cell]!;
    sums.unpriced_cases[cell] = cells.unpriced[cell]!;
    sums.total_cost[cell] = cells.sums.cellCost[cell]!;
    sums.recorded_fund[cell] = cells.sums.cellPooled[cell]!;
    sums.patient[cell] = cells.sums.cellCost[cell]! - cells.sums.cellPooled[cell]!;
    if (count === 0) continue;
    const period = periodOfCase(facts, cell);
    const slot = classifyCase(facts, cell, period);
    if (slot < 0) {
      if (isPaidByItem(otherPayments, period, -slot)) range.byItem(cell, first, end);
      else range.each(cell, first, end, (cost) => otherPaymentFen(otherPayments, period, -slot, cost));
      continue;
    }
    const group = slot % facts.groupCount;
    const payClass = (slot - group) / facts.groupCount;
    const standard = standards[slot]!;
    sums.group_paid_cases[cell] = count;
    sums.standard[cell] = standard * count;
    const basis = bands.isOnStandard[period] === 1 ? standard : bases[slot]!;
    cutCell(bands, period, levelOfClass[payClass]!, basis, cells, cell, stretches);
    for (let i = 0; i < stretches.count; i++) {
      const [from, to, band] = [stretches.from[i]!, stretches.from[i + 1]!, stretches.band[i]!];
      if (from === to) continue;
      if (band < 0) {
        range.constant(cell, from, to, standard);
        continue;
      }
      inBand[band * cells.hospitals.length + cells.hospital[cell]!]! += to - from;
      if (sides[band]! < 0) sums.low_outlier_cases[cell]! += to - from;
      else if (sides[band]! > 0) sums.high_outlier_cases[cell]! += to - from;
      const pay = bands.pay[band]!;
      if (pay === PAY_BY_ITEM) range.byItem(cell, from, to);
      else if (pay === PAY_STANDARD) range.constant(cell, from, to, standard);
      else range.formula(pay - PAY_FORMULA, cell, slot, from, to);
    }
  }
  const boundFen = range.finish();
  const used = quotaUsedUp(cells, input, bands, inBand, sums);
  if (used !== undefined) return { isCarried: false, reason: used };
  for (let cell = 0; cell < cells.cellCount; cell++) {
    sums.pay[cell] = sums.fund[cell]! + sums.patient[cell]!;
    if (sums.group_paid_cases[cell] === 0) sums.carved_out_fund[cell] = sums.fund[cell]!;
  }
  return { isCarried: true, sums, boundFen };
}
