import { z } from 'zod';
import { acknowledgedSchema } from '../acknowledgement.js';
import type { ChapterSwitch } from '../scheme-document.js';

/**
 * The files of a scheme folder as written (src/schemes/README.md). Scalars arrive as text: see yaml-file.ts.
 */

const text = z.string().min(1);
const bilingual = z.strictObject({ zh: text, en: text });
const wholeNumber = z
  .string()
  .regex(/^\d+$/, 'expected a whole number')
  .transform((digits) => Number(digits));
const listNumber = z.string().regex(/^[1-9]\d?$/, 'a list is named by its number, 1 to 99');
const chapterLetter = z.string().regex(/^[A-Z]$/, 'a chapter is one letter');
/** Names of shared lists are lower case, so that they never look like a code or a group. */
const listName = z.string().regex(/^[a-z][a-z0-9_]*$/, 'a list name is lower case with digits and _');
/** Code patterns separated by white space. */
const patterns = z.string();

const chapterLetters = Array.from({ length: 26 }, (_, index) => String.fromCharCode(65 + index));

/** Switches of a scheme (SchemeOptions) as a file states them; `tablesMetaSchema` takes the same. */
export const optionalSwitches = {
  ...(Object.fromEntries(
    chapterLetters.map((letter) => [`unrelated_procedure.${letter}`, z.enum(['qy', 'medical']).optional()]),
  ) as Record<ChapterSwitch, z.ZodOptional<z.ZodEnum<{ qy: 'qy'; medical: 'medical' }>>>),
  unrelated_by: z.enum(['first', 'any']).optional(),
  first_procedure: z.enum(['recorded', 'valid']).optional(),
  multiple_trauma: z.enum(['principal', 'regions']).optional(),
  left_out_principals: z.enum(['refused', 'taken']).optional(),
};

export const schemeFileSchema = z.strictObject({
  format: z.literal('drgdip-scheme/1'),
  id: z.string().regex(/^[a-z0-9][a-z0-9.-]*$/, 'expected lower case, digits, dots and hyphens'),
  method: z.literal('drg'),
  title: bilingual,
  provenance: z.strictObject({
    issuer: text,
    document: text,
    published: z.iso.date().optional(),
    in_force_from: z.iso.date().optional(),
    trust: text,
    sources: z.array(text).min(1),
  }),
  options: z.strictObject({
    unrelated_procedure: z.enum(['qy', 'medical']),
    code_match: z.enum(['exact', 'category']),
    missing: z.enum(['strict', 'reference']),
    ...optionalSwitches,
  }),
  /** Cases refused under `missing: reference`, besides those without a sex. */
  refused_when: text.optional(),
  /** Files of valid codes, one a line, relative to the folder; a version may point to another version's file. */
  codes: z.strictObject({
    diagnoses: text,
    procedures: text,
    /** Patterns of procedures that make an unrelated-procedure case and satisfy `ppx(valid)`. */
    valid_procedures: text,
    /** Patterns of codes that a shared file holds and this scheme does not. */
    without: z.strictObject({ diagnoses: patterns.optional(), procedures: patterns.optional() }).optional(),
    /** Codes that lists use although the official list of codes lacks them, each with the reason. */
    acknowledged: z
      .strictObject({
        diagnoses: z.record(z.string(), text).optional(),
        procedures: z.record(z.string(), text).optional(),
      })
      .optional(),
  }),
  /** Folder of lists that several schemes share, relative to this one; patterns name them `$shared.<name>`. */
  shared_lists: text.optional(),
  /** Chapters in evaluation order. */
  chapters: z.array(chapterLetter).min(1),
  /** Findings of `scheme check` that the scheme has decided, each with its reason. */
  acknowledged: acknowledgedSchema.optional(),
  /** Lists used by more than one chapter or by conditions of groups. */
  lists: z
    .record(listName, z.strictObject({ diagnoses: patterns.optional(), procedures: patterns.optional() }))
    .optional(),
});
export type SchemeFile = z.infer<typeof schemeFileSchema>;

const rule = z.strictObject({
  /** Place in the chapter, 1 first. */
  order: wholeNumber,
  name: text,
  kind: z.enum(['surgical', 'procedure', 'medical', 'unrelated', 'fallback']),
  when: text,
  diagnoses: z.record(listNumber, patterns).optional(),
  procedures: z.record(listNumber, patterns).optional(),
  /** First whose condition holds wins. Absent for unrelated and fallback rows: they are their own only group. */
  groups: z
    .array(z.strictObject({ code: text, name: text, when: text }))
    .min(1)
    .optional(),
});

export const chapterFileSchema = z.strictObject({
  mdc: chapterLetter,
  name: text,
  when: text,
  diagnoses: patterns.optional(),
  /** Principals its rules name and its list lacks; `left_out_principals: taken` lets them in. */
  left_out: patterns.optional(),
  /** Body regions of MDC Z. */
  regions: z.record(listNumber, z.strictObject({ name: text, diagnoses: patterns })).optional(),
  /** By ADRG code; QY and fallback rows by theirs (BQY, B00). */
  rules: z.record(z.string().regex(/^[A-Z][A-Z0-9]{2}$/, 'an ADRG is a letter and two more signs'), rule),
});
export type ChapterFile = z.infer<typeof chapterFileSchema>;
export type RuleFile = ChapterFile['rules'][string];

export const severityFileSchema = z.strictObject({
  /** By number; list 0 holds codes that nothing cancels. */
  exclusion_lists: z.record(
    z.string().regex(/^\d+$/, 'an exclusion list is named by its number'),
    z.strictObject({
      /** Principal diagnoses that cancel the codes below. */
      principals: patterns.optional(),
      mcc: patterns.optional(),
      cc: patterns.optional(),
    }),
  ),
});
