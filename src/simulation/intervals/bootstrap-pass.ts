import type { RowPass } from '../../kernel/executor.js';
import { sharedFloat64 } from '../../kernel/shared-arrays.js';
import type { IntervalCases } from './interval-cases.js';
import { poissonWeight } from './poisson-weight.js';

/** Sums of an account in one replicate, side by side: cost, patient, fund of the baseline, then of the reform. */
export const BOOTSTRAP_MEASURES = 6;

export interface BootstrapPayload extends Omit<IntervalCases, 'hospitals' | 'insurances' | 'accountInsurance'> {
  readonly seed: number;
  readonly replicates: number;
  /** At (replicate × accounts + account) × BOOTSTRAP_MEASURES. */
  readonly sums: Float64Array;
}

export function bootstrapPayload(cases: IntervalCases, seed: number, replicates: number): BootstrapPayload {
  const { accountStart, caseStart, row, baseline, reform } = cases;
  const accounts = caseStart.length - 1;
  const sums = sharedFloat64(replicates * accounts * BOOTSTRAP_MEASURES);
  return { accountStart, caseStart, row, baseline, reform, seed, replicates, sums };
}

/** One unit a hospital and replicate: units write their own accounts, so any split over workers gives the same bytes. */
export function bootstrapUnits({ accountStart, replicates }: BootstrapPayload): number {
  return (accountStart.length - 1) * replicates;
}

/**
 * Draws the cases of a hospital with replacement: Poisson(1) weights, scaled to as many cases as the hospital has, so
 * that a replicate varies what cases are like and not how many there are.
 */
function drawUnits(payload: BootstrapPayload, from: number, to: number): void {
  for (let unit = from; unit < to; unit++) {
    const hospital = Math.floor(unit / payload.replicates);
    drawHospital(payload, hospital, unit % payload.replicates);
  }
}

function drawHospital(payload: BootstrapPayload, hospital: number, replicate: number): void {
  const { accountStart, caseStart, row, baseline, reform, seed, sums } = payload;
  const [first, last] = [accountStart[hospital]!, accountStart[hospital + 1]!];
  const accounts = caseStart.length - 1;
  const place = (account: number) => (replicate * accounts + account) * BOOTSTRAP_MEASURES;
  let drawn = 0;
  for (let account = first; account < last; account++) {
    let [cost, patient, fund, reformCost, reformPatient, reformFund] = [0, 0, 0, 0, 0, 0];
    for (let at = caseStart[account]!; at < caseStart[account + 1]!; at++) {
      const weight = poissonWeight(seed, replicate, row[at]!);
      if (weight === 0) continue;
      drawn += weight;
      cost += weight * baseline.cost[at]!;
      patient += weight * baseline.patient[at]!;
      fund += weight * baseline.fund[at]!;
      reformCost += weight * reform.cost[at]!;
      reformPatient += weight * reform.patient[at]!;
      reformFund += weight * reform.fund[at]!;
    }
    const to = place(account);
    sums[to] = cost;
    sums[to + 1] = patient;
    sums[to + 2] = fund;
    sums[to + 3] = reformCost;
    sums[to + 4] = reformPatient;
    sums[to + 5] = reformFund;
  }
  const count = caseStart[last]! - caseStart[first]!;
  // Where nothing was drawn, which only hospitals of a few cases meet, there is nothing to scale: no value.
  const scale = drawn === 0 ? Number.NaN : count / drawn;
  for (let at = place(first); at < place(last); at++) sums[at]! *= scale;
}

export const bootstrapPass: RowPass<BootstrapPayload> = { name: 'bootstrap', rows: drawUnits };
