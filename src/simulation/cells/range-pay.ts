import type { PricePayload } from '../../pricing/price-payload.js';
import { BLOCK_SHIFT, type CaseCells } from './case-cells.js';
import type { CellSums } from './cell-sums.js';
import { createFormulaCases, type FormulaCases } from './formula-cases.js';
import { isExactUpTo, type LinearPay, linearPay, linearPayFen } from './linear-pay.js';
import { rangeSum } from './prefix-sums.js';
import { WHAT_IF_ERRORS } from './what-if-errors.js';

/** Sums of products below this are exact integers. */
const EXACT = 2 ** 52;

export type Rounding = 'exact' | 'bounded';

/** Adds the fund's part of stretches of cases to their cell: pay − patient's part, at least 0 for each case. */
export interface RangePay {
  /** Cases paid their total cost. */
  byItem(cell: number, from: number, to: number): void;
  /** Cases paid one amount. */
  constant(cell: number, from: number, to: number, pay: number): void;
  each(cell: number, from: number, to: number, payOf: (cost: number) => number): void;
  formula(formula: number, cell: number, slot: number, from: number, to: number): void;
  /** Computes what is still gathered. @returns the bound of all that was not rounded case by case, fen */
  finish(): number;
}

/**
 * @param placeOf  by cell, the entry of the sums that it is added to
 * @throws formula_without_amount from finish, where a formula gave none and its rule has no fallback
 */
export function createRangePay(
  cells: CaseCells,
  placeOf: Uint32Array,
  payload: PricePayload,
  sums: CellSums,
  rounding: Rounding,
): RangePay {
  const { cost, pooled, sums: prefix } = cells;
  const { fund, floored_cases: floored } = sums;
  const linear = payload.formulas.map(linearPay);
  const gathered: (FormulaCases | undefined)[] = payload.formulas.map(() => undefined);
  let boundFen = 0;

  const add = (cell: number, pay: number, patient: number): void => {
    if (pay < patient) floored[placeOf[cell]!]! += 1;
    else fund[placeOf[cell]!]! += pay - patient;
  };

  /** The plain sum, put right in the blocks in which somebody has paid more than `pay`. */
  const constant: RangePay['constant'] = (cell, from, to, pay) => {
    const isWhole = from === cells.start[cell] && to === cells.start[cell + 1];
    const charged = isWhole ? prefix.cellCost[cell]! : rangeSum(prefix.cost, cost, from, to);
    const recorded = isWhole ? prefix.cellPooled[cell]! : rangeSum(prefix.pooled, pooled, from, to);
    let sum = (to - from) * pay - charged + recorded;
    if (prefix.cellPatient[cell]! > pay) {
      for (let block = from >> BLOCK_SHIFT; block <= (to - 1) >> BLOCK_SHIFT; block++) {
        if (prefix.blockPatient[block]! <= pay) continue;
        const end = Math.min(to, (block + 1) << BLOCK_SHIFT);
        for (let at = Math.max(from, block << BLOCK_SHIFT); at < end; at++) {
          const part = pay - cost[at]! + pooled[at]!;
          if (part >= 0) continue;
          floored[placeOf[cell]!]! += 1;
          sum -= part;
        }
      }
    }
    fund[placeOf[cell]!]! += sum;
  };

  const each: RangePay['each'] = (cell, from, to, payOf) => {
    for (let at = from; at < to; at++) add(cell, payOf(cost[at]!), cost[at]! - pooled[at]!);
  };

  const exactLinear = (pay: LinearPay, cell: number, from: number, to: number, standard: number): void => {
    for (let at = from; at < to; at++) add(cell, linearPayFen(pay, cost[at]!, standard), cost[at]! - pooled[at]!);
  };

  /** At least the highest patient's part in [from, to): that of the blocks that it touches. */
  const mostPatient = (from: number, to: number): number => {
    let most = Number.NEGATIVE_INFINITY;
    for (let block = from >> BLOCK_SHIFT; block <= (to - 1) >> BLOCK_SHIFT; block++) {
      if (prefix.blockPatient[block]! > most) most = prefix.blockPatient[block]!;
    }
    return most;
  };

  /** Without rounding each case: where even the cheapest case's pay is above the highest patient's part. */
  const boundedLinear = (pay: LinearPay, cell: number, from: number, to: number, standard: number): boolean => {
    if (pay.ofCost < 0 || linearPayFen(pay, cost[from]!, standard) < mostPatient(from, to)) return false;
    const charged = rangeSum(prefix.cost, cost, from, to);
    const whole = charged * pay.ofCost + (standard * pay.ofStandard + pay.constant) * (to - from);
    if (!(Math.abs(charged * pay.ofCost) < EXACT && Math.abs(whole) < EXACT)) return false;
    const total = Math.round(whole / pay.divisor);
    fund[placeOf[cell]!]! += total - charged + rangeSum(prefix.pooled, pooled, from, to);
    if (pay.divisor !== 1) boundFen += (to - from) / 2 + 0.5;
    return true;
  };

  return {
    byItem(cell, from, to) {
      if (prefix.hasNegative === 1) each(cell, from, to, (charged) => charged);
      else {
        const isWhole = from === cells.start[cell] && to === cells.start[cell + 1];
        fund[placeOf[cell]!]! += isWhole ? prefix.cellPooled[cell]! : rangeSum(prefix.pooled, pooled, from, to);
      }
    },
    constant,
    each,
    formula(formula, cell, slot, from, to) {
      const pay = linear[formula];
      const standard = payload.standards[slot]!;
      if (pay !== undefined && isExactUpTo(pay, Math.max(Math.abs(cost[from]!), Math.abs(cost[to - 1]!)), standard)) {
        if (pay.ofCost === 0) constant(cell, from, to, linearPayFen(pay, 0, standard));
        else if (rounding === 'exact' || !boundedLinear(pay, cell, from, to, standard)) {
          exactLinear(pay, cell, from, to, standard);
        }
        return;
      }
      gathered[formula] ??= createFormulaCases(payload, formula, add);
      for (let at = from; at < to; at++) gathered[formula].add(cell, slot, cost[at]!, pooled[at]!);
    },
    finish() {
      gathered.forEach((cases, formula) => {
        if (cases === undefined) return;
        cases.flush();
        const count = cases.failed();
        if (count === 0) return;
        const rules = payload.formulas[formula]!.rules;
        throw WHAT_IF_ERRORS.formula_without_amount({ count, rules: rules.join(', ') }, { path: rules[0]! });
      });
      return boundFen;
    },
  };
}
