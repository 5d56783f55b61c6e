import { z } from 'zod';
import { insurance, itemName, levelClass, share } from './common.js';

/**
 * The patient's side (待遇): who bears what of a stay. Money in yuan, shares from 0 to 1. What is absent is not in force.
 * Lists are asked in their order, first whose `who` holds; of adjustments all that hold.
 */

const texts = z.array(z.string().min(1)).min(1);

/** Columns that `who` may test and in which a blank may stand for "none", where the policy says so. */
export const PERSON_COLUMNS = [
  'insured_class',
  'assistance_class',
  'chronic',
  'referral_filed',
  'referral',
  'department',
] as const;

/** Kinds of visits in outpatient.csv. */
export const VISIT_KINDS = ['ordinary', 'chronic', 'emergency', 'pharmacy'] as const;

/** Whom and which stay a rule is about; every test that is written must hold. */
const stayTests = z
  .strictObject({
    insurances: z.array(insurance).min(1).optional(),
    levels: z.array(levelClass).min(1).optional(),
    /** The level as the register writes it, e.g. 三甲. */
    grades: texts.optional(),
    insured_class: texts.optional(),
    assistance_class: texts.optional(),
    chronic: texts.optional(),
    referral_filed: texts.optional(),
    referral: texts.optional(),
    department: texts.optional(),
    /**
     * Kinds of visits of outpatient.csv. A ladder or adjustment with it is about visits alone, one without about stays
     * alone; ceilings, critical illness and assistance without it are about both, since they run over one year.
     */
    visits: z.array(z.enum(VISIT_KINDS)).min(1).optional(),
    /** Whether the region of care is the region of insurance (本地、异地). */
    care: z.enum(['home', 'elsewhere']).optional(),
    age_from: z.int().nonnegative().optional(),
    /** Last year of age, included. */
    age_to: z.int().nonnegative().optional(),
  })
  .default({});
export type StayTests = z.infer<typeof stayTests>;

/** Bands follow each other: one without `from` begins where the one before ends; the last has no `to`. Edges in yuan. */
const band = z.strictObject({
  name: itemName,
  from: z.number().nonnegative().optional(),
  to: z.number().positive().optional(),
  ratio: share,
});
export type BenefitBand = z.infer<typeof band>;

/** Deductible (起付线) and ratios (报销比例) of the pooled fund for the stays that `who` names. */
const ladder = z.strictObject({
  name: itemName,
  who: stayTests,
  deductible: z.number().nonnegative(),
  /** Factors on the deductible from the second stay of the year on; the last holds for all later ones. */
  later_stays: z.array(share).min(1).optional(),
  bands: z.array(band).min(1),
  /** The most that the fund pays a person in a year on this ladder. */
  yearly_cap: z.number().positive().optional(),
  /** no: an outpatient visit, say, which makes no later stay a second one. */
  counts_as_stay: z.enum(['yes', 'no']).default('yes'),
});
export type BenefitLadder = z.infer<typeof ladder>;

/** On the ratios: first all `add`, then all `factor`, then all `self_factor` on the patient's share; kept in 0 to 1. */
const adjustment = z.strictObject({
  name: itemName,
  who: stayTests,
  add: z.number().min(-1).max(1).optional(),
  factor: z.number().nonnegative().max(2).optional(),
  /** On 1 − ratio: retired persons bear 60 % of the share that others bear. */
  self_factor: z.number().nonnegative().max(2).optional(),
});

const ceiling = z.strictObject({ name: itemName, who: stayTests, amount: z.number().positive() });

/** On what a person bears in a year of in-policy costs, after what was paid before it; start and cap in yuan a year. */
const entitlement = z.strictObject({
  name: itemName,
  who: stayTests,
  start: z.number().nonnegative(),
  /** Whether edges of bands are counted from the start line or from 0. */
  band_base: z.enum(['above_start', 'absolute']),
  bands: z.array(band).min(1),
  cap: z.number().positive().optional(),
});
export type BenefitEntitlement = z.infer<typeof entitlement>;

/** 起付线连续计算: a stay that is such a referral goes on with the deductible of the stay before. */
const carryOver = z.strictObject({
  /** Values of the column referral. */
  referrals: texts,
  /** Days from the discharge before to the admission, included. */
  within_days: z.int().nonnegative(),
});

export const FUND_PAYS = [
  /** A: what is paid less the patient's part. */
  'standard_minus_patient',
  /** B: (standard − self − first − deductible) × ratio of the ladder. */
  'standard_times_ratio',
  /** C: standard × the share that the fund bore of the case's charges. */
  'standard_times_share',
  /** D: standard (score × point value) × `share`. */
  'score_times_ratio',
  /** E: as B, and the patient pays the rest of the standard (收付费一体). */
  'charged_by_standard',
] as const;

export const benefit = z
  .strictObject({
    mode: z.enum(['recorded', 'computed']).default('recorded'),
    fund_pays: z.enum(FUND_PAYS).default('standard_minus_patient'),
    /** Of definition D, for all insurance types or for each. */
    share: z.union([share, z.partialRecord(insurance, share)]).optional(),
    /** The day by which a person's stays follow each other. */
    order_by: z.enum(['settlement_date', 'discharge_date']).optional(),
    /** counted: by the stays of the file; recorded: column stay_number. */
    stay_numbers: z.enum(['counted', 'recorded']).optional(),
    /** columns: what a person used in the year before the file begins is named by its first stay; absent: nothing. */
    earlier_spending: z.literal('columns').optional(),
    /** Whether bands of ladders are gone through by each stay or by the year. */
    bands_over: z.enum(['stay', 'year']).optional(),
    /** Columns in which a blank means "none"; in others a blank that a rule asks for is refused. */
    blank_means_none: z.array(z.enum(PERSON_COLUMNS)).optional(),
    ladders: z.array(ladder).min(1).optional(),
    adjustments: z.array(adjustment).optional(),
    carry_over: carryOver.optional(),
    /** The most that the pooled fund pays a person in a year (统筹封顶线). */
    ceilings: z.array(ceiling).optional(),
    critical_illness: z.array(entitlement).optional(),
    assistance: z.array(entitlement).optional(),
  })
  .prefault({});
export type Benefit = z.infer<typeof benefit>;
