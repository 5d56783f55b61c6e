import { z } from 'zod';
import { valueName } from './common.js';

/**
 * Where facts of cases come from that the policy's tests ask for by name (辅助目录). They hold for the whole year.
 * `charlson` and `primary_care` need no entry: the first is then counted as the defaults here say, the second comes from
 * the DIP catalogue.
 */
export const auxiliary = z.strictObject({
  /** The Charlson index (合并症指数): how it is counted. */
  charlson: z
    .strictObject({
      /** A name under groupers/auxiliary, or a file beside the policy. */
      definition: z.string().min(1).default('charlson-quan-2005'),
      /** A set of weights of the definition; absent: its first. */
      weights: z.string().min(1).optional(),
      /** others: the principal diagnosis is left out, the group already says it; all: every diagnosis. */
      diagnoses: z.enum(['others', 'all']).default('others'),
      /** decades: the definition's points by age are added. */
      age: z.enum(['none', 'decades']).default('none'),
    })
    .optional(),
  /** Classes by lists that a city brings: severity, tumours, ages; a file beside the policy (docs/auxiliary.md). */
  lists: z.array(z.strictObject({ name: valueName, file: z.string().min(1) })).optional(),
});
