import { findColumn } from '../../cases/case-table.js';
import type { ResultColumnSchema } from '../../kernel/result-table.js';
import type { SettlementInput } from '../../settlement/settlement-input.js';

/** Of the cases of one region of insurance, region of care and insurance: those that say how they were settled. */
export interface DirectCount {
  direct: number;
  known: number;
}

export const DIRECT_COLUMNS: readonly ResultColumnSchema[] = [
  { name: 'direct_cases', type: 'count', label: { zh: '直接结算病例', en: 'cases settled directly' } },
  {
    name: 'direct_share',
    type: 'ratio',
    label: { zh: '直接结算率', en: 'share settled directly' },
    meaning: {
      zh: '直接结算病例 ÷ 注明是否直接结算的病例',
      en: 'cases settled directly ÷ cases that say whether they were',
    },
  },
];

export const directKey = (insured: string, care: string, insurance: string): string =>
  [insured, care, insurance].join('\u0000');

/**
 * Share settled directly (直接结算率), by region of insurance, region of care and insurance. A blank cell counts in
 * neither part.
 * @returns undefined where the cases lack one of the columns
 * @source rules §11 M8 (settlement rate as an indicator)
 */
export function directSettlement({ table }: SettlementInput): ReadonlyMap<string, DirectCount> | undefined {
  const [insured, care, insurance, direct] = ['insured_region', 'care_region', 'insurance', 'direct_settlement'].map(
    (name) => findColumn(table, name, 'dictionary'),
  );
  if (insured === undefined || care === undefined || insurance === undefined || direct === undefined) return undefined;
  const yes = direct.values.indexOf('1');
  const counts = new Map<string, DirectCount>();
  for (let row = 0; row < table.caseCount; row++) {
    const code = direct.codes[row]!;
    if (code === 0) continue;
    const key = directKey(
      insured.values[insured.codes[row]!]!,
      care.values[care.codes[row]!]!,
      insurance.values[insurance.codes[row]!]!,
    );
    const count = counts.get(key) ?? { direct: 0, known: 0 };
    counts.set(key, count);
    count.known += 1;
    if (code === yes) count.direct += 1;
  }
  return counts;
}
