import { parseDay } from '../kernel/day.js';
import type { DatedScheme } from '../schemes/dated-schemes.js';
import { isDated } from './dated-values.js';
import type { PolicyFile } from './policy-file.js';

/**
 * The scheme that a policy names, or its schemes by day of discharge where it names them by date:
 * `scheme: {by_date: [{from: 2026-01-01, value: A}, {from: 2027-03-31, value: B}]}`.
 */
export function schemesOfPolicy(file: PolicyFile): string | readonly DatedScheme[] {
  const { scheme } = file.document as { readonly scheme: unknown };
  if (!isDated(scheme)) return String(scheme);
  return scheme.by_date.map(({ from, value }) => ({ scheme: String(value), from: parseDay(from) }));
}
