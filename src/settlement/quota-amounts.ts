import type { HospitalRegister } from '../cases/register.js';
import { fenOf } from '../kernel/money.js';
import { CLEARING_ERRORS } from './clearing/clearing-errors.js';

/**
 * The yearly quota (定额) of hospitals, fen, from the register's column quota_amount.
 * @throws quota_amount_missing naming those without one, or with one of 0 or less: a missing quota is never 0, and a quota
 *   of 0 is nothing to hold what was recorded against
 */
export function quotaAmounts(register: HospitalRegister, hospitals: readonly string[]): Map<string, number> {
  const amounts = new Map<string, number>();
  const missing: string[] = [];
  for (const hospital of hospitals) {
    const quota = register.get(hospital)?.numbers?.get('quota_amount');
    const amount = quota === undefined ? 0 : fenOf(quota);
    if (amount <= 0) missing.push(hospital);
    else amounts.set(hospital, amount);
  }
  if (missing.length > 0) {
    throw CLEARING_ERRORS.quota_amount_missing({ hospitals: missing.join(', ') }, { path: 'retention.against' });
  }
  return amounts;
}
