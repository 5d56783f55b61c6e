import { z } from 'zod';
import { formula, itemName, poolName, share, text } from './common.js';

/**
 * Steps of the year's clearing (年终清算). The order of the list is the order of the statement; each step names its base.
 * Plain words stand for a step without parameters.
 */
export const CLEARING_STEPS = ['reserve', 'carve_outs', 'point_value', 'retention'] as const;

/** Lines that a step may take as its base, and formulas may name, besides earlier steps by their name. */
export const CLEARING_BASES = [
  'fund_before_clearing',
  'recorded_fund',
  'standard_fund',
  'standard',
  'total_cost',
  'patient',
  'carved_out_fund',
  'running_total',
] as const;

/**
 * A step that adds an amount to each account (hospital × insurance): audit deductions, assessment, incentive, deposit
 * withheld and returned, risk-fund payout, disputes. `amount`: formula in yuan over bases, names of earlier steps,
 * `ledger_<kind>` (Σ of ledger.csv of that kind, as positive amounts), numbers of the register by name, `cmi`,
 * `level_cmi`, `region_cmi`, `cases`, `units`, `point_value`.
 */
const amountStep = z.strictObject({
  step: z.literal('amount'),
  name: itemName,
  title: text,
  /** Which line the step rests on; `base` in the formula. */
  base: z.string().min(1).default('running_total'),
  amount: formula,
  insurances: z.array(poolName).optional(),
  floor: z.number().optional(),
  cap: z.number().optional(),
  /** Where the money comes from or goes to: the pool itself, its risk reserve (风险金) or its adjustment fund (调剂金). */
  pool_side: z.enum(['fund', 'reserve', 'adjustment_fund']).default('fund'),
  /** payment: changes what the hospital earns; cash: moves money already earned (advances, deposit held until later). */
  kind: z.enum(['payment', 'cash']).default('payment'),
});

/**
 * Pays an amount of the pool out to its hospitals: M13's payout of the risk reserve, the region form's share by points.
 * `amount` over `reserve`, `adjustment_fund`, `budget`, `paid`, `balance`, `overrun`, of the pool; shared by `by`.
 */
const poolStep = z.strictObject({
  step: z.literal('pool'),
  name: itemName,
  title: text,
  amount: formula,
  by: z.enum(['units', 'standard_fund', 'recorded_fund', 'overrun', 'cases']).default('units'),
  insurances: z.array(poolName).optional(),
  pool_side: z.enum(['fund', 'reserve', 'adjustment_fund']).default('fund'),
});

const word = z.enum(CLEARING_STEPS);
export const clearingStep = z.union([word, amountStep, poolStep]);
export type ClearingStep = z.infer<typeof clearingStep>;
export type AmountStep = z.infer<typeof amountStep>;
export type PoolStep = z.infer<typeof poolStep>;

const regionSplit = z.strictObject({
  name: itemName,
  /** Pools that are split; absent: every one. */
  insurances: z.array(poolName).min(1).optional(),
  /** budget of the year; what is paid after clearing; balance that is left, or overrun. */
  of: z.enum(['budget', 'paid_fund', 'balance']),
  /** Region, as the region of insurance is written in the cases → share; together 1. */
  shares: z.record(itemName, share),
});

export const clearing = z
  .strictObject({
    steps: z.array(clearingStep).default(['reserve', 'carve_outs', 'retention']),
    /** The monthly account: (Σ standard − patients' share) × advance_ratio − audits; paid_share of it now, the rest held. */
    monthly: z
      .strictObject({ advance_ratio: z.number().positive().default(1), paid_share: share.default(0.9) })
      .optional(),
    /** How regions that share a pool bear it, by agreed percentages (跨省协同分担): a table of its own; hospitals are paid alike. */
    region_split: z.array(regionSplit).min(1).optional(),
    /** Last day on which the year's clearing is due, for the statement, e.g. 2027-06-30. */
    due: z.iso.date().optional(),
  })
  .prefault({});

/** Retention and overrun sharing (结余留用、超支分担): bands over recorded / standard's fund part. */
const retentionBand = z.strictObject({
  name: itemName,
  from: z.number().nonnegative().optional(),
  from_included: z.boolean().optional(),
  to: z.number().positive().optional(),
  to_included: z.boolean().default(true),
  /** recorded | standard | a formula in yuan over `recorded`, `standard`. */
  pay: z.string().min(1).optional(),
  /** Short for: standard + share × (recorded − standard). */
  fund_share_of_overrun: share.optional(),
});

export const retention = z
  .strictObject({
    level: z.enum(['case', 'hospital', 'pool', 'region']).default('hospital'),
    /** What q compares: recorded over the standard's fund part, or over the yearly quota of the register (定额). */
    against: z.enum(['standard', 'quota_amount']).optional(),
    bands: z.array(retentionBand).default([]),
  })
  .prefault({});
export type RetentionBand = z.infer<typeof retentionBand>;
