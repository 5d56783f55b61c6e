import { z } from 'zod';
import { patterns } from './common.js';

/**
 * How the origin of a stay's insured is found, for pools that are for one origin. Without a column, from the region of
 * insurance against the region of care (the policy's own where a case names none): the same text, or codes of one city,
 * is local, codes of one province another city, others another province. The lists of patterns go before codes, on the
 * text of the column, or of the region of insurance.
 */
export const origins = z.strictObject({
  /** A column of texts of the case that says it, e.g. referral_filed. */
  column: z.string().min(1).optional(),
  local: patterns.optional(),
  other_city: patterns.optional(),
  other_province: patterns.optional(),
});
