import { z } from 'zod';
import { insurance, itemName, source, text } from '../../policy/schema/common.js';

/** A band of age, both ends included, open where absent, with what a head in it costs against another (年龄系数). */
const ageBand = z.strictObject({
  name: itemName,
  from: z.int().min(0).max(130).optional(),
  until: z.int().min(0).max(130).optional(),
  cost: z.number().positive().max(100),
});

/** Part of the spending that a kind of disease takes, and how it grows (疾病谱). */
const disease = z.strictObject({
  name: itemName,
  share: z.number().min(0).max(1),
  growth: z.number().min(-0.9).max(5),
});

const insuranceBudget = z.strictObject({
  insurance,
  ages: z.array(ageBand).min(1).optional(),
  /** Shares add up to 1. */
  spectrum: z.array(disease).min(1).optional(),
  /** Least and greatest change of the fund by all of these. */
  least_growth: z.number().min(-0.9).optional(),
  most_growth: z.number().max(5).optional(),
  /** Share of the new fund that is kept for public-health emergencies, on top of what is paid for. */
  emergency_reserve: z.number().min(0).max(0.5).default(0),
});
export type InsuranceBudget = z.infer<typeof insuranceBudget>;

/**
 * Next year's fund from this year's (动态预算). Growth, costs by age and shares have no defaults: a budget is its
 * assumptions, each with its source.
 */
export const budgetSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9.-]*$/),
  title: text,
  /** Days on which the people of population.csv are counted. */
  people_on: z.strictObject({ base: z.iso.date(), next: z.iso.date() }),
  insurances: z.array(insuranceBudget).min(1),
  /** Of the assumptions; written to the pools that come of them. */
  source,
});
export type Budget = z.infer<typeof budgetSchema>;
