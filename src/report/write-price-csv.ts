import { closeSync, openSync, writeSync } from 'node:fs';
import { type CaseTable, findColumn, needColumn, textAt } from '../cases/case-table.js';
import { GROUP_STATUSES, type GroupCatalogue, type GroupColumns } from '../grouping/group-columns.js';
import { formatDecimal } from '../kernel/decimal.js';
import { formatYuan } from '../kernel/money.js';
import { PAYMENT_METHODS, type PricedColumns } from '../pricing/priced-columns.js';
import { csvText } from './csv-text.js';

export interface PricedCases {
  readonly groups: GroupColumns;
  readonly catalogue: GroupCatalogue;
  readonly priced: PricedColumns;
  /** Name of the outlier band of a case, '' where none; bands may differ over the year. */
  readonly bandNames: readonly string[];
  readonly weightDecimals: number;
}

const HEADING =
  'case_id,mdc,adrg,group,status,weight,standard,method,band,pay,fund,patient,recorded_fund,total_cost,charge_margin\n';
/** Parquet types of the columns that are no texts. */
export const PRICE_TYPES: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ['standard', 'pay', 'fund', 'patient', 'recorded_fund', 'total_cost', 'charge_margin'].map((name) => [
      name,
      'DECIMAL(18,2)',
    ]),
  ),
  weight: 'DECIMAL(18,8)',
};
const ROWS_PER_BLOCK = 4096;

/** One row a case, before clearing, in input order; yuan with two decimals, blank where there is no such amount. */
export function writePriceCsv(path: string, table: CaseTable, cases: PricedCases): void {
  const ids = needColumn(table, 'case_id', 'text', 'price');
  const cost = findColumn(table, 'total_cost', 'money')?.values;
  const { groups, catalogue, priced } = cases;
  const file = openSync(path, 'w');
  try {
    writeSync(file, HEADING);
    for (let from = 0; from < table.caseCount; from += ROWS_PER_BLOCK) {
      const lines: string[] = [];
      for (let row = from; row < Math.min(table.caseCount, from + ROWS_PER_BLOCK); row++) {
        const group = groups.group[row]!;
        const isGroupPaid = priced.method[row]! <= 1;
        const totalCost = cost?.[row] ?? Number.NaN;
        lines.push(
          [
            csvText(textAt(ids, row)),
            catalogue.mdcs[group],
            catalogue.adrgs[group],
            catalogue.codes[group],
            GROUP_STATUSES[groups.status[row]!],
            isGroupPaid && priced.weightScaled[row]! > 0
              ? formatDecimal({ digits: priced.weightScaled[row]!, scale: cases.weightDecimals })
              : '',
            isGroupPaid ? formatYuan(priced.standardFen[row]!) : '',
            PAYMENT_METHODS[priced.method[row]!],
            cases.bandNames[priced.band[row]!] ?? '',
            formatYuan(priced.payFen[row]!),
            formatYuan(priced.fundFen[row]!),
            formatYuan(priced.patientFen[row]!),
            formatYuan(priced.recordedFen[row]!),
            formatYuan(totalCost),
            formatYuan(priced.payFen[row]! - totalCost),
          ].join(','),
        );
      }
      writeSync(file, `${lines.join('\n')}\n`);
    }
  } finally {
    closeSync(file);
  }
}
