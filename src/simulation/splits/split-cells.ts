import { allocateFen } from '../../kernel/money.js';
import { buildCellIndex, type CellIndex } from '../../settlement/cell-index.js';
import { chooseWithinQuotas } from '../../settlement/quota.js';
import type { CellMeasure, Settlement, SettlementCells } from '../../settlement/settlement.js';
import type { SettlementInput } from '../../settlement/settlement-input.js';
import { sumCells } from '../../settlement/sum-cells.js';
import { uniqueKeys } from '../../settlement/unique-keys.js';

/** Cells cut further by what only cases know (age, payment): `part` is the code of each cell's cases. */
export interface SplitCells extends SettlementCells {
  readonly part: Uint16Array;
}

/**
 * Cuts the cells of a cleared year by a code of each case. What clearing decided for a cell is shared out to its parts
 * by largest remainder, in proportion to the fund's part of their group-paid cases (where that is 0, to what was
 * recorded, at last to cases): so every sum over parts is the cell's own, to the fen.
 * @param partOf  code of each case, below `partCount`
 */
export function splitCells(
  input: SettlementInput,
  settlement: Settlement,
  partOf: (row: number) => number,
  partCount: number,
): SplitCells {
  const whole = buildCellIndex(input);
  const { keys, placeOf } = uniqueKeys(input.table.caseCount, (row) => whole.cellOf[row]! * partCount + partOf(row));
  const cellOf = Uint32Array.from(keys, (key) => Math.floor(key / partCount));
  const pick = <Values extends Uint32Array | Uint8Array>(values: Values): Values => {
    const out = new (values.constructor as { new (length: number): Values })(keys.length);
    for (let cell = 0; cell < keys.length; cell++) out[cell] = values[cellOf[cell]!]!;
    return out;
  };
  const index: CellIndex = {
    ...whole,
    cellCount: keys.length,
    hospital: pick(whole.hospital),
    insurance: pick(whole.insurance),
    department: pick(whole.department),
    group: pick(whole.group),
    accountOf: pick(whole.accountOf),
    cellOf: placeOf,
  };
  const cellSums = sumCells(input, index, chooseWithinQuotas(input));
  const sums: Record<CellMeasure, Float64Array> = { ...cellSums.sums };
  shareAdjustments(
    settlement,
    cellOf,
    [cellSums.groupFund, cellSums.groupRecorded, sums.group_paid_cases, sums.cases],
    sums,
  );
  const { hospitals, insurances, departments, groups, hospital, insurance, department, group, cellCount } = index;
  return {
    cellCount,
    hospitals,
    insurances,
    departments,
    groups,
    hospital,
    insurance,
    department,
    group,
    sums,
    part: Uint16Array.from(keys, (key) => key % partCount),
  };
}

function shareAdjustments(
  { cells }: Settlement,
  cellOf: Uint32Array,
  bases: readonly Float64Array[],
  sums: Record<CellMeasure, Float64Array>,
): void {
  for (let from = 0; from < cellOf.length; ) {
    let until = from + 1;
    while (until < cellOf.length && cellOf[until] === cellOf[from]) until++;
    const amount = cells.sums.clearing_adjustment[cellOf[from]!]!;
    if (until === from + 1) sums.clearing_adjustment[from] = amount;
    else if (amount !== 0) sums.clearing_adjustment.set(allocateFen(amount, baseOf(bases, from, until)), from);
    from = until;
  }
  for (let cell = 0; cell < cellOf.length; cell++)
    sums.fund[cell] = sums.fund_before_clearing[cell]! + sums.clearing_adjustment[cell]!;
}

/** The first base that is not 0 everywhere; amounts below 0 take no part. */
function baseOf(bases: readonly Float64Array[], from: number, until: number): Float64Array {
  for (const base of bases) {
    const parts = base.slice(from, until).map((value) => Math.max(0, value));
    if (parts.some((value) => value > 0)) return parts;
  }
  return new Float64Array(until - from);
}
