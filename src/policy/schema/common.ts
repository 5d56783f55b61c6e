import { z } from 'zod';
import { ORIGINS } from '../pool-key.js';

/** Pieces that many parts of the policy document share. Money in yuan, shares from 0 to 1, as a person writes them. */

export const share = z.number().min(0).max(1);
export const insurance = z.enum(['employee', 'resident', 'other']);
export const text = z.strictObject({ zh: z.string(), en: z.string() });
export const levelClass = z.enum(['3', '2', '1']);
/** A pool by its name: its insurance, or insurance@origin. */
export const poolName = z.enum(
  insurance.options.flatMap((name) => [name, ...ORIGINS.map((origin) => `${name}@${origin}` as const)]),
);
/** One number for every insurance, or one for each, or for each pool by its name. */
export const perInsurance = z.union([z.number().positive(), z.partialRecord(poolName, z.number().positive())]);
/** Part of a patch's path (`outliers.bands.high.from`), hence without dots, spaces and stars. */
export const itemName = z.string().regex(/^[^\s.*]+$/);
/** Name of a value that formulas may use: small letters, digits, low lines. */
export const valueName = z.string().regex(/^[a-z][a-z0-9_]*$/);
/** A formula (kernel/formula); what it may name and what it gives is said where it stands. */
export const formula = z.string().min(1);
/** Group or code patterns: `GD29`, `GD2*`. */
export const patterns = z.array(z.string().min(1)).min(1);

/** Where a value comes from; `unverified` is an editable preset, `chosen` the user's own. */
export const source = z.strictObject({
  document: z.string().min(1),
  article: z.string().optional(),
  trust: z.enum(['cited', 'press', 'unverified', 'chosen', 'computed']),
  note: z.string().optional(),
});

/** A stretch of numbers; an absent edge is open; the flags say which side owns an edge. */
export const range = z.strictObject({
  from: z.number().optional(),
  from_included: z.boolean().default(true),
  to: z.number().optional(),
  to_included: z.boolean().default(false),
});
export type Range = z.infer<typeof range>;
