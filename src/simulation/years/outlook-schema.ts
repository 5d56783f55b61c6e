import { z } from 'zod';

const yuanByInsurance = z.record(z.string().min(1), z.int().min(-1e13).max(1e13));

/** A yearly growth that moves in equal steps from its first to its last year; spread: one standard deviation of the whole path. */
const growth = z.strictObject({
  first: z.number().min(-0.5).max(0.5),
  last: z.number().min(-0.5).max(0.5),
  spread: z.number().min(0).max(0.2).default(0),
});
export type Growth = z.infer<typeof growth>;

/**
 * What many years are made of beside the simulated base year. Growth, ageing and opening balances have no defaults: an
 * outlook is its assumptions.
 */
export const outlookSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9.-]*$/),
  /** population.csv: people and the share of the old, by insurance; absent: the share stated under ageing. */
  population: z.string().min(1).optional(),
  ageing: z.strictObject({
    /** From this age on a person counts as old. */
    old_age: z.int().min(1).max(120).default(60),
    old_share: z.number().min(0).max(1).optional(),
    /** Change of the share a year, in parts of 1. */
    old_share_step: z.number().min(-0.05).max(0.05),
    /** Spending of an old person ÷ that of a young one. */
    old_cost_ratio: z.number().min(0.1).max(20),
    old_cost_ratio_spread: z.number().min(0).max(5).default(0),
    /** Change of the number of people a year. */
    population_growth: z.number().min(-0.2).max(0.2).default(0),
  }),
  income_growth: growth,
  /** Per stay. */
  cost_growth: growth,
  /** Growth of weight a case by coding, before weights are made again. */
  unit_growth: growth.default({ first: 0, last: 0, spread: 0 }),
  /** yearly: each year's weights are scaled so that the mean weight a case is the base year's. */
  recalibration: z.enum(['yearly', 'none']),
  /** cost: the fund follows costs and need; budget: it pays out the year's income and the value of a unit gives way. */
  spending: z.enum(['cost', 'budget']),
  /** In whole yuan by insurance; absent: the pool's budget of the base year. */
  income: yuanByInsurance.default({}),
  opening_balance: yuanByInsurance,
  /** On the balance carried in, a year. */
  interest: z.number().min(0).max(0.2).default(0),
  replicates: z.int().min(0).max(10_000).default(1_000),
  level: z.number().min(0.5).max(0.999).default(0.95),
});
export type Outlook = z.infer<typeof outlookSchema>;
