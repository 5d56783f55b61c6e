import { RandomStream } from '../../kernel/random.js';
import type { Outlook } from './outlook-schema.js';
import { type BaseFund, crossingYear, type FundYear, type OutlookNoise, projectFund } from './project-fund.js';

/** Far from the streams of cases and behaviours. */
const STREAM = 0x1000_0000;

/**
 * The same numbers for every fund and side of a replicate, so that a difference between sides is no chance. One number
 * for a whole path: an error of a growth rate lasts.
 */
export function noiseOf(seed: number, replicate: number): OutlookNoise {
  const random = new RandomStream(seed, STREAM + replicate);
  return { income: random.normal(), cost: random.normal(), units: random.normal(), ratio: random.normal() };
}

/** Replicates of some funds taken together; amounts in fen by replicate and year. */
export interface DrawnYears {
  readonly spending: readonly Float64Array[];
  readonly surplus: readonly Float64Array[];
  readonly carried: readonly Float64Array[];
  /** Index of the year in which the balance crosses zero, Infinity for never; by replicate, sorted. */
  readonly crossings: Float64Array;
}

/** @returns by year, the replicates' values sorted ascending */
export function drawOutlook(funds: readonly BaseFund[], outlook: Outlook, years: number, seed: number): DrawnYears {
  const { replicates } = outlook;
  const columns = (): Float64Array[] => Array.from({ length: years + 1 }, () => new Float64Array(replicates));
  const [spending, surplus, carried] = [columns(), columns(), columns()];
  const crossings = new Float64Array(replicates);
  for (let r = 0; r < replicates; r++) {
    const noise = noiseOf(seed, r);
    const together = addFunds(funds.map((fund) => projectFund(fund, outlook, years, noise)));
    together.forEach((year, i) => {
      spending[i]![r] = year.spendingFen;
      surplus[i]![r] = year.surplusFen;
      carried[i]![r] = year.carriedFen;
    });
    const crossing = crossingYear(together);
    crossings[r] = crossing < 0 ? Number.POSITIVE_INFINITY : crossing;
  }
  for (const column of [...spending, ...surplus, ...carried, crossings]) column.sort();
  return { spending, surplus, carried, crossings };
}

/** Money of funds by year; what is no money has no sum. */
export function addFunds(
  funds: readonly (readonly FundYear[])[],
): Pick<FundYear, 'cases' | 'incomeFen' | 'spendingFen' | 'interestFen' | 'surplusFen' | 'carriedFen'>[] {
  return funds[0]!.map((_, year) => {
    const sum = (pick: (one: FundYear) => number): number =>
      funds.reduce((total, fund) => total + pick(fund[year]!), 0);
    return {
      cases: sum((one) => one.cases),
      incomeFen: sum((one) => one.incomeFen),
      spendingFen: sum((one) => one.spendingFen),
      interestFen: sum((one) => one.interestFen),
      surplusFen: sum((one) => one.surplusFen),
      carriedFen: sum((one) => one.carriedFen),
    };
  });
}
