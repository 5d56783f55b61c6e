import type { PointMeasure, PointSums } from './point-sums.js';

/** Sum of a measure over the accounts that a test takes. */
export function total(
  point: PointSums,
  measure: PointMeasure,
  takes: (account: number) => boolean = () => true,
): number {
  let sum = 0;
  const values = point.sums[measure];
  for (let a = 0; a < values.length; a++) if (takes(a)) sum += values[a]!;
  return sum;
}

/** (income − charges) ÷ income; NaN without income. @source rules 8.1 */
export function marginShare(point: PointSums, takes?: (account: number) => boolean): number {
  const income = total(point, 'fund', takes) + total(point, 'patient', takes);
  return income === 0 ? Number.NaN : (income - total(point, 'total_cost', takes)) / income;
}

/** Outliers of a side ÷ cases paid through groups; NaN without any. @source rules 3 */
export function outlierShare(point: PointSums, side: 'low' | 'high', takes?: (account: number) => boolean): number {
  const paid = total(point, 'group_paid_cases', takes);
  return paid === 0 ? Number.NaN : total(point, `${side}_outlier_cases`, takes) / paid;
}

/** Margin of every hospital that a test takes, by name; hospitals without income are left out. */
export function hospitalMargins(
  point: PointSums,
  takes: (account: number) => boolean = () => true,
): Map<string, number> {
  const income = new Map<string, number>();
  const cost = new Map<string, number>();
  point.hospitals.forEach((hospital, a) => {
    if (!takes(a)) return;
    income.set(hospital, (income.get(hospital) ?? 0) + point.sums.fund[a]! + point.sums.patient[a]!);
    cost.set(hospital, (cost.get(hospital) ?? 0) + point.sums.total_cost[a]!);
  });
  const margins = new Map<string, number>();
  for (const [hospital, amount] of income) {
    if (amount !== 0) margins.set(hospital, (amount - cost.get(hospital)!) / amount);
  }
  return margins;
}

/** The lowest of them; NaN where there is none. */
export function leastMargin(point: PointSums, takes?: (account: number) => boolean): number {
  const margins = [...hospitalMargins(point, takes).values()];
  return margins.length === 0 ? Number.NaN : margins.reduce((least, margin) => Math.min(least, margin));
}

/** Σ balances of the pools, fen. */
export function balanceOf(point: PointSums): number {
  let sum = 0;
  for (const balance of point.balances.values()) sum += balance;
  return sum;
}
