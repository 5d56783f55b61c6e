import { z } from 'zod';
import { optionalSwitches } from '../load/scheme-file-schema.js';
import { SCHEME_ERRORS } from '../scheme-errors.js';

const text = z.string().min(1);

/** What plain tables do not say of themselves; the file that `scheme import --kind tables` takes beside the folder. */
export const tablesMetaSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9.-]*$/, 'expected lower case, digits, dots and hyphens'),
  title: z.strictObject({ zh: text, en: text }),
  provenance: z.strictObject({
    issuer: text,
    document: text,
    published: z.iso.date().optional(),
    in_force_from: z.iso.date().optional(),
    trust: text,
    sources: z.array(text).min(1),
  }),
  options: z
    .strictObject({
      unrelated_procedure: z.enum(['qy', 'medical']).default('qy'),
      code_match: z.enum(['exact', 'category']).default('exact'),
      missing: z.enum(['strict', 'reference']).default('strict'),
      ...optionalSwitches,
    })
    .prefault({}),
  /** What `weight` in conditions means: it differs between versions, so it has no default. */
  weight: z.enum(['birth_weight_g', 'admission_weight_g']),
  /** Folder of icd10.tsv, relative to the tables, where they have none of their own. */
  diagnoses_folder: text.optional(),
  /** Lists that conditions name in capitals: their table of diagnoses and the name in the scheme. */
  named_lists: z.record(z.string(), z.strictObject({ file: text, name: text })).default({}),
  /** Names for procedure sets written out in conditions, by their codes joined with commas. */
  named_procedures: z.record(z.string(), text).default({}),
  /** Condition, in the scheme's own language, of cases refused under `missing: reference`. */
  refused_when: text.optional(),
  /** Condition of unrelated-procedure rows that the tables state as `false`, in the tables' language. */
  unrelated_when: text.optional(),
  /** Chapters whose left-out principals are stated, so that a run may let them in. */
  left_out_chapters: z.array(z.string().regex(/^[A-Z]$/)).default([]),
  /** Files of `groupers/lists` to refer to instead of writing the codes out. */
  shared_lists: z.strictObject({ diagnoses: text.optional(), procedures: text.optional() }).default({}),
  unrelated_name: text.default('与主要诊断无关的手术或操作（歧义病例）'),
  fallback_name: text.default('未入本大类任何ADRG'),
  /** Why codes outside the list of valid codes are kept. */
  acknowledgement: text.default('used by a group of the scheme, absent from the official list of valid codes'),
});

export type TablesMeta = z.input<typeof tablesMetaSchema>;
export type CheckedTablesMeta = z.output<typeof tablesMetaSchema>;

/** @throws scheme_import_meta naming the key and what is wrong with it */
export function checkTablesMeta(meta: unknown): CheckedTablesMeta {
  const checked = tablesMetaSchema.safeParse(meta);
  if (checked.success) return checked.data;
  const issue = checked.error.issues[0]!;
  throw SCHEME_ERRORS.scheme_import_meta({ key: issue.path.map(String).join('.') || '-', problem: issue.message });
}
