import type { HospitalRegister } from '../../cases/register.js';
import type { SettlementCells } from '../../settlement/settlement.js';
import { levelClassOf } from '../aggregate-cells.js';
import { BOOTSTRAP_MEASURES } from './bootstrap-pass.js';
import type { IntervalCases } from './interval-cases.js';
import { poissonWeight } from './poisson-weight.js';

/** What is drawn: the cases of each hospital, hospitals within their level, or both. */
export const RESAMPLINGS = ['cases', 'hospitals', 'both'] as const;
export type Resampling = (typeof RESAMPLINGS)[number];

export const SIDE_MEASURES = [
  'fund_before_clearing',
  'fund',
  'income',
  'charge_margin',
  'charge_margin_share',
] as const;
export type SideMeasure = (typeof SIDE_MEASURES)[number];

/** Sums of one row on both sides: cost, patient, fund before clearing, fund after it. */
export interface RowSums {
  cost: number;
  patient: number;
  before: number;
  after: number;
}

export type Sides = Readonly<Record<'baseline' | 'reform', RowSums>>;

/** Final over first fund of each account: clearing is not repeated in a replicate, its rate on the fund is held. */
export function clearingRates(cells: SettlementCells, cases: IntervalCases): Float64Array {
  const keyOf = (hospital: string, insurance: string) => JSON.stringify([hospital, insurance]);
  const before = new Map<string, number>();
  const after = new Map<string, number>();
  for (let cell = 0; cell < cells.cellCount; cell++) {
    const key = keyOf(cells.hospitals[cells.hospital[cell]!]!, cells.insurances[cells.insurance[cell]!]!);
    before.set(key, (before.get(key) ?? 0) + cells.sums.fund_before_clearing[cell]!);
    after.set(key, (after.get(key) ?? 0) + cells.sums.fund[cell]!);
  }
  const rates = new Float64Array(cases.accountInsurance.length).fill(1);
  cases.hospitals.forEach((hospital, h) => {
    for (let a = cases.accountStart[h]!; a < cases.accountStart[h + 1]!; a++) {
      const key = keyOf(hospital, cases.insurances[cases.accountInsurance[a]!]!);
      const first = before.get(key) ?? 0;
      if (first !== 0) rates[a] = after.get(key)! / first;
    }
  });
  return rates;
}

/**
 * Weights of hospitals in a replicate: Poisson(1) by place in code-point order, scaled so that every level keeps as many
 * hospitals as it has. A level of which none was drawn stays as it is.
 */
export function hospitalWeights(
  cases: IntervalCases,
  register: HospitalRegister,
  seed: number,
  replicate: number,
): Float64Array {
  const levels = cases.hospitals.map((hospital) => levelClassOf(register, hospital));
  const weights = Float64Array.from(levels, (_, h) => poissonWeight(seed ^ HOSPITAL_STREAM, replicate, h));
  for (const level of new Set(levels)) {
    const members = levels.flatMap((own, h) => (own === level ? [h] : []));
    const drawn = members.reduce((sum, h) => sum + weights[h]!, 0);
    for (const h of members) weights[h] = drawn === 0 ? 1 : (weights[h]! * members.length) / drawn;
  }
  return weights;
}

/** Draws of hospitals are no draws of cases. */
const HOSPITAL_STREAM = 0x2f6b1d37;

/** Adds account `a` of one replicate to a row's sums, with the weight of its hospital. */
export function addAccount(
  sums: Float64Array,
  at: number,
  weight: number,
  rates: Readonly<Record<'baseline' | 'reform', Float64Array>>,
  account: number,
  row: Sides,
): void {
  let place = at;
  for (const side of ['baseline', 'reform'] as const) {
    const into = row[side];
    const before = weight * sums[place + 2]!;
    into.cost += weight * sums[place]!;
    into.patient += weight * sums[place + 1]!;
    into.before += before;
    into.after += before * rates[side][account]!;
    place += BOOTSTRAP_MEASURES / 2;
  }
}

export function measureOf({ cost, patient, before, after }: RowSums, measure: SideMeasure): number {
  const income = after + patient;
  switch (measure) {
    case 'fund_before_clearing':
      return before;
    case 'fund':
      return after;
    case 'income':
      return income;
    case 'charge_margin':
      return income - cost;
    case 'charge_margin_share':
      return income === 0 ? Number.NaN : (income - cost) / income;
  }
}

/** Quantile of rule 7 (position (n − 1) × share, linear between neighbours); NaN without values. Values ascend. */
export function quantile7(sorted: Float64Array, share: number): number {
  if (sorted.length === 0) return Number.NaN;
  const position = (sorted.length - 1) * share;
  const below = Math.floor(position);
  const lower = sorted[below]!;
  const upper = sorted[Math.min(sorted.length - 1, below + 1)]!;
  return lower === upper ? lower : lower + (upper - lower) * (position - below);
}
