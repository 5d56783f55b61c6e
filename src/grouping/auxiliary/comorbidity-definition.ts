import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { packageRoot } from '../../kernel/package-root.js';
import { readAuxiliaryFile } from './read-auxiliary-file.js';

const whole = z.coerce.number().int().nonnegative();
const text = z.string().min(1);

const comorbiditySchema = z.strictObject({
  format: z.literal('drgdip-comorbidity/1'),
  id: text,
  title: z.strictObject({ zh: text, en: text }),
  provenance: z.strictObject({ document: text, trust: text, sources: z.array(text) }),
  age_points: z.array(z.strictObject({ from: whole, points: whole })).default([]),
  conditions: z
    .array(
      z.strictObject({
        name: text,
        /** Conditions of one family count once, by the heaviest that the case has. Absent: a family of its own. */
        family: text.optional(),
        zh: text,
        en: text,
        weights: z.record(text, whole),
        prefixes: z.string().transform((codes) => codes.split(/\s+/).filter((code) => code !== '')),
      }),
    )
    .min(1)
    .max(31),
});

/** A comorbidity index as data: conditions with the beginnings of their codes, weights, points by age. */
export type ComorbidityDefinition = z.infer<typeof comorbiditySchema>;

/**
 * Reads a definition: a name under groupers/auxiliary, or a file beside the policy.
 * @param folder  where files are looked for
 * @throws the codes of readAuxiliaryFile
 */
export function readComorbidities(nameOrFile: string, folder: string): ComorbidityDefinition {
  const shipped = join(packageRoot(), 'groupers', 'auxiliary', `${nameOrFile}.yaml`);
  const path = /^[a-z0-9][a-z0-9-]*$/.test(nameOrFile) && existsSync(shipped) ? shipped : resolve(folder, nameOrFile);
  return readAuxiliaryFile(path, nameOrFile, comorbiditySchema);
}
