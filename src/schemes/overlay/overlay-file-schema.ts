import { z } from 'zod';
import { optionalSwitches, schemeFileSchema } from '../load/scheme-file-schema.js';

/**
 * The files of an overlay: a local scheme stated as a base and what differs from it (src/schemes/README.md). The same
 * file names as in a scheme folder; everything but scheme.yaml may be absent. `$base` in a list is the base's own.
 */

const text = z.string().min(1);
const patterns = z.string();
const { format, id, method, title, provenance, lists, acknowledged } = schemeFileSchema.shape;

export const overlayFileSchema = z.strictObject({
  format,
  id,
  method,
  title,
  provenance,
  /** Name of a scheme that comes with the program, or a folder relative to this one. */
  base: text,
  /** Hash of the base that the overlay was written for (`drgdip scheme list` and `scheme check` print it). */
  base_hash: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'expected the 64 signs of a scheme hash')
    .optional(),
  /** Only the options whose default differs. */
  options: z
    .strictObject({
      unrelated_procedure: z.enum(['qy', 'medical']).optional(),
      code_match: z.enum(['exact', 'category']).optional(),
      missing: z.enum(['strict', 'reference']).optional(),
      ...optionalSwitches,
    })
    .optional(),
  codes: z
    .strictObject({
      /** Local codes, whole, separated by white space. */
      added: z.strictObject({ diagnoses: text.optional(), procedures: text.optional() }).optional(),
      valid_procedures: patterns.optional(),
    })
    .optional(),
  lists,
  acknowledged,
});
export type OverlayFile = z.infer<typeof overlayFileSchema>;

const listNumber = z.string().regex(/^[1-9]\d?$/, 'a list is named by its number, 1 to 99');

const overlayRule = z.strictObject({
  /**
   * Where a new ADRG is tried (or one of the base moved to): `first`, before the base's whole path; `chapter_start`;
   * `before GD1`; `after GD1`.
   */
  place: z
    .string()
    .regex(
      /^(first|chapter_start|(before|after) [A-Z][A-Z0-9]{2})$/,
      'expected first, chapter_start, before GD1 or after GD1',
    )
    .optional(),
  name: text.optional(),
  kind: z.enum(['surgical', 'procedure', 'medical', 'unrelated', 'fallback']).optional(),
  when: text.optional(),
  diagnoses: z.record(listNumber, patterns).optional(),
  procedures: z.record(listNumber, patterns).optional(),
  /** All groups of the ADRG in their order: they replace the base's. */
  groups: z
    .array(z.strictObject({ code: text, name: text, when: text }))
    .min(1)
    .optional(),
});
export type OverlayRule = z.infer<typeof overlayRule>;

export const overlayChapterSchema = z.strictObject({
  mdc: z.string().regex(/^[A-Z]$/, 'a chapter is one letter'),
  name: text.optional(),
  when: text.optional(),
  diagnoses: patterns.optional(),
  rules: z
    .record(z.string().regex(/^[A-Z][A-Z0-9]{2}$/, 'an ADRG is a letter and two more signs'), overlayRule)
    .optional(),
  /** ADRGs, QY or fallback rows of the base that the local scheme does not have. */
  remove: z.array(text).optional(),
});
export type OverlayChapter = z.infer<typeof overlayChapterSchema>;

export const overlaySeveritySchema = z.strictObject({
  exclusion_lists: z
    .record(
      z.string().regex(/^\d+$/, 'an exclusion list is named by its number'),
      z.strictObject({
        /** Replaces the base's principals of that list. */
        principals: patterns.optional(),
        /** Codes that now count as such and name this list, whatever the base says of them. */
        mcc: patterns.optional(),
        cc: patterns.optional(),
      }),
    )
    .optional(),
  /** Codes of the base that count no more. */
  neither: patterns.optional(),
});
