import { writeFileSync } from 'node:fs';
import { formatYuan } from '../kernel/money.js';
import type { VisitBenefits } from '../pricing/benefit/benefit-result.js';
import { textWriter } from './csv-text.js';
import { BENEFIT_HEADINGS } from './write-benefit-csv.js';

/** First line of the file of visits; the six payers after the deductible add up to the amount. */
export const VISIT_BENEFIT_HEADINGS = BENEFIT_HEADINGS.replace('case_id,total_cost', 'visit_id,amount');

/** Who bears what of each visit that a person's year counts, in the order of outpatient.csv; yuan with two decimals. */
export function writeVisitBenefitCsv(path: string, { rows, columns }: VisitBenefits): void {
  const textOf = textWriter('defused');
  const parts = [
    columns.deductibleFen,
    columns.pooledFen,
    columns.criticalIllnessFen,
    columns.assistanceFen,
    columns.civilServantFen,
    columns.personalAccountFen,
    columns.cashFen,
  ];
  const lines = rows.map((visit, i) =>
    [
      textOf(String(visit.visit_id)),
      formatYuan(Number(visit.amount)),
      ...parts.map((part) => formatYuan(part[i]!)),
    ].join(','),
  );
  writeFileSync(path, `${[VISIT_BENEFIT_HEADINGS, ...lines].join('\n')}\n`);
}
