import type { HospitalRegister } from '../../../src/cases/register.js';
import { compareCodePoints } from '../../../src/kernel/hash.js';
import {
  CELL_MEASURES,
  type CellMeasure,
  type PoolResult,
  type Settlement,
  type SettlementCells,
} from '../../../src/settlement/settlement.js';
import type { TableContext } from '../../../src/simulation/build-tables.js';

/** One cell by its texts; measures that are not given are 0, sums that follow from others are filled in. */
export type HandMadeCell = {
  readonly hospital: string;
  readonly insurance: string;
  readonly department: string;
  readonly group: string;
} & Partial<Record<CellMeasure, number>>;

/** Cells as settlement makes them: fund and group_paid_cases follow unless given. Money in fen. */
export function cellsOf(list: readonly HandMadeCell[]): SettlementCells {
  const texts = (key: 'hospital' | 'insurance' | 'department' | 'group') =>
    [...new Set(list.map((cell) => cell[key]))].sort(compareCodePoints);
  const [hospitals, insurances, departments, groups] = [
    texts('hospital'),
    texts('insurance'),
    texts('department'),
    texts('group'),
  ];
  const sums = {} as Record<CellMeasure, Float64Array>;
  for (const measure of CELL_MEASURES) {
    sums[measure] = Float64Array.from(list, (cell) => {
      if (cell[measure] !== undefined) return cell[measure];
      if (measure === 'fund') return (cell.fund_before_clearing ?? 0) + (cell.clearing_adjustment ?? 0);
      if (measure === 'pay') return (cell.fund_before_clearing ?? 0) + (cell.patient ?? 0);
      if (measure === 'los_cases') return cell.los_days === undefined ? 0 : (cell.cases ?? 0);
      return 0;
    });
  }
  return {
    cellCount: list.length,
    hospitals,
    insurances,
    departments,
    groups,
    hospital: Uint32Array.from(list, (cell) => hospitals.indexOf(cell.hospital)),
    insurance: Uint8Array.from(list, (cell) => insurances.indexOf(cell.insurance)),
    department: Uint32Array.from(list, (cell) => departments.indexOf(cell.department)),
    group: Uint32Array.from(list, (cell) => groups.indexOf(cell.group)),
    sums,
  };
}

export function settlementOf(
  list: readonly HandMadeCell[],
  budgets: Readonly<Record<string, number>> = {},
): Settlement {
  const cells = cellsOf(list);
  const pools = Object.entries(budgets).map(([insurance, fundBudget]): PoolResult => {
    const paidFund = list.reduce(
      (sum, cell, index) => sum + (cell.insurance === insurance ? cells.sums.fund[index]! : 0),
      0,
    );
    const carvedOut = list.reduce(
      (sum, cell) => sum + (cell.insurance === insurance ? (cell.carved_out_fund ?? 0) : 0),
      0,
    );
    const reserve = Math.round(fundBudget / 20);
    return {
      insurance,
      fundBudget,
      reserve,
      carvedOut,
      rateFen: 1_250_050,
      expectedFund: paidFund,
      paidFund,
      balance: fundBudget - reserve - paidFund,
    };
  });
  return { cells, statements: [], pools, notices: [] };
}

export const REGISTER: HospitalRegister = new Map([
  ['H1', { hospitalId: 'H1', name: '第一医院', level: '三甲', levelClass: 3, kind: '综合' }],
  ['H2', { hospitalId: 'H2', name: '第二医院', level: '二级', levelClass: 2, kind: '综合' }],
]);

export const CONTEXT: TableContext = {
  weightDecimals: 4,
  register: REGISTER,
  catalogue: {
    schemeId: 's',
    schemeHash: 'h',
    codes: ['0000', 'AA11', 'BB19'],
    mdcs: ['', 'A', 'B'],
    adrgs: ['', 'AA1', 'BB1'],
    names: ['未入组', '甲组', '乙组'],
  },
  weights: {
    schemeId: 's',
    schemeHash: 'h',
    rule: 'r',
    regionMeanFen: 1,
    cases: 1,
    keptCases: 1,
    riv: 0,
    hash: 'w',
    rows: [
      {
        group: 'AA11',
        name: '',
        cases: 9,
        keptCases: 9,
        meanFen: 1,
        weight: { digits: 15_000, scale: 4 },
        cv: 0.25,
        status: 'stable',
      },
      {
        group: 'BB19',
        name: '',
        cases: 0,
        keptCases: 0,
        meanFen: Number.NaN,
        weight: undefined,
        cv: Number.NaN,
        status: 'empty',
      },
    ],
  },
};

/** Three hospitals (H9 is in no register), two pools, an ungrouped case. */
export const CELLS: readonly HandMadeCell[] = [
  {
    hospital: 'H2',
    insurance: 'resident',
    department: 'b',
    group: 'BB19',
    cases: 4,
    group_paid_cases: 4,
    weight_scaled: 30_000,
    los_days: 28,
    total_cost: 40_000,
    patient: 16_000,
    recorded_fund: 24_000,
    standard: 44_000,
    fund_before_clearing: 28_000,
    clearing_adjustment: -1000,
    hospital_cost: 36_000,
    hospital_cost_cases: 4,
  },
  {
    hospital: 'H1',
    insurance: 'employee',
    department: 'a',
    group: 'AA11',
    cases: 10,
    group_paid_cases: 10,
    high_outlier_cases: 1,
    low_outlier_cases: 2,
    weight_scaled: 150_000,
    los_days: 85,
    total_cost: 200_001,
    patient: 50_000,
    recorded_fund: 150_001,
    standard: 190_000,
    fund_before_clearing: 140_000,
    clearing_adjustment: 5000,
    hospital_cost: 180_000,
    hospital_cost_cases: 9,
  },
  {
    hospital: 'H1',
    insurance: 'resident',
    department: 'a',
    group: 'AA11',
    cases: 2,
    group_paid_cases: 2,
    weight_scaled: 30_000,
    los_days: 15,
    total_cost: 30_000,
    patient: 12_000,
    recorded_fund: 18_000,
    standard: 31_000,
    fund_before_clearing: 19_000,
  },
  {
    hospital: 'H1',
    insurance: 'employee',
    department: 'b',
    group: '0000',
    cases: 1,
    ungrouped_cases: 1,
    los_days: 3,
    total_cost: 5000,
    patient: 1500,
    recorded_fund: 3500,
    fund_before_clearing: 3500,
    carved_out_fund: 3500,
  },
  {
    hospital: 'H9',
    insurance: 'other',
    department: '',
    group: 'AA11',
    cases: 2,
    unpriced_cases: 1,
    total_cost: 7000,
    patient: 7000,
    floored_cases: 1,
  },
];

export const BUDGETS = { employee: 200_000, resident: 60_000 };
