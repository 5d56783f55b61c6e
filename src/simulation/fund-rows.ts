import type { IndicatorContext } from '../indicators/indicator.js';
import { decimalToNumber, parseDecimal } from '../kernel/decimal.js';
import { compareCodePoints } from '../kernel/hash.js';
import type { PoolResult, Settlement } from '../settlement/settlement.js';
import { aggregateCells, NO_MEASURES, sumsAt } from './aggregate-cells.js';
import { INDICATOR_COLUMNS, type MeasureColumn, SUM_COLUMNS } from './result-columns.js';
import { FUND_MEASURES, FUND_TOTAL } from './result-schemas.js';

const COLUMNS: ReadonlyMap<string, MeasureColumn> = new Map(
  [...SUM_COLUMNS, ...INDICATOR_COLUMNS].map((column) => [column.schema.name, column]),
);

/**
 * Lines of the fund table: one an insurance type (of the cases or of the pools), then the total. Budget, reserve, rate
 * and balance are the pool's and blank where an insurance has none; the total sums those that there are, so that its
 * balance is the sum over the pools: payments without a pool are in its fund and in no balance.
 */
export function fundRows(
  settlement: Settlement,
  context: IndicatorContext,
): Readonly<Record<string, string | number>>[] {
  const noRegister = new Map<string, never>();
  const byInsurance = aggregateCells(settlement.cells, 'insurance', noRegister);
  const rowOf = new Map(byInsurance.keys.map((key, row) => [key[0]!, row]));
  const poolOf = new Map(settlement.pools.map((pool) => [pool.insurance, pool]));
  const insurances = [...new Set([...rowOf.keys(), ...poolOf.keys()])].sort(compareCodePoints);
  const lines = insurances.map((insurance) => {
    const row = rowOf.get(insurance);
    const sums = row === undefined ? NO_MEASURES : sumsAt(byInsurance, row);
    return fundLine(insurance, sums, poolOf.get(insurance), context);
  });
  const region = aggregateCells(settlement.cells, 'region', noRegister);
  const all = region.rowCount === 0 ? NO_MEASURES : sumsAt(region, 0);
  return [...lines, fundLine(FUND_TOTAL, all, sumOfPools(settlement.pools), context)];
}

function fundLine(
  insurance: string,
  sums: Parameters<MeasureColumn['compute']>[0],
  pool: PoolResult | undefined,
  context: IndicatorContext,
): Readonly<Record<string, string | number>> {
  const line: Record<string, string | number> = {
    insurance,
    budget: pool?.fundBudget ?? Number.NaN,
    reserve: pool?.reserve ?? Number.NaN,
    rate: rateInYuan(pool?.rateFen ?? Number.NaN),
    balance: pool?.balance ?? Number.NaN,
    group_fund_before_clearing: sums.fund_before_clearing - sums.carved_out_fund,
  };
  for (const name of FUND_MEASURES) line[name] = COLUMNS.get(name)!.compute(sums, context);
  return line;
}

/** The rate as it is stated: 37,737.44 fen are 377.3744 yuan, and a hundredth of that double is not. */
function rateInYuan(fen: number): number {
  const stated = parseDecimal(fen);
  return stated === undefined ? fen / 100 : decimalToNumber({ digits: stated.digits, scale: stated.scale + 2 });
}

function sumOfPools(pools: readonly PoolResult[]): PoolResult | undefined {
  if (pools.length === 0) return undefined;
  const add = (pick: (pool: PoolResult) => number): number => pools.reduce((total, pool) => total + pick(pool), 0);
  return {
    insurance: FUND_TOTAL,
    fundBudget: add((pool) => pool.fundBudget),
    reserve: add((pool) => pool.reserve),
    carvedOut: add((pool) => pool.carvedOut),
    rateFen: Number.NaN,
    expectedFund: add((pool) => pool.expectedFund),
    paidFund: add((pool) => pool.paidFund),
    balance: add((pool) => pool.balance),
  };
}
