import type { PricingInput } from '../../pricing/pricing-input.js';
import type { CaseCells } from './case-cells.js';
import { type CellAccounts, cellsAlone, cellsByAccount } from './cell-accounts.js';
import { type CellPayload, CellPayloads, type WhatIfInput } from './cell-payload.js';
import { ANSWERED, type CellSums, emptySums, type KnownSums, knownSums } from './cell-sums.js';
import { type CellsReason, cellsCanCarry } from './cells-can-carry.js';
import { sumPlainCells } from './plain-cells.js';
import type { Rounding } from './range-pay.js';
import { slotRows } from './slot-rows.js';
import { sumOtherCells } from './sum-other-cells.js';
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
  private readonly alone: Kept;
  private accountsKept: Kept | undefined;

  constructor(
    readonly cells: CaseCells,
    /** Beside the timeline, which every question brings. */
    private readonly input: Omit<WhatIfInput, 'timeline'>,
  ) {
    this.payloads = new CellPayloads(cells);
    this.alone = keep(cells, cellsAlone(cells));
  }

  /** What the sums of askAccounts stand for. */
  get accounts(): CellAccounts {
    return this.byAccount().accounts;
  }

  /**
   * What a policy pays before clearing, to the fen as the full pass does; or why cells cannot tell.
   * @param rounding  bounded: linear formulas are summed without rounding each case, and the bound is told
   * @returns sums by cell
   * @throws the codes of preparePricing
   */
  ask(timeline: PricingInput['timeline'], rounding: Rounding = 'exact', weights = this.input.weights): WhatIfAnswer {
    return this.answer(timeline, rounding, weights, this.alone);
  }

  /** The same by account (hospital × insurance) alone, several times as fast where groups are not asked for. */
  askAccounts(timeline: PricingInput['timeline'], weights = this.input.weights): WhatIfAnswer {
    return this.answer(timeline, 'exact', weights, this.byAccount());
  }

  private byAccount(): Kept {
    this.accountsKept ??= keep(this.cells, cellsByAccount(this.cells));
    return this.accountsKept;
  }

  private answer(
    timeline: PricingInput['timeline'],
    rounding: Rounding,
    weights: PricingInput['weights'],
    kept: Kept,
  ): WhatIfAnswer {
    const reason = cellsCanCarry(this.cells, timeline);
    if (reason !== undefined) return { isCarried: false, reason };
    const made = this.payloads.payload({ ...this.input, weights, timeline });
    return sumWhatIf(this.cells, kept, made, timeline, rounding);
  }
}

interface Kept {
  readonly accounts: CellAccounts;
  readonly known: KnownSums;
}

function keep(cells: CaseCells, accounts: CellAccounts): Kept {
  return { accounts, known: knownSums(cells, accounts) };
}

function sumWhatIf(
  cells: CaseCells,
  { accounts, known }: Kept,
  { payload, periods, slots }: CellPayload,
  timeline: PricingInput['timeline'],
  rounding: Rounding,
): WhatIfAnswer {
  const { bands } = payload;
  const sums = { ...emptySums(accounts.cellCount, ANSWERED), ...known };
  const sides = bandSides(periods, bands);
  const hasQuota = bands.hasQuota.includes(1);
  const inBand = hasQuota ? new Float64Array(bands.pay.length * cells.hospitals.length) : undefined;
  // A case paid by item may be floored where some fund recorded is below 0: every case is then looked at.
  const isPlain = rounding === 'exact' && cells.sums.hasNegative === 0;
  const rows = isPlain ? slotRows(payload, slots, cells.sums.mostCost) : new Float64Array(0);
  const question = { cells, accounts, slots, rows, sides, inBand };
  const left = isPlain ? sumPlainCells(question, sums) : everyCell(cells);
  const boundFen = sumOtherCells(question, payload, left, rounding, sums);
  const used = inBand === undefined ? undefined : quotaUsedUp(cells, accounts, timeline, periods, inBand, sums.cases);
  if (used !== undefined) return { isCarried: false, reason: used };
  const { pay, fund, patient } = sums;
  for (let place = 0; place < accounts.cellCount; place++) pay[place] = fund[place]! + patient[place]!;
  return { isCarried: true, sums, boundFen };
}

function everyCell({ cellCount }: CaseCells): Uint32Array {
  return Uint32Array.from({ length: cellCount }, (_, cell) => cell);
}
