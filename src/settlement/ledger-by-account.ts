import type { CellIndex } from './cell-index.js';
import type { LedgerEntry } from './ledger-entry.js';

/** Whether an entry's month lies in the policy's year; money of another year is never cleared in this one. */
export function isOfYear({ month }: Pick<LedgerEntry, 'month'>, year: number): boolean {
  return Number(month.split('-')[0]) === year;
}

/**
 * Entries of the year of each account (hospital × insurance), for formulas, set-off and months alike; those of another
 * year and those of no account stand in none, and notices tell both.
 */
export function entriesByAccount(entries: readonly LedgerEntry[], index: CellIndex, year: number): LedgerEntry[][] {
  const byAccount = Array.from({ length: index.accountCount }, (): LedgerEntry[] => []);
  if (entries.length === 0) return byAccount;
  const accountOf = new Map<string, Map<string, number>>();
  for (let account = 0; account < index.accountCount; account++) {
    const cell = index.accountStart[account]!;
    const [hospital, insurance] = [index.hospitals[index.hospital[cell]!]!, index.insurances[index.insurance[cell]!]!];
    const ofHospital = accountOf.get(hospital) ?? new Map<string, number>();
    accountOf.set(hospital, ofHospital.set(insurance, account));
  }
  // A ledger has few months and many entries.
  const isIn = new Map<string, boolean>();
  for (const entry of entries) {
    const { month } = entry;
    if (!isIn.has(month)) isIn.set(month, isOfYear(entry, year));
    if (isIn.get(month) === false) continue;
    const account = accountOf.get(entry.hospitalId)?.get(entry.insurance);
    if (account !== undefined) byAccount[account]!.push(entry);
  }
  return byAccount;
}
