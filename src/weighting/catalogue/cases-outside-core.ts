import { compareCodePoints } from '../../kernel/compare-code-points.js';
import type { BelowThreshold } from './built-catalogue.js';
import type { CaseSignatures } from './case-signatures.js';
import type { CoreEntries } from './core-entries.js';
import type { NamedEntry } from './name-entries.js';
import type { RankedCodes } from './ranked-codes.js';

/** What is in no core entry, by principal, leading procedure and the group that took it; most cases first, then by code. */
export function casesOutsideCore(
  { table, cases }: CaseSignatures,
  core: CoreEntries,
  groupOf: Uint16Array,
  named: readonly NamedEntry[],
  diagnoses: RankedCodes,
  procedures: RankedCodes,
): BelowThreshold[] {
  const sums = new Map<string, { diagnosis: string; main: string; cases: number; group: string }>();
  for (let id = 0; id < table.count; id++) {
    if (core.entryOf[id]! >= 0) continue;
    const diagnosis = diagnoses.texts[table.diagnosis[id]!]!;
    const lead = table.lead[id]!;
    const main = lead < 0 ? '' : procedures.texts[lead]!;
    const group = named[groupOf[id]! - 1]!.code;
    const key = `${diagnosis} ${main} ${group}`;
    const known = sums.get(key);
    if (known === undefined) sums.set(key, { diagnosis, main, cases: cases[id]!, group });
    else known.cases += cases[id]!;
  }
  return [...sums].sort(([a, x], [b, y]) => y.cases - x.cases || compareCodePoints(a, b)).map(([, one]) => one);
}

/** Leading procedures that no class names, with their cases. */
export function unclassedLeads(
  { table, cases }: CaseSignatures,
  procedures: RankedCodes,
  classes: { has(code: string): boolean },
): ReadonlyMap<string, number> {
  const leads = new Map<string, number>();
  for (let id = 0; id < table.count; id++) {
    const lead = table.lead[id]!;
    if (lead < 0) continue;
    const code = procedures.texts[lead]!;
    if (!classes.has(code)) leads.set(code, (leads.get(code) ?? 0) + cases[id]!);
  }
  return leads;
}
