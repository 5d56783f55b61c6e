import { z } from 'zod';
import { itemName, patterns, share } from './common.js';

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

/** How a group's mean becomes its units: mean / divisor × multiplier. */
const conversion = z.strictObject({
  /** overall_mean: of all kept cases; group: of a benchmark group; quota: a fixed amount, yuan. */
  divisor: z.enum(['overall_mean', 'group', 'quota']).default('overall_mean'),
  group: z.string().optional(),
  quota: z.number().positive().optional(),
  /** 1 for weights, 100 for points, 1000 for DIP scores. */
  multiplier: z.number().positive().optional(),
  /** The mean of an unstable group: mean (default) or median (one provincial form). */
  unstable: z.enum(['mean', 'median']).default('mean'),
});

export const weights = z
  .strictObject({
    /** A weight table beside the policy (CSV); absent: weights come from the history handed to the run. */
    table: z.string().optional(),
    /**
     * What the groups pay by. units (absent): weight, points or score × rate × hospital coefficient. standard: the
     * standard payment that the table publishes for the case's hospital, grade, level and insurance, whole as it stands.
     */
    use: z.enum(['units', 'standard']).optional(),
    /** Under `use: standard`, a group without a published standard: by its units (absent), or as `unweighted` says. */
    without_standard: z.enum(['units', 'unweighted']).optional(),
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
    /** Absent: mean / overall mean × 1, 100 or 1000 by the method (weight, points, score). */
    conversion: conversion.optional(),
    /** Factors on the parts of cost (资源消耗结构调整, rules §1.4); afterwards rescaled so that Σ units is unchanged. */
    structure: z
      .partialRecord(
        z.enum(['service', 'nursing', 'diagnostic', 'treatment', 'drug', 'consumable', 'other']),
        z.number().positive(),
      )
      .optional(),
    /** Factors for difficulty or policy targets, by group pattern; rescaled likewise. */
    adjustments: z
      .array(z.strictObject({ name: itemName, groups: patterns, factor: z.number().positive() }))
      .optional(),
  })
  .prefault({});
