import type { HospitalRegister } from '../../cases/register.js';
import type { Settlement, SettlementCells } from '../../settlement/settlement.js';
import { levelClassOf } from '../aggregate-cells.js';
import type { CellAccounts } from '../cells/cell-accounts.js';
import type { CellSums } from '../cells/cell-sums.js';

/** What a point of a sweep is measured by, one entry an account (hospital × insurance). Money in fen. */
export const POINT_MEASURES = [
  'cases',
  'group_paid_cases',
  'low_outlier_cases',
  'high_outlier_cases',
  'floored_cases',
  'total_cost',
  'patient',
  'standard',
  'fund_before_clearing',
  /** After clearing; before it where the sweep stops there. */
  'fund',
] as const;
export type PointMeasure = (typeof POINT_MEASURES)[number];

export interface PointSums {
  readonly hospitals: readonly string[];
  readonly levels: readonly string[];
  readonly insurances: readonly string[];
  readonly sums: Readonly<Record<PointMeasure, Float64Array>>;
  /** By insurance with a pool: budget − reserve − fund. */
  readonly balances: ReadonlyMap<string, number>;
}

/** Accounts of a settled year. */
export function sumsOfSettlement({ cells, pools }: Settlement, register: HospitalRegister): PointSums {
  const balances = new Map(pools.map(({ insurance, balance }) => [insurance, balance]));
  return accounts(cells, (measure) => cells.sums[measure], register, balances);
}

/** Accounts of a question to the cells (WhatIf.askAccounts): fund after clearing is the fund before it. */
export function sumsOfCells(
  cells: CellAccounts,
  sums: CellSums,
  register: HospitalRegister,
  balancesOf: (fund: ReadonlyMap<string, number>) => ReadonlyMap<string, number>,
): PointSums {
  const made = accounts(
    cells,
    (measure) => sums[measure === 'fund_before_clearing' ? 'fund' : measure],
    register,
    new Map(),
  );
  return { ...made, balances: balancesOf(fundByInsurance(made)) };
}

export function fundByInsurance({ insurances, sums }: Pick<PointSums, 'insurances' | 'sums'>): Map<string, number> {
  const funds = new Map<string, number>();
  insurances.forEach((insurance, a) => {
    funds.set(insurance, (funds.get(insurance) ?? 0) + sums.fund[a]!);
  });
  return funds;
}

type Keyed = Pick<SettlementCells, 'cellCount' | 'hospitals' | 'insurances'> & {
  readonly hospital: ArrayLike<number>;
  readonly insurance: ArrayLike<number>;
};

function accounts(
  cells: Keyed,
  column: (measure: PointMeasure) => Float64Array,
  register: HospitalRegister,
  balances: ReadonlyMap<string, number>,
): PointSums {
  const width = cells.insurances.length;
  const placeOf = new Int32Array(cells.hospitals.length * width).fill(-1);
  const codes: number[] = [];
  const rowOf = new Uint32Array(cells.cellCount);
  for (let cell = 0; cell < cells.cellCount; cell++) {
    const code = cells.hospital[cell]! * width + cells.insurance[cell]!;
    if (placeOf[code] === -1) placeOf[code] = codes.push(code) - 1;
    rowOf[cell] = placeOf[code]!;
  }
  const sums = {} as Record<PointMeasure, Float64Array>;
  for (const measure of POINT_MEASURES) {
    const [from, into] = [column(measure), new Float64Array(codes.length)];
    for (let cell = 0; cell < cells.cellCount; cell++) into[rowOf[cell]!]! += from[cell]!;
    sums[measure] = into;
  }
  const hospitals = codes.map((code) => cells.hospitals[Math.floor(code / width)]!);
  return {
    hospitals,
    levels: hospitals.map((hospital) => levelClassOf(register, hospital)),
    insurances: codes.map((code) => cells.insurances[code % width]!),
    sums,
    balances,
  };
}
