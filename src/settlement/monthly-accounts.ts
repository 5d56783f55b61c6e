import { decimalOf } from '../kernel/decimal.js';
import { multiplyFen } from '../kernel/money.js';
import type { Policy } from '../policy/policy-schema.js';
import { METHOD_UNPRICED } from '../pricing/priced-columns.js';
import type { CellIndex } from './cell-index.js';
import type { MonthAccount } from './clearing-results.js';
import { entriesByAccount } from './ledger-by-account.js';
import { monthOfCases } from './month-of-case.js';
import type { SettlementInput } from './settlement-input.js';

/**
 * The monthly account (月度结算): (Σ standard − patients' share) × advance ratio − audits of the ledger, of which the
 * paid share is paid and the rest held. A month stands where the account has cases or deductions. Σ standard is what
 * the cases are priced at, outliers by their bands; yearly quotas and a floating value wait for the year's clearing.
 * @returns by hospital, insurance and month; undefined where the policy has no monthly account
 * @source rules §13 (monthly)
 */
export function monthlyAccounts(input: SettlementInput, policy: Policy, index: CellIndex): MonthAccount[] | undefined {
  const { monthly } = policy.clearing;
  if (monthly === undefined) return undefined;
  const places = index.accountCount * 12;
  const [cases, pay, patient, audits] = [0, 0, 0, 0].map(() => new Float64Array(places)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const monthOf = monthOfCases(input);
  const { priced, table } = input;
  for (let row = 0; row < table.caseCount; row++) {
    const place = index.accountOf[index.cellOf[row]!]! * 12 + monthOf(row);
    cases[place]! += 1;
    if (priced.method[row] === METHOD_UNPRICED) continue;
    pay[place]! += priced.payFen[row]!;
    patient[place]! += priced.patientFen[row]!;
  }
  entriesByAccount(input.ledger ?? [], index, input.timeline.year).forEach((entries, account) => {
    for (const { kind, month, amountFen } of entries) {
      if (kind === 'deduction') audits[account * 12 + Number(month.split('-')[1]) - 1]! += amountFen;
    }
  });
  const ratio = decimalOf(monthly.advance_ratio);
  const share = decimalOf(monthly.paid_share);
  const months: MonthAccount[] = [];
  for (let place = 0; place < places; place++) {
    if (cases[place] === 0 && audits[place] === 0) continue;
    const month = place % 12;
    const cell = index.accountStart[(place - month) / 12]!;
    const dueFen = multiplyFen(pay[place]! - patient[place]!, ratio) - audits[place]!;
    const paidFen = multiplyFen(dueFen, share);
    months.push({
      hospitalId: index.hospitals[index.hospital[cell]!]!,
      insurance: index.insurances[index.insurance[cell]!]!,
      month: `${input.timeline.year}-${String(month + 1).padStart(2, '0')}`,
      cases: cases[place]!,
      payFen: pay[place]!,
      patientFen: patient[place]!,
      auditFen: audits[place]!,
      dueFen,
      paidFen,
      heldFen: dueFen - paidFen,
    });
  }
  return months;
}
