import type { CellIndex } from './cell-index.js';
import type { LedgerEntry } from './ledger-entry.js';

/** Entries of each account (hospital × insurance); those of no account stand in none. */
export function entriesByAccount(entries: readonly LedgerEntry[], index: CellIndex): LedgerEntry[][] {
  const byAccount = Array.from({ length: index.accountCount }, (): LedgerEntry[] => []);
  if (entries.length === 0) return byAccount;
  const accountOf = new Map<string, number>();
  for (let account = 0; account < index.accountCount; account++) {
    const cell = index.accountStart[account]!;
    const [hospital, insurance] = [index.hospitals[index.hospital[cell]!]!, index.insurances[index.insurance[cell]!]!];
    accountOf.set(`${hospital}\u0000${insurance}`, account);
  }
  for (const entry of entries) {
    const account = accountOf.get(`${entry.hospitalId}\u0000${entry.insurance}`);
    if (account !== undefined) byAccount[account]!.push(entry);
  }
  return byAccount;
}
