import { z } from 'zod';
import { itemName, share, source, text } from '../../policy/schema/common.js';

const edge = { at: z.number().nonnegative(), included: z.boolean() };
const isDown = (list: readonly { readonly at: number }[]): boolean =>
  list.every(({ at }, index) => index === 0 || at < list[index - 1]!.at);
const isUp = (list: readonly { readonly at: number }[]): boolean => isDown([...list].reverse());

/** Rules of consequences: every edge says whether a value exactly on it counts. */
export const consequenceRulesSchema = z.strictObject({
  id: itemName,
  title: text,
  persons: z.strictObject({
    thresholds: z
      .array(z.strictObject({ name: itemName, title: text, ...edge, months: z.int().positive().max(12) }))
      .min(1)
      .refine(isUp),
    source,
  }),
  credit: z
    .array(
      z.strictObject({
        grade: itemName,
        ...edge,
        quota: z.number().nonnegative(),
        deposit_return: share,
        checks: z.number().nonnegative(),
        agreement: z.enum(['kept', 'ended']),
      }),
    )
    .min(1)
    .refine(isDown),
  credit_source: source,
  tutoring: z.strictObject({ months: z.int().positive(), quota: z.number().nonnegative(), source }),
  /** The check before an agreement ends (退出前核查): settled fees of so many months, of at least so many. */
  leaving: z
    .strictObject({ least_months: z.int().positive(), most_months: z.int().positive(), source })
    .refine(({ least_months: least, most_months: most }) => least <= most)
    .optional(),
  deposit: z.strictObject({ share, source }),
  interest: z.strictObject({ yearly: share, source }),
});
export type ConsequenceRules = z.infer<typeof consequenceRulesSchema>;

export const reaches = (
  value: number,
  { at, included }: { readonly at: number; readonly included: boolean },
): boolean => (included ? value >= at : value > at);
