import { z } from 'zod';
import { formula, perInsurance } from './common.js';

/** The period over which a point value floats; a quarter is the three-month float. */
const period = z.enum(['year', 'quarter', 'month']);

export const rate = z.discriminatedUnion('kind', [
  /** Yuan per weight, point or score, as published (固定费率). A change moves pay. */
  z.strictObject({ kind: z.literal('fixed'), value: perInsurance }),
  /** The year's budget shared out: (fund × (1 − reserve) / fund_share − carve-outs) / Σ units. */
  z.strictObject({
    kind: z.literal('budget'),
    denominator: z.enum(['adjusted_weight', 'plain_weight']).default('adjusted_weight'),
  }),
  /** One standard for every case of a group, no weights: the plain example (standard 8,000). */
  z.strictObject({ kind: z.literal('standard'), value: z.number().positive() }),
  /**
   * Floating value (浮动费率、浮动点值): cases are priced and classed at the opening value; the clearing step
   * `point_value` replaces it by the closing one. total: (Σ charges − Σ recorded + budget − carve-outs) / Σ units;
   * fund: (budget − carve-outs) / Σ units, the fund's part alone. Over a year, or by quarter or month, the budget then being split
   * by `period_shares` or evenly.
   */
  z.strictObject({
    kind: z.literal('floating'),
    opening: z.union([perInsurance, z.literal('budget')]),
    form: z.enum(['total', 'fund']).default('total'),
    period: period.default('year'),
    /** Shares of the budget by period, adding up to 1. */
    period_shares: z.array(z.number().nonnegative()).optional(),
    /** Decimals of the closing value; absent: rounding.point_value; `exact`: unrounded. */
    decimals: z.union([z.int().min(0).max(6), z.literal('exact')]).optional(),
    floor: z.number().positive().optional(),
    cap: z.number().positive().optional(),
  }),
  /**
   * Elastic (弹性费率): a base part and an increment part. `formula` over `fixed` and `floating`, e.g.
   * "0.8 * fixed + 0.2 * floating". How the parts combine is not stated nationally: an unverified preset.
   */
  z.strictObject({
    kind: z.literal('elastic'),
    fixed: perInsurance,
    formula: formula,
    form: z.enum(['total', 'fund']).default('total'),
    /** Groups that stay at the fixed value (severe ones fixed, light ones floating). */
    fixed_groups: z.array(z.string().min(1)).optional(),
  }),
]);
