import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { readProfileYaml } from '../../../cases/profiles/read-profile-yaml.js';
import { DIP_ERRORS } from '../dip-errors.js';
import { dipFileSchema } from '../load/dip-file-schema.js';
import { ENTRY_COLUMNS } from '../load/entry-row.js';

/** Columns that a profile may map: those of an entry, and related procedures where they have a column of their own. */
const columnName = z.enum([...ENTRY_COLUMNS, 'related']);
export type SourceColumn = z.infer<typeof columnName>;
const kind = z.enum(['conservative', 'diagnostic', 'therapeutic', 'surgical']);
const tier = z.enum(['core', 'basic', 'comprehensive', 'fallback']);
const text = z.string().min(1);
const { options, matching, kind_order } = dipFileSchema.shape;

const tableSchema = z.strictObject({
  /** File inside the source folder; absent where the source is one file. */
  file: text.optional(),
  sheet: text.optional(),
  /** Canonical column → heading in the table. */
  columns: z.partialRecord(columnName, text).optional(),
  /** Cells cut out of a column by the named groups of a pattern, where they have none of their own. */
  split: z.strictObject({ column: columnName, pattern: text }).optional(),
  /** Texts of a column and what they mean: {kind: {保守: conservative}}. */
  values: z.partialRecord(columnName, z.record(z.string(), z.string().nullable())).optional(),
  /** Value of a column for every row that leaves it blank. */
  constants: z.partialRecord(columnName, text).optional(),
  /** Texts in px that are no procedures but treatment classes: {SS: surgical}. */
  px_classes: z.record(text, kind).optional(),
  /** Text between main and related procedures besides "+". */
  px_join: text.optional(),
  /** Rows whose code stands in an earlier table fill its blank cells instead of doubling it. */
  merge: z.enum(['yes', 'no']).optional(),
});
export type TableProfile = z.infer<typeof tableSchema>;

const dipProfileSchema = z.strictObject({
  title: z.strictObject({ zh: text, en: text }).optional(),
  provenance: z
    .strictObject({ issuer: text, document: text, trust: text, published: z.iso.date().optional() })
    .optional(),
  options,
  matching,
  kind_order,
  /** Written as mdc for the entries of each tier. */
  sections: z.partialRecord(tier, z.string().regex(/^[A-Za-z0-9]{1,8}$/)).optional(),
  /** Files of procedure codes by treatment class, relative to the profile. */
  classes: z.partialRecord(kind, text).optional(),
  tables: z.array(tableSchema).min(1).optional(),
});
export type DipProfile = z.infer<typeof dipProfileSchema>;

/** Reads a profile of a city's table of entries. @throws dip_profile, with the key and what is wrong */
export function readDipProfile(path: string): DipProfile {
  let content: unknown;
  try {
    content = readProfileYaml(readFileSync(path, 'utf8'));
  } catch (cause) {
    const problem = (cause as Error).message.split('\n')[0]!;
    throw DIP_ERRORS.dip_profile({ key: 'YAML', problem }, { path, cause });
  }
  const checked = dipProfileSchema.safeParse(content);
  if (!checked.success) {
    const { path: at, message } = checked.error.issues[0]!;
    throw DIP_ERRORS.dip_profile({ key: at.map(String).join('.'), problem: message }, { path });
  }
  for (const [index, { split }] of (checked.data.tables ?? []).entries()) {
    if (split === undefined) continue;
    try {
      new RegExp(split.pattern, 'u');
    } catch (cause) {
      const problem = (cause as Error).message;
      throw DIP_ERRORS.dip_profile({ key: `tables.${index}.split.pattern`, problem }, { path, cause });
    }
  }
  return checked.data;
}
