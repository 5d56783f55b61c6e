import { z } from 'zod';
import { itemName, patterns, source, text } from '../../../policy/schema/common.js';
import { limit, readmissionScope } from './rule-parts.js';
import { supervisionRules } from './supervision-rules-schema.js';

/** Risk points (风险分) of a check by its class, and all that the checks of a list ask (rules 7.1, 7.8, M25). */
const listQuality = z.strictObject({
  points: z.strictObject({ '3': z.int().positive(), '2': z.int().positive(), '1': z.int().positive() }),
  /** Class of risk by check; a check that is not named is not made. */
  checks: z.record(itemName, z.enum(['3', '2', '1'])),
  /** Share of lists with an error above which a hospital stands out, and the checks whose faults are errors. */
  error_rate: limit,
  error_checks: patterns,
  /** How late a list may be uploaded, in whole days after a day of the case. */
  uploads: z
    .array(
      z.strictObject({
        name: itemName,
        title: text,
        after: z.enum(['discharge_date', 'settlement_date']),
        days: limit,
        source,
      }),
    )
    .default([]),
  /** Settlement is suspended so many days where upload is late or faulty (上传纪律). */
  suspension_days: z.strictObject({ least: z.int().positive(), most: z.int().positive(), source }).optional(),
  /** Diagnoses and procedures that only one sex has: 1 male, 2 female. */
  sex_codes: z.array(z.strictObject({ sex: z.literal([1, 2]), codes: patterns })).default([]),
  /** Diagnoses that only ages within both ends have, ends included. */
  age_codes: z
    .array(z.strictObject({ codes: patterns, least_years: z.int().optional(), most_years: z.int().optional() }))
    .default([]),
  /** Values of 入院病情 that say the condition was not there on admission. */
  absent_on_admission: z.array(z.string().min(1)).min(1),
  /** A stay of so many days or fewer is short. */
  short_stay_days: z.int().nonnegative(),
  /** Parts of the bill that show care of an inpatient; a stay with none of them had none. */
  service_parts: z.array(z.string().startsWith('cost_')).min(1),
  /** Categories of charge lines that pay for operations. */
  operation_categories: patterns,
  /** Charge lines that show a diagnosis which should be coded. */
  evidence: z.array(z.strictObject({ items: patterns, expects: patterns })).default([]),
  source,
});

/**
 * What a region watches for (监测规则): every threshold with its edge and its source. A rule that is absent is not
 * checked, and said so.
 */
export const monitorRulesSchema = z.strictObject({
  id: itemName,
  title: text,
  /** Windows of the readmission rates, in days, each counted in, and which two stays make one. */
  readmission_rates: readmissionScope.extend({ windows: z.array(z.int().positive()).min(1), source }),
  /** Weight from which a case counts as a heavy one. */
  high_weight: z.strictObject({ at: z.number().positive(), included: z.boolean(), source }),
  /** Peers are compared from so many hospitals on; fewer are suppressed. */
  peers: z.strictObject({ least_hospitals: z.int().min(2), source }),
  /** Before an agreement ends: cases over so many months must have been looked at (退出前核查). */
  leaving: z.strictObject({ least_months: z.int().positive(), source }),
  list_quality: listQuality,
  supervision: supervisionRules,
  /** Kinds of conduct and the multiples of the amount that a penalty takes (负面清单). */
  conduct: z
    .array(
      z
        .strictObject({
          name: itemName,
          title: text,
          least: z.number().positive(),
          most: z.number().positive(),
          source,
        })
        .refine(({ least, most }) => least <= most, { path: ['most'] }),
    )
    .default([]),
  /** Kinds of conduct that rules point to and no multiple is known of. */
  other_conduct: z.array(itemName).default([]),
});
export type MonitorRules = z.infer<typeof monitorRulesSchema>;
