import { z } from 'zod';
import { reformSchema } from '../../policy/policy-schema.js';
import { behavioursSchema } from '../behaviour/behaviour-schema.js';
import { CUT_PARTS } from '../levers/cut-prices.js';

const text = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });

/** A fall of prices, as a scenario or a request writes it. */
export const priceCutSchema = z.strictObject({
  part: z.enum(CUT_PARTS),
  groups: z
    .array(z.string().regex(/^[A-Za-z0-9.:+|*@_-]+$/))
    .min(1)
    .default(['*']),
  cut: z.number().positive().max(1),
  calibration: z.enum(['later', 'with_weights']).default('later'),
});

/** A question as one file: a baseline and what stands against it. */
export const scenarioSchema = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9][a-z0-9.-]*$/),
    title: text.optional(),
    /** Path beside the scenario, or a name under weights/. */
    policy: z.string().min(1),
    /** The policy's rules in another year than its own: a change that comes next year. */
    year: z.int().min(2000).max(2100).optional(),
    /** Another policy in the place of reforms. */
    against: z.string().min(1).optional(),
    /** Stacked in this order: paths beside the scenario, or reforms themselves. */
    reforms: z.array(z.union([z.string().min(1), reformSchema])).default([]),
    price_cuts: z.array(priceCutSchema).default([]),
    /** What people and hospitals do in answer, one after another; reported apart from the static effect. */
    behaviour: behavioursSchema.default([]),
    /** An outlook over years, the first being the policy's: an outlook file beside the scenario. */
    years: z
      .strictObject({
        from: z.int().min(2000).max(2099),
        until: z.int().min(2000).max(2149),
        outlook: z.string().min(1),
      })
      .optional(),
    seed: z
      .int()
      .min(0)
      .max(2 ** 31 - 1)
      .optional(),
    /** Says what each patch and cut did. */
    attribute: z.boolean().default(false),
  })
  .refine(({ against, reforms }) => against === undefined || reforms.length === 0, {
    error: 'exactly one of against, reforms',
    path: ['against'],
  });
