import { decimalOf } from '../kernel/decimal.js';
import { sharedFloat64 } from '../kernel/shared-arrays.js';
import type { Policy } from '../policy/policy-schema.js';
import { scaleRoundFen } from './exact-fen.js';
import {
  METHOD_UNGROUPED,
  METHOD_UNPRICED,
  METHOD_UNRELATED,
  METHOD_UNWEIGHTED,
  PAYMENT_METHODS,
} from './priced-columns.js';
import type { PricingPeriod } from './pricing-periods.js';

const METHOD_COUNT = PAYMENT_METHODS.length;

/** The share of total cost that is paid for cases outside the groups: digits / power at period × methods + method. */
export interface OtherPayments {
  readonly digits: Float64Array;
  readonly power: Float64Array;
}

/** The policy's word on the cases of a method outside the groups. */
export function otherPaymentOf(policy: Policy, method: number): Policy['ungrouped'] {
  if (method === METHOD_UNGROUPED) return policy.ungrouped;
  if (method === METHOD_UNRELATED) return policy.unrelated_procedure;
  if (method === METHOD_UNWEIGHTED) return policy.unweighted;
  // Without amounts there is nothing to pay; kinds, unknown hospitals and missing pools are paid by item.
  return method === METHOD_UNPRICED ? 'zero' : 'by_item';
}

export function buildOtherPayments(periods: readonly PricingPeriod[]): OtherPayments {
  const digits = sharedFloat64(periods.length * METHOD_COUNT);
  const power = sharedFloat64(periods.length * METHOD_COUNT);
  periods.forEach(({ policy }, period) => {
    for (let method = 0; method < METHOD_COUNT; method++) {
      const word = otherPaymentOf(policy, method);
      const share = decimalOf(typeof word === 'object' ? word.share_of_items : word === 'by_item' ? 1 : 0);
      digits[period * METHOD_COUNT + method] = share.digits;
      power[period * METHOD_COUNT + method] = 10 ** share.scale;
    }
  });
  return { digits, power };
}

/** Whether cases of a method are paid their total cost as it is. */
export function isPaidByItem(payments: OtherPayments, period: number, method: number): boolean {
  const at = period * METHOD_COUNT + method;
  return payments.digits[at] === payments.power[at];
}

/** What a case outside the groups is priced at, fen: its total cost times the policy's share, rounded half up. */
export function otherPaymentFen(payments: OtherPayments, period: number, method: number, totalFen: number): number {
  const at = period * METHOD_COUNT + method;
  const digits = payments.digits[at]!;
  return digits === 0 ? 0 : scaleRoundFen(totalFen, digits, payments.power[at]!);
}
