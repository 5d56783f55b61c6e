import { z } from 'zod';

const share = z.number().min(0).max(1);
const pattern = z.string().regex(/^[A-Za-z0-9.:+|*_-]+$/);
const level = z.union([z.literal(1), z.literal(2), z.literal(3)]);

/** Which cases a behaviour is about; what is not written restricts nothing. */
const where = z
  .strictObject({
    /** Patterns of group codes, `*` any run of characters. */
    groups: z.array(pattern).min(1).optional(),
    hospitals: z.array(z.string().min(1)).min(1).optional(),
    insurance: z.array(z.string().min(1)).min(1).optional(),
    levels: z.array(level).min(1).optional(),
    communities: z.array(z.string().min(1)).min(1).optional(),
  })
  .default({});
export type BehaviourWhere = z.infer<typeof where>;

/** Cases follow the pay: (change of pay a case) × elasticity, by hospital and insurance. */
const volumeResponse = z.strictObject({
  kind: z.literal('volume_response'),
  elasticity: z.number().min(-5).max(5),
  where,
});

/** A share of the cases is coded into the next heavier group of its ADRG. */
const codingIntensity = z.strictObject({ kind: z.literal('coding_intensity'), share, where });

/** Charges above the standard go part of the way down to it; days follow at their own elasticity. */
const costResponse = z.strictObject({
  kind: z.literal('cost_response'),
  elasticity: z.number().min(0).max(1),
  /** Relative change of days per relative change of charges. */
  los_elasticity: z.number().min(0).max(1),
  where,
});

/** A share of long, dear stays becomes two stays. */
const splitAdmissions = z.strictObject({
  kind: z.literal('split_admissions'),
  share,
  least_days: z.int().min(2).max(365),
  where,
});

const destination = z.enum(['level_distance', 'share']);
const distances = z.string().min(1).optional();

/** A share of the cases of one level is treated at another. */
const referralTransfer = z.strictObject({
  kind: z.literal('referral_transfer'),
  share,
  from_level: level,
  to_level: level,
  /** Charges there ÷ charges here. */
  cost_factor: z.number().positive().max(5),
  destination,
  distances,
  where,
});

/** Fewer admissions where more is spent on prevention: elasticity × change of the spending. */
const prevention = z.strictObject({
  kind: z.literal('prevention'),
  elasticity: z.number().min(-5).max(0),
  spending_change: z.number().min(0).max(10),
  /** What prevention costs today, in whole yuan a year: the extra is held against what is saved. */
  spending: z.int().min(0).max(1e12).optional(),
  where,
});

const leavingShape = {
  kind: z.literal('hospitals_leaving'),
  /** Who leaves by name, with the first day of leaving … */
  hospitals: z.array(z.string().min(1)).min(1).optional(),
  from: z.iso.date().optional(),
  /** … or every hospital whose margin of charges is below this share for so many months in a row. */
  margin_below: z.number().min(-5).max(5).optional(),
  months: z.int().min(1).max(12).optional(),
  /** Check before leaving: months between the decision and the last day inside the insurance. */
  delay_months: z.int().min(0).max(24).default(0),
  /** Of the cases left behind: those who stay and pay everything themselves, and those who are not treated. */
  private: share,
  vanish: share,
  destination,
  distances,
};

const hospitalsLeaving = z
  .strictObject(leavingShape)
  .refine((one) => (one.hospitals === undefined) !== (one.margin_below === undefined), {
    error: 'exactly one of hospitals, margin_below',
  })
  .refine((one) => (one.hospitals === undefined) === (one.from === undefined), {
    error: 'exactly one of hospitals with from, margin_below with months',
    path: ['from'],
  })
  .refine((one) => (one.margin_below === undefined) === (one.months === undefined), {
    error: 'exactly one of hospitals with from, margin_below with months',
    path: ['months'],
  });

/**
 * What people and hospitals may do in answer to a reform. Every number that decides is the user's: none has a default,
 * so that a behaviour without its elasticity or share is refused.
 */
export const behaviourSchema = z.discriminatedUnion('kind', [
  volumeResponse,
  codingIntensity,
  costResponse,
  splitAdmissions,
  referralTransfer,
  prevention,
  hospitalsLeaving,
]);
export const behavioursSchema = z.array(behaviourSchema);
export type Behaviour = z.infer<typeof behaviourSchema>;
export type BehaviourKind = Behaviour['kind'];
export type BehaviourOf<Kind extends BehaviourKind> = Extract<Behaviour, { kind: Kind }>;
