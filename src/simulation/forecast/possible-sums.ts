import { findColumn } from '../../cases/case-table.js';
import { buildCellIndex, type CellIndex } from '../../settlement/cell-index.js';
import type { QuotaChoice } from '../../settlement/quota.js';
import { quotaRules } from '../../settlement/quota-rules.js';
import { CELL_MEASURES, type CellMeasure, type Settlement } from '../../settlement/settlement.js';
import type { SettlementInput } from '../../settlement/settlement-input.js';
import { settleCells } from '../../settlement/steps.js';
import { type CellSums, sumCells } from '../../settlement/sum-cells.js';
import type { DrawnRows } from './draw-year.js';
import { PossibleYears, type PricedOnce } from './possible-years.js';
import type { RestOfYear } from './rest-of-year.js';

const NO_QUOTA: QuotaChoice = { isOverQuota: undefined, uses: [] };
/** A possible year has fewer than so many times the cases so far: even one drawn from the first day on. */
const MOST_TIMES = 1000;

/**
 * Possible years as sums of their cells: what is drawn is of places and groups that have cases so far, so that every year
 * has the cells of the year so far, and its sums are those of the year so far and of what is drawn.
 */
export class PossibleSums {
  private readonly index: CellIndex;
  /** By row of the file. */
  private readonly cellOf: Uint32Array;
  private readonly soFar: CellSums;
  private readonly drawn: PossibleYears;

  /** @param kept  rows so far @param base  what was priced, and its ledger; clearsFromSums must hold */
  constructor(
    once: PricedOnce,
    rest: RestOfYear,
    kept: Uint32Array,
    private readonly base: SettlementInput,
  ) {
    const nothing: DrawnRows = { rows: new Uint32Array(0), days: new Int32Array(0) };
    const year = { ...base, ...new PossibleYears(once, rest, kept).year(nothing, 0) };
    this.index = buildCellIndex(year);
    this.cellOf = new Uint32Array(once.table.caseCount);
    for (let n = 0; n < kept.length; n++) this.cellOf[kept[n]!] = this.index.cellOf[n]!;
    this.soFar = sumCells(year, this.index, NO_QUOTA);
    this.drawn = new PossibleYears(once, rest, new Uint32Array(0));
  }

  settle(drawn: DrawnRows, replicate: number): Settlement {
    const { rows } = drawn;
    const cellOf = new Uint32Array(rows.length);
    for (let n = 0; n < rows.length; n++) cellOf[n] = this.cellOf[rows[n]!]!;
    const input = { ...this.base, ...this.drawn.year(drawn, replicate) };
    const index = { ...this.index, cellOf };
    return settleCells(input, index, NO_QUOTA, bothSums(this.soFar, sumCells(input, index, NO_QUOTA)));
  }
}

/** Whether clearing looks at nothing of a case but the sums of its cell, and no sum can leave the exact integers. */
export function clearsFromSums({ table, priced, timeline }: SettlementInput): boolean {
  const { clearing, communities, retention } = timeline.segments.at(-1)!.policy;
  const isOfSums =
    quotaRules(timeline).length === 0 &&
    timeline.segments.every(({ policy: { rate } }) => rate.kind === 'fixed' || rate.kind === 'standard') &&
    clearing.monthly === undefined &&
    communities === undefined &&
    clearing.steps.every((step) => typeof step === 'string') &&
    (retention.level !== 'case' || retention.bands.length === 0);
  const amounts = [
    findColumn(table, 'total_cost', 'money')?.values,
    findColumn(table, 'hospital_cost', 'money')?.values,
    ...[priced.standardFen, priced.payFen, priced.fundFen, priced.patientFen, priced.recordedFen],
  ];
  return isOfSums && amounts.every((values) => sizeOf(values) * MOST_TIMES <= Number.MAX_SAFE_INTEGER);
}

function sizeOf(values: Float64Array = new Float64Array(0)): number {
  let sum = 0;
  for (let row = 0; row < values.length; row++) sum += Math.abs(values[row]!) || 0;
  return sum;
}

function bothSums(a: CellSums, b: CellSums): CellSums {
  const sums = {} as Record<CellMeasure, Float64Array>;
  for (const measure of CELL_MEASURES) sums[measure] = both(a.sums[measure], b.sums[measure]);
  return {
    sums,
    groupFund: both(a.groupFund, b.groupFund),
    groupRecorded: both(a.groupRecorded, b.groupRecorded),
    methodCases: both(a.methodCases, b.methodCases),
    methodFund: both(a.methodFund, b.methodFund),
    quotaChange: both(a.quotaChange, b.quotaChange),
    negativePatientCases: a.negativePatientCases + b.negativePatientCases,
  };
}

function both(a: Float64Array, b: Float64Array): Float64Array {
  const sum = a.slice();
  for (let place = 0; place < sum.length; place++) sum[place]! += b[place]!;
  return sum;
}
