import type { Text } from '../../kernel/errors.js';
import { formatYuan } from '../../kernel/money.js';
import type { StatementLine } from '../../settlement/settlement.js';
import { REPORT_CLOSING_ERRORS } from '../report-errors.js';
import type { StatedSource } from '../stated-source.js';

/** All statements of a run, with what each was made from: everything that the writers of statements need. */
export interface StatementBook {
  readonly region: Text;
  readonly year: number;
  /** hospital_id → name; a hospital without one is shown by its id. */
  readonly hospitalNames: Readonly<Record<string, string>>;
  /** One in a single run; baseline and reform in a comparison. */
  readonly parts: readonly StatementPart[];
  readonly inputHash: string;
  /** yyyy-mm-dd, of the data: a statement never asks the clock. */
  readonly date: string;
  readonly version: string;
  readonly caveat: Text;
}

/** The statements under one policy. */
export interface StatementPart {
  readonly scenario: 'single' | 'baseline' | 'reform';
  readonly policy: { readonly id: string; readonly title: Text; readonly hash: string };
  readonly reforms: readonly string[];
  readonly scheme: { readonly id: string; readonly hash: string };
  /** Last day on which the clearing is due, yyyy-mm-dd, where the policy names one. */
  readonly due?: string;
  readonly lines: readonly StatementLine[];
  /** Where each policy path of the lines comes from; a path without a source is an unverified preset. */
  readonly sources: LineSources;
}

export type LineSources = Readonly<Record<string, StatedSource>>;

/** One hospital's year: every insurance type of it, under each policy of the run. */
export interface HospitalStatement extends Omit<StatementBook, 'parts' | 'hospitalNames'> {
  readonly hospitalId: string;
  readonly hospitalName: string;
  readonly parts: readonly (Omit<StatementPart, 'lines'> & { readonly accounts: readonly Account[] })[];
}

/** The lines of one insurance type, in their order. */
export interface Account {
  readonly insurance: string;
  readonly lines: readonly StatementLine[];
}

/** The source of a line, if one is known. */
export function lineSource(sources: LineSources, { policyPath }: StatementLine): StatedSource | undefined {
  return Object.hasOwn(sources, policyPath) ? sources[policyPath] : undefined;
}

/**
 * Statements by hospital, in the order of the lines.
 * @throws statement_not_equal where a total is not the sum of the terms above it
 */
export function hospitalStatements(book: StatementBook): HospitalStatement[] {
  const { hospitalNames, parts, ...shared } = book;
  const accounts = parts.map((part) => accountsByHospital(part.lines));
  const hospitals = [...new Set(accounts.flatMap((byHospital) => [...byHospital.keys()]))];
  return hospitals.map((hospitalId) => ({
    ...shared,
    hospitalId,
    hospitalName: Object.hasOwn(hospitalNames, hospitalId) ? hospitalNames[hospitalId]! : '',
    parts: parts.map(({ lines: _, ...part }, k) => ({ ...part, accounts: accounts[k]!.get(hospitalId) ?? [] })),
  }));
}

function accountsByHospital(lines: readonly StatementLine[]): Map<string, Account[]> {
  const found = new Map<string, Map<string, StatementLine[]>>();
  for (const line of lines) {
    const hospital = found.get(line.hospitalId) ?? new Map<string, StatementLine[]>();
    const account = hospital.get(line.insurance) ?? [];
    account.push(line);
    found.set(line.hospitalId, hospital.set(line.insurance, account));
  }
  const sorted = new Map<string, Account[]>();
  for (const [hospitalId, accounts] of found) {
    sorted.set(
      hospitalId,
      [...accounts].map(([insurance, own]) => {
        own.sort((a, b) => a.order - b.order);
        checkAccount(own);
        return { insurance, lines: own };
      }),
    );
  }
  return sorted;
}

/** A statement that cannot be added up from its own lines is no statement. */
function checkAccount(lines: readonly StatementLine[]): void {
  let sum = 0;
  for (const { role, amountFen, hospitalId, insurance, line } of lines) {
    if (role === 'term') sum += amountFen;
    else if (role === 'total' && !Object.is(amountFen + 0, sum + 0)) {
      throw REPORT_CLOSING_ERRORS.statement_not_equal({
        hospital: hospitalId,
        insurance,
        line,
        expected: formatYuan(amountFen),
        found: formatYuan(sum),
      });
    }
  }
}

/** Keys of the totals in the order in which they first stand. */
export function totalKeys(accounts: readonly Account[]): string[] {
  return [
    ...new Set(accounts.flatMap(({ lines }) => lines.filter(({ role }) => role === 'total').map(({ line }) => line))),
  ];
}

/** An insurance type without cash lines is still owed its final payment, which the sum over all of them must hold. */
const STANDS_FOR: Readonly<Record<string, string>> = { to_pay: 'final_fund' };

/** An account's line of a total; of what is to be paid, where no cash line made one, the final payment. */
export function totalOfAccount({ lines }: Account, key: string): StatementLine | undefined {
  const totalNamed = (name: string | undefined) => lines.find(({ line, role }) => line === name && role === 'total');
  return totalNamed(key) ?? totalNamed(STANDS_FOR[key]);
}
