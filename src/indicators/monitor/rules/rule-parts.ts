import { z } from 'zod';
import type { ReadmissionExemptions } from '../../../links/readmission-rule.js';
import { source } from '../../../policy/schema/common.js';

/** A threshold; `included` says whether a value exactly on it counts as beyond it. */
export const limit = z.strictObject({ at: z.number(), included: z.boolean() });
export type Limit = z.infer<typeof limit>;

/** Score of values beyond a threshold; the first step that holds wins. */
const scoreStep = z.strictObject({ at: z.number().positive(), included: z.boolean(), score: z.number().min(0).max(1) });
export type ScoreStep = z.infer<typeof scoreStep>;

/** What every rule says of itself: when it can be asked, which conduct it points to, where it comes from. */
export const sourced = {
  phase: z.enum(['before', 'during', 'after']),
  conduct: z.string().optional(),
  source,
};

/** A score by steps; stays at or above `finding_from` are findings. */
export const scored = z.strictObject({
  steps: z.array(scoreStep).min(1),
  finding_from: z.number().min(0).max(1),
  ...sourced,
});

const exempt = z.strictObject({
  planned: z
    .strictObject({ values: z.array(z.string().min(1)).min(1), recorded_on: z.enum(['first', 'second']) })
    .optional(),
  principals: z.array(z.string().min(1)).optional(),
  groups: z.array(z.string().min(1)).optional(),
  discharge_types: z.array(z.int()).optional(),
});

/** Which two stays belong together: hospital, group, depth of the principal diagnosis, and what is exempt. */
export const readmissionScope = z.strictObject({
  hospital: z.enum(['any', 'same']),
  group: z.enum(['any', 'same', 'same_adrg']),
  principal: z.enum(['any', 'same_category', 'same_code']),
  category_characters: z.int().positive().optional(),
  exempt: exempt.default({}),
});
export type ReadmissionScope = z.infer<typeof readmissionScope>;

/** The exemptions as the links take them: what is absent is left out. */
export function exemptionsOf({ exempt }: ReadmissionScope): ReadmissionExemptions {
  return Object.fromEntries(Object.entries(exempt).filter(([, value]) => value !== undefined));
}

/** Columns of the cases that the scope and its exemptions compare, beside patient and days. */
export function scopeColumns(scope: ReadmissionScope): { readonly column: string }[] {
  const { exempt, hospital, principal } = scope;
  return [
    ...(hospital === 'any' ? [] : [{ column: 'hospital_id' }]),
    ...(principal === 'any' && exempt.principals === undefined ? [] : [{ column: 'dx' }]),
    ...(exempt.planned === undefined ? [] : [{ column: 'planned_readmission' }]),
    ...(exempt.discharge_types === undefined ? [] : [{ column: 'discharge_type' }]),
  ];
}

/** Whether a value lies beyond a threshold, upwards. */
export function isAbove(value: number, { at, included }: Limit): boolean {
  return included ? value >= at : value > at;
}

/** Whether a value lies beyond a threshold, downwards. */
export function isBelow(value: number, { at, included }: Limit): boolean {
  return included ? value <= at : value < at;
}
