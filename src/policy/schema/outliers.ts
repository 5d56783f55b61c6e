import { z } from 'zod';
import { quota } from './case-rules.js';
import { caseTests, dischargeType } from './case-tests.js';
import { formula, itemName, levelClass, range } from './common.js';

/**
 * One band of an ordered list, first that holds wins. `from` and `to` are multiples of the basis; the *_included flags
 * say which side owns the edge. `pay` is `by_item`, `standard`, or a formula over the names of bands; it gives yuan, or
 * points or score in the methods that have them.
 */
const outlierBand = z.strictObject({
  name: itemName,
  from: z.number().nonnegative().optional(),
  from_included: z.boolean().default(true),
  to: z.number().positive().optional(),
  to_included: z.boolean().default(false),
  /** Only hospitals of these level classes; absent: all. */
  levels: z.array(levelClass).optional(),
  /** Further tests: weight or points range, insurance, groups … */
  when: caseTests.optional(),
  pay: formula,
  /** At most this share of a hospital's cases is paid by the band, in this order; the rest is paid the standard. */
  quota: quota.optional(),
  /** What a case is paid whose formula cannot be computed; absent: the run is refused, naming them. */
  fallback: z.enum(['by_item', 'standard']).optional(),
});

export const outliers = z
  .strictObject({
    /**
     * standard: the case's rounded standard; group_mean: mean of the group in the weight table; level_mean: last
     * year's mean of the group at the same level (group-means.csv, with its counted fallback); score: the group's
     * points or score taken as yuan.
     */
    basis: z.enum(['standard', 'group_mean', 'level_mean', 'score']).default('standard'),
    bands: z.array(outlierBand).default([]),
    /** Discharge types that are never low outliers (transfer 2, death 5 …). */
    low_exempt_discharge_types: z.array(dischargeType).default([]),
    /** Stays of such a length are never low outliers (first-day discharges). */
    low_exempt_los_days: range.optional(),
    /** Cells of group-means.csv with fewer cases than this are thin: the next wider cell is taken, and counted. */
    thin_cases: z.int().positive().optional(),
  })
  .prefault({});
export type OutlierBand = z.infer<typeof outlierBand>;
export type OutlierBasis = z.infer<typeof outliers>['basis'];

/** Which vocabulary the formulas of bands on a basis use: a mean of the group, however found, the standard, or the score. */
export function bandLanguageOf(basis: OutlierBasis): 'standard' | 'group_mean' | 'score' {
  return basis === 'level_mean' ? 'group_mean' : basis;
}
