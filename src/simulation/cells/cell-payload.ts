import type { CaseTable, Column } from '../../cases/case-table.js';
import { allocateGroupColumns } from '../../grouping/group-columns.js';
import { canonicalJson } from '../../kernel/hash.js';
import { sharedInt8, sharedInt32, sharedUint16, sharedUint32 } from '../../kernel/shared-arrays.js';
import type { BandBases } from '../../pricing/band-bases.js';
import { gatherCaseFacts } from '../../pricing/case-facts.js';
import { buildOtherPayments, isPaidByItem, type OtherPayments, otherPaymentFen } from '../../pricing/other-payments.js';
import { findPoolRates, type ManyCases } from '../../pricing/pool-rates.js';
import { buildPricePayload, type PricePayload } from '../../pricing/price-payload.js';
import type { PricingInput } from '../../pricing/pricing-input.js';
import { cutPeriods, type PricingPeriod } from '../../pricing/pricing-periods.js';
import { checkPricingInput } from '../../pricing/steps.js';
import type { WeightTable } from '../../weighting/weight-table.js';
import type { CaseCells } from './case-cells.js';
import { type CellSlots, findCellSlots } from './cell-slots.js';

/** What prices the cells: all of a pricing input that is no case. */
export type WhatIfInput = Omit<PricingInput, 'table' | 'groups' | 'links' | 'facts'>;

const LEVEL_TEXTS = ['', '1', '2', '3'];

/**
 * A table with one stand-in case for each cell: what pricing asks of a case, a cell knows, except its amounts one by one. So the
 * standards, bands, edges and refusals of a policy come from the same code as those of the full pass.
 */
export function cellTable(cells: CaseCells): Pick<PricingInput, 'table' | 'groups'> {
  const { cellCount } = cells;
  const day = sharedInt32(cellCount);
  const sourceRow = sharedUint32(cellCount);
  const groups = allocateGroupColumns(cellCount);
  for (let cell = 0; cell < cellCount; cell++) {
    day[cell] = cells.days[cells.segment[cell]!]!;
    sourceRow[cell] = cell + 1;
  }
  groups.group.set(cells.group);
  groups.status.set(cells.status);
  const dictionary = (codes: Uint8Array | Uint16Array | Uint32Array, values: readonly string[]): Column => {
    const shared = codes instanceof Uint32Array ? sharedUint32(cellCount) : sharedUint16(cellCount);
    shared.set(codes);
    return { kind: 'dictionary', codes: shared, values };
  };
  const table: CaseTable = {
    caseCount: cellCount,
    sourceRow,
    columns: {
      hospital_id: dictionary(cells.hospital, cells.hospitals),
      insurance: dictionary(cells.insurance, cells.insurances),
      payment_kind: dictionary(cells.kind, cells.kinds),
      hospital_level: dictionary(cells.level, LEVEL_TEXTS),
      // Together: only a rate from the budget asks for them.
      total_cost: { kind: 'money', values: cells.sums.cellCost },
      pooled_fund: { kind: 'money', values: cells.sums.cellPooled },
      // Exemptions are asked of the cell's flag; these only have to be there.
      discharge_type: { kind: 'integer', values: sharedInt8(cellCount) },
      los_days: { kind: 'integer', values: sharedInt8(cellCount).fill(-1) },
      [cells.yearBy]: { kind: 'day', values: day },
    },
  };
  return { table, groups };
}

type CellFacts = ReturnType<typeof gatherCaseFacts> & { readonly slots: CellSlots };

/** The tables of a policy, and which of them each cell is paid by. */
export interface CellPayload {
  readonly payload: PricePayload;
  readonly periods: readonly PricingPeriod[];
  readonly slots: CellSlots;
}

const countsOfCells = ({ start, cellCount }: CaseCells): Uint32Array =>
  Uint32Array.from({ length: cellCount }, (_, cell) => start[cell + 1]! - start[cell]!);

/** What a rate from the budget asks of cells: as many cases as each holds, those outside the groups one by one. */
function casesOfCells({ start, cost, sums }: CaseCells, cases: Uint32Array, otherPayments: OtherPayments): ManyCases {
  return {
    cases,
    otherPay(cell, period, method) {
      if (isPaidByItem(otherPayments, period, method)) return sums.cellCost[cell]!;
      let fen = 0;
      for (let at = start[cell]!; at < start[cell + 1]!; at++) {
        fen += otherPaymentFen(otherPayments, period, method, cost[at]!);
      }
      return fen;
    },
  };
}

/** The tables by which cells are priced under one policy after another. */
export class CellPayloads {
  private readonly made: Pick<PricingInput, 'table' | 'groups'>;
  private readonly counts: Uint32Array;
  private last:
    | { readonly key: string; readonly weights: readonly WeightTable[]; readonly facts: CellFacts }
    | undefined;
  private bases: { readonly key: string | undefined; readonly facts: CellFacts; readonly made: BandBases } | undefined;

  constructor(private readonly cells: CaseCells) {
    this.made = cellTable(cells);
    this.counts = countsOfCells(cells);
  }

  /**
   * As preparePricing does it for cases; weights and coefficients by class are kept while only rates or bands change.
   * @throws the codes of preparePricing
   */
  payload(input: WhatIfInput): CellPayload {
    const whole: PricingInput = { ...input, ...this.made };
    checkPricingInput(whole);
    const periods = cutPeriods(whole);
    const known = this.factsOf(whole, periods);
    const { facts, classes, classWeights, slots } = known;
    const otherPayments = buildOtherPayments(periods);
    const column = whole.table.columns.insurance;
    const insurances = column?.kind === 'dictionary' ? column.values : [];
    // Cells carry no policy with rules on single cases.
    const ruledCases = () => undefined;
    const many = casesOfCells(this.cells, this.counts, otherPayments);
    const rates = findPoolRates({ periods, facts, classes, otherPayments, insurances, classWeights, ruledCases, many });
    // No column is written case by case.
    const unwritten = { ...whole, table: { ...whole.table, caseCount: 0 } };
    const key = basesKey(periods);
    const isSame = key !== undefined && this.bases?.key === key && this.bases.facts === known;
    const bases = isSame ? this.bases?.made : undefined;
    const asked = { used: slots.used, bases };
    const payload = buildPricePayload(unwritten, periods, facts, classes, classWeights, otherPayments, rates, asked);
    this.bases = { key, facts: known, made: payload.bases };
    return { payload, periods, slots };
  }

  private factsOf(input: PricingInput, periods: readonly PricingPeriod[]): CellFacts {
    const key = canonicalJson(
      periods.map(({ from, policy }) => {
        const { method, year, year_by, rounding, pools, hospital_coefficient } = policy;
        return [from, method, year, year_by, rounding, pools, hospital_coefficient, policy.rate.kind];
      }),
    );
    const weights = periods.map((period) => period.weights);
    const isKept = this.last?.key === key && this.last.weights.every((table, p) => table === weights[p]);
    if (!isKept) {
      const made = gatherCaseFacts(input, periods);
      const slots = findCellSlots(made.facts, input.table.caseCount, made.classes);
      this.last = { key, weights, facts: { ...made, slots } };
    }
    return this.last!.facts;
  }
}

/** What the bases of bands depend on beside classes and weights; undefined where they are scores at the value of the day. */
function basesKey(periods: readonly PricingPeriod[]): string | undefined {
  if (periods.some(({ policy }) => policy.outliers.basis === 'score')) return undefined;
  return canonicalJson(periods.map(({ policy: { outliers } }) => [outliers.basis, outliers.thin_cases ?? null]));
}
