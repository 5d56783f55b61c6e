import { type CaseTable, findColumn, needColumn, textAt } from '../cases/case-table.js';
import { GROUP_STATUSES, type GroupCatalogue, type GroupColumns, type GroupStatus } from '../grouping/group-columns.js';
import { formatDecimal } from '../kernel/decimal.js';
import type { Fen } from '../kernel/money.js';
import { METHOD_OUTLIER, PAYMENT_METHODS, type PaymentMethod, type PricedColumns } from '../pricing/priced-columns.js';

export interface PricedCases {
  readonly groups: GroupColumns;
  readonly catalogue: GroupCatalogue;
  readonly priced: PricedColumns;
  /** Name of the outlier band of a case, '' where none; bands may differ over the year. */
  readonly bandNameAt: (row: number) => string;
  readonly weightDecimals: number;
}

/** One case before clearing, as every door writes it; amounts in fen, NaN where there is none. */
export interface PricedCase {
  readonly caseId: string;
  readonly mdc: string;
  readonly adrg: string;
  readonly group: string;
  readonly status: GroupStatus;
  /** With the policy's decimals; '' outside the groups and where no weight counts. */
  readonly weight: string;
  readonly standardFen: Fen;
  readonly method: PaymentMethod;
  readonly band: string;
  readonly payFen: Fen;
  readonly fundFen: Fen;
  readonly patientFen: Fen;
  readonly recordedFen: Fen;
  readonly totalCostFen: Fen;
  /** Pay less charges. */
  readonly marginFen: Fen;
}

/** Reads priced cases row by row. */
export function pricedCaseReader(table: CaseTable, cases: PricedCases): (row: number) => PricedCase {
  const ids = needColumn(table, 'case_id', 'text', 'price');
  const cost = findColumn(table, 'total_cost', 'money')?.values;
  const { groups, catalogue, priced } = cases;
  return (row) => {
    const group = groups.group[row]!;
    const isGroupPaid = priced.method[row]! <= METHOD_OUTLIER;
    const totalCostFen = cost?.[row] ?? Number.NaN;
    const hasWeight = isGroupPaid && priced.weightScaled[row]! > 0;
    return {
      caseId: textAt(ids, row),
      mdc: catalogue.mdcs[group]!,
      adrg: catalogue.adrgs[group]!,
      group: catalogue.codes[group]!,
      status: GROUP_STATUSES[groups.status[row]!]!,
      weight: hasWeight ? formatDecimal({ digits: priced.weightScaled[row]!, scale: cases.weightDecimals }) : '',
      standardFen: isGroupPaid ? priced.standardFen[row]! : Number.NaN,
      method: PAYMENT_METHODS[priced.method[row]!]!,
      band: cases.bandNameAt(row),
      payFen: priced.payFen[row]!,
      fundFen: priced.fundFen[row]!,
      patientFen: priced.patientFen[row]!,
      recordedFen: priced.recordedFen[row]!,
      totalCostFen,
      marginFen: priced.payFen[row]! - totalCostFen,
    };
  };
}
