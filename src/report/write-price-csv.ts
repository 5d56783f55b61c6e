import { closeSync, openSync } from 'node:fs';
import type { CaseTable } from '../cases/case-table.js';
import { writeWhole } from '../cases/write/write-whole.js';
import { formatYuan } from '../kernel/money.js';
import { type CsvTexts, textWriter } from './csv-text.js';
import { type PricedCases, pricedCaseReader } from './priced-case.js';

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
export function writePriceCsv(path: string, table: CaseTable, cases: PricedCases, texts: CsvTexts = 'defused'): void {
  const textOf = textWriter(texts);
  const caseAt = pricedCaseReader(table, cases);
  const file = openSync(path, 'w');
  try {
    writeWhole(file, HEADING);
    for (let from = 0; from < table.caseCount; from += ROWS_PER_BLOCK) {
      const lines: string[] = [];
      for (let row = from; row < Math.min(table.caseCount, from + ROWS_PER_BLOCK); row++) {
        const one = caseAt(row);
        lines.push(
          [
            textOf(one.caseId),
            textOf(one.mdc),
            textOf(one.adrg),
            textOf(one.group),
            one.status,
            one.weight,
            formatYuan(one.standardFen),
            one.method,
            one.band,
            formatYuan(one.payFen),
            formatYuan(one.fundFen),
            formatYuan(one.patientFen),
            formatYuan(one.recordedFen),
            formatYuan(one.totalCostFen),
            formatYuan(one.marginFen),
          ].join(','),
        );
      }
      writeWhole(file, `${lines.join('\n')}\n`);
    }
  } finally {
    closeSync(file);
  }
}
