import { codesAt, findColumn, needColumn, textAt } from '../../cases/case-table.js';
import { formatDecimal } from '../../kernel/decimal.js';
import type { Language } from '../../kernel/errors.js';
import { formatFen } from '../../policy/format-value.js';
import { priceTermsReader } from '../../pricing/price-terms.js';
import { METHOD_OUTLIER } from '../../pricing/priced-columns.js';
import { PAYMENT_METHOD_WORDS } from '../../report/payment-method-words.js';
import { pricedCaseReader } from '../../report/priced-case.js';
import type { OurSide } from '../../simulation/feedback/reconcile-feedback.js';
import { pricedCasesOf } from '../price-run.js';
import type { PricedRegion } from '../priced-region.js';

/** The priced cases as reconciliation asks for them. */
export function ourSide({ region, result }: PricedRegion, language: Language): OurSide {
  const { year: table } = region;
  const { priced, groups, scheme, input } = result;
  const { catalogue } = scheme;
  const reader = priceTermsReader(input);
  const priceAt = pricedCaseReader(table, pricedCasesOf(result, table));
  const ids = needColumn(table, 'case_id', 'text', 'reconcile');
  const settlements = findColumn(table, 'settlement_id', 'text');
  const hospital = findColumn(table, 'hospital_id', 'dictionary');
  const department = findColumn(table, 'department', 'dictionary');
  const [dx, px] = [findColumn(table, 'dx', 'codes'), findColumn(table, 'px', 'codes')];
  const indexOfCode = new Map(catalogue.codes.map((code, index) => [code.toUpperCase(), index]));
  const textOf = (column: typeof hospital, row: number): string =>
    column === undefined ? '' : column.values[column.codes[row]!]!;
  const termsAt: OurSide['termsAt'] = (row, group) => {
    const index = indexOfCode.get(group.toUpperCase());
    return index === undefined ? undefined : reader.termsAt(row, index);
  };
  return {
    caseCount: table.caseCount,
    caseIdAt: (row) => textAt(ids, row),
    settlementIdAt: (row) => (settlements === undefined ? '' : textAt(settlements, row)),
    hospitalAt: (row) => textOf(hospital, row),
    departmentAt: (row) => textOf(department, row),
    caseAt: (row) => ({
      group: catalogue.codes[groups.group[row]!]!,
      isGroupPaid: priced.method[row]! <= METHOD_OUTLIER,
      standardFen: priced.standardFen[row]!,
      payFen: priced.payFen[row]!,
      fundFen: priced.fundFen[row]!,
      patientFen: priced.patientFen[row]!,
    }),
    bandAt: (row) => priceAt(row).band,
    termsAt,
    pathAt: (row) => {
      const one = priceAt(row);
      const group = groups.group[row]!;
      const terms = reader.termsAt(row, group);
      const zh = language === 'zh';
      const codes = (list: readonly string[]): string => list.join('|') || (zh ? '无' : 'none');
      const steps = [
        zh
          ? `诊断 ${codes(codesAt(dx, row))}，手术操作 ${codes(codesAt(px, row))}`
          : `diagnoses ${codes(codesAt(dx, row))}, procedures ${codes(codesAt(px, row))}`,
        [one.mdc, one.adrg, `${one.group} ${catalogue.names[group]!}`.trim()].filter((part) => part !== '').join(' > '),
      ];
      if (terms !== undefined && !Number.isNaN(one.standardFen)) {
        const [weight, coefficient, rate] = [terms.weight, terms.coefficient, terms.rate].map(formatDecimal);
        const factors = terms.kind === 'stated' ? '' : `${weight} × ${coefficient} × ${rate} = `;
        steps.push(`${zh ? '支付标准' : 'standard'} ${factors}${formatFen(one.standardFen)}`);
      } else steps.push(`${zh ? '付费方式：' : 'paid: '}${PAYMENT_METHOD_WORDS[one.method][language]}`);
      if (one.band !== '') steps.push(`${zh ? '倍率' : 'outlier band'} ${one.band}`);
      const [pay, patient, fund] = [one.payFen, one.patientFen, one.fundFen].map(formatFen);
      steps.push(
        zh ? `应付 ${pay} − 个人 ${patient} = 基金 ${fund}` : `pay ${pay} − patient ${patient} = fund ${fund}`,
      );
      return steps.join(zh ? '；' : '; ');
    },
  };
}
