import { needColumn } from '../../cases/case-table.js';
import { type Decimal, decimalOf } from '../../kernel/decimal.js';
import { sharedFloat64, sharedUint8 } from '../../kernel/shared-arrays.js';
import { insuranceOfPool } from '../../policy/pool-key.js';
import { FUND_PAYS } from '../../policy/schema/benefit.js';
import type { CaseFacts } from '../case-facts.js';
import type { PricingInput } from '../pricing-input.js';
import type { PricingPeriod } from '../pricing-periods.js';
import { refuseBlanks } from './stay-facts.js';
import { type StayProfile, stayProfiles } from './stay-profiles.js';

export const FUND_MINUS_PATIENT = 0;
export const FUND_TIMES_RATIO = 1;
export const FUND_TIMES_SHARE = 2;
export const FUND_SCORE_TIMES_RATIO = 3;
export const FUND_CHARGED = 4;

/** Decimals at which shares of definition D are kept. */
export const SHARE_DECIMALS = 8;

/** The definitions of the fund's part other than A, and what they read. */
export interface FundRule {
  /** By period: index into FUND_PAYS. */
  readonly definition: Uint8Array;
  /** By period × insurance: share of definition D × 10^SHARE_DECIMALS; 0 where there is none. */
  readonly share: Float64Array;
  /** Of definitions B and E; empty elsewhere. */
  readonly selfFunded: Float64Array;
  readonly firstPaid: Float64Array;
  readonly deductible: Float64Array;
  readonly profileOf: Uint32Array;
  readonly profiles: readonly StayProfile[];
}

const EMPTY = { selfFunded: sharedFloat64(0), firstPaid: sharedFloat64(0), deductible: sharedFloat64(0) };
const NO_PROFILES = { profileOf: new Uint32Array(new SharedArrayBuffer(0)), profiles: [] };

/** Columns of the case that definitions B and E subtract. */
export const RATIO_COLUMNS = ['self_funded', 'first_paid', 'deductible'] as const;

/**
 * What splitRow needs where a policy defines the fund's part otherwise than A; undefined where A holds all year.
 * @throws column_missing, benefit_value_missing, benefit_ladder_missing
 */
export function fundRule(
  input: PricingInput,
  periods: readonly PricingPeriod[],
  facts: CaseFacts,
): FundRule | undefined {
  if (periods.every(({ policy }) => policy.benefit.fund_pays === 'standard_minus_patient')) return undefined;
  const definition = sharedUint8(periods.length);
  const insurances = needColumn(input.table, 'insurance', 'dictionary', 'pricing').values;
  const share = sharedFloat64(periods.length * insurances.length);
  periods.forEach(({ policy: { benefit } }, p) => {
    definition[p] = FUND_PAYS.indexOf(benefit.fund_pays);
    insurances.forEach((insurance, i) => {
      const stated = benefit.share;
      const own = typeof stated === 'number' ? stated : stated?.[insuranceOfPool(insurance) as 'employee'];
      share[p * insurances.length + i] = own === undefined ? 0 : scaled(decimalOf(own));
    });
  });
  const hasRatio = definition.some((one) => one === FUND_TIMES_RATIO || one === FUND_CHARGED);
  if (!hasRatio) return { definition, share, ...EMPTY, ...NO_PROFILES };
  const [selfFunded, firstPaid, deductible] = RATIO_COLUMNS.map((name) => {
    const { values } = needColumn(input.table, name, 'money', 'pricing');
    refuseBlanks(input, name, (row) => Number.isNaN(values[row]) && isPriced(facts, row));
    return values;
  });
  const { profiles, profileOf } = stayProfiles(input, periods);
  return {
    ...{ definition, share, profiles, profileOf },
    ...{ selfFunded: selfFunded!, firstPaid: firstPaid!, deductible: deductible! },
  };
}

const isPriced = ({ totalCost, pooledFund }: CaseFacts, row: number): boolean =>
  !Number.isNaN(totalCost[row]) && !Number.isNaN(pooledFund[row]);

const scaled = ({ digits, scale }: Decimal): number => Math.round(digits * 10 ** (SHARE_DECIMALS - scale));
