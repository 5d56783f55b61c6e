import { z } from 'zod';

/**
 * The policy document of one pooling region and year (政策文件), after values by date are resolved for one day.
 * Money in yuan, shares from 0 to 1, as a person writes them; stages turn them into exact decimals (kernel/decimal).
 */

const share = z.number().min(0).max(1);
const insurance = z.enum(['employee', 'resident', 'other']);
const text = z.strictObject({ zh: z.string(), en: z.string() });

/** Where a value comes from; `unverified` is an editable preset, `chosen` the user's own. */
const source = z.strictObject({
  document: z.string().min(1),
  article: z.string().optional(),
  trust: z.enum(['cited', 'press', 'unverified', 'chosen', 'computed']),
  note: z.string().optional(),
});

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
  /** Yearly fund budget of the pool for inpatient DRG/DIP, yuan. */
  fund: z.number().positive(),
  /** Share reserved before anything is paid (风险金). */
  reserve: share.default(0),
  /** Actual share of total cost that the fund bears (实际报销比), not the in-list share. */
  fund_share: z.number().positive().max(1).optional(),
});

/** A cost exactly on a fence is kept where its flag says so. */
const trimEdges = { lower_included: z.boolean().default(true), upper_included: z.boolean().default(true) };

const trim = z.discriminatedUnion('method', [
  z.strictObject({
    method: z.literal('iqr'),
    k: z.number().positive().default(1.5),
    /** Quantile rule by Hyndman and Fan; 7 is Excel's QUARTILE.INC, 6 QUARTILE.EXC. */
    quantile: z.union([z.literal(6), z.literal(7)]).default(7),
    ...trimEdges,
  }),
  z.strictObject({
    method: z.literal('percentile'),
    lower: share.default(0.025),
    upper: share.default(0.975),
    quantile: z.union([z.literal(6), z.literal(7)]).default(7),
    ...trimEdges,
  }),
  z.strictObject({
    method: z.literal('sigma'),
    k: z.number().positive().default(3),
    of: z.enum(['cost', 'log_cost']).default('log_cost'),
    deviation: z.enum(['population', 'sample']).default('population'),
    ...trimEdges,
  }),
  z.strictObject({ method: z.literal('none') }),
]);

const weights = z
  .strictObject({
    /** A weight table beside the policy (CSV); absent: weights come from the history handed to the run. */
    table: z.string().optional(),
    trim: trim.prefault({ method: 'iqr' }),
    /** pooled: all years alike; else a factor a year, old to new, on yearly means (DIP practice 1:2:7). */
    years: z.union([z.literal('pooled'), z.array(z.number().positive()).min(1)]).default('pooled'),
    /** Groups below this many cases, or above this CV, are unstable (非稳定组). */
    min_cases: z.int().min(1).default(5),
    max_cv: z.number().positive().default(1),
    deviation: z.enum(['population', 'sample']).default('population'),
    /** Stays longer than this never make weights. */
    max_los_days: z.int().positive().default(60),
    /** What a group without enough cases takes. */
    fallback: z.enum(['adrg_mean', 'none']).default('adrg_mean'),
  })
  .prefault({});

const hospitalCoefficient = z
  .strictObject({
    /** By settlement level class 3, 2, 1 (等级系数). */
    by_level: z.record(z.enum(['3', '2', '1']), z.number().positive()).prefault({ 3: 1, 2: 1, 1: 1 }),
    /** Takes the place of the level's coefficient for named hospitals. */
    by_hospital: z.record(z.string(), z.number().positive()).default({}),
  })
  .prefault({});

/** Part of a patch's path (`outliers.bands.high.from`), hence without dots, spaces and stars. */
const bandName = z.string().regex(/^[^\s.*]+$/);

/**
 * One band of an ordered list, first that holds wins. `from` and `to` are multiples of the basis; the *_included flags
 * say which side owns the edge. `pay` is `by_item`, `standard`, or a formula in yuan over `cost`, `standard`, `ratio`.
 */
const outlierBand = z.strictObject({
  name: bandName,
  from: z.number().nonnegative().optional(),
  from_included: z.boolean().default(true),
  to: z.number().positive().optional(),
  to_included: z.boolean().default(false),
  /** Only hospitals of these level classes; absent: all. */
  levels: z.array(z.enum(['3', '2', '1'])).optional(),
  pay: z.string().min(1),
  /** At most this share of a hospital's cases is paid by the band, in this order; the rest is paid the standard. */
  quota: z.strictObject({ share, order: z.enum(['excess', 'cost']).default('excess') }).optional(),
});

const outliers = z
  .strictObject({
    basis: z.enum(['standard', 'group_mean']).default('standard'),
    bands: z.array(outlierBand).default([]),
    /** Discharge types that are never low outliers (transfer 2, death 5 …). */
    low_exempt_discharge_types: z.array(z.int()).default([]),
  })
  .prefault({});

/** How cases outside the groups' standard are paid; `share` pays `share_value` of the item amount. */
const otherPay = z.union([z.enum(['by_item', 'zero', 'refuse']), z.strictObject({ share_of_items: share })]);

const perInsurance = z.union([z.number().positive(), z.partialRecord(insurance, z.number().positive())]);

const rate = z.discriminatedUnion('kind', [
  /** Yuan per weight, as published (固定费率). A change moves pay. */
  z.strictObject({ kind: z.literal('fixed'), value: perInsurance }),
  /** The year's budget shared out: (fund × (1 − reserve) / fund_share − carve-outs) / Σ weights. */
  z.strictObject({
    kind: z.literal('budget'),
    denominator: z.enum(['adjusted_weight', 'plain_weight']).default('adjusted_weight'),
  }),
  /** One standard for every case of a group, no weights: the plain example (standard 8,000). */
  z.strictObject({ kind: z.literal('standard'), value: z.number().positive() }),
]);

const benefit = z
  .strictObject({
    mode: z.enum(['recorded', 'computed']).default('recorded'),
    /** Definition A: the fund pays the standard less what the patient paid. */
    fund_pays: z.enum(['standard_minus_patient']).default('standard_minus_patient'),
  })
  .prefault({});

/** The steps of the year's clearing that exist so far; the order in the policy is the order of the statement. */
export const CLEARING_STEPS = ['reserve', 'carve_outs', 'retention'] as const;

/** Retention and overrun sharing (结余留用、超支分担): bands over recorded / standard's fund part. */
const retentionBand = z.strictObject({
  name: bandName,
  from: z.number().nonnegative().optional(),
  from_included: z.boolean().optional(),
  to: z.number().positive().optional(),
  to_included: z.boolean().default(true),
  /** recorded | standard | a formula in yuan over `recorded`, `standard`. */
  pay: z.string().min(1).optional(),
  /** Short for: standard + share × (recorded − standard). */
  fund_share_of_overrun: share.optional(),
});

const retention = z
  .strictObject({
    level: z.enum(['case', 'hospital', 'pool', 'region']).default('hospital'),
    bands: z.array(retentionBand).default([]),
  })
  .prefault({});

export const policySchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9.-]*$/),
  title: text,
  region: z.string().min(1),
  year: z.int().min(2000).max(2100),
  scheme: z.string().min(1),
  method: z.enum(['drg-rate']).default('drg-rate'),
  /** Which date decides the year of a case. */
  year_by: z.enum(['discharge_date', 'settlement_date']).default('discharge_date'),
  rounding,
  pools: z.array(pool).min(1),
  weights,
  hospital_coefficient: hospitalCoefficient,
  outliers,
  ungrouped: otherPay.default('by_item'),
  unrelated_procedure: otherPay.default('by_item'),
  /** A group that has no weight. */
  unweighted: otherPay.default('by_item'),
  benefit,
  rate,
  clearing: z.strictObject({ steps: z.array(z.enum(CLEARING_STEPS)).default([...CLEARING_STEPS]) }).prefault({}),
  retention,
  /** Path of a value or of its parent → where it comes from. */
  sources: z.record(z.string(), source).default({}),
});

/** A policy as it holds on one day. */
export type Policy = z.infer<typeof policySchema>;
export type OutlierBand = Policy['outliers']['bands'][number];
export type RetentionBand = Policy['retention']['bands'][number];
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
