import { needColumn } from '../cases/case-table.js';
import { decimalOf } from '../kernel/decimal.js';
import { multiplyFen } from '../kernel/money.js';
import type { Policy } from '../policy/policy-schema.js';
import { METHOD_UNPRICED } from '../pricing/priced-columns.js';
import { hospitalOfAccount, insuranceOfAccount } from './account-totals.js';
import type { CellIndex } from './cell-index.js';
import type { MonthAccount } from './clearing-results.js';
import { entriesByAccount } from './ledger-by-account.js';
import { caseMonths, monthOfDayOf } from './month-of-case.js';
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
  const audits = new Float64Array(places);
  const sums = sumMonths(input, index);
  entriesByAccount(input.ledger ?? [], index, input.timeline.year).forEach((entries, account) => {
    for (const { kind, month, amountFen } of entries) {
      if (kind === 'deduction') audits[account * 12 + Number(month.split('-')[1]) - 1]! += amountFen;
    }
  });
  const ratio = decimalOf(monthly.advance_ratio);
  const share = decimalOf(monthly.paid_share);
  const months: MonthAccount[] = [];
  for (let place = 0; place < places; place++) {
    const [cases, pay, patient] = [sums[place * WIDTH]!, sums[place * WIDTH + 1]!, sums[place * WIDTH + 2]!];
    if (cases === 0 && audits[place] === 0) continue;
    const month = place % 12;
    const cell = index.accountStart[(place - month) / 12]!;
    const dueFen = multiplyFen(pay - patient, ratio) - audits[place]!;
    const paidFen = multiplyFen(dueFen, share);
    months.push({
      hospitalId: index.hospitals[index.hospital[cell]!]!,
      insurance: index.insurances[index.insurance[cell]!]!,
      month: `${input.timeline.year}-${String(month + 1).padStart(2, '0')}`,
      cases,
      payFen: pay,
      patientFen: patient,
      auditFen: audits[place]!,
      dueFen,
      paidFen,
      heldFen: dueFen - paidFen,
    });
  }
  return months;
}

/** Sums of a month of an account that lie side by side: cases, pay, patients' part. */
const WIDTH = 3;

/** Adds every case to its account's month. The account is found by the codes of hospital and insurance, not by the cell. */
function sumMonths(input: SettlementInput, index: CellIndex): Float64Array {
  const { priced, table } = input;
  const sums = new Float64Array(index.accountCount * 12 * WIDTH);
  const hospital = needColumn(table, 'hospital_id', 'dictionary', 'settlement');
  const insurance = needColumn(table, 'insurance', 'dictionary', 'settlement');
  const [hospitalCodes, insuranceCodes] = [hospital.codes, insurance.codes];
  const insuranceCount = insurance.values.length;
  const accountOf = accountsByCode(index, hospital.values, insurance.values);
  const months = caseMonths(input);
  const { days } = months;
  const { method, payFen, patientFen } = priced;
  for (let row = 0; row < table.caseCount; row++) {
    const account = accountOf[hospitalCodes[row]! * insuranceCount + insuranceCodes[row]!]!;
    const month = days === undefined ? 0 : monthOfDayOf(months, days[row]!);
    const place = (account * 12 + month) * WIDTH;
    sums[place]! += 1;
    if (method[row] === METHOD_UNPRICED) continue;
    sums[place + 1]! += payFen[row]!;
    sums[place + 2]! += patientFen[row]!;
  }
  return sums;
}

/** hospital code × insurances + insurance code → account. */
function accountsByCode(index: CellIndex, hospitals: readonly string[], insurances: readonly string[]): Uint32Array {
  const codeOfHospital = new Map(hospitals.map((text, code) => [text, code]));
  const codeOfInsurance = new Map(insurances.map((text, code) => [text, code]));
  const accountOf = new Uint32Array(hospitals.length * insurances.length);
  for (let account = 0; account < index.accountCount; account++) {
    const hospital = codeOfHospital.get(hospitalOfAccount(index, account))!;
    accountOf[hospital * insurances.length + codeOfInsurance.get(insuranceOfAccount(index, account))!] = account;
  }
  return accountOf;
}
