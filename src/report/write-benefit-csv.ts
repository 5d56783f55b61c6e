import { closeSync, openSync } from 'node:fs';
import { type CaseTable, findColumn, textAt } from '../cases/case-table.js';
import { writeWhole } from '../cases/write/write-whole.js';
import { formatYuan } from '../kernel/money.js';
import type { BenefitColumns } from '../pricing/benefit/benefit-result.js';
import { textWriter } from './csv-text.js';

/** First line of the file; the six payers after the deductible add up to total_cost. */
export const BENEFIT_HEADINGS =
  'case_id,total_cost,deductible,pooled_fund,critical_illness,assistance,civil_servant,personal_account,cash';
const ROWS_PER_BLOCK = 4096;

/** Who bears what of each stay, in input order; yuan with two decimals, blank where the total cost is missing. */
export function writeBenefitCsv(path: string, table: CaseTable, benefits: BenefitColumns): void {
  const textOf = textWriter('defused');
  const ids = findColumn(table, 'case_id', 'text');
  const total = findColumn(table, 'total_cost', 'money')!.values;
  const columns = [
    total,
    benefits.deductibleFen,
    benefits.pooledFen,
    benefits.criticalIllnessFen,
    benefits.assistanceFen,
    benefits.civilServantFen,
    benefits.personalAccountFen,
    benefits.cashFen,
  ];
  const file = openSync(path, 'w');
  try {
    writeWhole(file, `${BENEFIT_HEADINGS}\n`);
    for (let from = 0; from < table.caseCount; from += ROWS_PER_BLOCK) {
      const lines: string[] = [];
      for (let row = from; row < Math.min(table.caseCount, from + ROWS_PER_BLOCK); row++) {
        const id = ids === undefined ? '' : textAt(ids, row);
        lines.push([textOf(id), ...columns.map((column) => formatYuan(column[row]!))].join(','));
      }
      writeWhole(file, `${lines.join('\n')}\n`);
    }
  } finally {
    closeSync(file);
  }
}
