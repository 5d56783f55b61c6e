import { CHUNK_ROWS } from '../../kernel/formula/column-steps.js';
import { createFormulaRows, type FormulaCase, type FormulaRows } from '../../pricing/formula-rows.js';
import { FACTOR_DECIMALS } from '../../pricing/formula-sources.js';
import type { PricePayload } from '../../pricing/price-payload.js';

/** Cases of cells that a formula pays, gathered and computed by the kernel that the full pass uses. */
export interface FormulaCases {
  add(cell: number, slot: number, cost: number, pooled: number): void;
  /** Hands over what has been gathered; called once more at the end. */
  flush(): void;
  /** Cases for which the formula had no amount, and its rule no fallback. */
  readonly failed: () => number;
}

/** @param take  the cell, what the case is priced at, and its patient's part, fen */
export function createFormulaCases(
  payload: PricePayload,
  formula: number,
  take: (cell: number, pay: number, patient: number) => void,
): FormulaCases {
  const { groupCount } = payload.facts;
  const totalCost = new Float64Array(CHUNK_ROWS);
  const pooledFund = new Float64Array(CHUNK_ROWS);
  const pay = new Float64Array(CHUNK_ROWS);
  const failures = new Uint32Array(CHUNK_ROWS);
  const cells = new Uint32Array(CHUNK_ROWS);
  const { units } = payload.parts;
  // The payload of one chunk: rows are places in it, and what is written per case is thrown away.
  const chunk: PricePayload = {
    ...payload,
    facts: { ...payload.facts, totalCost, pooledFund },
    columns: { ...payload.columns, payFen: pay, unitsScaled: new Float64Array(CHUNK_ROWS) },
    formulaFailures: failures,
  };
  const rows: FormulaRows = createFormulaRows(chunk, formula, 0);
  const asked: FormulaCase = {
    payClass: 0,
    group: 0,
    cost: 0,
    standard: 0,
    units: Number.NaN,
    factor: 10 ** FACTOR_DECIMALS,
  };
  let count = 0;
  let failed = 0;
  const flush = () => {
    rows.pay(pay);
    for (let i = 0; i < count; i++) {
      if (failures[i] === 0) take(cells[i]!, pay[i]!, totalCost[i]! - pooledFund[i]!);
      else failed += 1;
      failures[i] = 0;
    }
    count = 0;
  };
  return {
    add(cell, slot, cost, pooled) {
      totalCost[count] = cost;
      pooledFund[count] = pooled;
      cells[count] = cell;
      asked.group = slot % groupCount;
      asked.payClass = (slot - asked.group) / groupCount;
      asked.cost = cost;
      asked.standard = payload.standards[slot]!;
      asked.units = units.length > 0 ? units[slot]! : Number.NaN;
      rows.add(count, asked);
      count += 1;
      if (count === CHUNK_ROWS) flush();
    },
    flush,
    failed: () => failed,
  };
}
