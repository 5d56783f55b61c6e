import { z } from 'zod';
import { ORIGINS } from './pool-key.js';
import { auxiliary } from './schema/auxiliary.js';
import { benefit } from './schema/benefit.js';
import { caseCost, groupValues, specialCases, supplements } from './schema/case-rules.js';
import { clearing, retention } from './schema/clearing.js';
import { caseCoefficients, hospitalCoefficient } from './schema/coefficients.js';
import { insurance, share, source, text } from './schema/common.js';
import { communities } from './schema/communities.js';
import { grouping } from './schema/grouping.js';
import { origins } from './schema/origins.js';
import { outliers } from './schema/outliers.js';
import { rate } from './schema/rate.js';
import { weights } from './schema/weights.js';

export type { Benefit, BenefitBand, BenefitEntitlement, BenefitLadder, StayTests } from './schema/benefit.js';
export type { SpecialCase } from './schema/case-rules.js';
export type { CaseTests } from './schema/case-tests.js';
export {
  type AmountStep,
  CLEARING_STEPS,
  type ClearingStep,
  type PoolStep,
  type RetentionBand,
} from './schema/clearing.js';
export type { CaseCoefficientRule } from './schema/coefficients.js';
export type { CommunityPool, GlobalBudget } from './schema/communities.js';
export { bandLanguageOf, type OutlierBand } from './schema/outliers.js';

/**
 * The policy document of one pooling region and year (政策文件), after values by date are resolved for one day.
 * Money in yuan, shares from 0 to 1, as a person writes them; stages turn them into exact decimals (kernel/decimal).
 * Its parts are in schema/; what is absent there is not in force.
 */

const rounding = z
  .strictObject({
    money: z.literal(2).default(2),
    weight: z.int().min(2).max(8).default(4),
    points: z.int().min(0).max(6).default(4),
    point_value: z.int().min(0).max(6).default(4),
    mode: z.literal('half-up').default('half-up'),
  })
  .prefault({});

const pool = z.strictObject({
  insurance,
  /** Only of insured people of this origin; absent: of every origin that has no pool of its own. */
  origin: z.enum(ORIGINS).optional(),
  /** Yearly fund budget of the pool for inpatient DRG/DIP, yuan; above the maximum a fen would not be exact. */
  fund: z.number().positive().max(90_000_000_000_000),
  /** Share reserved before anything is paid (风险金). */
  reserve: share.default(0),
  /** Share set aside for adjustment (调剂金), a fund of its own. */
  adjustment_fund: share.optional(),
  /** Actual share of total cost that the fund bears (实际报销比), not the in-list share. */
  fund_share: z.number().positive().max(1).optional(),
});

/** How cases outside the groups' standard are paid; `share` pays `share_value` of the item amount. */
const otherPay = z.union([z.enum(['by_item', 'zero', 'refuse']), z.strictObject({ share_of_items: share })]);

export const policySchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9.-]*$/),
  title: text,
  region: z.string().min(1),
  year: z.int().min(2000).max(2100),
  scheme: z.string().min(1),
  grouping: grouping.optional(),
  /** drg-rate: weights; drg-points: points of DRG groups; dip: scores of DIP entries. */
  method: z.enum(['drg-rate', 'drg-points', 'dip']).default('drg-rate'),
  /** Which date decides the year of a case. */
  year_by: z.enum(['discharge_date', 'settlement_date']).default('discharge_date'),
  rounding,
  pools: z.array(pool).min(1),
  origins: origins.optional(),
  weights,
  hospital_coefficient: hospitalCoefficient,
  case_coefficients: caseCoefficients.optional(),
  auxiliary: auxiliary.optional(),
  case_cost: caseCost.optional(),
  group_values: groupValues.optional(),
  special_cases: specialCases.optional(),
  outliers,
  supplements: supplements.optional(),
  ungrouped: otherPay.default('by_item'),
  unrelated_procedure: otherPay.default('by_item'),
  /** A group that has no weight. */
  unweighted: otherPay.default('by_item'),
  benefit,
  rate,
  clearing,
  retention,
  communities: communities.optional(),
  /** Path of a value or of its parent → where it comes from. */
  sources: z.record(z.string(), source).default({}),
});

/** A policy as it holds on one day. */
export type Policy = z.infer<typeof policySchema>;
export type PolicySource = z.infer<typeof source>;
export type Insurance = z.infer<typeof insurance>;

/** One change of a reform. Exactly one of value, scale, add. `from_date` inclusive, `until_date` exclusive. */
export const patchSchema = z
  .strictObject({
    path: z.string().min(1),
    value: z.unknown().optional(),
    scale: z.number().positive().optional(),
    add: z.number().optional(),
    from_date: z.iso.date().optional(),
    until_date: z.iso.date().optional(),
    source: source.optional(),
  })
  .refine((patch) => [patch.value, patch.scale, patch.add].filter((part) => part !== undefined).length === 1, {
    error: 'exactly one of value, scale, add',
  });
export type Patch = z.infer<typeof patchSchema>;

export const reformSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9.-]*$/),
  title: text,
  patches: z.array(patchSchema),
});
export type Reform = z.infer<typeof reformSchema>;
