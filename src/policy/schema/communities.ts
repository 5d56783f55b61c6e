import { z } from 'zod';
import { formula, insurance, itemName, levelClass, share, text, valueName } from './common.js';

/**
 * County medical communities (县域医共体): a budget per enrolled head for care inside and outside, its balance and who
 * shares it. Money in yuan, shares from 0 to 1. What is absent is not in force.
 */

const texts = z.array(z.string().min(1)).min(1);
const yuan = z.number().max(90_000_000_000_000);

/** Who shares a balance: hospitals of the community that the tests name, first tier that takes one. A tier may have none. */
const tier = z.strictObject({
  name: itemName,
  title: text,
  /** Its part of the balance against the other tiers (县:乡:村 = 6:3:1). */
  ratio: z.number().positive(),
  hospitals: texts.optional(),
  /** Kinds of the register. */
  kinds: texts.optional(),
  levels: z.array(levelClass).min(1).optional(),
});

/**
 * A change of the pool by performance (绩效挂钩): `add` is a share of the pool (0.02 = 2 %), a formula over `values` of
 * the pool and its measures `grassroots_share`, `outside_share`.
 */
const performanceTerm = z.strictObject({
  name: itemName,
  title: text,
  add: formula,
  floor: z.number().optional(),
  cap: z.number().optional(),
  /** next_year: told as the next pool's change; nothing of this year moves. */
  applies_to: z.enum(['this_year', 'next_year']).default('this_year'),
});

/**
 * Money that goes with a referral: `amount` a case, over `fund` and `cost` of the stay, yuan. It goes to the hospital of
 * the stay or to a tier, and is paid by the pool (a subsidy) or by a tier (a transfer).
 */
const referral = z.strictObject({
  name: itemName,
  title: text,
  /** Values of the column referral. */
  referrals: texts,
  amount: formula,
  paid_by: z.strictObject({ tier: itemName }).or(z.literal('pool')).default('pool'),
  to: z.strictObject({ tier: itemName }).or(z.literal('hospital')).default('hospital'),
});

/** Money for what no stay shows (签约、预防): `amount` of each hospital of the community, over numbers of the register. */
const subsidy = z.strictObject({
  name: itemName,
  title: text,
  amount: formula,
  /** fund: it comes from outside the pool. */
  paid_by: z.enum(['pool', 'fund']).default('pool'),
});

const communityPool = z.strictObject({
  name: itemName,
  title: text,
  insurance,
  /** Region of population.csv and insured_region of the cases; absent: every region. */
  county: z.string().min(1).optional(),
  /** community_id; absent: the whole county, whatever its communities. */
  community: z.string().min(1).optional(),
  per_head: z.number().nonnegative().max(1_000_000),
  /** Insured people; absent: of population.csv on `heads_on`. */
  heads: z.int().nonnegative().max(2_000_000_000).optional(),
  heads_on: z.iso.date().optional(),
  reserve: share.default(0),
  /** inpatient: stays of the file of cases; outpatient: visits of outpatient.csv. */
  covers: z
    .array(z.enum(['inpatient', 'outpatient']))
    .min(1)
    .default(['inpatient']),
  /** Brought over from the year before, of either sign. */
  carried_in: yuan.min(-90_000_000_000_000).optional(),
  /** Numbers that formulas of this pool may name: assessed rates, say. */
  values: z.record(valueName, z.number()).optional(),
  performance: z.array(performanceTerm).optional(),
  referrals: z.array(referral).optional(),
  subsidies: z.array(subsidy).optional(),
  /** Hospitals of the community beside those that the register puts there (for a whole county, all that it puts anywhere). */
  hospitals: texts.optional(),
  tiers: z.array(tier).min(1).optional(),
  /** Weight of each hospital within its tier, not below 0: `score`, any number of the register, `cases` and `inside`. */
  weight: formula.default('1'),
  /** Share of a surplus that the community keeps; the rest goes back to the fund. */
  surplus: z
    .strictObject({ action: z.enum(['share', 'carry', 'none']).default('share'), kept: share.default(1) })
    .prefault({}),
  /** none: the fund bears an overrun; share: the community bears `borne` of it; carry: the next year's pool bears that. */
  overrun: z
    .strictObject({ action: z.enum(['none', 'share', 'carry']).default('none'), borne: share.default(1) })
    .prefault({}),
});
export type CommunityPool = z.infer<typeof communityPool>;

/** Total budget (总额) over groups and heads together: what both pay beyond it is shared by what each hospital was paid. */
const globalBudget = z.strictObject({
  name: itemName,
  title: text,
  insurances: z.array(insurance).min(1),
  amount: yuan.positive(),
  overrun: z.enum(['none', 'share']).default('none'),
  /** Share of the overrun that hospitals bear. */
  borne: share.default(1),
});
export type GlobalBudget = z.infer<typeof globalBudget>;

export const communities = z.strictObject({
  /** What a stay costs the pool: the fund's part after clearing, as priced before it, or as recorded by item. */
  spending: z.enum(['final', 'priced', 'recorded']).default('final'),
  pools: z.array(communityPool).min(1),
  global_budgets: z.array(globalBudget).optional(),
});
