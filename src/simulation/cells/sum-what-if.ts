import { classifyCase, periodOfCase } from '../../pricing/case-facts.js';
import { isPaidByItem, otherPaymentFen } from '../../pricing/other-payments.js';
import { PAY_BY_ITEM, PAY_FORMULA, PAY_STANDARD } from '../../pricing/outlier-bands.js';
import type { PricePayload } from '../../pricing/price-payload.js';
import type { PricingInput } from '../../pricing/pricing-input.js';
import { bandEdges, cellStretches, cutCell } from './band-positions.js';
import type { CaseCells } from './case-cells.js';
import { CellPayloads, type WhatIfInput } from './cell-payload.js';
import { ANSWERED, type CellSums, emptySums, type KnownSums, knownSums } from './cell-sums.js';
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
  private readonly payloads: CellPayloads;
  private readonly known: KnownSums;

  constructor(
    readonly cells: CaseCells,
    /** Beside the timeline, which every question brings. */
    private readonly input: Omit<WhatIfInput, 'timeline'>,
  ) {
    this.payloads = new CellPayloads(cells);
    this.known = knownSums(cells);
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
    return sumWhatIf(this.cells, this.known, this.payloads.payload(input), input, rounding);
  }
}

function sumWhatIf(
  cells: CaseCells,
  known: KnownSums,
  payload: PricePayload,
  input: WhatIfInput,
  rounding: Rounding,
): WhatIfAnswer {
  const { facts, bands, otherPayments, levelOfClass, standards } = payload;
  const { bases } = payload.bases;
  const sums = { ...emptySums(cells.cellCount, ANSWERED), ...known };
  const sides = bandSides(input, bands);
  const inBand = new Float64Array(bands.pay.length * cells.hospitals.length);
  const { group_paid_cases: groupPaid, low_outlier_cases: low, high_outlier_cases: high, standard: standardSum } = sums;
  const hospitalCount = cells.hospitals.length;
  const stretches = cellStretches(bands);
  const edges = bandEdges(bands, standards.length);
  const range = createRangePay(cells, payload, sums, rounding);
  for (let cell = 0; cell < cells.cellCount; cell++) {
    const first = cells.start[cell]!;
    const end = cells.start[cell + 1]!;
    const count = end - first;
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
    groupPaid[cell] = count;
    standardSum[cell] = standard * count;
    const basis = bands.isOnStandard[period] === 1 ? standard : bases[slot]!;
    cutCell(bands, edges, period, levelOfClass[payClass]!, slot, basis, cells, cell, stretches);
    for (let i = 0; i < stretches.count; i++) {
      const from = stretches.from[i]!;
      const to = stretches.from[i + 1]!;
      const band = stretches.band[i]!;
      if (from === to) continue;
      if (band < 0) {
        range.constant(cell, from, to, standard);
        continue;
      }
      inBand[band * hospitalCount + cells.hospital[cell]!]! += to - from;
      if (sides[band]! < 0) low[cell]! += to - from;
      else if (sides[band]! > 0) high[cell]! += to - from;
      const payCode = bands.pay[band]!;
      if (payCode === PAY_BY_ITEM) range.byItem(cell, from, to);
      else if (payCode === PAY_STANDARD) range.constant(cell, from, to, standard);
      else range.formula(payCode - PAY_FORMULA, cell, slot, from, to);
    }
  }
  const boundFen = range.finish();
  const used = quotaUsedUp(cells, input, bands, inBand, sums);
  if (used !== undefined) return { isCarried: false, reason: used };
  const { pay, fund, patient, carved_out_fund: carvedOut } = sums;
  for (let cell = 0; cell < cells.cellCount; cell++) {
    pay[cell] = fund[cell]! + patient[cell]!;
    if (groupPaid[cell] === 0) carvedOut[cell] = fund[cell]!;
  }
  return { isCarried: true, sums, boundFen };
}
