import { z } from 'zod';
import { CASE_AMOUNTS, caseTests } from './case-tests.js';
import { formula, itemName, levelClass, share, text } from './common.js';

/** Paid by days (床日): each band's days at its daily amount, e.g. the first 30 days at 300, the rest at 200. */
const perDiem = z.strictObject({
  /** yuan a day, or points or score a day in the methods that have them. */
  unit: z.enum(['yuan', 'units']).default('yuan'),
  bands: z
    .array(
      z.strictObject({
        name: itemName,
        /** Last day of the band, counted from 1, included; absent in the last band. */
        to_day: z.int().positive().optional(),
        daily: z.number().nonnegative(),
      }),
    )
    .min(1),
  /** Factor on the daily amounts by level; absent: 1. */
  by_level: z.record(levelClass, z.number().positive()).optional(),
});

/**
 * How many cases a rule may pay. Over the quota the case takes its ordinary price. `share` or `by_level` of the
 * discharges of the hospital (or of the region, its level's share then being of the region's discharges of the level),
 * rounded down to whole cases.
 */
export const quota = z
  .strictObject({
    share: share.optional(),
    by_level: z.record(levelClass, share).optional(),
    base: z.enum(['hospital', 'region']).default('hospital'),
    /** Which cases come first: cost over the standard, cost, or the order of application (case id). Ties by case id. */
    order: z.enum(['excess', 'cost', 'case_id']).default('excess'),
  })
  .refine((value) => (value.share === undefined) !== (value.by_level === undefined), {
    error: 'exactly one of share, by_level',
  });

/**
 * A rule on single cases that is asked before the outlier bands, first that holds: special review (特例单议), per-diem
 * (床日), day surgery, long stays, new technology, TCM groups, primary-care groups …
 * pay: by_item | standard | zero | review_amount (column of the case) | a formula in yuan, or in points or score in the
 * methods that have them; or per_diem; or settle_as. Exactly one of them.
 */
const specialCase = z.strictObject({
  name: itemName,
  title: text.optional(),
  when: caseTests,
  pay: formula.optional(),
  per_diem: perDiem.optional(),
  /** The standard of another group: first pattern that fits the case's group → group. */
  settle_as: z.record(z.string(), z.string()).optional(),
  /** Only cases at or above this multiple may be paid by the rule (申请起点); others take the ordinary price. */
  application: z
    .strictObject({
      of: z.enum(['standard', 'group_mean']).default('standard'),
      from: z.number().positive(),
      from_included: z.boolean().default(true),
    })
    .optional(),
  quota: quota.optional(),
  /** outside: leaves the groups (its pay leaves the budget before a rate or point value is formed); inside: stays in. */
  counts: z.enum(['outside', 'inside']).default('inside'),
  /** What a case is paid whose formula cannot be computed (division by zero); absent: the run is refused, naming them. */
  fallback: z.enum(['by_item', 'standard']).optional(),
});
export type SpecialCase = z.infer<typeof specialCase>;
export const specialCases = z.array(specialCase);

/** An amount on top of what bands and special cases pay: value-based supplement (M16). Formula in yuan; all that hold add up. */
const supplement = z.strictObject({
  name: itemName,
  title: text.optional(),
  when: caseTests,
  amount: formula,
  cap: z.number().positive().optional(),
});
export const supplements = z.array(supplement);

/** What is not part of the case's cost before any ratio is formed. */
export const caseCost = z.strictObject({
  /** Left out of the cost that ratios, bands and formulas see. */
  without: z.array(z.enum(CASE_AMOUNTS)).default([]),
  /** Of these, paid by item on top of the price (单独支付药品). */
  paid_separately: z.array(z.enum(CASE_AMOUNTS)).default([]),
});

/**
 * Numbers by group that formulas may name: the mean of new-technology items of a group, a limit multiple. First
 * pattern that fits; `otherwise` where none does; without it a case of such a group cannot be computed.
 */
export const groupValues = z.record(
  z.string().regex(/^[a-z][a-z0-9_]*$/),
  z.strictObject({
    unit: z.enum(['yuan', 'number']).default('number'),
    by_group: z.record(z.string(), z.number()).default({}),
    otherwise: z.number().optional(),
  }),
);
