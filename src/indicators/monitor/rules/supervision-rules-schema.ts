import { z } from 'zod';
import { patterns, text } from '../../../policy/schema/common.js';
import { limit, readmissionScope, scored, sourced } from './rule-parts.js';

/** A hospital's figure as a multiple of the mean of the other hospitals of its level. */
const againstPeers = z.strictObject({ ratio: limit, ...sourced });

/** Rules of supervision (监管规则), one key each; all optional. Shares from 0 to 1, money ratios as multiples. */
export const supervisionRules = z.strictObject({
  /** 分解住院: days between discharge and admission, both ends counted in. */
  split_admission: readmissionScope
    .extend({ within_days: z.int().positive(), least_days: z.int().nonnegative().default(0), ...sourced })
    .refine((rule) => rule.least_days <= rule.within_days, { path: ['least_days'] })
    .optional(),
  /** DIP 二次入院: score by whether the principal diagnosis is the same. */
  second_admission: z
    .strictObject({
      within_days: z.int().positive(),
      same_principal: z.number().min(0).max(1),
      other_principal: z.number().min(0).max(1),
      finding_from: z.number().min(0).max(1),
      ...sourced,
    })
    .optional(),
  /** 住院时间重叠. */
  overlap: z
    .strictObject({
      hospital: z.enum(['different', 'same', 'any']),
      shared_day: z.enum(['allowed', 'counted']),
      ...sourced,
    })
    .optional(),
  /** 低标入院: charges as a multiple of the group's mean, downwards. */
  low_threshold: scored.optional(),
  /** 超长住院: length of stay as a multiple of the group's mean, upwards. */
  long_stay: scored.optional(),
  /** Stays of more days than this, whatever the group. */
  stay_over_days: z.strictObject({ days: limit, ...sourced }).optional(),
  /** 死亡风险: a death in a group of low mortality. */
  death_risk: z
    .strictObject({
      mortality: limit,
      low_mortality: z.number().min(0).max(1),
      other: z.number().min(0).max(1),
      finding_from: z.number().min(0).max(1),
      ...sourced,
    })
    .optional(),
  /** 挂床: charges of a bed day as a multiple of the group's mean bed day, downwards, in stays of some length. */
  bed_hanging: z.strictObject({ least_days: z.int().positive(), daily_ratio: limit, ...sourced }).optional(),
  /** 挂床: share of the days of a stay on which nothing was charged, by charge lines. */
  days_without_charges: z.strictObject({ least_days: z.int().positive(), share: limit, ...sourced }).optional(),
  /** 转嫁费用: visits of the patient in the days before and after a stay. */
  cost_shifting: z
    .strictObject({
      days_before: z.int().nonnegative(),
      days_after: z.int().nonnegative(),
      hospital: z.enum(['same', 'any']),
      kinds: z.array(z.string()).min(1),
      ...sourced,
    })
    .refine((rule) => rule.days_before + rule.days_after > 0, { path: ['days_after'] })
    .optional(),
  /** 自费率 of a hospital against its peers. */
  self_paid_peers: againstPeers.optional(),
  /** 重复收费: the same item, day, price and quantity more than once in a stay, reversals taken off. */
  duplicate_charge: z.strictObject({ categories: patterns.optional(), ...sourced }).optional(),
  /** 超适应症用药: items that are paid with one of these diagnoses only, by patterns of item codes. */
  off_indication: z
    .strictObject({ drugs: z.array(z.strictObject({ items: patterns, indications: patterns })).min(1), ...sourced })
    .optional(),
  /** 超量用药: units of an item a day of the stay, upwards. */
  over_quantity: z
    .strictObject({ drugs: z.array(z.strictObject({ items: patterns, a_day: limit })).min(1), ...sourced })
    .optional(),
  /** 就诊路径异常: different hospitals visited in the days before a stay, upwards. */
  visit_path: z
    .strictObject({
      within_days: z.int().positive(),
      hospitals: limit,
      kinds: z.array(z.string()).min(1),
      ...sourced,
    })
    .optional(),
  /** 检查阳性率: share of positive findings by kind of examination, downwards. */
  positive_rate: z
    .strictObject({
      kinds: z.array(z.string()).min(1),
      least_examinations: z.int().positive(),
      rate: limit,
      ...sourced,
    })
    .optional(),
  /** Length of stay against peers, case mix held equal. */
  los_peers: againstPeers.optional(),
  /** Stays a patient against peers. */
  frequency_peers: againstPeers.optional(),
  /** 高套: share of the highest severity of an ADRG against its peers. */
  severity_share: z
    .strictObject({ top: z.string().length(1), least_cases: z.int().positive(), ratio: limit, ...sourced })
    .optional(),
  /** 高套: a case of one severity that is shorter and cheaper than the mean of the level below. */
  severity_mismatch: z
    .strictObject({
      levels: z.array(z.strictObject({ level: z.string().length(1), title: text })).min(2),
      least_cases: z.int().positive(),
      ...sourced,
    })
    .optional(),
  /** 临界区病例占比: share of a hospital's cases within `width` of an outlier edge, both as multiples of the standard. */
  near_edge: z
    .strictObject({ width: z.number().positive(), share: limit, least_cases: z.int().positive(), ...sourced })
    .optional(),
  /** DIP 相关手术: charges of the operation as a share of the bill, downwards. */
  related_operation: z.strictObject({ share: limit, categories: patterns, ...sourced }).optional(),
});
export type SupervisionRules = z.infer<typeof supervisionRules>;
export type SupervisionKey = keyof SupervisionRules;
