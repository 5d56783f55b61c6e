import { z } from 'zod';
import { acknowledgedSchema } from '../../acknowledgement.js';
import { DIP_SWITCHES } from '../dip-switches.js';

/** scheme.yaml of a DIP folder as written (docs/dip.md). Scalars arrive as text: see load/yaml-file.ts. */

const text = z.string().min(1);
const list = z.string().regex(/^[a-z][a-z0-9_]*$/, 'a name is lower case with digits and _');
const patterns = z.string();
const preference = z.enum([
  'more_related_parts',
  'more_matched_procedures',
  'nearest_mean_cost',
  'kind_order',
  'tier_order',
  'longer_diagnosis',
  'higher_score',
  'lower_sequence',
]);
/** The name of a preset, or the order itself. */
const matching = z.union([text, z.array(preference).min(1)]);
const kindOrder = z.array(
  z.string().regex(/^(core|basic|comprehensive|fallback) (conservative|diagnostic|therapeutic|surgical|procedure)$/, {
    message: 'expected a tier and a kind, such as "core surgical"',
  }),
);

const options = z.strictObject({
  excluded_first: z.enum(DIP_SWITCHES.excluded_first).optional(),
  not_main_first: z.enum(DIP_SWITCHES.not_main_first).optional(),
  conservative_entries: z.enum(DIP_SWITCHES.conservative_entries).optional(),
  main_procedure: z.enum(DIP_SWITCHES.main_procedure).optional(),
  class_by: z.enum(DIP_SWITCHES.class_by).optional(),
  unclassed_procedure: z.enum(DIP_SWITCHES.unclassed_procedure).optional(),
  comprehensive: z.enum(DIP_SWITCHES.comprehensive).optional(),
  unmatched: z.enum(DIP_SWITCHES.unmatched).optional(),
  no_principal: z.enum(DIP_SWITCHES.no_principal).optional(),
  excluded_principal: z.enum(DIP_SWITCHES.excluded_principal).optional(),
  code_match: z.enum(DIP_SWITCHES.code_match).optional(),
});

export const dipFileSchema = z.strictObject({
  format: z.literal('drgdip-scheme/1'),
  id: z.string().regex(/^[a-z0-9][a-z0-9.-]*$/, 'expected lower case, digits, dots and hyphens'),
  method: z.literal('dip'),
  title: z.strictObject({ zh: text, en: text }),
  provenance: z.strictObject({
    issuer: text,
    document: text,
    published: z.iso.date().optional(),
    in_force_from: z.iso.date().optional(),
    trust: text,
    sources: z.array(text).min(1),
  }),
  /** Origin and trust of tables, which have no room for a comment; by file. */
  files: z.record(text, text).optional(),
  /** Another catalogue that this one adds to: a shipped scheme, or a folder relative to this one. */
  base: text.optional(),
  /** Codes of base entries that are dropped. */
  remove: z.array(text).optional(),
  /** File of scores and mean costs by code, for entries of the base or of the own sections. */
  scores: text.optional(),
  options: options.optional(),
  codes: z
    .strictObject({
      /** Files of valid codes, one a line; needed without a base, whose codes they add to. */
      diagnoses: text.optional(),
      procedures: text.optional(),
      acknowledged: z
        .strictObject({
          diagnoses: z.record(z.string(), text).optional(),
          procedures: z.record(z.string(), text).optional(),
        })
        .optional(),
    })
    .optional(),
  excluded: z
    .strictObject({
      /** File of patterns over the valid codes. */
      diagnoses: text.optional(),
      /** Files of patterns over the valid codes, by rule. */
      conservative: text.optional(),
      not_main: text.optional(),
      main_only_for_scope: z.array(z.strictObject({ scope: list, procedures: text })).optional(),
    })
    .optional(),
  lists: z.record(list, z.strictObject({ diagnoses: patterns.optional(), procedures: patterns.optional() })).optional(),
  /** Files of procedures by treatment class. */
  classes: z.partialRecord(z.enum(['conservative', 'diagnostic', 'therapeutic', 'surgical']), text).optional(),
  matching: matching.optional(),
  kind_order: kindOrder.optional(),
  sections: z
    .array(
      z.strictObject({
        id: list,
        mdc: z.string().regex(/^[A-Za-z0-9]{1,8}$/, 'expected one to eight letters or digits'),
        zh: text,
        en: text,
        procedures: z.enum(['recorded', 'remaining']).optional(),
        entries: text,
      }),
    )
    .optional(),
  /** Steps in order: the sections tried together, and their order of preference where it is another. */
  steps: z
    .array(
      z.strictObject({
        sections: z.array(list).min(1),
        matching: matching.optional(),
        kind_order: kindOrder.optional(),
      }),
    )
    .min(1)
    .optional(),
  primary_care: text.optional(),
  /** Findings of `scheme check` that the catalogue has decided, each with its reason. */
  acknowledged: acknowledgedSchema.optional(),
});
export type DipFile = z.infer<typeof dipFileSchema>;
